"""The example's case behind a real server, and a real Chromium to look at it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from musnad.run.examples import talks
from musnad.run.local import build

_MUSNAD = (sys.executable, "-c", "from musnad.cli import main; main()")
_ADDRESS = re.compile(r"http://\S+:\d+/")


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example's case; tests that change a case copy it."""
    place = tmp_path_factory.mktemp("web") / "talks.musnad"
    build([talks()], place)
    return place


@pytest.fixture
def own_case(case: Path, tmp_path: Path) -> Path:
    """Return a copy of the example's case that a test may change."""
    return Path(shutil.copy(case, tmp_path / "own.musnad"))


@contextmanager
def serving(case: Path, *options: str) -> Iterator[str]:
    """Run `musnad serve` in a process of its own; give its address."""
    command = [*_MUSNAD, "serve", str(case), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            said = process.stderr.readline() if process.stderr else ""
            found = _ADDRESS.search(said)
            assert found, said
            yield found[0].rstrip("/")
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def site(case: Path) -> Iterator[str]:
    """Serve the example's case; give the address."""
    with serving(case) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium without a window."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


class Reader:
    """A person at a browser in one language: what went wrong on the way is kept."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.on("dialog", lambda d: self.wrong.append(d.message))
        self.page.on("request", lambda r: self.asked.append(r.url))


Sit = Callable[..., Reader]


@pytest.fixture
def sit(browser: Browser) -> Iterator[Sit]:
    """Return what sits a reader down: `sit("ar")`, with Playwright's options of a context."""
    contexts: list[BrowserContext] = []

    def down(language: str = "en", **options: object) -> Reader:
        context = browser.new_context(locale=language, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Reader(context)

    yield down
    for context in contexts:
        context.close()
