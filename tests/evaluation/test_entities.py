"""B³ over the example story stays above its floor, and counts what it should."""

from pathlib import Path

import pytest

from musnad.errors import GoldError
from musnad.evaluation.entities import Mention, b_cubed, load, mentions, scores
from musnad.model import Document

GOLD = Path(__file__).parents[2] / "evaluation" / "entities" / "talks.yaml"
FLOOR, LINKING_FLOOR = 0.68, 0.98


def test_the_entities_of_the_example_story_stay_above_their_floors() -> None:
    measured = scores(GOLD)
    assert measured.linking.precision == 1.0, "two of the story's names were made one"
    assert measured.linking.f1 >= LINKING_FLOOR
    assert measured.whole.f1 >= FLOOR


def sets(**of: str) -> dict[Mention, str]:
    """Return mentions by their number, each with its set: `m1="a"`."""
    return {("r", int(n[1:]) * 10, int(n[1:]) * 10 + 5): s for n, s in of.items()}


GOOD = sets(m1="a", m2="a", m3="a", m4="b", m5="b", m6="c", m7="c", m8="c", m9="c", m10="c")


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        (GOOD, 1.0, 1.0),
        # the worked example of Bagga and Baldwin (1998), with sets of 5, 2 and 5 mentions
        ({m: "x" if s == "a" else s for m, s in GOOD.items()}, 1.0, 1.0),
        (dict.fromkeys(GOOD, "a"), (9 + 4 + 25) / 100, 1.0),
        ({m: str(m) for m in GOOD}, 1.0, 3 / 10),
        ({}, 0.0, 0.0),
    ],
)
def test_b_cubed_is_the_mean_over_mentions(
    found: dict[Mention, str], precision: float, recall: float
) -> None:
    score = b_cubed(GOOD, found)
    assert (score.precision, score.recall) == pytest.approx((precision, recall))


def test_a_mention_of_one_side_alone_costs_that_side() -> None:
    score = b_cubed(sets(m1="a", m2="a"), sets(m1="a", m5="a"))
    assert (score.precision, score.recall) == pytest.approx((0.25, 0.25))


def test_what_overlaps_is_the_same_mention_and_no_two_are() -> None:
    found: dict[Mention, str] = {("r", 8, 14): "x", ("r", 14, 15): "x", ("q", 10, 15): "x"}
    assert b_cubed(sets(m1="a"), found).found == 1


PAGE = """
docs: .
not:
  01.txt: [كلفادور 2031]
entities:
  - name: شركة كلفادور
    kind: ORG
    in: {01: [شركة كلفادور, كلفادور, الأمم]}
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "gold.yaml"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_surfaces_are_found_once_with_proclitics_left_out(page: Path) -> None:
    text = "شركة كلفادور وكلفادور وللأمم كلفادورية كلفادور 2031"
    told = mentions(load(page), [Document("d", "01.txt", text)])
    assert [text[s:e] for _, s, e in sorted(told)] == ["شركة كلفادور", "كلفادور", "للأمم"]


def test_what_the_text_does_not_hold_is_told(page: Path) -> None:
    with pytest.raises(GoldError, match=r"01\.txt: does not hold كلفادور"):
        mentions(load(page), [Document("d", "01.txt", "شركة كلفادور والأمم")])
    with pytest.raises(GoldError, match=r"gone\.yaml"):
        load(page.with_name("gone.yaml"))
