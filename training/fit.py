"""Fitting: batches, the schedule, and scores on held-out sentences after each epoch."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim.lr_scheduler import LambdaLR

from musnad.annotate.naming.encoder import LABELS
from musnad.evaluation.conll import Score, score
from musnad.text.normalize import DROPPED
from training.corpora import Sentence
from training.network import Tagger

PAD = 1
_IGNORED = -100
_MOST_PIECES = 192
_STEP = 16
"""Batches are padded to so many pieces: each new shape costs the CPU library seconds."""

_TOLD = 20

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made with."""

    layers: int = 6
    epochs: int = 1
    copies: int = 2
    batch: int = 32
    rate: float = 3e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as piece ids; labels stand on the first piece of each word."""

    ids: list[int]
    labels: list[int]


def examples(sentences: list[Sentence], tokenizer: Tokenizer) -> list[Example]:
    """Return sentences as pieces, cut after 192 of them."""
    inputs = [[DROPPED.sub("", w) or w for w, _ in s] for s in sentences]
    out = []
    for sentence, e in zip(
        sentences, tokenizer.encode_batch(inputs, is_pretokenized=True), strict=True
    ):
        labels, last = [], None
        for word in e.word_ids[:_MOST_PIECES]:
            if word is None or word == last:
                labels.append(_IGNORED)
            else:
                labels.append(LABELS.index(sentence[word][1]))
            last = word
        out.append(Example(e.ids[:_MOST_PIECES], labels))
    return out


def fit(
    model: Tagger, data: list[Example], settings: Settings, after_epoch: Callable[[int], None]
) -> None:
    """Train in place, telling the number of each epoch that is done."""
    rng = Random(settings.seed)
    steps = settings.epochs * -(-len(data) // settings.batch)
    optimizer, schedule = _optimizer(model, settings, steps)
    step, total = 0, 0.0
    for epoch in range(1, settings.epochs + 1):
        model.train()
        for batch in _batches(data, settings.batch, rng):
            loss = _loss(model, [data[i] for i in batch])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            step, total = step + 1, total + loss.item()
            if step % _TOLD == 0:
                log.info("step %d of %d: loss %.4f", step, steps, total / _TOLD)
                total = 0.0
        after_epoch(epoch)


def _optimizer(
    model: Tagger, settings: Settings, steps: int
) -> tuple[torch.optim.Optimizer, LambdaLR]:
    """Return AdamW, faster for the new head, and a rate that rises, then falls to nothing."""
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("head.")]
    groups = [
        {"params": body, "lr": settings.rate},
        {"params": list(model.head.parameters()), "lr": settings.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rises = settings.warm_up * steps
    return optimizer, LambdaLR(optimizer, lambda n: min(1, (n + 1) / rises) * (1 - n / steps))


def _loss(model: Tagger, part: list[Example]) -> Tensor:
    ids, mask, labels = _tensors(part)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(ids, mask)
    flat = scores.float().flatten(0, 1)
    return nn.functional.cross_entropy(flat, labels.flatten(), ignore_index=_IGNORED)


def evaluate(model: Tagger, gold: list[Sentence], tokenizer: Tokenizer) -> Score:
    """Return the scores of the best label of each word, without constraints."""
    model.eval()
    data = examples(gold, tokenizer)
    found: list[list[str]] = [[] for _ in data]
    order = sorted(range(len(data)), key=lambda i: len(data[i].ids))
    with torch.no_grad():
        for at in range(0, len(order), 32):
            part = order[at : at + 32]
            ids, mask, labels = _tensors([data[i] for i in part])
            best = model(ids, mask).argmax(-1)
            for row, i in enumerate(part):
                kept = best[row][labels[row] != _IGNORED].tolist()
                found[i] = [LABELS[n] for n in kept] + ["O"] * (len(gold[i]) - len(kept))
    return score((([t for _, t in g], f) for g, f in zip(gold, found, strict=True)))


def _batches(data: list[Example], size: int, rng: Random) -> Iterator[list[int]]:
    """Yield batches of examples of like length, in random order."""
    order = list(range(len(data)))
    rng.shuffle(order)
    batches = []
    for at in range(0, len(order), size * 50):
        chunk = sorted(order[at : at + size * 50], key=lambda i: len(data[i].ids))
        batches += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rng.shuffle(batches)
    yield from batches


def _tensors(part: list[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and labels, [batch, pieces] each."""
    most = -(-max(len(e.ids) for e in part) // _STEP) * _STEP
    lacks = [most - len(e.ids) for e in part]
    ids = [e.ids + [PAD] * n for e, n in zip(part, lacks, strict=True)]
    mask = [[1] * len(e.ids) + [0] * n for e, n in zip(part, lacks, strict=True)]
    labels = [e.labels + [_IGNORED] * n for e, n in zip(part, lacks, strict=True)]
    return torch.tensor(ids), torch.tensor(mask), torch.tensor(labels)
