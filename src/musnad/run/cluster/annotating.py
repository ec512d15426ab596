"""Reports annotated by a Daft plan into Parquet.

The plan reads the same inputs as the local run, with the same readers, on the workers; annotates in
processes of their own, each of which loads the encoder once; and writes each batch whole. What is
written already is left out of the next plan, so a run that was stopped, or lost a worker, goes on
with what is missing: nothing is lost, nothing stands twice.
"""

import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from musnad.annotate.naming.encoder import THREADS
from musnad.errors import MusnadError
from musnad.ingest import tables
from musnad.ingest.extras import Module, load
from musnad.model import Failure
from musnad.run import local, one
from musnad.run.cluster import engine, sources, table
from musnad.run.cluster.engine import Engine
from musnad.run.inputs import Input, existing
from musnad.run.processes import ordered

BATCH = 64
"""Reports a batch: a file of the output, and what has to be done again where a worker ends."""

_TRIES = 6
_LOOK = 1.0
_GRACE = 10.0


@dataclass(frozen=True, slots=True)
class Written:
    """How many reports and failures a dataset holds after a run, how many of them are new."""

    documents: int
    failures: int
    new: int


@dataclass(frozen=True, slots=True)
class Job:
    """What one plan needs to know."""

    paths: tuple[str, ...]
    output: str
    ray: str | None
    workers: int | None
    columns: dict[str, str]


def annotate(  # noqa: PLR0913 - keywords, each with a default
    paths: Iterable[str],
    output: str,
    *,
    ray: str | None = None,
    workers: int | None = None,
    columns: tables.Columns | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> Written:
    """Annotate inputs into a dataset of Parquet; what it holds already is left as it is.

    `paths` are files and folders of this machine (of all machines of a cluster), addresses of an
    object store (`s3://bucket/2025/*.warc.gz`), or `iceberg://CATALOG/NAMESPACE.TABLE`. `ray` is
    a cluster's address. `told` hears where a worker was lost.

    Raises:
        UsageError: before any work, when an input, the output or the cluster can't be used.
        MusnadError: when the engine fails again and again.
    """
    given = tuple(map(str, paths))
    existing((p for p in given if "://" not in p), columns)
    engine.check(ray)
    table.settle(output)
    before = table.done(output)
    job = Job(given, output, ray, workers, dict(columns or {}))
    for _ in range(_TRIES):
        held = len(table.done(output))
        reason = _attempt(job)
        table.settle(output)
        if reason is None:
            break
        told(f"{reason}; going on with what is missing")
        if len(table.done(output)) == held and ray is None:
            _one_by_one(job)
            break
    else:
        raise MusnadError(f"{output}: the engine failed {_TRIES} times; run the command again")
    documents, failures = (
        sum(len(rows) for _, rows in table.read(output, name, ["name"]))
        for name in (table.DOCUMENTS, table.FAILURES)
    )
    return Written(documents, failures, len(table.done(output) - before))


def _attempt(job: Job) -> str | None:
    """Run one plan over what is missing, in a process of its own; return why it failed, if so.

    Daft waits for ever for a machine that is gone, so the process watches the cluster and ends
    where one is lost.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_plan, args=(job, there))
    process.start()
    there.close()
    try:
        reason: str | None = here.recv()
    except EOFError:
        reason = "the engine's process ended"
    finally:
        process.join(_GRACE)
        if process.is_alive():
            process.kill()
            process.join()
    return reason


def _plan(job: Job, told: Connection) -> None:
    """Run the plan, tell how it ended, and end at once: the engine's threads have no say."""
    logging.getLogger().addHandler(logging.NullHandler())
    reason: str | None = None
    try:
        running = engine.start(job.ray, job.workers)
        if job.ray:
            threading.Thread(target=_watch, args=(told,), daemon=True).start()
        _run(running, job)
    except Exception as e:
        what = " ".join(str(e).split())[:300] or type(e).__name__
        reason = f"the engine failed ({what})"
    told.send(reason)
    told.close()
    os._exit(0)


def _watch(told: Connection) -> None:
    """End the process where a machine of the cluster is lost."""
    ray = load("ray", "cluster", "--ray")
    seen: set[str] = set()
    while True:
        alive = {str(n["NodeID"]) for n in ray.nodes() if n["Alive"]}
        if seen - alive:
            told.send("a machine of the cluster was lost")
            os._exit(0)
        seen |= alive
        time.sleep(_LOOK)


def _run(running: Engine, job: Job) -> None:
    daft = running.daft
    frame = sources.rows(running, job.paths, job.columns)
    known = sorted(table.done(job.output))
    if known:
        held = daft.from_pydict({"name": [n for n, _ in known], "sha256": [s for _, s in known]})
        frame = frame.join(held, on=["name", "sha256"], how="anti")
    frame = frame.into_batches(BATCH)
    worker = _worker(daft, job.output, running.workers)
    columns = [frame[name] for name in sources.ROW]
    frame.select(worker.run(*columns).alias("done")).agg(daft.col("done").sum()).collect()


def _worker(daft: Module, output: str, workers: int) -> Module:
    """Return the actors that annotate batch after batch and write each whole."""

    class Worker:
        def __init__(self) -> None:
            os.environ[THREADS] = "1"  # each process has a processor to itself
            one.annotate("وصل الوفد إلى العاصمة أمس.")  # all is loaded before the first batch

        @daft.method.batch(return_dtype=daft.DataType.int64())  # type: ignore[untyped-decorator]
        def run(self, name: Module, sha256: Module, data: Module, reason: Module) -> list[int]:
            columns = (c.to_pylist() for c in (name, sha256, data, reason))
            batch = [done(*row) for row in zip(*columns, strict=True)]
            table.write(output, batch)
            return [1] * len(batch)

    return daft.cls(Worker, use_process=True, max_concurrency=workers)()


def done(name: str, sha256: str, data: bytes | None, reason: str | None) -> table.Annotated:
    """Return an input with its annotation, or with why there is none."""
    item = Failure(name, reason or "") if data is None else Input(name, data)
    return table.Annotated(name, sha256, data or b"", local.annotate_input(item))


def _one_by_one(job: Job) -> None:
    """Annotate here what no plan could: where a report ends its process, it alone is lost."""
    known = table.done(job.output)

    def missing() -> Iterator[Input | Failure]:
        for path in job.paths:
            for item in sources.read(path, job.columns):
                row = sources.row(item)
                if (row["name"], row["sha256"]) not in known:
                    yield item

    for item, result in ordered(missing(), local.annotate_input, local.crashed, 1):
        row = sources.row(item)
        data = item.data if isinstance(item, Input) else b""
        found = table.Annotated(str(row["name"]), str(row["sha256"]), data, result)
        table.write(job.output, [found])
