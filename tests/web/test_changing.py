"""Checking and correcting in a real browser: what is decided shows, and can be taken back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from musnad import open_case
from musnad.case.review import Review
from tests.web.conftest import Sit, serving

_MARKET = "قُتل 24 شخصاً وأصيب 61 آخرون"


@pytest.fixture
def desk(own_case: Path) -> Iterator[str]:
    """Serve a copy of the example's case that may be changed."""
    with serving(own_case) as address:
        yield address


def open_review(page: Page, words: str) -> None:
    entry = page.locator(".entry", has_text=words).first
    entry.get_by_role("link", name=re.compile("Evidence|الشواهد")).click()
    entry.get_by_role("link", name=re.compile("Review|راجع")).click()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_date_is_corrected_undone_and_exported(
    desk: str, own_case: Path, sit: Sit, language: str
) -> None:
    words = {
        "en": ("Your name", "What it is", "Correct", "Undo", "21 June 2025", "as a file"),
        "ar": ("اسمك", "الصواب", "صحّح", "ألغِ", "21 يونيو 2025", "ملفًا"),
    }[language]
    reader = sit(language)
    page = reader.page
    page.goto(desk)
    open_review(page, _MARKET)
    page.get_by_label(words[0]).fill("ليلى Layla")
    page.locator("select[name=field]").select_option("date")
    page.get_by_label(words[1]).fill("2025-06-21")
    page.get_by_role("button", name=words[2], exact=True).click()
    day = page.locator(".day", has=page.locator(".entry", has_text=_MARKET)).first
    expect(day.locator(".date")).to_contain_text(words[4])
    expect(page.locator(".mark.corrected").first).to_contain_text("Layla")
    with open_case(own_case) as case:
        entry = next(e for e in case.chronology() if _MARKET in e.happening.evidence[0].text)
        assert entry.happening.date == "2025-06-21"
    page.goto(f"{desk}/review")
    with page.expect_download() as download:
        page.get_by_role("link", name=words[5]).click()
    line = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert (line["who"], line["fields"]) == ("ليلى Layla", {"date": ["2025-06-21"]})
    page.get_by_role("button", name=words[3], exact=True).click()
    expect(page.locator(".log li.undone")).to_have_count(1)
    page.goto(desk)
    expect(page.locator(".mark.corrected")).to_have_count(0)
    assert not [w for w in reader.wrong if "404" not in w]


def test_two_entries_become_one_and_part_again(desk: str, sit: Sit) -> None:
    page = sit("en").page
    page.goto(desk)
    count = page.locator(".count").first
    before = int(re.findall(r"\d+", count.inner_text())[0])
    open_review(page, _MARKET)
    page.get_by_label("Your name").fill("Layla")
    page.locator("select[name=with]").select_option(index=3)
    page.get_by_role("button", name="Make them one").click()
    expect(count).to_contain_text(f"{before - 1} entries")
    page.goto(f"{desk}/review")
    page.get_by_role("button", name="Undo", exact=True).click()
    page.goto(desk)
    expect(count).to_contain_text(f"{before} entries")


def test_two_names_become_one_and_part_again(desk: str, sit: Sit) -> None:
    page = sit("ar").page
    page.goto(f"{desk}/?who=الوفد")
    parties = page.locator(".entry .who a")
    apart = parties.filter(has_text=re.compile("^الوفد$")).count()
    assert apart > 0
    page.goto(f"{desk}/names?kind=ORG")
    page.get_by_role("link", name="نداء السهل", exact=True).first.click()
    page.get_by_role("link", name="راجع هذا الاسم").click()
    page.get_by_label("اسمك").fill("ليلى")
    page.locator("select[name=with]").select_option("name:الوفد")
    page.get_by_role("button", name="اجعلهما واحدًا").click()
    page.wait_for_load_state()
    page.goto(f"{desk}/?who=نداء السهل")
    assert parties.filter(has_text=re.compile("^الوفد$")).count() == 0
    page.goto(f"{desk}/review")
    page.get_by_role("button", name="ألغِ", exact=True).click()
    page.wait_for_load_state()
    page.goto(f"{desk}/?who=الوفد")
    assert parties.filter(has_text=re.compile("^الوفد$")).count() == apart


