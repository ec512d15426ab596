"""The whole job on one machine: inputs read, annotated, stored and linked, one by one."""

import hashlib
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path

import msgspec

from musnad import pipeline
from musnad.case.engine import Place
from musnad.case.holdings import Added
from musnad.case.store import Case, open_case
from musnad.errors import MusnadError
from musnad.ingest import files, ownnames, tables
from musnad.ingest.fetching.fetcher import Fetcher
from musnad.link import Ways, link
from musnad.model import Document, Failure, Links, OwnName, Status
from musnad.run import online
from musnad.run.cluster import table
from musnad.run.inputs import Input, existing, inputs, refused
from musnad.run.inputs import count as inputs_of
from musnad.run.processes import ordered

Progress = Callable[[str, int], None]
"""Told what is being done (`read`, `link`) and how many inputs are done with."""

ADDRESS = ("https://", "http://")
"""How the path begins of what was read from the web."""

_FEW = 32
"""So few inputs are read sooner in this process than others are started."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, and what the case holds after it.

    Of the run: `added`, `held` (there already), `not_arabic` (among those added), `failures`
    and `changed`: the paths whose content is not what it was, of which the case now holds both.
    Of the case: the rest; `happened` is the first and last day of what occurred
    or is going on, `published` of the reports, `undated` counts reports without a date.
    """

    added: int
    held: int
    not_arabic: int
    failures: tuple[Failure, ...]
    changed: tuple[str, ...]
    reports: int
    undated: int
    events: int
    statements: int
    figures: int
    happened: tuple[str, str] | None
    published: tuple[str, str] | None


def annotate_files(
    paths: Iterable[Path | str],
    workers: int | None = None,
    columns: tables.Columns | None = None,
    names: Path | str | None = None,
) -> Iterator[Document | Failure]:
    """Yield each report of these files and folders with its layers, or why there is none.

    In order, with a few documents held at a time. One worker works in this process; by default
    there are several when there is much to do. `names` is a list of one's own names.

    Raises:
        UsageError: before any work, when a path does not exist or `names` is no list of names.
    """
    own = ownnames.read(names) if names else ()
    found = inputs(existing(paths, columns), columns=columns)
    for _, result in annotated(found, workers, own):
        yield result


def build(  # noqa: PLR0913 - keywords, each with a default
    paths: Iterable[Path | str],
    case: Place,
    *,
    create: bool = True,
    workers: int | None = None,
    progress: Progress | None = None,
    columns: tables.Columns | None = None,
    addresses: Iterable[str] = (),
    private: bool = False,
    names: Path | str | None = None,
    ways: Ways = Ways(),  # noqa: B008 - it can't change
) -> Summary:
    """Read reports into a case, link all that it holds, and say what was found.

    What the case holds already is left as it is, so a run that was stopped goes on where it
    stood, and reports can be added later. A case of which nothing came is not left behind.

    `columns` are the columns of tables among the inputs, where their names don't tell.
    `addresses` are those of pages to fetch, which needs `musnad[fetch]`; `private` allows such
    that lead into a private network. `names` is a list of one's own names, which the case keeps
    for reports to come; reports held that have a name that is new, changed or gone are
    annotated anew. A dataset of Parquet that `annotate
    --engine daft` wrote is taken as it is. `ways` are how copies and groups are found.

    Raises:
        UsageError: before any work, when a path does not exist, an address is none, or `names`
            is no list of names.
        CaseError: before any work, when the case can't be opened or made.
    """
    told = progress or _silent
    given = list(map(str, paths))
    datasets = [p for p in given if table.is_dataset(p)]
    read = existing((p for p in given if p not in datasets), columns)
    wanted = [online.checked(a) for a in addresses]
    own = None if names is None else ownnames.read(names)
    fetcher = Fetcher(private=private) if wanted else None
    opened = open_case(case, create=create)
    try:
        found = inputs(read, opened.database.path, columns)
        renew(opened, opened.keep_own_names(own) if own is not None else (), workers)
        tally = Tally()
        read_into(opened, found, tally, told, workers)
        for place in datasets:
            _take(opened, place, tally, told, workers)
        if fetcher:
            fetched = online.pages(wanted, opened, fetcher, tally.hold)
            read_into(opened, fetched, tally, told, workers=1)
            fetcher.close()
        relink(opened, told, ways)
        return tally.summary(opened)
    finally:
        opened.discard()


def count(paths: Iterable[Path | str]) -> int:
    """Return how many inputs these files, folders and datasets hold, skipped ones included."""
    given = list(map(str, paths))
    datasets = [p for p in given if table.is_dataset(p)]
    rest = [p for p in given if p not in datasets]
    return sum(map(table.count, datasets)) + (inputs_of(rest) if rest else 0)


def _take(case: Case, place: str, tally: "Tally", told: Progress, workers: int | None) -> None:
    """Store what a dataset holds; what another version of Musnad annotated is annotated anew."""
    older: list[Input | Failure] = []
    own = case.own_names()
    for item, result in table.stored(place):
        if result is None or (own and isinstance(item, Input)):
            older.append(item)
        elif isinstance(item, Failure) or isinstance(result, Failure):
            _store(case, item, result, tally)
        elif _held(case, item):
            tally.hold(item.path)
        else:
            _store(case, item, result, tally)
        told("read", tally.done)
    read_into(case, iter(older), tally, told, workers)


