"""Every date that the engine writes, in every style, reads back to itself."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.annotate import times
from musnad.annotate.timing.calendar import hijri_day
from musnad.annotate.timing.writing import Style, render

HIJRI = {Style.HIJRI, Style.HIJRI_DIGITS, Style.HIJRI_WORDS}


def read(text: str) -> list[str | None]:
    return [t.value for t in times.parse(f"وصل الوفد في {text} إلى المدينة", None)]


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(sorted(set(Style) - HIJRI)),
)
@settings(max_examples=400, deadline=None)
def test_gregorian_dates_read_back(day: dt.date, style: Style) -> None:
    assert read(render(day, style)) == [day.isoformat()]


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(sorted(HIJRI)),
)
@settings(max_examples=300, deadline=None)
def test_hijri_dates_read_back(day: dt.date, style: Style) -> None:
    assert read(render(day, style)) == [day.isoformat()]


@pytest.mark.parametrize("day", [dt.date(1924, 8, 1), dt.date(2077, 11, 16)])
@pytest.mark.parametrize("style", sorted(HIJRI))
def test_days_read_back_where_one_calendar_gives_way_to_the_other(
    day: dt.date, style: Style
) -> None:
    for n in range(-40, 41):
        near = day + dt.timedelta(n)
        assert read(render(near, style)) == [near.isoformat()]


def test_the_arithmetic_calendar_knows_its_month_lengths() -> None:
    assert [hijri_day(1320, month, 30) is not None for month in range(1, 13)] == [
        True, False, True, False, True, False, True, False, True, False, True, False,
    ]  # fmt: skip
    assert hijri_day(1320, 13, 1) is None
