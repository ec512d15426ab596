"""Accessibility: axe finds nothing serious, in both languages, in light and dark."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from musnad.present.labels import Lang
from musnad.web import still
from tests.web.conftest import Sit

_PAGES = (
    "/?who=x&since=2025",
    "/reports",
    "/statements",
    "/figures",
    "/sources",
    "/search?q=هدنة",
    "/review",
)
_COPIED = "05_ufuq_market.550bad3f"
_CONTRAST: dict[str, object] = {"runOnly": ["color-contrast"]}


def serious(page: Page, options: dict[str, object] | None = None) -> list[str]:
    found = Axe().run(page, options=options or {}).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]}"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]


def check(page: Page, where: str) -> None:
    for scheme, options in (("light", None), ("dark", _CONTRAST)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(200)
        assert serious(page, options) == [], f"{where} {scheme}"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages(site: str, sit: Sit, language: str) -> None:
    page = sit(language).page
    for path in _PAGES:
        page.goto(site + path)
        check(page, path)
    page.goto(f"{site}/search?q=هدنة")
    check(page, "search")
    page.goto(site)
    page.locator("a[data-open]").nth(2).click()
    page.locator(".evidence").wait_for()
    check(page, "evidence")
    page.goto(f"{site}{page.locator('.own-words').first.get_attribute('href')}")
    check(page, "report")
    page.goto(f"{site}/named/لؤلان")
    check(page, "name")
    page.goto(f"{site}/add")
    check(page, "add")
    page.goto(site)
    page.goto(f"{site}/decide?target={page.locator('.entry').nth(2).get_attribute('id')}")
    check(page, "decide")
    page.goto(f"{site}/reports/{_COPIED}")
    page.goto(f"{site}{page.locator('.twins a').first.get_attribute('href')}")
    check(page, "beside")


def test_the_report_file(case: Path, sit: Sit, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    still.write(case, file, Lang.AR)
    page = sit("ar").page
    page.goto(file.as_uri())
    check(page, "report file")
