"""Labelled text: sentences of words with PER, ORG and LOC, from published corpora."""

from collections.abc import Iterable, Iterator
from pathlib import Path

Sentence = list[tuple[str, str]]
"""Words with their BIO labels."""

_KINDS = {"PERS": "PER", "PER": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC", "GPE": "LOC"}
_PROCLITICS = frozenset("وفبلكس")
_ENCLITICS = frozenset({"ها", "ه", "هم", "هما", "نا", "هن", "كم", "ي"})


def read(path: Path) -> list[Sentence]:
    """Read a CoNLL file: word first and label last on a line, blank lines between sentences."""
    out: list[Sentence] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) > 1:
            out[-1].append((fields[0], fields[-1]))
        elif out[-1]:
            out.append([])
    return [list(legal(s)) for s in out if s]


def outer(path: Path) -> list[Sentence]:
    """Read a file with nested names, a word and its labels on a line: the outermost of our kinds.

    A word carries one label for each name that it stands in, and `I-` labels of several names
    stand in no order, so a name goes on while a label of its kind does.
    """
    out: list[Sentence] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *labels = line.split() or [""]
        if word and word != "$#$":
            ours = [(t[:2], _KINDS[t[2:]]) for t in labels if t[2:] in _KINDS]
            out[-1].append((word, _outer(ours, out[-1][-1][1] if out[-1] else "O")))
        elif out[-1]:
            out.append([])
    return [s for s in out if s]


def _outer(labels: list[tuple[str, str]], before: str) -> str:
    going = next((kind for mark, kind in labels if mark == "I-" and before[2:] == kind), None)
    if going:
        return f"I-{going}"
    return f"B-{labels[0][1]}" if labels else "O"


def legal(sentence: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the words with labels of our three kinds in legal BIO; others become O."""
    last = "O"
    for word, label in sentence:
        kind = _KINDS.get(label[2:])
        if kind is None or label[:2] not in {"B-", "I-"}:
            last = "O"
        elif label[0] == "I" and last == kind:
            yield word, f"I-{kind}"
            continue
        else:
            last = kind
            yield word, f"B-{kind}"
            continue
        yield word, "O"


def joined(sentence: Sentence) -> Sentence:
    """Return a sentence with the clitics that a corpus split off joined to their words again.

    >>> joined([("و", "O"), ("عاصمة", "O"), ("ها", "O"), ("ل", "O"), ("القرية", "B-LOC")])
    [('وعاصمتها', 'O'), ('للقرية', 'B-LOC')]
    """
    out: Sentence = []
    pending = ""
    for word, label in sentence:
        if word in _PROCLITICS and (label == "O" or label.startswith("I-")):
            pending += word
        elif word in _ENCLITICS and out and not pending and out[-1][0][-1:].isalpha():
            before = out[-1][0]
            out[-1] = (before.removesuffix("ة") + "ت" * before.endswith("ة") + word, out[-1][1])
        else:
            out.append((_prefixed(pending, word), label))
            pending = ""
    if pending:
        out.append((pending, "O"))
    return out


def _prefixed(proclitics: str, word: str) -> str:
    if proclitics.endswith("ل") and word.startswith("ال"):
        return proclitics + "ل" + word[2:]
    return proclitics + word
