"""The example story's chronology against what a reader of its sixteen reports expects.

The rows are those of `docs/example-story.md`. A row that is not reached yet is a strict
expected failure with its cause: reaching it makes the test fail until the mark is taken off.
"""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest

from musnad import open_case
from musnad.case.store import Case
from musnad.model import Evidence, Happening, Status
from musnad.run import local

STORY = Path(__file__).parents[2] / "examples" / "talks"


class Row(NamedTuple):
    """A line to expect: its day, type and status, words of a sentence of it, its reports."""

    date: str | None
    type: str
    status: str
    words: str
    reports: tuple[str, ...] = ()


ROWS = [
    Row("2025-06-14", "CONSULT", "occurred", "التقى رئيس المخابرات العامة", ("01", "03")),
    Row("2025-06-16", "REQUEST", "occurred", "دعا وزير خارجية لؤلان طارق الحضيني", ("04",)),
    Row("2025-06-22", "ASSAULT", "occurred", "قصف مدفعي استهدف السوق", ("05", "07")),
    Row("2025-07-15", "CONSULT", "occurred", "رأس سند", ("09", "10")),
    Row("2025-07-15", "ASSAULT", "occurred", "غارة على بلدة تل الغمام", ("10",)),
    Row("2025-08-05", "ASSAULT", "occurred", "قافلة", ("13",)),
    Row("2025-09-06", "AGREE", "occurred", "اتفاق الهدنة", ("16",)),
    Row("2025-09-12", "ASSAULT", "occurred", "أطلقت النار على موقع", ("16",)),
    Row("2025-09-13", "CONCEDE", "occurred", "أفرجت حركة نداء السهل", ("16",)),
    Row("2025-09-20", "CONCEDE", "planned", "دفعة ثانية", ("16",)),
]
NOT_YET = [
    (
        Row("2025-08-05", "ASSAULT", "occurred", "قافلة", ("13", "14")),
        "the other side's account of the convoy in 14 stands apart",
    ),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    path = tmp_path_factory.mktemp("talks") / "talks.musnad"
    local.build([STORY], path, workers=1)
    with open_case(path) as opened:
        yield opened


def fits(row: Row, h: Happening) -> bool:
    told_in = {document[:2] for document, _ in h.mentions}
    return (
        (h.date, h.type, h.status) == (row.date, row.type, row.status)
        and any(row.words in e.text for e in h.evidence)
        and told_in.issuperset(row.reports)
    )


EXPECTED = [
    *(pytest.param(row, id=f"{row.date} {row.type}") for row in ROWS),
    *(
        pytest.param(
            row, id=f"{row.date} {row.type}", marks=pytest.mark.xfail(reason=why, strict=True)
        )
        for row, why in NOT_YET
    ),
]


@pytest.mark.parametrize("row", EXPECTED)
def test_the_chronology_tells_it(case: Case, row: Row) -> None:
    assert any(fits(row, h) for h in case.links().happenings)


def test_the_summit_that_never_was_did_not_happen(case: Case) -> None:
    done = [h for h in case.links().happenings if h.date == "2025-08-10"]
    assert not [h for h in done if h.status in {Status.OCCURRED, Status.ONGOING}]


def test_nothing_is_dated_where_the_report_has_no_date(case: Case) -> None:
    for h in case.links().happenings:
        if {document[:2] for document, _ in h.mentions} == {"11"} and h.date:
            assert any(h.date[:4] in e.text for e in h.evidence)


def test_every_line_stands_in_its_report(case: Case) -> None:
    for h in case.links().happenings:
        assert h.evidence
        for e in h.evidence:
            assert case.document(e.document).text[e.start : e.end] == e.text


def test_unnamed_sources_stay_unnamed(case: Case) -> None:
    unnamed = [s for s in case.links().statements if s.kind == "anonymous"]
    assert len(unnamed) > 5
    assert not [s for s in unnamed if s.speaker]


def test_the_wars_toll_is_one_series_and_the_markets_another(case: Case) -> None:
    killed = [
        [int(p.value) for p in s.points] for s in case.links().series if s.measure == "killed"
    ]
    assert [9640, 10215, 10800, 11090, 11350] in killed
    assert not [s for s in killed if {24, 9640} <= set(s) or {24, 6} <= set(s)]


DIFFER = [
    ("denial", ("01", "التقى وفد من وزارة الخارجية"), ("02", "نفت وزارة الخارجية")),
    ("denial", ("05", "اتهمت حركة «نداء السهل»"), ("06", "ونفى المتحدث باسم الجيش")),
    ("denial", ("13", "حملت وزارة الخارجية"), ("14", "ونفت حركة «نداء السهل»")),
    ("denial", ("15", "أبلغ الوسطاء"), ("15", "الدهناوي نفى ذلك")),
    ("correction", ("06", "قُتل 42"), ("08", "تصويب")),
    ("figure", ("14", "ثمانية من العاملين"), ("14", "أن القتلى ستة")),
]


@pytest.mark.parametrize(("kind", "one", "other"), DIFFER)
def test_a_disagreement_is_told(
    case: Case, kind: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    def holds(side: tuple[Evidence, ...], words: tuple[str, str]) -> bool:
        return any(e.document[:2] == words[0] and words[1] in e.text for e in side)

    assert any(
        d.kind == kind and holds(a, one) and holds(b, other)
        for d in case.links().disagreements
        for a, b in permutations(d.sides, 2)
    )


def test_no_more_is_disputed_than_the_reports_dispute(case: Case) -> None:
    assert len(case.links().disagreements) <= len(DIFFER)
    rising = {"10", "12", "16"}  # the war's toll rises; nobody contradicts it
    for d in case.links().disagreements:
        assert not {e.document[:2] for side in d.sides for e in side} <= rising
