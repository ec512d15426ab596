"""The report: a case as one file that any browser shows, without a network, in both languages.

It holds no script at all; the language is switched by the style sheet.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from musnad.case.engine import Place
from musnad.errors import MusnadError, UsageError
from musnad.model import CopyGroup, Document, FigureSeries
from musnad.present import figures as counted
from musnad.present import origins
from musnad.present.chronology import Entry, Wanted
from musnad.present.labels import Lang
from musnad.version import VERSION
from musnad.web.pages import environment
from musnad.web.shelf import Index, Shelf
from musnad.web.views.chronology import Telling, copies_among, entries, tellings
from musnad.web.views.figures import shown

_ENDINGS = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the file tells, the same in both languages."""

    entries: tuple[Entry, ...]
    tellings: dict[str, list[Telling]]
    groups: dict[str, list[CopyGroup]]
    figures_of: dict[str, tuple[FigureSeries, ...]]
    figures: tuple[FigureSeries, ...]
    reports: tuple[Document, ...]


def write(case: Place, output: Path, lang: Lang, wanted: Wanted | None = None) -> int:
    """Write a case as one file, whole or not at all; return how many entries it tells.

    `lang` is the language that it opens in.

    Raises:
        UsageError: when the file's ending is none of a page.
        CaseError: when the case can't be read.
        MusnadError: when the file can't be written.
    """
    if output.suffix.lower() not in _ENDINGS:
        raise UsageError(f"-o {output}: give a file that ends in .html")
    shelf = Shelf(case)
    try:
        contents = _contents(shelf, wanted or Wanted())
        html = page(shelf, contents, lang)
    finally:
        shelf.close()
    part = output.with_name(f"{output.name}.part")
    try:
        part.write_text(html, encoding="utf-8")
        os.replace(part, output)  # noqa: PTH105 - one step, over an older file
    except OSError as e:
        part.unlink(missing_ok=True)
        raise MusnadError(f"-o {output}: can't be written ({e.strerror})") from e
    return len(contents.entries)


def _contents(shelf: Shelf, wanted: Wanted) -> _Contents:
    index = shelf.index()
    wanted = wanted.among(index.links)
    at = [i for i, h in enumerate(index.links.happenings) if wanted.admits(h)]
    found = entries(shelf, at)
    happenings = [e.happening for e in found]
    told = {d for h in happenings for d, _ in h.mentions}
    everything = len(at) == len(index.links.happenings)
    own = _figures(index, told, everything=everything)
    reports = [d for d in index.heads.values() if everything or d.id in told]
    return _Contents(
        found,
        {h.id: tellings(shelf, h) for h in happenings},
        {h.id: copies_among(index, h) for h in happenings},
        {h.id: shelf.series(index.figures_of.get(h.id, ())) for h in happenings},
        shelf.series(own),
        tuple(sorted(reports, key=lambda d: (d.published or "9999", d.id))),
    )


def _figures(index: Index, told: set[str], *, everything: bool) -> Sequence[int]:
    """Return the series of several points of which one is in the reports that are told."""
    return [
        i
        for i, one in enumerate(index.links.series)
        if len(one.points) > 1 and (everything or told & {p.document for p in one.points})
    ]


def page(shelf: Shelf, contents: _Contents, lang: Lang) -> str:
    """Return the file's text."""
    style = (resources.files(__package__) / "static" / "style.css").read_text(encoding="utf-8")
    halves = [Markup(_half(shelf, contents, one)) for one in Lang]  # noqa: S704 - a template's
    return (
        environment(lang)
        .get_template("still_page.html")
        .render(halves=halves, style=Markup(style), case_name=shelf.name, version=VERSION)  # noqa: S704
    )


def _half(shelf: Shelf, contents: _Contents, lang: Lang) -> str:
    """Return the file's text in one language, its links leading into the file."""

    def path(kind: str, id: str, *_: str) -> str:
        return f"#{lang}-{kind}-{id}"

    index = shelf.index()
    names = {d.outlet for d in contents.reports}
    template = environment(lang).get_template(
        "still.html",
        globals={"path": path, "spot": lambda report, _: path("reports", report), "live": False},
    )
    return template.render(
        case_name=shelf.name,
        version=VERSION,
        entries=contents.entries,
        tellings=contents.tellings,
        groups=contents.groups,
        figures_of=contents.figures_of,
        why={
            e.happening.id: origins.why(e.happening.origins, lang) if e.happening.origins else ""
            for e in contents.entries
        },
        figures=[shown(one, lang) for one in contents.figures],
        figure_title=lambda series: counted.title(series, lang),
        sources=[s for s in index.links.sources if names & {*s.outlets} or not s.outlets],
        reports=contents.reports,
        heads=index.heads,
        known="",
    )
