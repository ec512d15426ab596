"""What is done to a case that is there: annotated anew by a newer Musnad, reports removed."""

from collections.abc import Iterable
from dataclasses import dataclass

from musnad.case.engine import Place
from musnad.case.store import open_case
from musnad.errors import UsageError
from musnad.link import link
from musnad.model import Failure
from musnad.run.local import Progress, relink, renew


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What was done: ids of the reports annotated anew or removed, how many the case holds now.

    `failures` are reports that could not be annotated anew; they stay as they were.
    """

    done: tuple[str, ...]
    reports: int
    failures: tuple[Failure, ...] = ()


def reannotate(
    case: Place,
    *,
    everything: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Upkeep:
    """Annotate anew, from the bytes that the case keeps, what another version annotated; link.

    Each report is stored as it is done: a run that was stopped goes on where it stood. With
    `everything`, whatever version annotated it.

    Raises:
        CaseError: when the case can't be opened or written.
    """
    with open_case(case) as opened:
        ids = opened.ids(stale=not everything)
        done, failures = renew(opened, ids, workers, progress)
        relink(opened, progress)
        return Upkeep(done, opened.holdings().reports, failures)


def count(case: Place, everything: bool = False) -> int:
    """Return how many reports `reannotate` would annotate."""
    with open_case(case) as opened:
        return len(opened.ids(stale=not everything))


def remove(case: Place, reports: Iterable[str]) -> Upkeep:
    """Remove reports from a case, named by id or by path, with all that rests on them alone.

    All go at once, and the links with them, or none does.

    Raises:
        CaseError: when the case can't be opened or written.
        UsageError: when the case holds none of that name.
    """
    with open_case(case) as opened:
        ids: dict[str, None] = {}
        for name in reports:
            found = opened.find(name)
            if not found:
                raise UsageError(
                    f"{name}: {opened.name} holds no report of that id or path; see them with: "
                    f"musnad reports {opened.name}"
                )
            ids.update(dict.fromkeys(found))
        removed = False
        while not removed:  # another run may add reports while the others are linked
            state = opened.state
            kept = (d for d in opened.documents() if d.id not in ids)
            links = link(kept, opened.decided(), opened.own_names())
            removed = opened.remove(ids, links, state)
        return Upkeep(tuple(ids), opened.holdings().reports)
