"""Feeds watched for a case: what is new is added, what an outlet changed later is told.

What was seen is kept in the case after each feed, so that a watch that was stopped, or killed, goes
on where it stood. A report is looked at again a few times in its first three days, for an outlet's
silent edit is news; a feed that fails is left alone for longer each time.
"""

import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from musnad.case.engine import Place
from musnad.case.store import Case, open_case
from musnad.errors import IngestError, UsageError
from musnad.ingest import feeds
from musnad.ingest.fetching.fetcher import FEEDS, Fetcher, Refused
from musnad.ingest.given import Given
from musnad.model import Document, Failure
from musnad.run import online
from musnad.run.inputs import Input
from musnad.run.local import Tally, read_into, relink

RECHECKED = (3_600.0, 6 * 3_600.0, 24 * 3_600.0, 72 * 3_600.0)
"""So many seconds after it was first seen a report is looked at again."""

LONGEST = 24 * 3_600.0
"""The longest that a feed which fails is left alone, in seconds."""

_FORGOTTEN = 7 * 24 * 3_600.0
_NOTE = "watch:"


class Seen(msgspec.Struct):
    """An item of a feed: where its report is, when it was first seen, how often looked at since."""

    address: str
    first: float
    mark: str
    checks: int = 0


class State(msgspec.Struct):
    """What is known of a feed: the server's marks, failures in a row, not to be asked before."""

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    after: float = 0.0
    seen: dict[str, Seen] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """A report whose words changed: what the case held of it, and what it holds now."""

    before: Document
    after: Document


@dataclass(slots=True)
class Round:
    """What one look at all feeds brought.

    `asked` counts the feeds that were asked, `waiting` those left alone for now; `feeds_failed` are
    those that could not be read, and why.
    """

    asked: int = 0
    waiting: int = 0
    added: int = 0
    versions: list[Version] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    feeds_failed: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in seconds, and how to wait."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


def watch(  # noqa: PLR0913 - keywords, each with a default
    case: Place,
    named: Sequence[str],
    *,
    every: float | None = None,
    private: bool = False,
    fetcher: Fetcher | None = None,
    clock: Clock = Clock(),
) -> Iterator[Round]:
    """Yield what each look at the feeds brought: one look, or one `every` so many seconds.

    Raises:
        UsageError: before any work, when no feed is named.
        CaseError: when the case can't be opened or written.
    """
    urls = tuple(dict.fromkeys(url for one in named for url in feeds.subscriptions(one)))
    for url in urls:
        online.checked(url, "feed")
    visitor = fetcher or Fetcher(private=private)
    try:
        while True:
            start = clock.now()
            with open_case(case, create=True) as opened:
                done = _round(opened, urls, visitor, clock, every or 900.0)
                relink(opened)
            yield done
            if every is None:
                return
            clock.sleep(max(0.0, every - (clock.now() - start)))
    finally:
        if fetcher is None:
            visitor.close()


def seconds(given: str) -> float:
    """Return a time as a person writes it, in seconds.

    >>> seconds("15m"), seconds("1h"), seconds("90s")
    (900.0, 3600.0, 90.0)

    Raises:
        UsageError: when it can't be read, or is under a minute.
    """
    unit = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}.get(given[-1:].lower())
    try:
        found = float(given[:-1]) * unit if unit else None
    except ValueError:
        found = None
    if found is None or not 60.0 <= found <= 7 * 86_400.0:
        raise UsageError(f"--every {given}: give a time from 1m to 7d, as in 15m or 1h")
    return found


def _round(case: Case, urls: Sequence[str], visitor: Fetcher, clock: Clock, every: float) -> Round:
    done = Round()
    for url in urls:
        state = _state(case, url)
        if clock.now() < state.after:
            done.waiting += 1
            continue
        done.asked += 1
        try:
            items = _items(url, state, visitor)
        except IngestError as e:
            _back_off(state, e, clock.now(), every)
            done.feeds_failed.append(Failure(url, str(e)))
            items = ()
        _look(case, url, state, items, visitor, clock, done)
        case.keep_note(_NOTE + url, msgspec.json.encode(state).decode())
    return done


