"""The Python API as a notebook or script meets it."""

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import musnad
from musnad.errors import CaseError, UsageError
from musnad.link import link
from musnad.present import chronology
from musnad.present.labels import Lang
from musnad.present.table import Table
from musnad.run import examples
from tests.present.exports.case import contents, hostile, talks


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> musnad.Case:
    held = musnad.open_case(tmp_path_factory.mktemp("api") / "talks.musnad", create=True)
    for document in talks():
        held.add(document, document.text.encode())
    held.save_links(link(held.documents()))
    return held


def test_frames(case: musnad.Case) -> None:
    happened = case.chronology().to_polars()
    assert happened.height == len(case.chronology())
    assert happened["earliest"].drop_nulls().is_sorted()
    first = case.chronology()[0].happening
    assert first.earliest
    assert happened["earliest"][0] == date.fromisoformat(first.earliest)
    assert case.statements().to_polars().height == len(case.links().statements)
    figures = case.figures().to_polars()
    assert figures.height == sum(len(s.points) for s in case.links().series)
    assert figures["series"].n_unique() == len(case.links().series)
    differ = case.disagreements().to_polars()
    assert differ.height == len(case.disagreements()) > 0
    assert set(differ["kind"]) == {d.kind for d in case.links().disagreements}
    assert case.sources().to_polars()["statements"].sum() <= len(case.links().statements)


def test_a_frame_of_nothing_has_the_same_columns(case: musnad.Case) -> None:
    for some, none in (
        (case.chronology(), case.chronology(who="لا أحد")),
        (case.statements(), case.statements(by="لا أحد")),
        (case.figures(), case.figures(place="لا مكان")),
        (case.disagreements("denial"), case.disagreements("date")),
        (case.stories(), case.stories()[:0]),
    ):
        assert len(none) == 0
        assert none.to_polars().schema == some.to_polars().schema


def test_questions_choose(case: musnad.Case) -> None:
    july = case.chronology(since="2025-07", until="2025-07")
    assert 0 < len(july) < len(case.chronology())
    assert all("2025-07" in {e.happening.earliest[:7], e.happening.latest[:7]}
               for e in july if e.happening.earliest and e.happening.latest)  # fmt: skip
    said = case.statements(by="طارق الحضيني")
    assert {s.speaker for s in said} == {"طارق الحضيني"}
    assert {s.disagreement.kind for s in case.disagreements(kind="denial")} == {"denial"}
    unnamed = case.statements(kind="anonymous")
    assert len(unnamed) > 0
    assert all(s.speaker is None for s in unnamed)


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.chronology(type="WAR"),
        lambda c: c.chronology(since="May"),
        lambda c: c.chronology(lang="fr"),
        lambda c: c.statements(kind="ghost"),
        lambda c: c.figures(measure="sheep"),
        lambda c: c.export("pdf", "a.pdf"),
    ],
)
def test_wrong_use_names_what_is_wrong(case: musnad.Case, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(UsageError, match=r"WAR|May|fr|ghost|sheep|pdf"):
        ask(case)


def test_a_case_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no such case"):
        musnad.open_case(tmp_path / "none.musnad")


def test_a_slice_is_a_table(case: musnad.Case) -> None:
    part = case.chronology()[:3]
    assert isinstance(part, Table)
    assert [e.happening.id for e in part] == list(part.to_polars()["id"])
    assert repr(part) == "<chronology: 3>"


@pytest.mark.parametrize(("lang", "side"), [("ar", "rtl"), ("en", "ltr")])
def test_a_notebook_shows_a_table(case: musnad.Case, lang: str, side: str) -> None:
    page = _Page(case.chronology(lang=lang)._repr_html_())
    assert page.attributes[0] == ("table", side)
    assert page.rows == len(case.chronology()) + 1
    assert all(e.happening.evidence[0].text in page.text for e in case.chronology())


def test_no_text_is_markup_in_a_notebook() -> None:
    found = contents(hostile()).entries
    html = Table(found, chronology.chronology, "chronology", Lang.EN)._repr_html_()
    assert {tag for tag, _ in _Page(html).attributes} == {
        "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert "\u202e" not in html


def test_yesterday_counts_from_the_day_given() -> None:
    text = "غادر الوفد العاصمة أمس."
    assert musnad.annotate(text).timexes[0].value is None
    (time,) = musnad.annotate(text, published="2025-03-01").timexes
    assert time.value == "2025-02-28"
    with pytest.raises(UsageError, match="no such day"):
        musnad.annotate(text, published="2025-02-30")


def test_the_example_builds_and_opens(tmp_path: Path) -> None:
    musnad.build([examples.talks()], tmp_path / "talks.musnad")
    with musnad.open_case(str(tmp_path / "talks.musnad")) as case:
        case.export("jsonl", tmp_path / "a.jsonl")
        lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(case.chronology())


class _Page(HTMLParser):
    """The tags of a page with their direction, its rows and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str | None]] = []
        self.rows, self.text = 0, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs).get("dir")))
        self.rows += tag == "tr"

    def handle_data(self, data: str) -> None:
        self.text += data
