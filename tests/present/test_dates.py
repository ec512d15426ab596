"""Dates in words, no more precise than stated."""

import pytest

from musnad.link.dates import Interval, interval
from musnad.present.dates import Precision, precision, shown
from musnad.present.labels import Lang


@pytest.mark.parametrize(
    ("value", "days", "kind", "english"),
    [
        ("2031-05-09", None, Precision.DAY, "9 May 2031"),
        ("2031-05-09T14", None, Precision.DAY, "9 May 2031"),
        ("2031-05", None, Precision.MONTH, "May 2031"),
        ("2031", None, Precision.YEAR, "2031"),
        ("2031-W19", None, Precision.WEEK, "week of 5 to 11 May 2031"),
        ("2031-05-09/2031-05-12", None, Precision.RANGE, "9 to 12 May 2031"),
        ("2031-05", Interval("2031-05-01", "2031-05-10"), Precision.PART, "early May 2031"),
        ("2031-05", Interval("2031-05-11", "2031-05-20"), Precision.PART, "mid-May 2031"),
        ("2031-05", Interval("2031-05-21", "2031-05-31"), Precision.PART, "late May 2031"),
        ("2031-05", Interval("2031-05-02", "2031-05-29"), Precision.PART, "2 to 29 May 2031"),
        ("2031", Interval("2031-01-01", "2031-03-31"), Precision.RANGE,
         "1 January 2031 to 31 March 2031"),
        ("PAST_REF", None, None, ""),
        (None, None, None, ""),
    ],
)  # fmt: skip
def test_dates(
    value: str | None, days: Interval | None, kind: Precision | None, english: str
) -> None:
    days = days or interval(value)
    assert precision(value, days) == kind
    assert shown(value, days, Lang.EN) == english
    assert bool(shown(value, days, Lang.AR)) == bool(english)
