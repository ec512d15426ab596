"""Spelling: what training and use drop, the letters that a corpus has folded, and copies."""

import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

from musnad.text.normalize import DROPPED
from training.corpora import Sentence

_LETTERS = str.maketrans("أإآٱى", "ااااي")
_WORD = re.compile(r"[\u0621-\u064a]+")
_SURE = 0.9
_PROCLITICS = ("و", "ل", "ب", "ف")


def folded(word: str) -> str:
    """Return a word with its alef forms and final ya folded, as many texts spell it."""
    return word.translate(_LETTERS)


def news_words(folder: Path) -> Counter[str]:
    """Count the words of the unlabelled articles, diacritics and tatweel dropped."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                text = f"{article['title']} {article['content']}"
                counts.update(DROPPED.sub("", text).split())
    return counts


def spellings(words: Counter[str]) -> dict[str, str]:
    """Return the usual spelling of each folded word whose spelling is nearly always the same."""
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, n in words.items():
        if _WORD.fullmatch(word):
            groups[folded(word)][word] += n
    out = {}
    for form, group in groups.items():
        best, n = group.most_common(1)[0]
        if best != form and n >= _SURE * group.total():
            out[form] = best
    return out


def restored(sentence: Sentence, usual: dict[str, str]) -> Sentence:
    """Return a letter-folded sentence in usual spelling; a name keeps its final ya (`علي`)."""
    out = []
    for word, label in sentence:
        full = usual.get(word, word)
        if label != "O" and full.endswith("ى"):
            full = full[:-1] + word[-1]
        out.append((full, label))
    return out


def names(sentences: list[Sentence]) -> dict[str, list[list[str]]]:
    """Return the names of each kind, as lists of words."""
    out: defaultdict[str, list[list[str]]] = defaultdict(list)
    for sentence in sentences:
        for word, label in sentence:
            if label[0] == "B":
                out[label[2:]].append([word])
            elif label[0] == "I":
                out[label[2:]][-1].append(word)
    return dict(out)


def varied(sentence: Sentence, pool: dict[str, list[list[str]]], rng: Random) -> Sentence:
    """Return a copy with some names swapped, some given proclitics, and letters folded at times."""
    fold = rng.random() < 0.3
    out: Sentence = []
    i = 0
    while i < len(sentence):
        word, label = sentence[i]
        end = i + 1
        if label != "O":
            while end < len(sentence) and sentence[end][1] == f"I-{label[2:]}":
                end += 1
            out += _name([w for w, _ in sentence[i:end]], label[2:], pool, rng)
        else:
            out.append((word, label))
        i = end
    return [(folded(w), label) for w, label in out] if fold else out


def _name(words: list[str], kind: str, pool: dict[str, list[list[str]]], rng: Random) -> Sentence:
    if rng.random() < 0.4:
        words = list(rng.choice(pool[kind]))
    if rng.random() < 0.1:
        mark = rng.choice(_PROCLITICS)
        lam = mark == "ل" and words[0].startswith("ال")
        words = [mark + ("ل" + words[0][2:] if lam else words[0]), *words[1:]]
    return [(w, f"{'I' if i else 'B'}-{kind}") for i, w in enumerate(words)]
