"""Scores of CoNLL files: labels mapped, exact spans, and what is refused."""

from pathlib import Path

import pytest

from musnad.errors import UsageError
from musnad.evaluation import conll, spans
from musnad.model import Label


def test_labels_of_other_sets_are_mapped_and_others_ignored() -> None:
    labels = ["B-PERS", "I-PERS", "B-GPE", "B-FAC", "I-FAC", "B-MISC", "I-MISC", "O"]

    assert list(spans.spans(labels)) == [(0, 2, Label.PER), (2, 3, Label.LOC), (3, 5, Label.LOC)]


def test_an_inner_label_after_another_kind_begins_a_name() -> None:
    assert list(spans.spans(["I-ORG", "I-LOC"])) == [(0, 1, Label.ORG), (1, 2, Label.LOC)]


def test_only_exact_spans_are_right() -> None:
    gold = ["B-PER", "I-PER", "O", "B-LOC"]
    found = ["B-PER", "O", "O", "B-LOC"]

    score = spans.score([(gold, found)])

    assert score.overall == spans.Rates(0.5, 0.5, 0.5)
    assert score.labels == {"PER": spans.Rates(0, 0, 0), "LOC": spans.Rates(1, 1, 1)}


def test_no_names_score_nothing() -> None:
    assert spans.score([(["O"], ["O"])]).overall == spans.Rates(0, 0, 0)


def test_names_label_the_words_they_touch() -> None:
    words = ["زار", "الوزير", "سامي", "الحداد", "القاهرة", "وبيروت", "."]

    assert list(conll.labelled([words, ["في", "القاهرة"]])) == [
        ["O", "O", "B-PER", "I-PER", "B-LOC", "B-LOC", "O"],
        ["O", "B-LOC"],
    ]


def test_a_file_is_read_in_sentences(tmp_path: Path) -> None:
    path = tmp_path / "names.conll"
    path.write_text("\ufeffسامي B-PERS\n\n\nفي\tO\nبيروت\tB-LOC\n", encoding="utf-8")

    assert conll.read(path) == [[("سامي", "B-PERS")], [("في", "O"), ("بيروت", "B-LOC")]]


def test_a_word_without_a_label_is_refused_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "names.conll"
    path.write_text("سامي B-PERS\nبيروت\n", encoding="utf-8")

    with pytest.raises(UsageError, match="line 2 has no label"):
        conll.read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="check the path"):
        conll.read(tmp_path / "none.conll")
