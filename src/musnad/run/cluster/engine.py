"""The engine: Daft, on this machine or on a Ray cluster, without any telemetry."""

import os
import socket
from dataclasses import dataclass

from musnad.errors import UsageError
from musnad.ingest.extras import Module, load

_QUIET = {
    "DO_NOT_TRACK": "true",
    "SCARF_NO_ANALYTICS": "true",
    "DAFT_ANALYTICS_ENABLED": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
}
_READY = 30
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Engine:
    """Daft, ready: `workers` processes annotate; `ray` is the address of a cluster, if any."""

    daft: Module
    workers: int
    ray: str | None


def start(ray: str | None = None, workers: int | None = None) -> Engine:
    """Return the engine: native on this machine, or on the Ray cluster at an address.

    `workers` are the processes that annotate, by default as many as there are processors.

    Raises:
        UsageError: when it is not installed, or there is no such cluster.
    """
    os.environ.update(_QUIET)
    daft = load("daft", "cluster", "--engine daft")
    if ray is None:
        daft.set_runner_native()
        return Engine(daft, workers or os.cpu_count() or 1, None)
    library = load("ray", "cluster", "--ray")
    _reach(ray)
    try:
        if not library.is_initialized():
            library.init(address=ray, log_to_driver=False, logging_level="ERROR")
        daft.set_runner_ray(ray, noop_if_initialized=True)
    except (ConnectionError, RuntimeError, ValueError) as e:
        raise _no_cluster(ray, e) from e
    daft.set_execution_config(actor_udf_ready_timeout=_READY)
    cpus = int(library.cluster_resources().get("CPU", 1))
    return Engine(daft, workers or max(1, cpus), ray)


def _reach(ray: str) -> None:
    """Raise where nobody answers at an address, for which Ray itself would wait long."""
    host, sign, port = ray.removeprefix("ray://").rpartition(":")
    if not sign or not port.isdigit():  # `auto`, `local`
        return
    try:
        socket.create_connection((host, int(port)), _PATIENCE).close()
    except OSError as e:
        raise _no_cluster(ray, e) from e


def _no_cluster(ray: str, why: Exception) -> UsageError:
    what = " ".join(str(why).split())
    return UsageError(f"--ray {ray}: no such cluster ({what}); start it with: ray start --head")


def check(ray: str | None = None) -> None:
    """Raise where the engine can't be used.

    Raises:
        UsageError: when it, or what it writes with, is not installed, or the cluster is not there.
    """
    os.environ.update(_QUIET)
    load("daft", "cluster", "--engine daft")
    load("pyarrow.parquet", "cluster", "--engine daft")
    if ray is not None:
        load("ray", "cluster", "--ray")
        _reach(ray)
