"""Hits as they are shown: marked, cut at words, escaped; names in English find Arabic ones."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import musnad
from musnad.case.search import Hit
from musnad.model import Span
from musnad.present.formats import Format, render
from musnad.present.labels import Lang
from musnad.present.search import search, snippet
from tests.present.case import reports

LONG = " ".join(f"كلمة{n}" for n in range(200))


def hit(text: str, *words: str) -> Hit:
    spans = tuple(Span(50 + text.index(w), 50 + text.index(w) + len(w)) for w in words)
    return Hit("r1", 50, 50 + len(text), text, spans, "صحيفة الوادي", "2031-05-10", None, 1.5)


def test_a_snippet_marks_the_words() -> None:
    assert snippet(hit("بدأت الهدنة في نورابا.", "الهدنة", "نورابا")) == (
        "بدأت [الهدنة] في [نورابا]."
    )
    assert snippet(hit("بدأت الهدنة.")) == "بدأت الهدنة."


@pytest.mark.parametrize(
    "words", [(), ("كلمة100",), ("كلمة0",), ("كلمة199",), ("كلمة3", "كلمة150")]
)
def test_a_long_sentence_is_cut_between_words(words: tuple[str, ...]) -> None:
    shown = snippet(hit(LONG, *words))
    kept = shown.removeprefix("… ").removesuffix(" …")
    assert kept.replace("[", "").replace("]", "") in LONG
    assert {w.strip("[]") for w in kept.split()} <= set(LONG.split())
    assert all(f"[{w}]" in shown for w in words)
    assert shown.endswith(" …") == ("كلمة199" not in kept)


@pytest.mark.parametrize("format", list(Format))
@pytest.mark.parametrize("lang", list(Lang))
def test_every_format(format: Format, lang: Lang) -> None:
    found = (hit("بدأت الهدنة.", "الهدنة"), replace(hit("=1"), outlet=None, published=None))
    listing = search(found, lang)
    assert all(len(row) == len(listing.columns) for row in listing.rows)
    text = render(listing, format, lang)
    if format is Format.JSON:
        first = json.loads(text)["results"][0]
        assert first["highlights"] == [{"start": 55, "end": 61}]


def test_an_english_name_finds_its_arabic_forms(tmp_path: Path) -> None:
    with musnad.open_case(tmp_path / "a.musnad", create=True) as case:
        for document in reports():
            case.add(document, document.text.encode())
        assert [h.document for h in case.search("Qatar OR نورابا")] == ["r1"]
        assert len(case.search("type:retreat")) == len(case.search('type:"انسحاب أو وقف"')) == 1
        frame = case.search("الوفد").to_polars()
        assert frame["start"].to_list() == [h.start for h in case.search("الوفد")]
        assert len(case.search("الوفد", most=1)) == 1
        assert "<table" in case.search("الوفد", lang="ar")._repr_html_()
        assert case.search("لاشيءمنهذا").to_polars().schema == frame.schema
