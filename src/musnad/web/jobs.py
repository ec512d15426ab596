"""Long work beside the server: reports read in, the case linked anew.

It runs in a process of its own, one at a time: the server stays small and quick, and a crash of
the work is not the server's.
"""

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import TypeAlias

from musnad.case.engine import Place
from musnad.case.server import is_url, shown
from musnad.case.store import open_case
from musnad.errors import MusnadError
from musnad.present.summary import summary_lines
from musnad.run import local

Told: TypeAlias = tuple[str, int, str]
"""What the work says: a stage (`read`, `link`, `done`, `failed`), a number, and words."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is being done, or was done last: `stage` is the last that was told."""

    stage: str
    done: int = 0
    total: int = 0
    words: str = ""

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.stage in {"read", "link"}


class Jobs:
    """The work of one case's server."""

    def __init__(self, place: Place) -> None:
        self._place = place if is_url(str(place)) else str(Path(place).absolute())
        self._lock = Lock()
        self._job: Job | None = None
        self._process: multiprocessing.process.BaseProcess | None = None

    @property
    def now(self) -> Job | None:
        """What is being done, or was done last."""
        return self._job

    def folder(self) -> Path:
        """Return an empty folder for reports that come in; the same one for the same case."""
        mark = sha256(str(self._place).encode()).hexdigest()[:12]
        found = Path(tempfile.gettempdir()) / f"musnad-{os.getuid()}-{mark}"
        shutil.rmtree(found, ignore_errors=True)
        found.mkdir(mode=0o700)
        return found

    def add(self, folder: Path, names: Sequence[str]) -> bool:
        """Read reports in, then remove their folder; false where other work goes on."""
        return self._start(Job("read", 0, len(names)), folder, tuple(names))

    def link(self) -> bool:
        """Link the case anew; false where other work goes on."""
        return self._start(Job("link"), None, ())

    def stop(self) -> None:
        """End the work; what was read is kept."""
        if self._process and self._process.is_alive():
            self._process.terminate()

    def _start(self, job: Job, folder: Path | None, names: tuple[str, ...]) -> bool:
        with self._lock:
            if self._job and self._job.running:
                return False
            self._job = job
        spawn = multiprocessing.get_context("spawn")
        here, there = spawn.Pipe(duplex=False)
        self._process = spawn.Process(target=_work, args=(there, self._place, folder, names))
        self._process.start()
        there.close()
        Thread(target=self._listen, args=(here, folder), daemon=True).start()
        return True

    def _listen(self, work: Connection, folder: Path | None) -> None:
        told: Told = ("failed", 0, "the work ended before it was done; try again")
        try:
            while True:
                told = work.recv()
                stage, number, words = told
                if self._job:
                    done = number if stage == "read" else self._job.done
                    self._job = replace(self._job, stage=stage, done=done, words=words)
        except EOFError:
            if self._job and self._job.running:
                words = "the work ended before it was done; try again"
                self._job = replace(self._job, stage="failed", words=words)
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def _work(told: Connection, place: str, folder: Path | None, names: tuple[str, ...]) -> None:
    """Do the work in a process of its own, and tell how it goes."""

    def progress(stage: str, done: int) -> None:
        told.send((stage, done, ""))

    try:
        if folder is None:
            with open_case(place) as case:
                local.relink(case, progress)
            told.send(("done", 0, ""))
            return
        os.chdir(folder)  # reports are called by their names alone
        summary = local.build(names, place, create=False, progress=progress)
        lines = [*summary_lines(summary, shown(place), "")]
        told.send(("done", 0, "\n".join(line for line in lines if "next" not in line[:8])))
    except MusnadError as e:
        told.send(("failed", 0, str(e)))
    finally:
        told.close()
