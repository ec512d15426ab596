"""How a page is made: a template, in the reader's language, with everything in it escaped."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import unquote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from musnad.link.dates import Interval, interval
from musnad.model import Happening
from musnad.present import chronology as happened
from musnad.present import reviews
from musnad.present.bidi import FSI, PDI, visible
from musnad.present.chronology import Entry
from musnad.present.dates import end_of, precision, shown
from musnad.present.figures import number
from musnad.present.glosses import english
from musnad.present.labels import Lang, label
from musnad.present.terminal import ISOLATES
from musnad.web import language, urls
from musnad.web.changes import REVIEWER
from musnad.web.shelf import Shelf

T = TypeVar("T")
SCHEME = "musnad_scheme"
SCHEMES = ("auto", "light", "dark")
_CUT = 90


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """A page of a list: its items, and where in the list they stand; pages count from 1."""

    items: Sequence[T]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // self.size))


def cut(items: Sequence[T], page: int, size: int) -> Slice[T]:
    """Return one page of a list; a page beyond the last is the last.

    >>> cut("abcde", 9, 2).items
    'e'
    """
    last = max(1, -(-len(items) // size))
    page = min(max(page, 1), last)
    return Slice(items[(page - 1) * size : page * size], len(items), page, size)


@cache
def environment(lang: Lang) -> Environment:
    """Return the templates in one language, with the filters that they use."""
    made = Environment(
        loader=PackageLoader("musnad.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(language.catalogue(lang), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        lang=lang.value,
        dir="rtl" if lang is Lang.AR else "ltr",
        path=urls.path,
        spot=urls.spot,
        live=True,
        query=urls.query,
        label=lambda group, id: label(group, id, lang),
        when=lambda h: _when(h, lang),
        exact=_exact,
        origin_range=_origin_range,
        day=lambda value: shown(value, interval(value), lang),
        span=lambda days: _span(days, lang),
        number=number,
        reviewed=lambda review: _isolated(reviews.shown(review, lang)),
        plain=_isolated,
        bare=lambda text: visible(ISOLATES.sub("", text)),
        static=_static_version(),
    )
    made.filters.update(name=lambda name: _name(name, lang), text=visible, brief=brief, runs=_runs)
    return made


def _name(name: str, lang: Lang) -> Markup:
    """Return a name set apart from its surroundings; for English with its English form."""
    gloss = english(name) if lang is Lang.EN else None
    own = Markup('<bdi lang="ar">{}</bdi>').format(visible(name))
    if gloss:
        return Markup('<bdi lang="en">{}</bdi> <small class="own">{}</small>').format(gloss, own)
    return own


def _isolated(text: str) -> Markup:
    """Return a line that has isolates (U+2068, U+2069) with elements in their place."""
    if text.count(FSI) != text.count(PDI):
        text = ISOLATES.sub("", text)
    marks = {FSI: Markup("<bdi>"), PDI: Markup("</bdi>")}
    pieces = re.split(f"([{FSI}{PDI}])", text)
    return Markup("").join(marks.get(p) or escape(visible(p)) for p in pieces)


def brief(text: str, most: int = _CUT) -> str:
    """Return a text on one line, cut between words where it is long."""
    line = " ".join(visible(text).split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"


def _when(h: Happening, lang: Lang) -> str:
    return happened.when(h, lang)


def _exact(h: Happening) -> bool:
    """Say whether a happening's date is a day."""
    stated = precision(h.date, happened.days_of(h))
    return stated is not None and stated.value == "day"


def _span(days: Interval, lang: Lang) -> str:
    """Return a range of days in words, one day alone as itself."""
    value = "/".join(dict.fromkeys((days.earliest, days.latest)))
    return shown(value, days, lang)


def _runs(
    entries: Iterable[Entry], key: Callable[[Happening], str]
) -> list[tuple[str, list[Entry]]]:
    """Return entries that follow each other with the same key together."""
    return [(k, list(run)) for k, run in groupby(entries, lambda e: key(e.happening))]


def _origin_range(h: Happening) -> str:
    """Return how many independent origins an entry has, as a number or a range."""
    if h.origins is None:
        return ""
    least, most = h.origins.least, h.origins.most
    return str(least) if least == most else f"{least}–{most}"


@cache
def _static_version() -> str:
    """Return what changes with the static files, so that a browser keeps no old ones."""
    folder = Path(__file__).parent / "static"
    return f"{max(int(f.stat().st_mtime) for f in folder.iterdir()):x}"


def shelf(request: Request) -> Shelf:
    """Return the case that the server shows."""
    kept: Shelf = request.app.state.shelf
    return kept


def known_shelf(request: Request) -> tuple[Shelf, str]:
    """Return the case, as it was known on the day that the address asks for, and that day.

    Raises:
        UsageError: when the day is none, or the case too large.
    """
    asked = request.query_params.get("as_known_on", "").strip()
    kept = shelf(request)
    return (kept.on(end_of("as known on", asked)), asked) if asked else (kept, "")


def lang(request: Request) -> Lang:
    """Return the reader's language."""
    return language.chosen(
        request.query_params.get("lang"),
        request.cookies.get(language.COOKIE),
        request.headers.get("accept-language"),
    )


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page in the reader's language, and keep what the reader chose for the next."""
    chosen = lang(request)
    scheme = request.query_params.get("scheme") or request.cookies.get(SCHEME, "auto")
    html = (
        environment(chosen)
        .get_template(template)
        .render(
            url=request.url,
            changed=lambda **new: urls.changed(request.url, **new),
            here=request.url.path,
            scheme=scheme if scheme in SCHEMES else "auto",
            csrf=request.state.csrf,
            case_name=shelf(request).name,
            can_change=request.app.state.can_change,
            reviewer=unquote(request.cookies.get(REVIEWER, "")),
            job=request.app.state.jobs.now,
            linked=shelf(request).case.linked,
            **values,
        )
    )
    answer = HTMLResponse(html, status)
    answer.headers["Vary"] = "Accept-Language, Cookie"
    answer.headers["Content-Language"] = chosen.value
    kept = ((language.COOKIE, "lang", tuple(Lang)), (SCHEME, "scheme", SCHEMES))
    for name, asked, allowed in kept:
        given = request.query_params.get(asked)
        if given in allowed:
            answer.set_cookie(name, str(given), max_age=31_536_000, samesite="lax")
    return answer
