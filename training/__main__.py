"""From packages and data to the shipped file: `python -m training DATA OUT`."""

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from musnad.annotate.naming import encoder
from musnad.evaluation.spans import Score, score
from training import fit, prepare, weights
from training.corpora import Sentence
from training.export import export
from training.fit import Plan
from training.network import Encoder, Guesser, Tagger
from training.windows import Flat, Range, Store, flat

log = logging.getLogger("training")

LAYERS = 8
"""The first layers of the twelve, kept in the shipped model."""

GUESS = Plan(epochs=10, batch=16384, rate=5e-4, word_rate=5e-4, warm_up=0.04)
TEACH = (
    Plan(epochs=8, rate=3e-4, word_rate=1e-4, seed=2),
    Plan(epochs=8, rate=2e-4, word_rate=1e-4, seed=4, alone=0.5),
    Plan(epochs=8, rate=2e-4, word_rate=5e-5, seed=1),
)
LEARN = Plan(epochs=4, batch=8192, rate=4e-4, word_rate=2e-4, seed=2)


@dataclass(frozen=True, slots=True)
class Data:
    """The corpora as pieces, on the device that fits."""

    flats: dict[str, Flat]
    store: Store
    sentences: Mapping[str, Sequence[Range]]
    dev: list[Sentence]

    def labelled(self, number: int, copies: int = 2) -> list[Sequence[Range]]:
        """Return what a pass reads: each corpus, and varied copies of the first."""
        first = prepare.CORPORA[0]
        varied = [f"{first}{(number * copies + i) % prepare.COPIES}" for i in range(copies)]
        return [self.sentences[n] for n in (*prepare.CORPORA, *varied)]


def main() -> None:
    """Read the arguments; prepare, fit, export; each step's file is kept and not made again."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with ner/ and news/; see README.md")
    parser.add_argument("out", type=Path, help="folder for the model and what leads to it")
    parser.add_argument("--few", type=int, help="read so many sentences a corpus: a trial")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    out: Path = given.out
    out.mkdir(parents=True, exist_ok=True)
    if not (out / "news.json.gz").exists():
        prepare.prepare(given.data, out)
    data = _data(out, given.few)
    start = weights.load(out / "start.npz")
    body = out / "body.pt"
    if not body.exists():
        guesser = Guesser(Encoder(start, start.sizes.layers)).to(fit.device())
        text = [data.sentences[n] for n in ("news", *prepare.CORPORA)]
        fit.guess(guesser, data.store, text, GUESS)
        torch.save(guesser.encoder.state_dict(), body)
    found = [_teacher(data, start, out, plan) for plan in TEACH]
    data.store.want(data.sentences["news"], np.mean(found, axis=0, dtype=np.float32))
    student = _student(data, start, out)
    export(student.cpu(), out / encoder.MODEL)
    log.info("as shipped, ANERcorp dev: %s", shipped_score(out, data.dev))


def _data(out: Path, few: int | None) -> Data:
    tokenizer = Tokenizer.from_file(str(out / encoder.TOKENIZER))
    labelled = prepare.read(out / "labelled.json.gz")
    parts = {**labelled, "news": prepare.read_news(out / "news.json.gz")}
    for i in range(prepare.COPIES):
        copies = prepare.read(out / f"copy{i}.json.gz")
        parts[f"{prepare.CORPORA[0]}{i}"] = copies[prepare.CORPORA[0]]
    flats = {name: flat(part[:few], tokenizer) for name, part in parts.items()}
    heads = {name: i for i, name in enumerate(prepare.CORPORA)}
    store = Store([(f, heads.get(n, 0)) for n, f in flats.items()], fit.device())
    sentences = dict(zip(flats, store.sentences, strict=True))
    return Data(flats, store, sentences, labelled["dev"][:few])


def _teacher(
    data: Data, start: weights.Start, out: Path, plan: Plan
) -> "np.typing.NDArray[np.float16]":
    """Return what a twelve-layer model says of the unlabelled news: [pieces, labels]."""
    path = out / f"teacher{plan.seed}.npy"
    if not path.exists():
        model = _tagger(start, out / "body.pt", start.sizes.layers)
        fit.label(model, data.store, data.labelled, plan)
        log.info("teacher %d: %s", plan.seed, _dev_score(data, model))
        np.save(path, fit.shares(model, data.store, data.sentences["news"]))
    labels: np.typing.NDArray[np.float16] = np.load(path)
    return labels


def _student(data: Data, start: weights.Start, out: Path) -> Tagger:
    """Return the small model: fitted to the corpora's labels and to the teachers'."""
    model = _tagger(start, out / "body.pt", LAYERS)
    first = prepare.CORPORA[0]

    def all_of_it(number: int) -> list[Sequence[Range]]:
        return [*data.labelled(number), data.sentences[first], data.sentences["news"]]

    fit.label(model, data.store, all_of_it, LEARN)
    log.info("student: %s", _dev_score(data, model))
    return model


def _tagger(start: weights.Start, body: Path, layers: int) -> Tagger:
    whole = Encoder(start, start.sizes.layers)
    whole.load_state_dict(torch.load(body, map_location="cpu"))
    whole.layers = whole.layers[:layers]
    return Tagger(whole, len(encoder.LABELS), len(prepare.CORPORA)).to(fit.device())


def _dev_score(data: Data, model: Tagger) -> Score:
    found = fit.shares(model, data.store, data.sentences["dev"])
    return fit.scored(found, data.dev, data.flats["dev"])


def shipped_score(folder: Path, gold: list[Sentence]) -> Score:
    """Return the scores of the exported files, read as musnad reads them."""
    found = encoder.load(folder).scores([[w for w, _ in s] for s in gold])
    return score(
        ([label for _, label in sentence], encoder.labels(encoder.tags(scores), len(sentence)))
        for sentence, scores in zip(gold, found, strict=True)
    )


if __name__ == "__main__":
    main()
