"""What the chronology shows, in which order, and what it never claims."""

import csv
import io
import json

import pytest

from musnad.errors import UsageError
from musnad.model import EventType
from musnad.present.chronology import Wanted, chronology, entries
from musnad.present.dates import window
from musnad.present.formats import Format, render
from musnad.present.labels import Lang
from tests.present.case import DENIAL, LATE, MEETING, PLAN, linked

LINKS, DOCS = linked()


def listed(wanted: Wanted | None = None) -> list[dict[str, object]]:
    found = entries(LINKS, DOCS.__getitem__, wanted)
    text = render(chronology(found, Lang.EN), Format.JSON, Lang.EN)
    items: list[dict[str, object]] = json.loads(text)["entries"]
    return items


def printed(format: Format, lang: Lang = Lang.EN) -> str:
    return render(chronology(entries(LINKS, DOCS.__getitem__), lang), format, lang)


def dates(wanted: Wanted) -> list[object]:
    return [e["date"] for e in listed(wanted)]


def test_order_is_when_it_happened_and_the_undated_come_last() -> None:
    assert [e["date"] for e in listed()] == ["2031-04", "2031-05-07", "2031-05-09", None]


def test_an_entry_holds_its_words_reports_and_statements() -> None:
    entry = listed()[2]
    assert entry["participants"] == ["حركة النجم", "الاتحاد"]
    assert entry["place"] == "نورابا"
    assert entry["precision"] == "day"
    assert entry["evidence"] == [
        {"document": "r1", "start": 0, "end": len(MEETING), "text": MEETING}
    ]
    assert entry["reports"] == [
        {"document": "r1", "outlet": "صحيفة الوادي", "published": "2031-05-10", "url": None}
    ]
    assert '"chain":["صحيفة الوادي","حركة النجم"]' in json.dumps(
        entry["statements"], ensure_ascii=False, separators=(",", ":")
    )


def test_a_denial_says_who_denies_and_a_plan_stays_one() -> None:
    denied, planned = listed()[1], listed()[3]
    assert (denied["status"], denied["denied_by"]) == ("denied", ["سالم الرملي"])
    assert (planned["status"], planned["denied_by"]) == ("planned", [])
    assert "denied by \u2068سالم الرملي\u2069" in printed(Format.TABLE)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2031", None, ["2031-04", "2031-05-07", "2031-05-09"]),
        ("2031-05", None, ["2031-05-07", "2031-05-09"]),
        (None, "2031-04", ["2031-04"]),
        ("2031-04-25", "2031-04-25", ["2031-04"]),
        (None, "2031-04-20", []),
        ("2031-05-09", "2031-05-09", ["2031-05-09"]),
    ],
)
def test_bounds_compare_by_overlap(start: str, end: str, expected: list[str]) -> None:
    assert dates(Wanted(days=window(start, end))) == expected


@pytest.mark.parametrize("wrong", ["2031-13", "tomorrow", "31-05-09", "2031-W19", "203"])
def test_a_wrong_bound_is_an_error_that_says_what_is_right(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"year .* month .* day"):
        window(wrong, None)


def test_bounds_the_wrong_way_round_are_an_error() -> None:
    with pytest.raises(UsageError, match="swap"):
        window("2032", "2031")


@pytest.mark.parametrize("who", ["النجم", "نجم", "حركه النجم"])
def test_who_matches_whatever_the_spelling(who: str) -> None:
    assert dates(Wanted(who=who)) == ["2031-05-09", None]


@pytest.mark.parametrize("who", ["Qatar", "united nations", "امم متحده"])
def test_who_matches_english_forms(who: str) -> None:
    assert dates(Wanted(who=who)) == ["2031-05-07"]


def test_who_matches_whole_words_only() -> None:
    assert dates(Wanted(who="نج")) == []


def test_type() -> None:
    assert dates(Wanted(type=EventType.RETREAT)) == ["2031-04"]


def test_the_table_keeps_every_sentence_whole_within_its_width() -> None:
    text = printed(Format.TABLE)
    plain = " ".join(text.translate(dict.fromkeys(range(0x2066, 0x206A))).split())
    for sentence in (MEETING, LATE, DENIAL, PLAN):
        assert sentence in plain
    assert "late April 2031" in plain
    assert plain.index("No date stated") < plain.index(PLAN)
    assert max(len(line) for line in text.splitlines()) < 120


def test_arabic_labels() -> None:
    text = printed(Format.TABLE, Lang.AR)
    assert "أواخر أبريل 2031" in text
    assert "بلا تاريخ مذكور" in text
    assert "مقرّر" in text


def test_csv_has_a_header_and_plain_cells() -> None:
    head, *rows = csv.reader(io.StringIO(printed(Format.CSV)))
    assert head[1:4] == ["Date", "Earliest", "Latest"]
    assert len(rows) == 4
    assert rows[0][1:4] == ["late April 2031", "2031-04-21", "2031-04-30"]
    assert all(ord(c) not in range(0x2066, 0x206A) for row in rows for cell in row for c in cell)


def test_markdown_cells_cannot_break_out() -> None:
    head, rule, *rows = printed(Format.MD).splitlines()
    assert rule.count("---") == head.count("|") - 1
    assert len(rows) == 4
    assert "وفده \\| من" in rows[0]
    for row in rows:
        assert row.replace("\\|", "").count("|") == head.count("|")
