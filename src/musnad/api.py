"""A case as Python code meets it: questions that give tables, and the way out in other formats.

>>> import tempfile
>>> from musnad.run.examples import talks
>>> from musnad.run.local import build
>>> place = tempfile.TemporaryDirectory()
>>> _ = build([talks()], place.name + "/talks.musnad")
>>> case = open_case(place.name + "/talks.musnad")
>>> case.statements(by="طارق الحضيني")[0].outlet
'الأفق الرابع'
>>> case.chronology(since="2025-09").to_polars().columns[:4]
['id', 'date', 'earliest', 'latest']
>>> case.export("csv", place.name + "/talks.csv")
>>> case.close(); place.cleanup()
"""

from functools import cache, cached_property
from pathlib import Path

from musnad.case import reading, store
from musnad.case.engine import Database, Place
from musnad.case.index import Progress
from musnad.case.query import parse
from musnad.case.review import Review
from musnad.case.search import Hit, search
from musnad.errors import UsageError
from musnad.model import (
    DisagreementKind,
    Entity,
    EventType,
    FigureSeries,
    Label,
    Links,
    Measure,
    SourceKind,
    SourceProfile,
    Statement,
    Status,
)
from musnad.present import chronology as happened
from musnad.present import disagreements as differ
from musnad.present import entities as named
from musnad.present import exports
from musnad.present import figures as counted
from musnad.present import search as sought
from musnad.present import sources as quoted
from musnad.present import statements as said
from musnad.present import stories as grouped
from musnad.present.chronology import Entry
from musnad.present.dates import end_of, window
from musnad.present.disagreements import Shown
from musnad.present.labels import Lang
from musnad.present.matching import choice
from musnad.present.table import Table
from musnad.run import replay
from musnad.run.local import relink


