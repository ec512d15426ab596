"""What the encoder adds to the names of lists and context, with a stand-in for the model."""

from collections.abc import Sequence

import pytest

from musnad.annotate import names
from musnad.annotate.naming import encoder
from musnad.annotate.naming.encoder import Tag
from musnad.model import Document, Label, Span, Zone, ZoneKind


class Reader:
    """Tags the words of a name wherever they stand in a sentence."""

    def __init__(self, words: str, label: Label, sureness: float = 0.99) -> None:
        self.words, self.label, self.sureness = words.split(), label, sureness
        self.read: list[list[str]] = []

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[tuple[Tag, ...]]:
        self.read += [list(s) for s in sentences]
        return [tuple(self._of(list(s))) for s in sentences]

    def _of(self, sentence: list[str]) -> list[Tag]:
        count = len(self.words)
        return [
            Tag(i, i + count, self.label, self.sureness)
            for i in range(len(sentence))
            if sentence[i : i + count] == self.words
        ]


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
    assert found(monkeypatch, "جلست زهلولة هنا", Reader("زهلولة", Label.PER, 0.5)) == []


def test_a_listed_name_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader("بيروت", Label.ORG)
    assert found(monkeypatch, "عاد الوفد من بيروت", reader) == [("LOC", "بيروت")]


@pytest.mark.parametrize("word", ["المصرية", "الوزير", "قال"])
def test_an_ordinary_word_alone_is_no_name(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    assert found(monkeypatch, f"ثم {word} أمس", Reader(word, Label.ORG)) == []


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
