"""Take the README's pictures: the example's chronology in a real browser, in both languages.

uv run python docs/pictures.py
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from musnad.run.examples import talks
from musnad.run.local import build

_FOLDER = Path(__file__).parent / "pictures"
_SIZE = {"width": 1080, "height": 860}
_OPENED = 1
"""The entry, counted from 0, whose evidence is open in a picture."""


def main() -> None:
    """Build the example, serve it, and take a picture in each language."""
    chromium = shutil.which("chromium") or sys.exit("needs Chromium: apt-get install chromium")
    _FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        case = Path(place) / "talks.musnad"
        build([talks()], case)
        command = (sys.executable, "-c", "from musnad.cli import main; main()")
        serve = (*command, "serve", str(case), "--port", "0")
        with (
            subprocess.Popen(serve, stderr=subprocess.PIPE, text=True) as server,  # noqa: S603
            sync_playwright() as playwright,
        ):
            said = server.stderr.readline() if server.stderr else ""
            address = re.findall(r"http://\S+", said)[0]
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--force-color-profile=srgb"]
            )
            for language in ("ar", "en"):
                _take(browser, address, language)
            browser.close()
            server.terminate()


def _take(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(locale=language, viewport=_SIZE, color_scheme="light")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.locator("a[data-open]").nth(_OPENED).click()
    page.locator(".evidence").wait_for()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.screenshot(path=_FOLDER / f"chronology-{language}.png")
    context.close()


if __name__ == "__main__":
    main()
