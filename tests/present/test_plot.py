"""Charts of figures: what stands in them, and files that need no network."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from musnad.errors import MusnadError, UsageError
from musnad.link import link
from musnad.model import Bound, FigureSeries
from musnad.present import plot
from musnad.present.labels import Lang
from tests.link.test_figures import war


def found() -> tuple[FigureSeries, ...]:
    """A war's toll: dated by itself, by its report, falling, and by nothing."""
    return link(
        [
            war("r1", 900, as_of="2031-05-01").done(),
            war("r2", 950, published="2031-05-03").done(),
            war("r3", 700, as_of="2031-05-06").done(),
            replace(war("r4", 999).done(), published=None),
        ]
    ).series


def test_points_say_what_dates_them_and_what_tells_against_them() -> None:
    (one,) = found()
    drawn = list(plot.rows(one, Lang.EN))
    assert [(r["date"], r["value"], r["contested"]) for r in drawn] == [
        ("2031-05-01", 900, False),
        ("2031-05-03", 950, True),
        ("2031-05-06", 700, True),
    ]
    assert drawn[0]["dated_by"] == "As of: 2031-05-01"
    assert drawn[1]["dated_by"] == "Published: 2031-05-03"
    assert drawn[2]["mark"].startswith("does not fit 950")
    assert drawn[0]["label"] == "صحيفة الوادي 900"


def test_one_number_on_one_day_has_one_label_that_counts_the_others() -> None:
    (one,) = link([war(id, 900, as_of="2031-05-01").done() for id in ("r1", "r2", "r3")]).series
    assert [r["label"] for r in plot.rows(one, Lang.EN)] == ["صحيفة الوادي 900 (+2)", "", ""]


def test_the_line_joins_what_most_reports_give_on_a_day_and_nothing_contested() -> None:
    (one,) = link(
        [
            *(war(id, 900, as_of="2031-05-01").done() for id in ("r1", "r2")),
            war("r3", 950, as_of="2031-05-02").done(),
            war("r4", 700, as_of="2031-05-06").done(),
        ]
    ).series
    drawn = list(plot.rows(one, Lang.EN))
    assert [(r["date"], r["value"]) for r in plot.best(drawn)] == [("2031-05-01", 900)]
    assert {r["value"] for r in drawn if r["contested"]} == {950, 700}


def test_a_bound_is_told_by_a_sign_and_a_shape() -> None:
    report = war("r1", 900).done()
    bounded = replace(report.quantities[0], bound=Bound.AT_LEAST, high=None)
    (one,) = link([replace(report, quantities=(bounded,))]).series
    (drawn,) = plot.rows(one, Lang.EN)
    assert "≥900" in drawn["label"]
    assert drawn["shape"] == "triangle-up"


@pytest.mark.parametrize("lang", Lang)
def test_undated_points_stand_in_the_caption(lang: Lang) -> None:
    assert "999 (صحيفة الوادي)" in plot.caption(found(), lang)[-1]


@pytest.mark.parametrize("lang", Lang)
def test_a_page_needs_no_network(tmp_path: Path, lang: Lang) -> None:
    plot.save(found(), tmp_path / "toll.html", lang)
    page = (tmp_path / "toll.html").read_text(encoding="utf8")
    assert "<script src" not in page
    assert "<link" not in page
    assert "cdn." not in page
    assert f'lang="{lang}"' in page


def test_pictures_are_of_their_kind(tmp_path: Path) -> None:
    plot.save(found(), tmp_path / "toll.svg", Lang.AR)
    plot.save(found(), tmp_path / "toll.png", Lang.EN)
    svg = (tmp_path / "toll.svg").read_text(encoding="utf8")
    assert svg.startswith("<svg")
    assert "صحيفة الوادي" in svg
    assert (tmp_path / "toll.png").read_bytes().startswith(b"\x89PNG")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.svg, \.png or \.html"):
        plot.save(found(), tmp_path / "toll.gif", Lang.EN)


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no dated figure"):
        plot.save((), tmp_path / "toll.svg", Lang.EN)


def test_the_remedy_is_named_where_the_extra_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(MusnadError, match=r"pip install 'musnad\[plot\]'"):
        plot.check(tmp_path / "toll.svg")
