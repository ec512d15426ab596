"""The same work in several processes: in order, few at a time, and no crash stops it."""

import logging
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

_AHEAD = 4
"""How many jobs wait for each process: enough to keep it busy, few enough to stay small."""


def ordered(
    jobs: Iterator[Job],
    run: Callable[[Job], Result],
    crashed: Callable[[Job], Result],
    workers: int,
) -> Iterator[tuple[Job, Result]]:
    """Yield each job with `run(job)`, in their order, from `workers` processes.

    `run` must be importable and not raise. Where a job kills its process, its result is
    `crashed(job)`, and the rest goes on.
    """
    pool = _pool(workers)
    waiting: deque[tuple[Job, Future[Result]]] = deque()
    try:
        while True:
            while len(waiting) < workers * _AHEAD:
                try:
                    job = next(jobs)
                except StopIteration:
                    break
                waiting.append((job, _submit(pool, run, job)))
            if not waiting:
                return
            job, future = waiting.popleft()
            try:
                yield job, future.result()
            except BrokenProcessPool:
                pool.shutdown()
                yield from _one_by_one([job, *(j for j, _ in waiting)], run, crashed)
                waiting.clear()
                pool = _pool(workers)
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(
    jobs: list[Job], run: Callable[[Job], Result], crashed: Callable[[Job], Result]
) -> Iterator[tuple[Job, Result]]:
    """Yield the results of jobs of which one or more kill their process, found out alone."""
    pool = _pool(1)
    try:
        for job in jobs:
            try:
                yield job, _submit(pool, run, job).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = _pool(1)
                yield job, crashed(job)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, run: Callable[[Job], Result], job: Job) -> "Future[Result]":
    try:
        with _no_interrupts():
            return pool.submit(run, job)
    except BrokenProcessPool as e:
        future: Future[Result] = Future()
        future.set_exception(e)
        return future


def _pool(workers: int) -> ProcessPoolExecutor:
    # "spawn" is the one start method that is safe beside threads (a progress bar's, a server's)
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start)


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from the processes started in the block; this one takes it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start() -> None:
    """End with the parent even when it is killed, and keep what libraries log from the terminal."""
    logging.getLogger().addHandler(logging.NullHandler())
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
