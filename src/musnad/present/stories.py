"""The stories of a case, and what belongs to one of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from musnad.errors import UsageError
from musnad.jsonl import Json
from musnad.link.dates import Interval
from musnad.model import Links, Story
from musnad.present.bidi import isolate
from musnad.present.dates import shown
from musnad.present.formats import Column, Listing
from musnad.present.labels import Lang, label, phrase
from musnad.present.matching import fits
from musnad.present.paths import names
from musnad.present.terminal import Block, Line, Section

_COLUMNS = (
    Column("id"),
    Column("first_last"),
    Column("names"),
    Column("reports"),
    Column("title"),
)
_MANY = 5  # stories that a message names


@dataclass(frozen=True, slots=True)
class Told:
    """A story with the title of its first report that has one."""

    story: Story
    title: str | None


def stories(found: Iterable[Told], lang: Lang) -> Listing:
    """Return stories as a listing, those with most reports first."""
    found = tuple(found)
    return Listing(
        key="stories",
        items=[as_json(t) for t in found],
        columns=_COLUMNS,
        rows=tuple(_row(t, lang) for t in found),
        sections=(Section("", tuple(_block(t, lang) for t in found)),),
    )


def _days(s: Story, lang: Lang) -> str:
    if not (s.earliest and s.latest):
        return ""
    value = s.earliest if s.earliest == s.latest else f"{s.earliest}/{s.latest}"
    return shown(value, Interval(s.earliest, s.latest), lang)


def _row(t: Told, lang: Lang) -> tuple[str, ...]:
    s = t.story
    return s.id, _days(s, lang), names(s.names, lang), str(len(s.documents)), t.title or ""


def _block(t: Told, lang: Lang) -> Block:
    return Block(_days(t.story, lang) or phrase("undated", lang), tuple(_lines(t, lang)))


def _lines(t: Told, lang: Lang) -> Iterator[Line]:
    yield Line(names(t.story.names, lang), "bold")
    if t.title:
        yield Line(isolate(t.title))
    count = f"{label('column', 'reports', lang)}: {isolate(str(len(t.story.documents)))}"
    yield Line(f"{isolate(t.story.id)} · {count}", "dim")


def as_json(t: Told) -> dict[str, Json]:
    """Return a story as plain values."""
    s = t.story
    return {
        "id": s.id,
        "title": t.title,
        "names": list(s.names),
        "earliest": s.earliest,
        "latest": s.latest,
        "documents": list(s.documents),
    }


def of_story(links: Links, wanted: str) -> Links:
    """Return what belongs to one story: that of an id, or the one among whose names these are.

    Happenings and disagreements that one of its reports tells, series with a figure of one,
    and the statements of its reports.

    Raises:
        UsageError: when no story is meant, or several are.
    """
    story = meant(links.stories, wanted)
    inside = frozenset(story.documents)
    return replace(
        links,
        happenings=tuple(h for h in links.happenings if inside & {d for d, _ in h.mentions}),
        series=tuple(s for s in links.series if inside & {p.document for p in s.points}),
        statements=tuple(s for s in links.statements if s.document in inside),
        copies=tuple(c for c in links.copies if inside & {m.document for m in c.members}),
        disagreements=tuple(
            d for d in links.disagreements if inside & {e.document for s in d.sides for e in s}
        ),
        stories=(story,),
    )


def meant(stories: Iterable[Story], wanted: str) -> Story:
    """Return the story of an id, or the one among whose names these are.

    Raises:
        UsageError: when no story is meant, or several are.
    """
    told = tuple(stories)
    found = [s for s in told if s.id == wanted] or [s for s in told if fits(wanted, *s.names)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"--story {wanted}: no such story; see them with: musnad stories CASE")
    ids = ", ".join(s.id for s in found[:_MANY]) + (", ..." if len(found) > _MANY else "")
    raise UsageError(f"--story {wanted}: {len(found)} stories name it ({ids}); give one id")
