"""The language of search: what it reads, and what it says where it can't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.case.query import All, Any, Term, parse
from musnad.errors import UsageError
from musnad.link.dates import Interval


def test_words_stand_together_phrases_stay_whole() -> None:
    assert parse('هدنة "وقف إطلاق النار"').node == All((Term("هدنة"), Term("وقف إطلاق النار")))
    assert parse("هدنة AND غزة").node == parse("هدنة غزة").node
    assert parse("«وقف النار»").node == Term("وقف النار")


def test_or_binds_less_than_and() -> None:
    a, b, c = Term("ا"), Term("ب"), Term("ج")
    assert parse("ا ب OR ج").node == Any((All((a, b)), c))
    assert parse("ا (ب OR ج)").node == All((a, Any((b, c))))


def test_not_takes_what_follows_it_and_twice_is_once_more() -> None:
    a, b, c = Term("ا"), Term("ب"), Term("ج")
    assert parse("ا NOT ب").node == All((a,), (b,))
    assert parse("ا -ب ج").node == All((a, c), (b,))
    assert parse("NOT NOT ا").node == a
    assert parse("ا NOT (ب OR ج)").node == All((a,), (Any((b, c)),))


@pytest.mark.parametrize("query", ["speaker:سالم", "قائل:سالم", 'Speaker:"سالم"'])
def test_a_field_in_both_languages(query: str) -> None:
    assert parse(query).node == Term("سالم", "speaker")


@pytest.mark.parametrize("query", ["10:30", "كوفيد-19", "http", "الوزير: قال"])
def test_what_only_looks_like_an_operator_is_a_word(query: str) -> None:
    assert parse(query).node is not None


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("date:2025-06..2025-09", "2025-06-01", "2025-09-30"),
        ("تاريخ:2025", "2025-01-01", "2025-12-31"),
        ("date:..2025-06-03", "0001-01-01", "2025-06-03"),
        ("date:2025-06-03..", "2025-06-03", "9999-12-31"),
    ],
)
def test_days(query: str, first: str, last: str) -> None:
    assert parse(query).days == (Interval(first, last),)
    assert parse(query).node is None
    assert parse(f"{query} هدنة").node == Term("هدنة")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "is empty"),
        ('ا "ب', "character 3: a quotation mark opens"),
        ("(ا", "character 1: a parenthesis opens"),
        ("ا)", "closes nothing"),
        ("()", "nothing stands in the parentheses"),
        ("ا OR", "OR needs words on both sides"),
        ("OR ا", "OR needs words on both sides"),
        ("AND ا", "AND needs words on both sides"),
        ("ا AND", "AND needs words on both sides"),
        ("ا AND OR ب", "AND needs words on both sides"),
        ("ا NOT", "NOT needs a word after it"),
        ("NOT ا", "NOT alone finds nothing"),
        ("ا OR NOT ب", "NOT alone finds nothing"),
        ("lang:ar", "lang: is no field; give one of date, outlet, place, speaker, type"),
        ("date:أمس", "is no date"),
        ("date:..", "is no date"),
        ("date:2025..2024", "swap its ends"),
        ("ا OR date:2025", "can't stand inside OR"),
        ("NOT date:2025", "can't stand inside OR"),
        ("ا (date:2025)", "can't stand inside OR"),
        ("؟!", "holds no word"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(query: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(query)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@given(st.text("ابج \"():-*&|!'\\«»" + "ORANDT.date2025", max_size=30))
def test_any_text_is_a_query_or_an_error(query: str) -> None:
    try:
        parse(query)
    except UsageError as e:
        assert "query" in str(e)