def test_a_name_is_another_in_some_reports(desk: str, own_case: Path, sit: Sit) -> None:
    page = sit("en").page
    page.goto(f"{desk}/decide?target=name:لؤلان")
    page.get_by_label("Your name").fill("Layla")
    page.locator("input[name=part]").first.check()
    page.get_by_label("Whose name it is there").fill("لؤلان الجنوبية")
    page.get_by_role("button", name="Take out").click()
    page.goto(f"{desk}/review")
    expect(page.locator(".log li")).to_contain_text("لؤلان")
    with open_case(own_case) as case:
        (logged,) = case.review.log()
        assert [t.name for t in logged.decision.targets] == ["لؤلان", "لؤلان الجنوبية"]


def test_a_confirmed_entry_says_by_whom(desk: str, sit: Sit) -> None:
    page = sit("en", java_script_enabled=False).page
    page.goto(desk)
    page.locator(".entry", has_text=_MARKET).first.get_by_role("link", name="Evidence").click()
    page.get_by_role("link", name="Review this entry").click()
    page.get_by_label("Your name").fill("Layla")
    page.get_by_label("Reason").fill("seen in the statement")
    page.get_by_role("button", name="Confirm as it stands").click()
    expect(page.locator(".reviewed").first).to_contain_text("confirmed by Layla")
    page.goto(desk)
    expect(page.locator(".mark.confirmed").first).to_contain_text("Layla")


def test_what_a_report_does_not_say_is_taken_out(desk: str, sit: Sit) -> None:
    page = sit("en").page
    page.goto(f"{desk}/statements?kind=anonymous")
    first = page.locator(".statement").first
    words = first.locator(".words").inner_text()
    first.get_by_role("link", name="Review", exact=True).click()
    page.get_by_label("Your name").fill("Layla")
    page.get_by_role("button", name=re.compile("Reject")).click()
    page.goto(f"{desk}/statements?kind=anonymous")
    expect(page.locator(".statement").first).not_to_contain_text(words)


def test_reports_are_added(desk: str, sit: Sit, tmp_path: Path) -> None:
    page = sit("en").page
    page.goto(desk)
    before = page.locator(".entry").count()
    new, broken = tmp_path / "خبر جديد.txt", tmp_path / "empty.txt"
    new.write_text(
        "لقاء في وادي الريم\n\n3 أكتوبر 2025\n\n"
        "التقى وزير خارجية لؤلان طارق الحضيني أمس هلال المصدي في وادي الريم.",
        encoding="utf-8",
    )
    broken.write_text("", encoding="utf-8")
    page.goto(f"{desk}/add")
    page.locator("input[type=file]").set_input_files([new, broken])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Done.")).to_be_visible(timeout=90_000)
    expect(page.locator(".job pre")).to_contain_text("1 report read, 1 skipped")
    expect(page.locator(".job pre")).to_contain_text("empty.txt")
    page.goto(desk)
    assert page.locator(".entry").count() > before or page.locator(".pager").count()
    page.goto(f"{desk}/reports?title=وادي الريم")
    expect(page.locator(".headline")).to_have_count(1)


def test_a_form_of_another_session_changes_nothing(desk: str, own_case: Path, sit: Sit) -> None:
    page = sit("en").page
    page.goto(desk)
    target = page.locator(".entry").first.get_attribute("id")
    form: dict[str, str | float | bool] = {
        "csrf": "0" * 64,
        "target": target or "",
        "action": "reject",
        "by": "Nobody",
    }
    request = page.request
    assert request.post(f"{desk}/review", form=form).status == 403
    elsewhere = {"origin": "http://elsewhere.example"}
    assert request.post(f"{desk}/review", form=form, headers=elsewhere).status == 403
    assert request.post(f"{desk}/add", form={"csrf": ""}).status == 403
    with open_case(own_case) as case:
        assert not case.review.log()


def test_a_case_that_is_not_linked_says_so_and_can_be(own_case: Path, sit: Sit) -> None:
    with open_case(own_case) as case:
        Review(case).merge(*(e.happening for e in case.chronology()[:2]), by="Layla")
        assert not case.linked
    with serving(own_case) as desk:
        page = sit("en").page
        page.goto(desk)
        page.get_by_role("button", name="Bring it up to date").click()
        expect(page.get_by_text("Done.")).to_be_visible(timeout=60_000)
        page.goto(desk)
        expect(page.locator(".busy")).to_have_count(0)
