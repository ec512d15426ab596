"""Where sentences end, and that quotations stay whole."""

from musnad.model import Span
from musnad.text.sentences import quotations, split


def sentences(text: str) -> list[str]:
    return [s.of(text) for s in split(text, Span(0, len(text)))]


def quoted(text: str) -> list[str]:
    return [text[a:b] for a, b in quotations(text)]


def test_a_quotation_is_never_cut() -> None:
    text = 'وقال "غادرنا. سنعود". ثم سكت.'
    assert sentences(text) == ['وقال "غادرنا. سنعود".', "ثم سكت."]


def test_a_mark_left_open_does_not_swallow_the_sentences_after_it() -> None:
    text = 'قال "إن التحقيق بدأ. وأضاف "سنعود غدا" ثم غادر. وكتب لـ"النجم" أمس.'
    assert quoted(text) == ['"سنعود غدا"', '"النجم"']
    assert sentences(text) == [
        'قال "إن التحقيق بدأ.',
        'وأضاف "سنعود غدا" ثم غادر.',
        'وكتب لـ"النجم" أمس.',
    ]


def test_marks_with_spaces_on_both_sides_pair() -> None:
    assert quoted('قال " نعم " ثم') == ['" نعم "']


def test_a_stop_without_a_space_ends_a_sentence_between_words_only() -> None:
    assert sentences("غادر الوفد المدينة.وقال إنه سيعود") == [
        "غادر الوفد المدينة.",
        "وقال إنه سيعود",
    ]
    assert len(sentences("نشرت أ.ش.أ وموقع example.com الخبر")) == 1
