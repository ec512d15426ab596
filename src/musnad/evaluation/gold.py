"""Gold annotations: one YAML file a document, spans quoted from its text.

`docs/evaluation.md` defines the keys. `A … B` in a span means from the first A to the
first B after it. Paths in `doc` are relative to the folder above the YAML file's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import yaml

from musnad.errors import GoldError
from musnad.evaluation.words import squeezed
from musnad.model import Bound, EventType, Factuality, Label, Measure, QuoteType, SourceKind, Status


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A counted thing: its words and what they say."""

    span: str
    value: float
    bound: Bound
    measure: Measure


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who said what: `content` with its gap (`…`) filled in from the text.

    `within` is the cue of the statement around this one. Of `place`, `occasion`, `factuality`
    and `within`, a page that states one for a statement states it for all: none is `null`.
    """

    cue: str
    source: str | None
    kind: SourceKind
    quote: QuoteType
    content: str
    speaker: str | None = None
    told: str | None = None
    via: str | None = None
    place: str | None = None
    occasion: str | None = None
    factuality: Factuality | None = None
    within: str | None = None


class Occurrence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event: `at` are words of its clause, `who` its main parties."""

    type: EventType
    date: str | None
    status: Status
    at: str
    who: tuple[str, ...] = ()
    place: str | None = None


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One YAML file as it stands; `layers` names those that it annotates, none means all."""

    doc: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    not_body: tuple[str, ...] = ()
    related_from: str | None = None
    entities: dict[Label, tuple[str, ...] | None] = {}
    times: tuple[tuple[str, str | None], ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Statement, ...] = ()
    events: tuple[Occurrence, ...] = ()
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """A page with its text; `report_end` is where another article begins, else the length."""

    file: Path
    path: Path
    text: str
    report_end: int
    page: Page


def load(folder: Path) -> Iterator[Gold]:
    """Yield the gold documents of a folder, by file name.

    Raises:
        GoldError: naming the file and the words that its text doesn't hold.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise GoldError(f"{folder}: no *.yaml file there; name a folder of gold annotations")
    for file in files:
        yield _read(file)


def _read(file: Path) -> Gold:
    try:
        page = _page(file.read_text("utf-8"))
        path = file.parent.parent / page.doc
        text = path.read_text("utf-8")
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as e:
        raise GoldError(f"{file}: {e}; see docs/evaluation.md for the format") from e
    spaced = text.replace("\u00a0", " ")
    filled = [
        msgspec.structs.replace(a, content=_filled(a.content, spaced, file))
        for a in page.attributions
    ]
    page = msgspec.structs.replace(page, attributions=tuple(filled))
    for words in _quoted(page):
        if squeezed(words) not in squeezed(spaced):
            raise GoldError(f"{file}: not in {page.doc}: {words}; quote the text exactly")
    end = spaced.index(page.related_from) if page.related_from else len(text)
    return Gold(file, path, text, end, page)


class _Strings(yaml.SafeLoader):
    """YAML in which every scalar is the string that stands there, or null."""


_Strings.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _page(source: str) -> Page:
    raw = yaml.load(source, Loader=_Strings)  # noqa: S506 - a SafeLoader
    if not isinstance(raw, dict):
        raise msgspec.ValidationError("Expected a mapping of keys")
    stated = {key: value for key, value in raw.items() if value is not None}
    return msgspec.convert(stated, Page, strict=False)


def _filled(span: str, text: str, file: Path) -> str:
    head, gap, tail = span.partition("…")
    if not gap:
        return span
    start = text.find(head.strip())
    end = text.find(tail.strip(), start + len(head.strip()))
    if start < 0 or end < 0:
        raise GoldError(f"{file}: not in the text: {span}; quote both ends exactly")
    return text[start : end + len(tail.strip())]


def _quoted(page: Page) -> Iterator[str]:
    yield from (t for t, _ in page.times)
    yield from (f.span for f in page.figures)
    for a in page.attributions:
        yield from (w for w in (a.cue, a.source, a.content, a.occasion) if w)
    yield from (e.at for e in page.events)
    for names in page.entities.values():
        yield from names or ()
