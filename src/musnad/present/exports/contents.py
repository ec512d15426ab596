"""What an export writes: a case's entries and links, and its reports."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from musnad.link.entities import bare
from musnad.model import Document, Evidence, Label, Links
from musnad.present.chronology import Entry, days_of, facts, when
from musnad.present.labels import Lang, label, phrase
from musnad.present.paths import carried_by, paths
from musnad.present.reviews import shown


def _no_original(_: str) -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Contents:
    """A case as an export sees it.

    `report` gives a report by its id, `reports` yields them all in order of their ids,
    `original` gives the bytes that the report of an id was read from; `lang`
    is the language of labels, dates and headings.
    """

    name: str
    lang: Lang
    links: Links
    entries: tuple[Entry, ...]
    report: Callable[[str], Document]
    reports: Callable[[], Iterator[Document]]
    original: Callable[[str], bytes] = _no_original


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the sentence as the report has it, and which report that is."""

    quote: str
    origin: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """An entry for reading: when, what, on whose word, and the sentences it rests on.

    What people decided about it ends the `facts`. Names in `facts` and `according_to` are set
    apart by isolates (UAX #9).
    """

    date: str
    facts: str
    according_to: str
    notes: tuple[Note, ...]


def paragraphs(contents: Contents) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Return the entries for reading: the dated ones in order, then those without a date."""
    dated = [e for e in contents.entries if days_of(e.happening)]
    undated = [e for e in contents.entries if not days_of(e.happening)]
    return (
        tuple(_paragraph(e, contents) for e in dated),
        tuple(_paragraph(e, contents) for e in undated),
    )


def _paragraph(e: Entry, contents: Contents) -> Paragraph:
    lang = contents.lang
    said = paths((s.chain for s in e.statements), lang)
    return Paragraph(
        date=when(e.happening, lang),
        facts=" · ".join(filter(None, (*facts(e, lang), shown(e.happening.review, lang)))),
        according_to=f"{label('column', 'according_to', lang)}: {said}" if said else "",
        notes=tuple(_note(v, contents) for v in e.happening.evidence),
    )


def _note(v: Evidence, contents: Contents) -> Note:
    report = contents.report(v.document)
    return Note(" ".join(v.text.split()), carried_by((report,), contents.lang), report.url)


def heading(contents: Contents) -> str:
    """Return the heading of a chronology to read."""
    return phrase("chronology_of", contents.lang, name=contents.name)


def kinds(contents: Contents) -> dict[str, Label]:
    """Return what each name names, by its folded form, as most of the reports' mentions have it."""
    counts: dict[str, Counter[Label]] = defaultdict(Counter)
    for report in contents.reports():
        for mention in report.mentions:
            counts[bare(mention.name)][mention.label] += 1
    return {name: min(c, key=lambda k: (-c[k], k)) for name, c in counts.items()}
