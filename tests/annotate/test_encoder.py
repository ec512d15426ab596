"""The encoder: legal labels, names outside the lists, and an installation without it."""

import logging
from itertools import product
from pathlib import Path

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
    """Scores of words whose best label is given, and a second best for all."""
    out = np.zeros((len(labels), len(LABELS)), np.float32)
    for row, label in zip(out, labels, strict=True):
        if second:
            row[LABELS.index(second)] = LIKELY
        row[LABELS.index(label)] = SURE
    return out


def test_labels_become_names() -> None:
    found = list(encoder._tags(scores("B-PER", "I-PER", "O", "B-LOC", "B-LOC")))

    assert [(t.start, t.end, t.label) for t in found] == [
        (0, 2, Label.PER),
        (3, 4, Label.LOC),
        (4, 5, Label.LOC),
    ]
    assert all(t.sureness > 0.99 for t in found)


def test_a_name_goes_on_in_its_own_kind() -> None:
    broken = scores("B-PER", "I-ORG", "O", second="I-PER")

    assert [(t.start, t.end, t.label) for t in encoder._tags(broken)] == [(0, 2, Label.PER)]


def test_a_name_is_as_sure_as_its_least_sure_word() -> None:
    unsure = scores("B-ORG", "I-ORG")
    unsure[1, LABELS.index("O")] = SURE - 0.001

    (tag,) = encoder._tags(unsure)
    assert (tag.start, tag.end, tag.label) == (0, 2, Label.ORG)
    assert tag.sureness == pytest.approx(0.5, abs=0.01)


def test_no_words_have_no_names() -> None:
    assert list(encoder._tags(np.zeros((0, len(LABELS)), np.float32))) == []


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


@given(st.lists(st.integers(1, 200), max_size=40))
def test_batches_hold_each_sentence_once(lengths: list[int]) -> None:
    batches = list(encoder._batches(lengths))

    assert sorted(i for b in batches for i in b) == list(range(len(lengths)))


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
