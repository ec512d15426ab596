"""What a case is like after its process was killed, 50 times at random points.

    uv run python -m tests.run.kills [--kills 50] [--reports 24] [--seed 1] [--case URL]

Each job (build, add, reannotate, remove) runs in a process of its own that is ended by SIGKILL,
by turns at a random moment of its time and before a random statement or commit of its database.
Then the case must open, be whole (`PRAGMA integrity_check`, every document and its bytes read
back), and the same job, run again, must leave what one undisturbed run leaves: reports, links,
decisions, failures, and what a search finds. URL is a PostgreSQL database to try instead of files.
"""

import argparse
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, event

from musnad.api import open_case
from musnad.case.server import is_url
from musnad.errors import CaseError, UsageError
from musnad.run.local import build
from musnad.run.upkeep import reannotate, remove

REMOVED = 3
_OLD = "0.0.0"
_PARTS = ("غادر الوفد لولان", "عاد الوفد إلى نورابا", "بدأت جولة جديدة من المحادثات في لولان")
_WHO = ("مروان السهلي", "المتحدث باسم جبهة الوادي", "مصدر مطلع")

Held = tuple[object, ...]
"""All that two cases must have in common to be equal."""


def written(folder: Path, count: int) -> list[Path]:
    """Write so many invented reports and return their paths."""
    folder.mkdir()
    paths = []
    for n in range(count):
        what, who, day = _PARTS[n % 3], _WHO[n // 3 % 3], f"{n % 28 + 1} مايو 2031"
        path = folder / f"report{n:03}.txt"
        path.write_text(
            f"{what} للمرة {n}\n\n{day}\n\n{what} يوم {day}، وفق بيان.\n"
            f"وقال {who} إن {n + 10} شخصًا أصيبوا في نورابا منذ {n + 2} أيام.\n",
            encoding="utf-8",
        )
        paths.append(path)
    return paths


def held(place: str) -> Held:
    """Return all that a case holds, read through its own reading.

    Raises:
        CaseError: when it is not whole.
    """
    with open_case(place) as case:
        if case.database.path:
            with sqlite3.connect(case.database.path) as db:
                (said,) = db.execute("PRAGMA integrity_check").fetchone()
            if said != "ok":
                raise CaseError(f"{place}: {said}")
        reports = tuple((r.document, r.sha256, r.version, r.replaces) for r in case.reports())
        originals = tuple(case.original(r[0].id) for r in reports)
        sought = tuple(h for h in case.search("الوفد OR أصيبوا", 1000))
        found = frozenset((h.document, h.start, h.end) for h in sought)
        decided = tuple(x.decision for x in case.review.log())
        return (reports, originals, case.links(), case.linked, case.failures(), found, decided)


@dataclass(frozen=True)
class Job:
    """What is done to a case: how it is made ready, and the work that is killed."""

    name: str
    ready: Callable[[str], None]
    work: Callable[[str], object]


def jobs(paths: list[Path]) -> list[Job]:
    """Return the jobs, each on a case of these reports."""
    log = paths[0].with_name("decisions.jsonl")

    def some(place: str, count: int) -> None:
        build(paths[:count], place, workers=1)
        with open_case(place) as case:
            case.search("الوفد")  # from here on the index has to follow
            if not log.exists():
                case.review.accept(case.chronology()[0].happening, by="Layla")
                case.review.export(log)
            case.review.apply(log)

    def aged(place: str) -> None:
        some(place, len(paths))
        with open_case(place) as case, case.database.write() as db:
            db.exec_driver_sql(f"UPDATE documents SET version = '{_OLD}'")  # noqa: S608

    def taken_out(place: str) -> None:
        try:
            remove(place, map(str, paths[:REMOVED]))
        except UsageError:  # it was done when the process was killed
            with open_case(place) as case:
                if any(case.find(str(p)) for p in paths[:REMOVED]):
                    raise

    return [
        Job("build", lambda _: None, lambda p: build(paths, p, workers=1)),
        Job("add", lambda p: some(p, len(paths) // 2), lambda p: build(paths, p, workers=1)),
        Job("reannotate", aged, lambda p: reannotate(p, workers=1)),
        Job("remove", lambda p: some(p, len(paths)), taken_out),
    ]


def forked(work: Callable[[], object]) -> int:
    """Run something in a process of its own and return its number, at once.

    This process itself analyses nothing, so that no child has a thread pool without threads.
    """
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def done(child: int) -> None:
    """Wait for a process to end well.

    Raises:
        RuntimeError: when it doesn't.
    """
    if os.waitpid(child, 0)[1] != 0:
        raise RuntimeError("the job failed by itself")


def counting(work: Callable[[], object], at: int, counts: Path | None = None) -> None:
    """Work, and end by SIGKILL before statement or commit number `at`, the first being 1.

    Without being killed, write to `counts` how many there were.
    """
    seen = 0

    def one(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", one)
    event.listen(Engine, "commit", one)
    work()
    if counts:
        counts.write_text(str(seen))


@dataclass
class Tally:
    """What became of one job's kills; `reports` are those held when the process was killed."""

    kills: int = 0
    early: int = 0
    late: int = 0
    reports: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass
class Measure:
    """How a job goes undisturbed: what it leaves, how long it takes, how many statements."""

    leaves: Held
    seconds: float
    statements: int


def undisturbed(job: Job, place: str, scratch: Path) -> Measure:
    """Run a job to its end."""
    done(forked(lambda: job.ready(place)))
    counts = scratch / f"counts-{job.name}"
    start = time.perf_counter()
    done(forked(lambda: counting(lambda: job.work(place), 0, counts)))
    seconds = time.perf_counter() - start
    return Measure(held(place), seconds, int(counts.read_text()))


def killed(job: Job, place: str, measure: Measure, by_clock: bool, chance: random.Random) -> str:
    """Kill a job at a random point of its run on a case made ready; return where that was."""
    done(forked(lambda: job.ready(place)))
    if by_clock:
        moment = chance.uniform(0, measure.seconds)
        child = forked(lambda: job.work(place))
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        where = f"after {moment:.3f} s"
    else:
        at = chance.randint(1, measure.statements)
        child = forked(lambda: counting(lambda: job.work(place), at))
        where = f"before statement {at} of {measure.statements}"
    os.waitpid(child, 0)
    return where


def tried(job: Job, place: str, where: str, measure: Measure, tally: Tally) -> None:
    """Go on with a job that was killed, and note what is not as it should be."""
    tally.kills += 1
    try:
        with open_case(place) as case:
            tally.reports.append(len(case.ids()))
            whole = case.linked
        if held(place) == measure.leaves:
            tally.late += 1
        elif not whole:
            tally.early += 1
    except CaseError as e:
        nothing = job.name == "build" and ("no such case" in str(e) or "is empty" in str(e))
        tally.reports.append(0)
        if not nothing:
            tally.wrong.append(f"{job.name} {where}: {e}")
            return
    done(forked(lambda: job.work(place)))
    if held(place) != measure.leaves:
        tally.wrong.append(f"{job.name} {where}: not what an undisturbed run leaves")


def measured(
    kills: int, reports: int, seed: int, new_place: Callable[[], str], scratch: Path
) -> dict[str, Tally]:
    """Kill each job in turn, so many times in all, and return what became of it."""
    chance = random.Random(seed)  # noqa: S311 - moments, nothing secret
    todo = jobs(written(scratch / "in", reports))
    measures = {job.name: undisturbed(job, new_place(), scratch) for job in todo}
    tallies = {job.name: Tally() for job in todo}
    for n in range(kills):
        job = todo[n % len(todo)]
        by_clock = n // len(todo) % 2 == 0
        place, measure = new_place(), measures[job.name]
        where = killed(job, place, measure, by_clock, chance)
        tried(job, place, where, measure, tallies[job.name])
    return tallies


def main() -> None:
    """Kill, and print what became of it; exit code 1 where a case was not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--reports", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", metavar="URL")
    args = parser.parse_args()
    numbers = iter(range(10**6))
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)

        def new_place() -> str:
            n = next(numbers)
            if args.case and is_url(args.case):
                return f"{args.case}{'&' if '?' in args.case else '?'}schema=killed_{n}"
            return str(scratch / f"case{n}.musnad")

        tallies = measured(args.kills, args.reports, args.seed, new_place, scratch)
    print(f"{'job':12}{'kills':>7}{'unlinked':>10}{'done':>6}{'reports held':>15}{'wrong':>7}")
    for job, t in tallies.items():
        span = f"{min(t.reports, default=0)} to {max(t.reports, default=0)}"
        print(f"{job:12}{t.kills:7}{t.early:10}{t.late:6}{span:>15}{len(t.wrong):7}")
    wrong = [line for t in tallies.values() for line in t.wrong]
    print("\n".join(wrong) or "every case opened, went on, and equals that of an undisturbed run")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
