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
    padded,
    windows,
)

_HIDDEN = 0.15

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
        ids, at, weight = _hide(batch, len(model.bias))
        lost = functional.cross_entropy(
            model(ids, batch.mask, at).float(), batch.ids.flatten()[at], reduction="none"
        )
        return (lost * weight).sum() / weight.sum().clamp(min=1)

    _run(model, lambda _: chosen, store, loss, plan)


def _hide(batch: Batch, count: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids with pieces hidden, their flat positions, and 1 for each that counts.

    Of those hidden 8 in 10 are masked, 1 is swapped, 1 left. Their number depends on the batch's
    shape alone, as a recorded step asks; where text is short, those beyond its share count 0.
    """
    ids = batch.ids.flatten()
    text = ids >= FIRST_PIECE
    at = torch.rand(ids.shape, device=ids.device).masked_fill(~text, 2.0).argsort()
    at = at[: int(_HIDDEN * len(ids))]
    weight = torch.arange(len(at), device=ids.device) < _HIDDEN * text.sum()
    chance = torch.rand(at.shape, device=ids.device)
    other = torch.randint_like(at, FIRST_PIECE, count)
    put = torch.where(chance < 0.8, MASK, torch.where(chance < 0.9, other, ids[at]))
    hidden = ids.scatter(0, at, torch.where(weight, put, ids[at]))
    return hidden.view_as(batch.ids), at, weight.float()


def label(
    model: Tagger, store: Store, chosen: Callable[[int], Sequence[Sequence[Range]]], plan: Plan
) -> None:
    """Train in place to label; `chosen` gives the corpora read in the pass of a number."""

    def loss(batch: Batch) -> Tensor:
        every = model.all_heads(batch.ids, batch.mask).float()
        heads = torch.arange(len(every), device=every.device)
        mine = heads[:, None] == batch.head
        scores = (every * mine[..., None, None]).sum(0)
        wanted = batch.wanted.float()
        return -(wanted * scores.log_softmax(-1)).sum() / wanted.sum().clamp(min=1)

    _run(model, chosen, store, loss, plan)


def _run(
    model: nn.Module,
    chosen: Callable[[int], Sequence[Sequence[Range]]],
    store: Store,
    loss_of: Callable[[Batch], Tensor],
    plan: Plan,
) -> None:
    """Train for the planned passes; the rate follows the share of the work that is done."""
    rng = Random(plan.seed)
    torch.manual_seed(plan.seed)
    model.train()
    step = Step(model, store, loss_of, plan)
    began = time.monotonic()
    for number in range(plan.epochs):
        parts = batches(
            (w for sentences in chosen(number) for w in windows(sentences, rng, plan.alone)),
            plan.batch,
            rng,
        )
        for at, part in enumerate(parts):
            step.take(part, (number + at / len(parts)) / plan.epochs)
        log.info("pass %d, loss %.4f, %.0f s", number + 1, step.mean(), time.monotonic() - began)


class Step:
    """One step of fitting: loss, gradients, weights.

    A small network's step is some thousand small kernels, which take a GPU far longer to start
    than to run: there the step is recorded once for each shape of batch and played again.
    """

    def __init__(
        self, model: nn.Module, store: Store, loss_of: Callable[[Batch], Tensor], plan: Plan
    ) -> None:
        self._model, self._store, self._loss_of, self._plan = model, store, loss_of, plan
        self._on_gpu = device() == "cuda"
        self._optimizer = _optimizer(model, plan)
        self._rates = [group["lr"] for group in self._optimizer.param_groups]
        for group in self._optimizer.param_groups:
            group["lr"] = torch.zeros((), device=device())
        self._total = torch.zeros((), device=device())
        self._taken = 0
        self._recorded: dict[tuple[int, int], tuple[torch.cuda.CUDAGraph, Tensor]] = {}

    def take(self, part: Sequence[Range], done: float) -> None:
        """Fit to a batch of windows when a share of all the work is done."""
        factor = min(1.0, done / self._plan.warm_up + 1e-3) * (1.0 - done)
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"].fill_(rate * factor)
        ranges, length = torch.tensor(part), padded(max(b - a for a, b in part))
        self._taken += 1
        if not self._on_gpu:
            self._fit(ranges, length)
            return
        shape = (len(part), length)
        if shape not in self._recorded:
            self._recorded[shape] = self._record(ranges.to(device()), length)
        graph, given = self._recorded[shape]
        given.copy_(ranges)
        graph.replay()

    def mean(self) -> float:
        """Return the mean loss since the last call."""
        out = self._total.item() / max(1, self._taken)
        self._total.zero_()
        self._taken = 0
        return out

    def _record(self, ranges: Tensor, length: int) -> tuple[torch.cuda.CUDAGraph, Tensor]:
        """Return a recording and the tensor whose ranges it reads; run a few times unrecorded."""
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self._fit(ranges, length)
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self._fit(ranges, length)
        return graph, ranges

    def _fit(self, ranges: Tensor, length: int) -> None:
        with torch.autocast(device(), dtype=torch.bfloat16, cache_enabled=False):
            loss = self._loss_of(self._store.batch(ranges, length))
        loss.backward()
        nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=False)
        self._total += loss.detach()


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
    on_gpu = device() == "cuda"
    return torch.optim.AdamW(groups, weight_decay=plan.decay, fused=on_gpu, capturable=on_gpu)


def shares(model: Tagger, store: Store, sentences: Sequence[Range]) -> NDArray[np.float16]:
    """Return the label probabilities [pieces, labels] of sentences that lie in a row."""
    model.eval()
    first = sentences[0][0]
    out = torch.zeros((sentences[-1][1] - first, NOTHING), dtype=torch.float16)
    parts = batches(packed(sentences), 16384, Random(0))
    with torch.inference_mode(), torch.autocast(device(), dtype=torch.bfloat16):
        for part in parts:
            length = padded(max(b - a for a, b in part))
            batch = store.batch(torch.tensor(part), length)
            found = model(batch.ids, batch.mask).float().softmax(-1).half().cpu()
            for row, (begin, end) in enumerate(p for p in part if p[0] < p[1]):
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