class Case(store.Case):
    """A case, open: use it as a context manager, or close it.

    Names in questions are Arabic or English, whole words; days are a year, month or day
    (`2025`, `2025-07`, `2025-07-31`), both ends included. `lang` is the language of labels
    in what a table shows: `ar` or `en`.

    Raises:
        UsageError: from any question, when an argument is not one of what it can be.
        CaseError: when the case can't be read.
    """

    def chronology(
        self,
        since: str | None = None,
        until: str | None = None,
        who: str | None = None,
        type: EventType | str | None = None,
        status: Status | str | None = None,
        place: str | None = None,
        outlet: str | None = None,
        lang: Lang | str = Lang.EN,
        *,
        story: str | None = None,
        as_known_on: str | None = None,
    ) -> Table[Entry]:
        """Return what happened, by date, then what no report dates."""
        kind = choice("type", type, EventType, "type")
        state = choice("status", status, Status, "status")
        told = happened.told_by(outlet, reading.heads(self.database)) if outlet else None
        wanted = happened.Wanted(window(since, until), who, kind, state, place, told)
        links = self.view(story, as_known_on)
        found = happened.entries(links, cache(self.reading), wanted, self.added())
        return Table(found, happened.chronology, "chronology", _lang(lang))

    def statements(
        self,
        by: str | None = None,
        about: str | None = None,
        kind: SourceKind | str | None = None,
        via: str | None = None,
        through: str | None = None,
        since: str | None = None,
        until: str | None = None,
        lang: Lang | str = Lang.EN,
        *,
        story: str | None = None,
        as_known_on: str | None = None,
    ) -> Table[Statement]:
        """Return who said what, in order of when it was said."""
        source = choice("kind", kind, SourceKind, "kind")
        wanted = said.Wanted(by, about, source, via, through, window(since, until))
        found = said.chosen(self.view(story, as_known_on), wanted)
        return Table(found, said.statements, "statements", _lang(lang))

    def figures(
        self,
        measure: Measure | str | None = None,
        population: str | None = None,
        place: str | None = None,
        lang: Lang | str = Lang.EN,
        *,
        story: str | None = None,
        as_known_on: str | None = None,
    ) -> Table[FigureSeries]:
        """Return counted things over time, a series each."""
        counts = choice("measure", measure, Measure, "measure")
        links = self.view(story, as_known_on)
        found = counted.chosen(links, counted.Wanted(counts, population, place))
        return Table(found, counted.figures, "figures", _lang(lang))

    def sources(self, lang: Lang | str = Lang.EN) -> Table[SourceProfile]:
        """Return who is quoted, how often and through whom, the most quoted first."""
        return Table(self.links().sources, quoted.sources, "sources", _lang(lang))

    def entities(
        self, kind: Label | str | None = None, name: str | None = None, lang: Lang | str = Lang.EN
    ) -> Table[Entity]:
        """Return who and what the reports name, the most mentioned first.

        `kind` is `PER`, `ORG` or `LOC`; `name` any name that reports give it, or an English one.
        """
        wanted = named.Wanted(choice("kind", kind, Label, "entity_kind"), name)
        return Table(named.chosen(self.links(), wanted), named.entities, "entities", _lang(lang))

    def disagreements(
        self,
        kind: DisagreementKind | str | None = None,
        lang: Lang | str = Lang.EN,
        *,
        story: str | None = None,
        as_known_on: str | None = None,
    ) -> Table[Shown]:
        """Return where the reports disagree, each account with its sentences."""
        wanted = choice("kind", kind, DisagreementKind, "disagreement")
        found = differ.chosen(self.view(story, as_known_on), cache(self.reading), wanted)
        return Table(found, differ.disagreements, "disagreements", _lang(lang))

    def stories(self, lang: Lang | str = Lang.EN) -> Table[grouped.Told]:
        """Return the stories that the reports tell, those with most reports first."""
        told = self.links().stories
        titles = ((self.document(d).title for d in s.documents) for s in told)
        found = tuple(
            grouped.Told(s, next(filter(None, t), None)) for s, t in zip(told, titles, strict=True)
        )
        return Table(found, grouped.stories, "stories", _lang(lang))

    def view(self, story: str | None = None, as_known_on: str | None = None) -> Links:
        """Return the links: of one story (its id, or words of its names), as known on a day.

        `as_known_on` links anew the reports that had been published by the end of a year,
        month or day; one without a date counts from the day it was added.
        """
        if as_known_on is None:
            links = self.links()
        else:
            links = replay.known_on(self, end_of("--as-known-on", as_known_on))
        return grouped.of_story(links, story) if story else links

    def search(
        self,
        query: str = "",
        most: int = 20,
        lang: Lang | str = Lang.EN,
        meaning: str | None = None,
        progress: Progress | None = None,
    ) -> Table[Hit]:
        """Return the sentences that fit a query, or answer a question, the best first.

        Words, "phrases", AND, OR, NOT, and fields: `speaker:`, `place:`, `outlet:`, `type:`,
        `date:2025-06..2025-09`. Articles, clitics, endings, hamza and diacritics don't matter.
        `meaning` is a question in Arabic or English (`musnad[semantic]`); a query beside it says
        where to look. `progress` is told of the index, where it has to be made.

        Raises:
            UsageError: when the query can't be read, naming the place.
            CaseError: when the index can't be brought up to date.
        """
        asked = parse(query, sought.meant) if query.strip() or not meaning else None
        if meaning:
            from musnad.case import meaning as meanings  # noqa: PLC0415 - loads onnxruntime

            words = sought.any_word(meaning)
            found = meanings.search(
                self.database, meaning, words=words, within=asked, most=most, progress=progress
            )
        elif asked:
            found = search(self.database, asked, most, progress)
        return Table(found, sought.search, "search", _lang(lang))

    @cached_property
    def review(self) -> Review:
        """What people decide about the case's readings: accept, reject, correct, merge, undo."""
        return Review(self, relink)

    def export(
        self, target: exports.Target | str, path: Path | str, lang: Lang | str = Lang.EN
    ) -> None:
        """Write the case in another tool's format, whole or not at all.

        Raises:
            UsageError: when the place or the format can't be written.
            MusnadError: when writing fails.
        """
        kind, links, report = exports.target(target), self.links(), cache(self.reading)
        contents = exports.Contents(
            name=self.database.path.stem if self.database.path else self.name,
            lang=_lang(lang),
            links=links,
            entries=happened.entries(links, report, added=self.added()),
            report=report,
            reports=self.readings,
            original=self.original,
        )
        exports.export(contents, kind, Path(path), but=self.database.path)


def open_case(place: Place, create: bool = False) -> Case:
    """Open a case: a file's path, or `postgresql://user@host/database?schema=case`.

    With `create`, make it where there is none.

    Raises:
        CaseError: naming the case and the remedy, when it is missing, no case, made by a newer
            Musnad, or (with `create`) can't be written.
    """
    return Case(Database(place, create))


def _lang(given: Lang | str) -> Lang:
    try:
        return Lang(given)
    except ValueError as e:
        raise UsageError(f"lang {given!r}: not one of {', '.join(Lang)}") from e
