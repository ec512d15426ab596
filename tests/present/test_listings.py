"""Statements, figures and sources as they are printed."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import UsageError
from musnad.model import EventType, Measure, SourceKind, Status
from musnad.present import figures, sources, statements
from musnad.present.dates import window
from musnad.present.formats import Format, render, to_csv, to_markdown
from musnad.present.labels import Lang, label, table
from musnad.present.matching import choice, fits
from musnad.present.statements import Wanted
from musnad.present.terminal import wrap
from tests.present.case import TOLL, linked

LINKS, DOCS = linked()


def said(wanted: Wanted) -> list[str]:
    return [s.cue for s in statements.chosen(LINKS, wanted)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(by="الرملي"), ["أعلن", "نفى"]),
        (Wanted(by="مسعف"), ["وقال"]),
        (Wanted(about="وفدين"), ["نفى"]),
        (Wanted(kind=SourceKind.ANONYMOUS), ["وقال"]),
        (Wanted(via="النجم"), ["وقال"]),
        (Wanted(through="الوادي"), ["أعلن", "حسب"]),
        (Wanted(days=window("2031-04", "2031-04")), ["أعلن"]),
    ],
)
def test_statements_are_chosen(wanted: Wanted, expected: list[str]) -> None:
    assert said(wanted) == expected


def test_a_statement_in_json() -> None:
    listing = statements.statements(statements.chosen(LINKS), Lang.EN)
    items = json.loads(render(listing, Format.JSON, Lang.EN))["statements"]
    assert [s["date"] for s in items] == ["2031-04", "2031-05-10", "2031-05-11", "2031-05-11"]
    assert [s["dated_by"] for s in items] == ["clause", *["publication"] * 3]
    for s in items:
        for e in s["evidence"]:
            assert DOCS[e["document"]].text[e["start"] : e["end"]] == e["text"]


def test_an_unnamed_source_stays_unnamed() -> None:
    listing = statements.statements(statements.chosen(LINKS, Wanted(by="مسعف")), Lang.EN)
    (item,) = json.loads(render(listing, Format.JSON, Lang.EN))["statements"]
    assert (item["speaker"], item["source"], item["kind"]) == (None, "مسعف", "anonymous")
    assert item["chain"] == ["إذاعة النجم", "مسعف"]


def test_a_path_step_by_step_has_the_words_of_each_step() -> None:
    found = statements.chosen(LINKS, Wanted(by="مسعف"))
    text = render(statements.statements(found, Lang.EN, steps=True), Format.TABLE, Lang.EN)
    assert "told to" in text and "said by" in text and "وقال مسعف" in text and "→" not in text


def test_one_saying_is_shown_once_with_its_wordings() -> None:
    first = statements.chosen(LINKS, Wanted(by="مسعف"))[0]
    other = replace(
        first, document="d9", content="كلام آخر", same_as=f"{first.document}/{first.id}"
    )
    listing = statements.statements((first, other), Lang.EN)
    text = render(listing, Format.TABLE, Lang.EN)
    assert "in other words" in text and "كلام آخر" in text
    assert len([b for s in listing.sections for b in s.blocks]) == 1
    assert len(listing.items) == 2


def test_figures_in_json() -> None:
    listing = figures.figures(figures.chosen(LINKS), Lang.EN)
    (series,) = json.loads(render(listing, Format.JSON, Lang.EN))["series"]
    assert (series["measure"], series["population"]) == ("killed", "جبلي")
    (point,) = series["points"]
    assert point["value"] == 1200
    assert point["as_of"] == "2031-05-08"
    assert point["chain"] == ["إذاعة النجم", "مسعف"]
    assert DOCS["r2"].text[point["start"] : point["end"]] == point["text"]


@pytest.mark.parametrize(
    ("wanted", "n"),
    [
        (figures.Wanted(measure=Measure.KILLED, population="جبل"), 1),
        (figures.Wanted(measure=Measure.INJURED), 0),
        (figures.Wanted(place="نورابا"), 0),
    ],
)
def test_figures_are_chosen(wanted: figures.Wanted, n: int) -> None:
    assert len(figures.chosen(LINKS, wanted)) == n


def test_sources_in_json() -> None:
    items = json.loads(render(sources.sources(LINKS.sources, Lang.EN), Format.JSON, Lang.EN))[
        "sources"
    ]
    assert [(s["name"], s["statements"], s["documents"]) for s in items] == [
        ("سالم الرملي", 2, 2),
        ("حركة النجم", 1, 1),
        ("مسعف", 1, 1),
    ]


@pytest.mark.parametrize("format", list(Format))
@pytest.mark.parametrize("lang", list(Lang))
def test_every_listing_prints_in_every_format(format: Format, lang: Lang) -> None:
    for listing in (
        statements.statements(statements.chosen(LINKS), lang),
        figures.figures(figures.chosen(LINKS), lang),
        sources.sources(LINKS.sources, lang),
    ):
        assert render(listing, format, lang).endswith("\n")
        assert all(len(row) == len(listing.columns) for row in listing.rows)


def test_a_csv_cell_is_never_a_formula() -> None:
    text = render(figures.figures(figures.chosen(LINKS), Lang.EN), Format.CSV, Lang.EN)
    _, row = csv.reader(io.StringIO(text))
    assert "'" + TOLL in row


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_csv_and_markdown_keep_their_shape(cells: list[list[str]]) -> None:
    rows = tuple(tuple(row) for row in cells)
    read = list(csv.reader(io.StringIO(to_csv(("a", "b"), rows))))
    assert [len(r) for r in read] == [2] * (len(rows) + 1)
    assert not any(c.startswith(("=", "+", "-", "@")) for r in read for c in r)
    assert len(to_markdown(("a", "b"), rows).split("\n")) == len(rows) + 3


@given(st.text("ابجد \u2068\u2069ab12"), st.integers(1, 30), st.sampled_from(list(Lang)))
def test_wrapping_keeps_every_word_and_closes_every_isolate(s: str, width: int, lang: Lang) -> None:
    lines = wrap(s, width, lang)
    strip = dict.fromkeys(range(0x2066, 0x206A))
    words = [w for w in s.translate(strip).split() if w]
    assert " ".join(" ".join(lines).translate(strip).split()).split() == words
    for line in lines:
        depth = 0
        for c in line:
            depth += (c in "\u2066\u2067\u2068") - (c == "\u2069")
            assert depth >= 0
        assert depth == 0


def test_every_label_has_both_languages() -> None:
    for group, rows in table().items():
        for id, forms in rows.items():
            assert set(forms) == {"ar", "en"}, (group, id)
            assert all(forms.values()) or (group, id) == ("bound", "exact")


@pytest.mark.parametrize("kinds", [EventType, Status, SourceKind, Measure])
def test_every_kind_has_a_label(kinds: type[EventType | Status | SourceKind | Measure]) -> None:
    group = {EventType: "type", Status: "status", SourceKind: "kind", Measure: "measure"}[kinds]
    for kind in kinds:
        assert label(group, kind.value, Lang.AR)


def test_a_choice_by_name_or_label() -> None:
    for given_ in ("ASSAULT", "assault", "use of force", "استخدام القوه"):
        assert choice("--type", given_, EventType, "type") is EventType.ASSAULT
    with pytest.raises(UsageError, match="AGREE, CONSULT"):
        choice("--type", "WAR", EventType, "type")


def test_a_name_fits_by_whole_words() -> None:
    assert fits("الرملي", "سالم الرملي")
    assert not fits("رمل", "سالم الرملي")
    assert not fits("", "")
