"""Pages from their addresses, for a case: asked for again only where they may have changed."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from musnad.case.store import Case
from musnad.errors import IngestError, UsageError
from musnad.ingest import warc
from musnad.ingest.fetching.fetcher import Fetcher, Refused, encoded, record
from musnad.ingest.given import Given, sealed, unsealed
from musnad.model import Failure
from musnad.run.inputs import Input

_LONGEST_WAIT = 30.0


def listed(path: Path) -> list[str]:
    """Return the addresses in a file, one a line; empty lines and those with `#` first left out.

    Raises:
        UsageError: when it can't be read, or a line is no address.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError) as e:
        raise UsageError(f"{path}: can't be read ({e}); give a text file of addresses") from e
    found = [(n, line.strip()) for n, line in enumerate(lines, 1)]
    found = [(n, line) for n, line in found if line and not line.startswith("#")]
    return [checked(address, f"{path}, line {n}") for n, address in found]


def checked(address: str, place: str = "--url") -> str:
    """Return an address without its fragment.

    Raises:
        UsageError: when it is none; `place` says where it stands.
    """
    try:
        encoded(address)
    except IngestError as e:
        raise UsageError(f"{place}: {address}: {e}") from e
    return address.partition("#")[0]


def pages(
    addresses: Iterable[str],
    case: Case,
    fetcher: Fetcher,
    held: Callable[[str], None],
    given: Callable[[str], Given] = lambda _: Given(),
) -> Iterator[Input | Failure]:
    """Yield the record of each page; `held` is told those that have not changed since.

    What `given` returns for an address is kept with its page.
    """
    for address in dict.fromkeys(addresses):
        etag, modified = _marks(case, address)
        try:
            answer = _patient(fetcher, address, etag, modified)
        except IngestError as e:
            yield Failure(address, str(e))
            continue
        if answer is None:
            held(address)
        else:
            yield Input(address, sealed(given(address), answer))


def _patient(
    fetcher: Fetcher, address: str, etag: str | None, modified: str | None
) -> bytes | None:
    """Return the record of an answer, `None` where nothing changed; once, wait as asked."""
    try:
        answer = fetcher.get(address, etag, modified)
    except Refused as e:
        if e.after is None or e.after > _LONGEST_WAIT:
            raise
        fetcher.sleep(e.after)
        answer = fetcher.get(address, etag, modified)
    return None if answer.status == 304 else record(answer)


def _marks(case: Case, address: str) -> tuple[str | None, str | None]:
    """Return what to ask with whether a page changed since it was read."""
    id = case.latest(address)
    data = unsealed(case.original(id))[1] if id else b""
    if not data.startswith(warc.MAGIC):
        return None, None
    kept = warc.kept(data, address)
    return kept.etag, kept.modified
