"""The overview counts what is dated narrowly enough, and says what it leaves out."""

from dataclasses import replace

import pytest

from musnad.link.dates import interval
from musnad.model import EventType, Happening, Status
from musnad.present.labels import Lang
from musnad.web.overview import overview

_ONE = Happening("h", EventType.AID, None, Status.OCCURRED, None, None, None, None, (), (), (), ())


def dated(*values: str | None) -> list[Happening]:
    found = [(v, interval(v)) for v in values]
    return [
        replace(_ONE, date=v, earliest=d.earliest if d else None, latest=d.latest if d else None)
        for v, d in found
    ]


@pytest.mark.parametrize(
    ("values", "bars", "counts"),
    [
        (("2031-05-01", "2031-05-03", "2031-05-03"), 3, [1, 0, 2]),
        (("2031-01-01", "2031-06-30"), 27, None),
        (("2029-01-10", "2032-02-01"), 38, None),
        (("2001-01-10", "2032-02-01"), 32, None),
    ],
)
def test_bars_are_as_wide_as_the_time_asks(
    values: tuple[str, ...], bars: int, counts: list[int] | None
) -> None:
    found = overview(dated(*values), Lang.EN)
    assert len(found.bars) == bars
    assert sum(b.count for b in found.bars) == len(values)
    assert counts is None or [b.count for b in found.bars] == counts
    assert (found.wider, found.undated, found.earlier) == (0, 0, 0)


def test_what_is_not_drawn_is_counted() -> None:
    happenings = dated("2031-05-01", "2031-05", None, "2031-05-20", None)
    found = overview(happenings, Lang.EN)
    assert (found.wider, found.undated) == (1, 2)
    assert sum(b.count for b in found.bars) == 2


def test_a_few_old_entries_do_not_squeeze_the_others() -> None:
    happenings = dated("1948-05-15", *("2031-05-01", "2031-05-02") * 40)
    found = overview(happenings, Lang.EN)
    assert found.earlier == 1
    assert [b.value for b in found.bars] == ["2031-05-01", "2031-05-02"]


def test_time_runs_with_the_writing() -> None:
    happenings = dated("2031-05-01", "2031-05-09")
    english, arabic = (overview(happenings, lang).bars for lang in (Lang.EN, Lang.AR))
    assert english[0].x < english[-1].x
    assert arabic[0].x > arabic[-1].x


def test_a_bar_filters_to_its_days() -> None:
    bar = overview(dated("2031-01-01", "2031-06-30"), Lang.EN).bars[0]
    assert (bar.since, bar.until) == ("2030-12-30", "2031-01-05")


def test_nothing_dated_draws_nothing() -> None:
    assert overview(dated(None), Lang.AR).bars == ()
