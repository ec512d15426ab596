"""Reports by Daft on this machine, and on a Ray cluster that loses a machine: the same as local.

Few, since the tests of all run on two cores; of any number with `MUSNAD_REPORTS=3000 pytest …`.
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad.errors import UsageError
from musnad.link import link
from musnad.model import Document, Links
from musnad.run.cluster import annotating, engine, linking, table
from tests.run.cluster.invented import written

COUNT = int(os.environ.get("MUSNAD_REPORTS", "420"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("invented") / "in", COUNT)


@pytest.fixture(scope="module")
def native(folder: Path) -> str:
    """Return the dataset that the engine makes on this machine."""
    output = str(folder.with_name("native.parquet"))
    (folder / "no.dat").write_bytes(b"\0")
    done = annotating.annotate([str(folder)], output, workers=2)
    assert done == annotating.Written(COUNT, 1, COUNT + 1)
    return output


@pytest.fixture(scope="module")
def documents(native: str) -> tuple[Document, ...]:
    return tuple(r for _, r in table.stored(native) if isinstance(r, Document))


@pytest.fixture(scope="module")
def links(documents: tuple[Document, ...]) -> Links:
    """Return the links that the local path makes."""
    found = link(documents)
    assert len(found.copies) > COUNT / 60
    assert sum(len(h.mentions) > 1 for h in found.happenings) > COUNT / 60
    return found


def test_the_plan_on_this_machine_finds_what_the_local_path_finds(
    documents: tuple[Document, ...], links: Links
) -> None:
    running = engine.start(workers=2)
    assert link(documents, ways=linking.ways(running)) == links


def test_a_run_goes_on_with_what_is_missing(folder: Path, native: str, tmp_path: Path) -> None:
    files = sorted(folder.glob("*.txt"))[:30]
    output = str(tmp_path / "out.parquet")
    first = annotating.annotate(map(str, files[:14]), output, workers=1)
    again = annotating.annotate(map(str, files), output, workers=1)
    assert (first.new, again.new, again.documents) == (14, 16, 30)
    held = {item.path for item, _ in table.stored(output)}
    assert held == set(map(str, files))


def test_the_engine_reports_to_nobody() -> None:
    engine.check()
    from daft.scarf_telemetry import opted_out

    assert opted_out()
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"


def test_a_cluster_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match=r"--ray 127\.0\.0\.1:1: no such cluster"):
        engine.start("127.0.0.1:1")


class TwoMachines:
    """A Ray cluster of a head without processors and two machines of one each."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        watch = {
            "health_check_initial_delay_ms": 1_000,
            "health_check_period_ms": 1_000,
            "health_check_timeout_ms": 5_000,
            "health_check_failure_threshold": 3,
        }
        head = {"num_cpus": 0, "include_dashboard": False, "_system_config": watch}
        self.cluster = Cluster(initialize_head=True, head_node_args=head)
        self.machines = [self.cluster.add_node(num_cpus=1) for _ in range(2)]
        self.cluster.wait_for_nodes()

    def lose_one(self) -> None:
        """End one machine's processes, as if its power went."""
        self.cluster.remove_node(self.machines.pop(), allow_graceful=False)


@pytest.fixture
def cluster() -> Iterator[TwoMachines]:
    engine.check()
    two = TwoMachines()
    yield two
    import ray

    ray.shutdown()
    two.cluster.shutdown()  # type: ignore[no-untyped-call]


def test_a_cluster_that_loses_a_machine_loses_and_doubles_nothing(
    folder: Path, native: str, links: Links, cluster: TwoMachines, tmp_path: Path
) -> None:
    output = str(tmp_path / "ray.parquet")
    lost: list[int] = []

    def lose() -> None:
        while len(table.parts(output, "documents")) < 2:
            time.sleep(0.2)
        cluster.lose_one()
        lost.append(len(table.parts(output, "documents")))

    threading.Thread(target=lose, daemon=True).start()
    told: list[str] = []
    done = annotating.annotate([str(folder)], output, ray=cluster.cluster.address, told=told.append)
    assert done == annotating.Written(COUNT, 1, COUNT + 1)
    assert lost
    assert lost[0] < COUNT / annotating.BATCH
    assert told
    assert sorted(table.stored(output), key=_name) == sorted(table.stored(native), key=_name)
    found = tuple(r for _, r in table.stored(output) if isinstance(r, Document))
    running = engine.start(cluster.cluster.address)
    assert link(found, ways=linking.ways(running)) == links


def _name(held: tuple[object, object]) -> str:
    return str(getattr(held[0], "path", ""))
