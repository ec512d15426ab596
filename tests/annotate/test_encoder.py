"""The encoder: legal labels, names outside the lists, and an installation without it."""

import logging
from itertools import accumulate, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from musnad.annotate.naming import encoder
from musnad.annotate.naming.encoder import LABELS
from musnad.model import Label

SURE, LIKELY = 9.0, 4.0


def scores(*labels: str, second: str | None = None) -> NDArray[np.float32]:
    """Log-probabilities of words whose best label is given, and a second best for all."""
    out = np.zeros((len(labels), len(LABELS)), np.float32)
    for row, label in zip(out, labels, strict=True):
        if second:
            row[LABELS.index(second)] = LIKELY
        row[LABELS.index(label)] = SURE
    return encoder.normal(out)


def words(text: str) -> list[str]:
    return text.split()


def test_labels_become_names() -> None:
    found = list(encoder.tags(scores("B-PER", "I-PER", "O", "B-LOC", "B-LOC")))

    assert [(t.start, t.end, t.label) for t in found] == [
        (0, 2, Label.PER),
        (3, 4, Label.LOC),
        (4, 5, Label.LOC),
    ]
    assert all(t.sureness > 0.99 for t in found)


def test_a_name_goes_on_in_its_own_kind() -> None:
    broken = scores("B-PER", "I-ORG", "O", second="I-PER")

    assert [(t.start, t.end, t.label) for t in encoder.tags(broken)] == [(0, 2, Label.PER)]


def test_a_name_is_as_sure_as_its_least_sure_word() -> None:
    unsure = scores("B-ORG", "I-ORG")
    unsure[1, LABELS.index("O")] = unsure[1, LABELS.index("I-ORG")] - 0.001

    (tag,) = encoder.tags(encoder.normal(unsure))
    assert (tag.start, tag.end, tag.label) == (0, 2, Label.ORG)
    assert tag.sureness == pytest.approx(0.5, abs=0.01)


def test_no_words_have_no_names() -> None:
    assert list(encoder.tags(np.zeros((0, len(LABELS)), np.float32))) == []


@given(
    st.lists(
        st.lists(st.integers(-9, 9), min_size=len(LABELS), max_size=len(LABELS)),
        min_size=1,
        max_size=3,
    )
)
def test_the_best_legal_labels_are_legal_and_best(rows: list[list[int]]) -> None:
    values = np.array(rows, np.float32)

    path = encoder._best_legal(values)

    assert encoder._is_legal(path)
    ways = (p for p in product(range(len(LABELS)), repeat=len(rows)) if encoder._is_legal([*p]))
    best = max(sum(values[i, label] for i, label in enumerate(way)) for way in ways)
    assert sum(values[i, label] for i, label in enumerate(path)) == pytest.approx(best)


@given(st.lists(st.lists(st.integers(1, 260), max_size=30), min_size=1, max_size=12).filter(any))
def test_windows_hold_each_word_once_and_no_more_than_fits(text: list[list[int]]) -> None:
    first = [0, *accumulate(n for sentence in text for n in sentence)]
    ends = list(accumulate(len(s) for s in text))

    windows = list(encoder._windows(first, ends))

    assert [i for a, b in windows for i in range(a, b)] == list(range(ends[-1]))
    assert all(b == a + 1 or first[b] - first[a] <= encoder.ROOM for a, b in windows)


def test_a_window_ends_between_sentences_where_it_can() -> None:
    pieces_of_words = [10] * 30
    first = [0, *accumulate(pieces_of_words)]

    assert list(encoder._windows(first, [12, 18, 30])) == [(0, 18), (18, 30)]


class Echo:
    """A tokenizer of a piece a letter, and a session that gives a piece's id as its best label."""

    def encode(self, words: list[str], **_: bool) -> "Echo":
        self.word_ids = [i for i, w in enumerate(words) for _ in w]
        self.ids = [LABELS.index(LABELS[int(c)]) + 10 for w in words for c in w]
        return self

    def run(self, _: None, inputs: dict[str, NDArray[np.int64]]) -> tuple[NDArray[np.float32]]:
        ids = inputs["ids"]
        best = np.where(ids >= 10, ids - 10, 0)
        assert inputs["mask"].sum() == (ids != 1).sum()
        return (np.eye(len(LABELS), dtype=np.float32)[best] * SURE,)


@given(st.lists(st.lists(st.text("0123456", min_size=1), max_size=40), max_size=30))
def test_each_word_is_labelled_by_its_first_piece(sentences: list[list[str]]) -> None:
    echo: Any = Echo()
    model = encoder.Encoder(echo, echo)

    found = model.scores(sentences)

    best = [row.argmax(-1).tolist() if len(row) else [] for row in found]
    assert best == [[int(word[0]) for word in s] for s in sentences]


def test_an_installation_without_the_model_says_so_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(encoder, "lacking", lambda: f"{tmp_path}: no such file")
    encoder.installed.cache_clear()
    try:
        with caplog.at_level(logging.INFO):
            assert encoder.installed() is None
            assert encoder.installed() is None
    finally:
        encoder.installed.cache_clear()

    assert [r.getMessage() for r in caplog.records] == [
        f"names come from lists and context alone: {tmp_path}: no such file"
    ]


def test_what_a_folder_lacks_is_named(tmp_path: Path) -> None:
    assert encoder.lacking(tmp_path) == f"{tmp_path / 'names.onnx'}: no such file"


def test_the_shipped_model_finds_names_that_no_list_holds() -> None:
    model = encoder.installed()
    assert model is not None
    text = words("وقال الباحث هرنسيو ديكالبا في مدينة سان كرلوفيا إن الشركة ستعود إلى ألمانيا")

    (found,) = model.scores([text])

    names = {" ".join(text[t.start : t.end]): t.label for t in encoder.tags(found)}
    assert names["هرنسيو ديكالبا"] is Label.PER
    assert names["سان كرلوفيا"] is Label.LOC
    assert names["ألمانيا"] is Label.LOC


def test_a_sentence_reads_the_same_alone_and_beside_blank_ones() -> None:
    model = encoder.installed()
    assert model is not None
    text = words("عاد الوفد إلى ألمانيا")

    (alone,) = model.scores([text])
    beside = model.scores([[], text, []])[1]

    assert np.array_equal(alone, beside)
