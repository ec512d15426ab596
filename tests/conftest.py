"""A real PostgreSQL server, a case on each backend, names without the encoder; nothing is timed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from musnad.annotate.naming import encoder

BACKENDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
_SETTINGS = ("fsync=off", "listen_addresses=", "log_min_messages=fatal", "max_connections=40")
_NUMBERS = count()


settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names come from lists and context alone, as without the model's files."""
    monkeypatch.setattr(encoder, "installed", lambda: None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a server of its own on a socket in a temporary folder; give the URL of a database.

    Its collation is English's by ICU: what sorts by code point does so by Musnad's doing.
    """
    programs = _programs()
    if programs is None:
        pytest.skip("needs PostgreSQL's server programs: apt-get install postgresql")
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="musnad-pg"))
    os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, "-D", folder / "data", *arguments],
            user=user.pw_uid if os.geteuid() == 0 else None,
            group=user.pw_gid if os.geteuid() == 0 else None,
            cwd=folder,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    try:
        icu = ("--locale-provider=icu", "--icu-locale=en")
        run("initdb", "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync", *icu)
        options = " ".join(f"-c {s}" for s in (*_SETTINGS, f"unix_socket_directories={folder}"))
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql://desk@/postgres?host={folder}"
        run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path | None:
    """Return the folder of the newest server's programs, as Debian or the path has them."""
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    newest = max(found, key=lambda p: int(p.parts[-3]), default=None)
    known = newest or shutil.which("initdb")
    return Path(known).resolve().parent if known else None


@pytest.fixture(params=BACKENDS)
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return what gives a place for a new case each time it is called, on each backend in turn."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"c{next(_NUMBERS)}")
    server = request.getfixturevalue("postgres")
    return lambda: f"{server}&schema=Case {next(_NUMBERS)}"


@pytest.fixture
def place(new_place: Callable[[], str]) -> str:
    """Return a place for a new case, on each backend in turn."""
    return new_place()
