"""Reports that mean harm: markup, scripts, marks that turn text around, a line without end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad.present.labels import Lang
from musnad.run.local import build
from musnad.web import still
from tests.web.conftest import Sit, serving

_SCRIPT = "<script>window.harmed=1</script><img src=x onerror='window.harmed=2'>"
_BREAKS = '"><svg onload="window.harmed=3"></title></textarea></style>{{ 7*7 }}{% raw %}'
_TURNS = "\u202e\u2066\u200f\u2028"
_LONG = "ا" * 300_000

_REPORTS = {
    "script.txt": f"""{_SCRIPT} لقاء في نورابا

وادي الأخبار {_SCRIPT}
10 مايو 2031

قال سالم الرملي {_BREAKS} إن وفد «{_SCRIPT}» التقى أمس وفد الاتحاد في نورابا وقتل 12 شخصا {_BREAKS}.
ونفى سالم الرملي مقتل 14 شخصا في قصف استهدف نورابا أمس {_SCRIPT}.
""",
    "turned.txt": f"""{_TURNS} الوفد يغادر

وقال سالم {_TURNS} الرملي إن 30 {_TURNS} شخصا قتلوا في قصف على نورابا {_TURNS} الأحد.
""",
    "long.txt": f"عنوان\n\nقال سالم الرملي إن الوفد غادر نورابا. {_LONG} {_SCRIPT}\n",
    "<img src=x onerror=alert(1)>.txt": "وصل الوفد إلى نورابا أمس، وقال سالم الرملي إنه غادر.",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    reports = folder / "reports"
    reports.mkdir()
    for name, text in _REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    (reports / "page.html").write_text(
        f"<html><head><title>خبر &lt;script&gt;window.harmed=4&lt;/script&gt;</title></head><body>"
        f"<article><h1>خبر</h1><p>{'قال سالم الرملي إن الوفد غادر نورابا أمس. ' * 5}"
        "&lt;img src=x onerror=window.harmed=5&gt;</p></article></body></html>",
        encoding="utf-8",
    )
    case = folder / "case.musnad"
    assert build([reports], case).reports == len(_REPORTS) + 1
    return case


@pytest.fixture(scope="module")
def site(hostile: Path) -> Iterator[str]:
    with serving(hostile) as address:
        yield address


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_runs_or_turns_what_a_report_holds(site: str, sit: Sit, language: str) -> None:
    reader = sit(language)
    page = reader.page
    paths = ["/", "/reports", "/statements", "/figures", "/sources", "/search?q=نورابا"]
    page.goto(f"{site}/reports")
    paths += [a.get_attribute("href") or "" for a in page.locator(".headline a").all()]
    page.goto(site)
    paths += [a.get_attribute("href") or "" for a in page.locator("a.open").all()]
    paths += [
        f"/?who={_BREAKS}",
        f"/search?q={_SCRIPT}",
        f"/statements?by={_BREAKS}&since={_SCRIPT}",
    ]
    paths += [f"/reports/{_SCRIPT}", f"/entries/{_BREAKS}"]
    assert len(paths) > 15
    for path in paths:
        answer = page.goto(site + path, wait_until="load")
        assert answer
        assert answer.status < 500, path
        text = answer.text()
        assert not {c for c in _TURNS if c != "\u200f"} & set(text), path
        assert page.evaluate("window.harmed") is None, path
        assert page.locator("main script, main img, [onerror], [onload]").count() == 0, path
        assert "49" not in page.title()
    page.goto(site)
    for link in page.locator("a[data-open]").all():
        link.click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.harmed") is None
    assert all(address.startswith(site) for address in reader.asked)
    refused = [w for w in reader.wrong if "status of 4" not in w]
    assert not refused


def test_a_line_without_end_keeps_the_page_narrow_and_quick(site: str, sit: Sit) -> None:
    page = sit("ar", viewport={"width": 800, "height": 600}).page
    page.goto(f"{site}/reports")
    page.locator(".headline a", has_text="عنوان").click()
    page.locator(".sheet").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_report_file_holds_no_harm(hostile: Path, sit: Sit, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    still.write(hostile, file, Lang.EN)
    reader = sit("en", offline=True)
    reader.page.goto(file.as_uri())
    assert reader.page.evaluate("window.harmed") is None
    assert reader.page.locator("script, img, [onerror], [onload]").count() == 0
    assert reader.asked == [file.as_uri()]
    assert not reader.wrong