def _state(case: Case, url: str) -> State:
    kept = case.note(_NOTE + url)
    return msgspec.json.decode(kept, type=State) if kept else State()


def _items(url: str, state: State, visitor: Fetcher) -> tuple[feeds.Item, ...]:
    """Return what a feed announces, nothing where it didn't change since the last look."""
    answer = visitor.get(url, state.etag, state.modified, FEEDS, feeds.LARGEST)
    found: tuple[feeds.Item, ...] = ()
    if answer.status != 304:
        data = _unpacked(answer.body, answer.get("Content-Encoding"))
        found = feeds.parse(data, answer.address).items
        state.etag, state.modified = answer.get("ETag"), answer.get("Last-Modified")
    state.failures, state.after = 0, 0.0
    return found


def _back_off(state: State, error: IngestError, now: float, every: float) -> None:
    state.failures += 1
    pause = min(every * 2.0**state.failures, LONGEST)
    asked = error.after if isinstance(error, Refused) else None
    state.after = now + max(pause, min(asked or 0.0, LONGEST))


def _look(  # noqa: PLR0913, PLR0917 - the parts of one look
    case: Case,
    url: str,
    state: State,
    items: Sequence[feeds.Item],
    visitor: Fetcher,
    clock: Clock,
    done: Round,
) -> None:
    """Read the reports that are new, announced anew, or due to be looked at again."""
    now = clock.now()
    due = [seen for seen in state.seen.values() if _due(seen, now)]
    announced = {i.address: i for i in items}
    fresh = [i for i in items if i.id not in state.seen or state.seen[i.id].mark != i.mark]
    wanted = [*(i.address for i in fresh), *(s.address for s in due)]
    before = {a: case.latest(a) for a in wanted}

    def given(address: str) -> Given:
        item = announced.get(address)
        return Given(title=item.title, published=item.published, weak=True) if item else Given()

    tally = Tally()
    found: Iterator[Input | Failure] = online.pages(wanted, case, visitor, tally.hold, given)
    read_into(case, found, tally, lambda _stage, _done: None, workers=1)
    done.added += tally.added - len(tally.changed)
    done.failures += tally.failures
    for address in tally.changed:
        old, new = before[address], case.latest(address)
        if old and new:
            done.versions.append(Version(case.document(old), case.document(new)))
    for item in fresh:
        known = state.seen.get(item.id)
        first, checks = (known.first, known.checks) if known else (now, 0)
        state.seen[item.id] = Seen(item.address, first, item.mark, checks)
    for seen in due:
        seen.checks = sum(now - seen.first >= wait for wait in RECHECKED)
    _forget(state, {i.id for i in items}, now)


def _due(seen: Seen, now: float) -> bool:
    return seen.checks < len(RECHECKED) and now - seen.first >= RECHECKED[seen.checks]


def _forget(state: State, present: set[str], now: float) -> None:
    """Forget items that were seen long ago and that the feed doesn't hold any more."""
    state.seen = {
        id: seen
        for id, seen in state.seen.items()
        if id in present or now - seen.first < _FORGOTTEN or not present
    }


def _unpacked(body: bytes, coding: str | None) -> bytes:
    """Return a feed's bytes unpacked, as far as a feed may be long."""
    if (coding or "").lower() not in {"gzip", "x-gzip", "deflate"}:
        return body
    unpack = zlib.decompressobj(wbits=47)  # the header tells gzip from zlib
    try:
        data = unpack.decompress(body, feeds.LARGEST + 1)
    except zlib.error as e:
        raise IngestError(f"its answer can't be unpacked ({e}); try later") from e
    if len(data) > feeds.LARGEST:
        raise IngestError("over the limit of 5 MB unpacked; give another feed")
    return data
