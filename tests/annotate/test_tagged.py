"""What the encoder adds to the names of lists and context, with a stand-in for the model."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from musnad.annotate import names
from musnad.annotate.naming import encoder
from musnad.annotate.naming.encoder import LABELS
from musnad.model import Document, Label, Span, Zone, ZoneKind


class Reader:
    """Takes the words of a name for one wherever they stand in a sentence."""

    def __init__(self, words: str, label: Label, sureness: float = 0.99) -> None:
        self.words, self.label, self.sureness = words.split(), label, sureness
        self.read: list[list[str]] = []

    def scores(self, sentences: Sequence[Sequence[str]]) -> list[NDArray[np.float32]]:
        self.read += [list(s) for s in sentences]
        return [self._of(list(s)) for s in sentences]

    def _of(self, sentence: list[str]) -> NDArray[np.float32]:
        count = len(self.words)
        out = np.full((len(sentence), len(LABELS)), 1e-3)
        out[:, 0] = 1
        for i in range(len(sentence)):
            if sentence[i : i + count] == self.words:
                inside = LABELS.index(f"I-{self.label}")
                out[i : i + count, 0] = 1 - self.sureness
                out[i + 1 : i + count, inside] = self.sureness
                out[i, inside - 1] = self.sureness
        scores: NDArray[np.float32] = np.log(out).astype(np.float32)
        return scores


def found(
    monkeypatch: pytest.MonkeyPatch, text: str, reader: Reader | None
) -> list[tuple[str, str]]:
    monkeypatch.setattr(encoder, "installed", lambda: reader)
    zones = (Zone(Span(0, len(text)), ZoneKind.BODY),)
    doc = names.annotate(Document(id="d", path="d", text=text, lang="ar", zones=zones))
    return [(m.label.value, m.span.of(text)) for m in doc.mentions]


def test_an_unlisted_name_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "جلست زهلولة قرب النافذة"
    assert found(monkeypatch, text, None) == []
    assert found(monkeypatch, text, Reader("زهلولة", Label.PER)) == [("PER", "زهلولة")]


def test_an_unsure_name_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, "جلست زهلولة هنا", Reader("زهلولة", Label.PER, 0.3)) == []


def test_a_listed_name_stays_where_the_encoder_leans_to_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = Reader("زهلولة", Label.ORG)
    text = "عاد وفد الأمم المتحدة أمس"
    assert found(monkeypatch, text, reader) == [("ORG", "الأمم المتحدة")]


def test_a_sure_longer_name_takes_the_place_of_a_listed_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "افتتح مطحنة بيروت الزهلولية أمس"
    assert ("LOC", "بيروت") in found(monkeypatch, text, None)
    reader = Reader("مطحنة بيروت الزهلولية", Label.ORG, 0.9999)
    assert found(monkeypatch, text, reader) == [("ORG", "مطحنة بيروت الزهلولية")]


@pytest.mark.parametrize("word", ["المصرية", "الوزير", "قال"])
def test_an_ordinary_word_alone_takes_more_sureness(
    monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    text = f"ثم {word} أمس"
    assert found(monkeypatch, text, Reader(word, Label.ORG, 0.95)) == []
    assert found(monkeypatch, text, Reader(word, Label.ORG, 0.99)) == [("ORG", word)]
    assert found(monkeypatch, "ثم زهلولة أمس", Reader("زهلولة", Label.ORG, 0.95)) != []


def test_a_sign_of_a_place_decides_what_kind_of_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Torn(Reader):
        """Sees a name, a person's a little more likely than a place's."""

        def _of(self, sentence: list[str]) -> NDArray[np.float32]:
            out = super()._of(sentence)
            at = LABELS.index("B-LOC")
            out[:, at] = out[:, LABELS.index("B-PER")] - 0.5
            return out

    assert found(monkeypatch, "سبق زهلولة", Torn("زهلولة", Label.PER)) == [("PER", "زهلولة")]
    assert found(monkeypatch, "غادر زهلولة", Torn("زهلولة", Label.PER)) == [("LOC", "زهلولة")]


class Later(Reader):
    """Sees the name in sentences that begin with `غير` (yet); of others it has no opinion."""

    def _of(self, sentence: list[str]) -> NDArray[np.float32]:
        nothing = np.zeros((len(sentence), len(LABELS)), np.float32)
        return super()._of(sentence) if sentence[0] == "غير" else nothing


def test_an_ordinary_word_is_the_family_name_of_a_person_named_in_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "وصل سامي الشريف أمس. غير أن الشريف غادر."
    reader = Later("الشريف", Label.PER, 0.95)
    assert found(monkeypatch, text, None) == [("PER", "سامي الشريف")]
    assert found(monkeypatch, text, reader) == [("PER", "سامي الشريف"), ("PER", "الشريف")]
    assert found(monkeypatch, "غير أن الشريف غادر.", reader) == []


def test_proclitics_stay_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader("بالكرزونية", Label.LOC)
    assert found(monkeypatch, "نزلت بالكرزونية ليلا", reader) == [("LOC", "الكرزونية")]


def test_proclitics_stay_outside_where_the_report_has_the_name_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "هي زهلولة. جلس رجل وزهلولة."
    assert ("PER", "زهلولة") in found(monkeypatch, text, Reader("وزهلولة", Label.PER))


def test_the_model_reads_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader("زهلولة", Label.PER)
    found(monkeypatch, "جلس هنا. قام هناك؟ نعم", reader)
    assert reader.read == [["جلس", "هنا", "."], ["قام", "هناك", "؟"], ["نعم"]]
