"""One document in a terminal: every layer shown, and nothing of the text can harm or mislead."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from musnad.model import Document, Label, Mention, Sentence, Span, Zone, ZoneKind
from musnad.present.bidi import FSI, PDI, isolate, visible
from musnad.present.document import render
from tests.link.build import Report

_TEXT = "وفد في نورابا\nقال مروان السهلي إن 12 شخصًا أصيبوا. والتقى الوفدان أمس."


def _report(text: str = _TEXT) -> Document:
    made = Report("r.1", text, titled=True)
    made.says("مروان السهلي", "قال", "12 شخصًا أصيبوا", "مروان السهلي", told="قناة الوادي")
    made.person("مروان السهلي").counts("12 شخصًا", 12).time("أمس", "2031-05-09")
    return made.event("والتقى", ("اتحاد النجم",), "نورابا", "2031-05-09", attribution="a1").done()


def _plain(text: str) -> str:
    return text.replace(FSI, "").replace(PDI, "")


def test_every_layer_is_shown_in_brackets() -> None:
    shown = _plain(render(_report(), brackets=True).plain).splitlines()
    assert "published   2031-05-10" in shown
    assert "byline      not stated" in shown
    assert "title       وفد في نورابا" in shown
    assert (
        "body        [CUE a1 قال] [PER مروان السهلي] إن [KILLED exact 12 12 شخصًا] أصيبوا. "
        "والتقى الوفدان [DATE 2031-05-09 أمس]." in shown
    )
    assert (
        "              a1 person, indirect: مروان السهلي → قال → 12 شخصًا أصيبوا; "
        "speaker مروان السهلي; told قناة الوادي" in shown
    )
    assert (
        "              e1 CONSULT, occurred: والتقى → اتحاد النجم; place نورابا; "
        "date 2031-05-09; stated in a1" in shown
    )


def test_colour_leaves_the_text_as_it_is() -> None:
    text = render(_report())
    assert "قال مروان السهلي إن 12 شخصًا أصيبوا. والتقى الوفدان أمس." in text.plain
    styled = {text.plain[s.start : s.end] for s in text.spans if "underline" in str(s.style)}
    assert {"قال", "مروان السهلي", "12 شخصًا", "أمس"} <= styled


def test_what_is_put_in_is_isolated() -> None:
    for line in render(_report(), brackets=True).plain.splitlines():
        assert line.count(FSI) == line.count(PDI)
        assert re.fullmatch(r"[\x00-\x7f→]*", _outside_isolates(line))


def _outside_isolates(line: str) -> str:
    depth, kept = 0, ""
    for letter in line:
        depth += (letter == FSI) - (letter == PDI)
        assert depth >= 0
        kept += letter if not depth and letter != PDI else ""
    return kept


def test_markup_and_controls_of_the_text_do_nothing() -> None:
    made = Report("r.1", "في [red]لولان[/red] \x1b[31mقال\u202e مصدر\u2069 ونورابا [/]")
    console = Console(width=200, color_system="truecolor", force_terminal=True)
    with console.capture() as captured:
        console.print(render(made.person("لولان", label=Label.LOC).done(), brackets=True))
    shown = _plain(captured.get())
    assert "[red][LOC لولان][/red] <U+001B>[31mقال<U+202E> مصدر<U+2069> ونورابا [/]" in shown


def test_marks_that_nest_or_cross_lose_no_text() -> None:
    text = "سلطة لولان البلدية"
    spans = ((0, 18, Label.ORG), (5, 10, Label.LOC), (8, 18, Label.PER))
    doc = Document(
        "r.1",
        "r.txt",
        text,
        lang="ar",
        zones=(Zone(Span(0, 18), ZoneKind.BODY),),
        sentences=(Sentence(Span(0, 18), ZoneKind.BODY),),
        mentions=tuple(Mention(Span(a, b), label, text[a:b]) for a, b, label in spans),
    )
    shown = _plain(render(doc, brackets=True).plain)
    assert "body        [ORG سلطة [LOC لول[PER ان]][PER  البلدية]]" in shown


def test_a_document_not_in_arabic_is_shown_and_said_to_be_so() -> None:
    shown = _plain(render(Document("r.1", "r.txt", "One line.\n\nTwo.", lang="en")).plain)
    assert "not in Arabic" in shown
    assert shown.endswith("            One line.\n            Two.")


@given(
    st.text(alphabet="قال ونو12\n.[]ab\u202e", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6),
)
def test_no_letter_is_lost(text: str, spans: list[tuple[int, int]]) -> None:
    mentions = tuple(
        Mention(Span(a, min(a + n, len(text))), Label.LOC, "x") for a, n in spans if a < len(text)
    )
    doc = Document("r.1", "r.txt", text, lang="ar", mentions=mentions)
    body = _plain(render(doc, brackets=True).plain).partition("\n\n")[2]
    shown = body.replace("[LOC ", "").replace("<U+202E>", "\u202e")
    kept = sorted(c for c in text if not c.isspace())
    brackets = body.count("[LOC ")
    assert sorted(c for c in shown if not c.isspace()) == sorted([*kept, *"]" * brackets])


@pytest.mark.parametrize(
    "harmless", ["قال الوفد", "a\tb", "سطر\nثان", "سنة\u200cأولى", "\u200fقال"]
)
def test_what_does_no_harm_stays(harmless: str) -> None:
    assert visible(harmless) == harmless
    assert isolate(harmless) == f"{FSI}{harmless}{PDI}"
