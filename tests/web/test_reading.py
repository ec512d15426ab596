"""Reading a case in a real browser, in both languages, from an entry to its sentence."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from musnad import open_case
from tests.web.conftest import Sit

_MARKET = "قُتل 24 شخصاً وأصيب 61 آخرون"
"""Words of the example's reports of the shelled market: 24 killed, 61 injured."""

_WORDS = {
    "en": {"filter": "Filter", "place": "Place", "show": "Show", "evidence": "Evidence"},
    "ar": {"filter": "تصفية", "place": "المكان", "show": "اعرض", "evidence": "الشواهد"},
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_an_entry_to_its_sentence_in_its_report(site: str, sit: Sit, language: str) -> None:
    reader, words = sit(language), _WORDS[language]
    page = reader.page
    page.goto(site)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    page.get_by_text(words["filter"], exact=True).click()
    page.get_by_label(words["place"]).fill("بئر الصفصاف")
    page.get_by_role("button", name=words["show"], exact=True).click()
    assert "place=" in page.url
    entry = page.locator(".entry", has_text=_MARKET).first
    entry.get_by_role("link", name=words["evidence"]).click()
    telling = entry.locator(".telling")
    expect(telling.nth(1)).to_be_visible()
    telling.first.locator(".own-words").click()
    page.wait_for_url(re.compile(r"/reports/.+#c\d+"))
    expect(page.locator(".sentence:target")).to_contain_text(_MARKET)
    expect(page.locator(".note.says").first).to_be_visible()
    assert not reader.wrong


def test_pages_work_without_script(site: str, sit: Sit) -> None:
    page = sit("en", java_script_enabled=False).page
    page.goto(f"{site}/?type=ASSAULT")
    page.locator(".entry").first.get_by_role("link", name="Evidence").click()
    expect(page.locator(".telling").first).to_be_visible()
    page.locator(".own-words").first.click()
    expect(page.locator(".sentence:target")).to_be_visible()
    page.locator("#show-notes").uncheck()
    expect(page.locator(".margin").first).to_be_hidden()


def test_language_is_switched_in_place_and_kept(site: str, sit: Sit) -> None:
    page = sit("fr").page
    page.goto(f"{site}/statements?kind=anonymous")
    expect(page.get_by_role("heading", name="Statements", exact=True)).to_be_visible()
    count = page.locator(".statement").count()
    page.get_by_role("link", name="العربية").click()
    expect(page.get_by_role("heading", name="الأقوال", exact=True)).to_be_visible()
    assert "kind=anonymous" in page.url
    assert page.locator(".statement").count() == count > 0
    page.goto(site)
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def test_days_are_chosen_by_drawing_over_the_overview(site: str, sit: Sit) -> None:
    page = sit("en").page
    page.goto(site)
    chart = page.locator("[data-brush]").bounding_box()
    before = page.locator(".entry").count()
    assert chart
    middle = chart["y"] + chart["height"] / 3
    page.mouse.move(chart["x"] + chart["width"] * 0.7, middle)
    page.mouse.down()
    page.mouse.move(chart["x"] + chart["width"] * 0.9, middle, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=2025-08-\d\d&until=2025-09-\d\d"))
    assert 0 < page.locator(".entry").count() < before
    for date in page.locator("h2.date").all_text_contents():
        assert "2025" in date and ("August" in date or "September" in date)


def test_marks_are_switched_and_a_note_points_at_its_words(site: str, sit: Sit) -> None:
    page = sit("en").page
    page.goto(f"{site}/search?q=%D8%A7%D9%84%D9%87%D8%AF%D9%86%D8%A9")
    page.locator(".hit-row a").last.click()
    page.wait_for_url(re.compile("/reports/"), wait_until="load")
    name = page.locator(".name").first
    assert "underline" in name.evaluate("e => getComputedStyle(e).textDecorationLine")
    page.get_by_label("names").uncheck()
    assert "underline" not in name.evaluate("e => getComputedStyle(e).textDecorationLine")
    note = page.locator(".note.says").first
    note.hover()
    assert page.locator(f".ref-{note.get_attribute('data-of')}.lit").count() > 0


def test_a_wrong_question_is_explained(site: str, sit: Sit) -> None:
    page = sit("en").page
    for address in ("/?since=yesterday", "/search?q=%28", "/?type=NOPE", "/statements?until=x"):
        answer = page.goto(site + address)
        assert answer and answer.status == 400
        expect(page.get_by_role("alert")).to_be_visible()


def test_nothing_is_asked_of_another_host_and_nothing_is_refused(site: str, sit: Sit) -> None:
    reader = sit("ar")
    for path in ("/", "/reports", "/statements", "/figures", "/sources", "/search?q=هدنة"):
        reader.page.goto(site + path)
    assert len(reader.asked) > 10
    assert all(address.startswith(f"{site}/") for address in reader.asked)
    assert not reader.wrong


def test_a_phone_has_no_sideways_scroll(site: str, sit: Sit) -> None:
    page = sit("ar", viewport={"width": 360, "height": 700}).page
    for path in ("/", "/reports", "/statements", "/figures", "/sources"):
        page.goto(site + path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path


def test_paper_shows_no_controls(site: str, sit: Sit) -> None:
    page = sit("en").page
    page.goto(site)
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".masthead nav")).to_be_hidden()
    expect(page.locator(".entry").first).to_be_visible()
    assert page.locator(".overview .bar").first.is_visible()


def test_the_report_file_reads_alone(case: Path, sit: Sit, tmp_path: Path) -> None:
    from musnad.present.labels import Lang
    from musnad.web import still

    file = tmp_path / "report.html"
    assert still.write(case, file, Lang.AR) > 40
    assert file.stat().st_size < 2_000_000
    reader = sit("en", offline=True)
    page = reader.page
    page.goto(file.as_uri())
    for language, other in (("ar", "English"), ("en", "العربية")):
        half = page.locator(f"#{language}")
        expect(half).to_be_visible()
        entry = half.locator(".entry", has_text=_MARKET).first
        entry.locator("summary").click()
        expect(entry.locator(".telling").nth(1)).to_be_visible()
        expect(entry.locator(".own-words").first).to_contain_text(_MARKET)
        expect(half.locator(".chart svg").first).to_be_visible()
        half.get_by_text(other, exact=True).click()
        expect(half).to_be_hidden()
    assert reader.asked == [file.as_uri()]
    assert not reader.wrong
    assert "<script" not in file.read_text(encoding="utf-8").casefold()


def test_a_name_leads_to_all_that_is_known_of_it(site: str, sit: Sit) -> None:
    page = sit("en").page
    page.goto(f"{site}/names?name=لؤلان")
    page.get_by_role("link", name="لؤلان", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("لؤلان")
    expect(page.locator("h1")).to_contain_text("Lulan")
    expect(page.get_by_text("طارق الحضيني").first).to_be_visible()
    link = page.get_by_role("link", name=re.compile(r"\d+ entr(y|ies)$")).first
    told = int(re.findall(r"\d+", link.inner_text())[0])
    link.click()
    expect(page.locator(".entry").nth(told - 1)).to_be_visible()  # a filter finds longer names, too
    assert told
    page.locator(".entry .who a").first.click()
    page.wait_for_url(re.compile("/names/"))


def test_accounts_that_differ_stand_side_by_side(site: str, sit: Sit) -> None:
    page = sit("en").page
    page.goto(f"{site}/?disputed=1")
    assert 0 < page.locator(".entry").count() < 20
    expect(page.locator(".entry .mark.contested").first).to_contain_text("disputed")
    page.goto(f"{site}/disagreements?kind=denial")
    sides = page.locator(".differ").first.locator(".side-of")
    assert sides.count() > 1
    expect(sides.first).to_contain_text("واتهمت حركة «نداء السهل» الجيش السهداني")
    expect(sides.nth(1)).to_contain_text("نفى المتحدث باسم الجيش السهداني")
    sides.nth(1).locator("blockquote a").first.click()
    expect(page.locator(".sentence:target")).to_contain_text("نفى")


def test_the_case_as_known_on_a_day(case: Path, site: str, sit: Sit) -> None:
    page = sit("en").page
    page.goto(site)
    now = page.locator(".count").first.inner_text()
    page.locator("select[name=as_known_on]").select_option("2025-06-23")
    page.wait_for_url(re.compile("as_known_on=2025-06-23"))
    expect(page.locator(".known-note")).to_contain_text("23 June 2025")
    with open_case(case) as held:
        then = len(held.chronology(as_known_on="2025-06-23"))
    assert page.locator(".count").first.inner_text() == f"{then} entries" != now
    page.locator(".entry").nth(1).get_by_role("link", name="Evidence").click()
    page.locator(".telling").first.wait_for()
    days = page.locator(".telling time").evaluate_all("all => all.map(t => t.dateTime)")
    assert days
    assert max(days) <= "2025-06-23"
