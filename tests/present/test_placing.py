"""Words beside the points of a chart: none covers another, a point, or the line."""

from hypothesis import given
from hypothesis import strategies as st

from musnad.present.placing import Frame, Placed, Spot, placed

DAYS = [f"2031-05-{n:02}" for n in range(1, 29)]


def ends(p: Placed, frame: Frame) -> tuple[float, float, float]:
    """Left and right end, and height in pixels, of words that are six pixels a letter wide."""
    x, length = frame.x(p.spot.day), 6 * len(p.spot.words)
    left = x + 9 if p.right else x - 9 - length
    return left, left + length, frame.y(p.value)


@given(
    st.lists(
        st.tuples(st.sampled_from(DAYS), st.integers(0, 60)), min_size=1, max_size=12, unique=True
    )
)
def test_words_stay_in_the_frame_and_off_each_other(at: list[tuple[str, int]]) -> None:
    spots = [Spot(day, float(n), f"جريدة الوادي {n}") for day, n in at]
    frame = Frame.of([s.day for s in spots], [s.number for s in spots], 760, 240)
    found = [ends(p, frame) for p in placed(spots, frame)]
    for i, (left, right, y) in enumerate(found):
        assert left >= 0
        assert right <= 760
        assert 0 < y < 240
        for other_left, other_right, other_y in found[i + 1 :]:
            apart = right <= other_left or other_right <= left or abs(y - other_y) >= 12.9
            assert apart


def test_the_first_spot_is_named_where_two_have_no_room() -> None:
    spots = [Spot("2031-05-01", 10.0, "أ" * 100), Spot("2031-05-01", 10.1, "ب" * 100)]
    frame = Frame.of(["2031-05-01", "2031-05-02"], [10, 10.1], 760, 30)
    assert [p.spot.number for p in placed(spots, frame)] == [10.0]


def test_days_too_close_for_their_names_are_thinned_out_from_the_last() -> None:
    frame = Frame.of(DAYS, [1, 2], 760, 240)
    shown = frame.spaced(DAYS, 80)
    assert shown[-1] == DAYS[-1]
    assert 5 <= len(shown) <= 9


def test_one_day_stands_in_the_middle_and_one_number_has_room() -> None:
    frame = Frame.of(["2031-05-01"], [1200.0], 760, 120)
    assert frame.x("2031-05-01") == 380
    assert frame.low < 1200 < frame.high
