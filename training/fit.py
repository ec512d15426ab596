"""Fitting: hidden pieces first, then labels; and the scores on held-out sentences."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.lr_scheduler import LambdaLR

from musnad.annotate.naming.encoder import LABELS
from musnad.evaluation.spans import Score, score
from training.corpora import Sentence
from training.network import Guesser, Tagger
from training.windows import (
    FIRST_PIECE,
    MASK,
    NOTHING,
    Batch,
    Flat,
    Range,
    Store,
    batches,
    packed,
    windows,
)

_HIDDEN = 0.15
_TOLD = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a fit goes: passes over the data, pieces a batch, rates, the share of warming up.

    `alone` is the share of sentences that are read without their neighbours; 0 fills windows.
    """

    epochs: int
    batch: int = 4096
    rate: float = 1e-4
    head_rate: float = 1e-3
    word_rate: float = 2e-5
    warm_up: float = 0.06
    decay: float = 0.01
    alone: float = 0.35
    seed: int = 1


def device() -> str:
    """Return the device that torch fits on here."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def guess(model: Guesser, store: Store, chosen: Sequence[Sequence[Range]], plan: Plan) -> None:
    """Train the encoder in place to guess hidden pieces of the chosen sentences."""

    def loss(batch: Batch) -> Tensor:
        ids, hidden = _hide(batch, len(model.bias))
        scores = model(ids, batch.mask, hidden)
        return functional.cross_entropy(scores.float(), batch.ids[hidden])

    _run(model, lambda _: chosen, store, loss, plan)


def _hide(batch: Batch, count: int) -> tuple[Tensor, Tensor]:
    """Return ids with pieces hidden, and where: of them 8 in 10 masked, 1 swapped, 1 left."""
    chance = torch.rand(batch.ids.shape, device=batch.ids.device)
    hidden = (chance < _HIDDEN) & (batch.ids >= FIRST_PIECE)
    ids = batch.ids.masked_fill(hidden & (chance < _HIDDEN * 0.8), MASK)
    other = torch.randint_like(ids, FIRST_PIECE, count)
    return torch.where(hidden & (chance > _HIDDEN * 0.9), other, ids), hidden


def label(
    model: Tagger, store: Store, chosen: Callable[[int], Sequence[Sequence[Range]]], plan: Plan
) -> None:
    """Train in place to label; `chosen` gives the corpora read in the pass of a number."""

    def loss(batch: Batch) -> Tensor:
        every = model.all_heads(batch.ids, batch.mask).float()
        scores = every[batch.head, torch.arange(len(batch.head), device=every.device)]
        return -(batch.wanted * scores.log_softmax(-1)).sum() / batch.wanted.sum()

    _run(model, chosen, store, loss, plan)


def _run(
    model: nn.Module,
    chosen: Callable[[int], Sequence[Sequence[Range]]],
    store: Store,
    loss_of: Callable[[Batch], Tensor],
    plan: Plan,
) -> None:
    """Train for the planned passes; the rate follows the share of the work that is done."""
    rng, where = Random(plan.seed), device()
    optimizer = _optimizer(model, plan)
    done = 0.0
    schedule = LambdaLR(optimizer, lambda _: min(1.0, done / plan.warm_up + 1e-3) * (1.0 - done))
    began, step, total = time.monotonic(), 0, torch.zeros((), device=where)
    model.train()
    for number in range(plan.epochs):
        parts = batches(
            (w for sentences in chosen(number) for w in windows(sentences, rng, plan.alone)),
            plan.batch,
            rng,
        )
        for at, part in enumerate(parts):
            done = (number + at / len(parts)) / plan.epochs
            with torch.autocast(where, dtype=torch.bfloat16):
                loss = loss_of(store.batch(part))
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            step, total = step + 1, total + loss.detach()
            if step % _TOLD == 0:
                spent = time.monotonic() - began
                log.info("%.0f %%, loss %.4f, %.0f s", done * 100, total / _TOLD, spent)
                total.zero_()


def _optimizer(model: nn.Module, plan: Plan) -> torch.optim.Optimizer:
    """Return AdamW with rates of their own for the embeddings and the new heads."""
    words: list[nn.Parameter] = []
    body: list[nn.Parameter] = []
    heads: list[nn.Parameter] = []
    for name, parameter in model.named_parameters():
        inside = name.startswith("encoder.")
        (words if "words." in name else body if inside else heads).append(parameter)
    groups = [
        {"params": words, "lr": plan.word_rate},
        {"params": body, "lr": plan.rate},
        {"params": heads, "lr": plan.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=plan.decay, fused=device() == "cuda")


def shares(model: Tagger, store: Store, sentences: Sequence[Range]) -> NDArray[np.float16]:
    """Return the label probabilities [pieces, labels] of sentences that lie in a row."""
    model.eval()
    first = sentences[0][0]
    out = torch.zeros((sentences[-1][1] - first, NOTHING), dtype=torch.float16)
    parts = batches(packed(sentences), 16384, Random(0))
    with torch.inference_mode(), torch.autocast(device(), dtype=torch.bfloat16):
        for part in parts:
            batch = store.batch(part)
            found = model(batch.ids, batch.mask).float().softmax(-1).half().cpu()
            for row, (begin, end) in enumerate(part):
                out[begin - first : end - first] = found[row, 1 : end - begin + 1]
    found_all: NDArray[np.float16] = out.numpy()
    return found_all


def scored(found: NDArray[np.float16], gold: Iterable[Sentence], flat: Flat) -> Score:
    """Return the scores of the likeliest label of each word, without constraints."""
    best = found.argmax(-1)
    pairs = []
    for sentence, (begin, end) in zip(gold, flat.ranges, strict=True):
        kept = best[begin:end][flat.labels[begin:end] != NOTHING].tolist()
        labels = [LABELS[n] for n in kept] + ["O"] * (len(sentence) - len(kept))
        pairs.append(([t for _, t in sentence], labels))
    return score(pairs)