def relink(case: Case, progress: Progress | None = None, ways: Ways = Ways()) -> None:  # noqa: B008
    """Link all that a case holds, where it is not linked as it is now.

    Another run may add reports meanwhile: then its links are made once more.
    """
    while not case.linked:
        (progress or _silent)("link", 0)
        state = case.state
        case.save_links(link(case.documents(), case.decided(), case.own_names(), ways), state)


def renew(
    case: Case, ids: Iterable[str], workers: int | None = None, told: Progress | None = None
) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """Annotate reports anew from the bytes that a case keeps, each stored as it is done.

    Returns the ids done, and why others could not be: those stay as they were.
    """
    done: list[str] = []
    failures: list[Failure] = []
    held = (Input(case.document(id).path, case.original(id), id) for id in ids)
    for item, result in annotated(held, workers, case.own_names()):
        if isinstance(item, Input) and item.id and isinstance(result, Document):
            case.annotated(item.id, result)
            done.append(item.id)
        elif isinstance(result, Failure):
            case.fail(result)
            failures.append(result)
        (told or _silent)("read", len(done) + len(failures))
    return tuple(done), tuple(failures)


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    added: int = 0
    held: int = 0
    not_arabic: int = 0
    failures: list[Failure] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)

    def hold(self, path: str) -> None:
        """Count an input that the case holds already."""
        self.held += 1

    @property
    def done(self) -> int:
        """How many inputs are done with."""
        return self.added + self.held + len(self.failures)

    def summary(self, case: Case) -> Summary:
        """Return the summary of this run and of the case as it is now."""
        holdings, links = case.holdings(), case.links()
        return Summary(
            added=self.added,
            held=self.held,
            not_arabic=self.not_arabic,
            failures=tuple(self.failures),
            changed=tuple(self.changed),
            reports=holdings.reports,
            undated=holdings.undated,
            events=len(links.happenings),
            statements=len(links.statements),
            figures=sum(len(s.points) for s in links.series),
            happened=_happened(links),
            published=holdings.published,
        )


def read_into(
    case: Case,
    inputs: Iterator[Input | Failure],
    tally: Tally,
    told: Progress,
    workers: int | None,
) -> None:
    """Annotate and store what the case does not hold, each report as it is done."""
    failed = {f.path for f in case.failures()}

    def fresh() -> Iterator[Input | Failure]:
        for item in inputs:
            if isinstance(item, Input) and _held(case, item):
                tally.hold(item.path)
                if item.path in failed:
                    case.forgive(item.path)
                told("read", tally.done)
            else:
                yield item

    for item, result in annotated(fresh(), workers, case.own_names()):
        _store(case, item, result, tally)
        told("read", tally.done)


def _store(case: Case, item: Input | Failure, document: Document | Failure, tally: Tally) -> None:
    """Store a document that is new, or whose words are not those held of its address."""
    if isinstance(document, Failure):
        case.fail(document)
        tally.failures.append(document)
        return
    if isinstance(item, Failure):
        return
    before = case.latest(item.path) if item.path.startswith(ADDRESS) else None
    added = Added.HELD
    if before is None or not _same_words(case.document(before), document):
        added = case.add(document, item.data)
    if not added:
        tally.hold(item.path)
        return
    tally.added += 1
    tally.new.append(document.id)
    tally.not_arabic += document.lang != "ar"
    tally.changed += [document.path] if added is Added.CHANGED else []


def _same_words(before: Document, now: Document) -> bool:
    """Say whether a page reads as it did: what stands around its article changes at each visit."""
    return (before.title, before.text) == (now.title, now.text)


def _held(case: Case, item: Input) -> bool:
    return case.has_original(Path(item.path).name, hashlib.sha256(item.data).hexdigest())


def annotated(
    inputs: Iterator[Input | Failure], workers: int | None, own: tuple[OwnName, ...] = ()
) -> Iterator[tuple[Input | Failure, Document | Failure]]:
    """Yield each input with its document or failure, in this process or in several.

    `own` are the user's names.
    """
    run = partial(annotate_input, own=own)
    if workers is None:
        first = list(islice(inputs, _FEW))
        inputs = chain(first, inputs)
        workers = (os.cpu_count() or 1) if len(first) == _FEW else 1
    if workers == 1:
        return ((item, run(item)) for item in inputs)
    return ordered(inputs, run, crashed, workers)


def annotate_input(item: Input | Failure, own: tuple[OwnName, ...] = ()) -> Document | Failure:
    """Return the annotated document; whatever goes wrong is this input's failure alone."""
    if isinstance(item, Failure):
        return item
    try:
        read = files.read_text(item.data, item.path)
        document = pipeline.annotator(own)(read)
        msgspec.json.encode(document)  # what can't be encoded can't be kept or printed
        return document
    except MusnadError as e:
        return refused(item.path, e)
    except Exception as e:  # one report must not stop the others
        at = traceback.extract_tb(e.__traceback__)[-1]
        what = " ".join(f"{type(e).__name__}: {e}".split())
        place = f"{Path(at.filename).name}:{at.lineno}"
        return Failure(item.path, f"could not be analysed ({what}, at {place}); please report it")


def crashed(item: Input | Failure) -> Failure:
    """Return the failure of an input whose analysis ended its process."""
    return Failure(
        item.path, "its analysis ended the process (a crash, or out of memory); try it alone"
    )


def _happened(links: Links) -> tuple[str, str] | None:
    """Return the first and last day of what occurred or is going on."""
    real = [h for h in links.happenings if h.status in (Status.OCCURRED, Status.ONGOING)]
    days = [(h.earliest, h.latest) for h in real if h.earliest and h.latest]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def _silent(stage: str, done: int) -> None:
    """Tell nobody."""
