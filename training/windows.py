"""Windows: sentences that follow one another, as piece ids with the labels wanted of them.

All sentences lie one after another in flat arrays, on the device that fits; a window is a range of
them, and a batch is gathered there: no piece is copied by Python.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from musnad.annotate.naming.encoder import LABELS, MOST_PIECES
from musnad.text.normalize import DROPPED
from training.corpora import Sentence

BEGIN, PAD, END, MASK = 0, 1, 2, 3
"""Ids of marks; `<unk>` stands for a hidden piece, since `<mask>` is cut away."""

FIRST_PIECE = 4
ROOM = MOST_PIECES - 2
"""The pieces of text that a window holds beside its end marks."""

NOTHING = len(LABELS)
"""The label of pieces that want none: all but the first of each word."""

_SHORTEST = 48
_STEP = 64
"""Batches are padded to so many pieces and hold as many windows as fill them: few shapes,
since each new one costs the libraries time."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Flat:
    """Sentences as pieces: ids and labels [pieces], and where each sentence ends."""

    ids: NDArray[np.uint16]
    labels: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @property
    def ranges(self) -> list[Range]:
        """The sentences' ranges of pieces."""
        ends = self.ends.tolist()
        return list(zip([0, *ends], ends, strict=False))


def flat(sentences: Iterable[Sentence], tokenizer: Tokenizer) -> Flat:
    """Return labelled sentences as pieces, each cut after a window's room."""
    kept = [s for s in sentences if s]
    inputs = [[DROPPED.sub("", w) or w for w, _ in s] for s in kept]
    encoded = tokenizer.encode_batch(inputs, is_pretokenized=True, add_special_tokens=False)
    ids: list[int] = []
    labels: list[int] = []
    ends = []
    for sentence, e in zip(kept, encoded, strict=True):
        last = None
        for word in e.word_ids[:ROOM]:
            if word is None or word == last:
                labels.append(NOTHING)
            else:
                labels.append(LABELS.index(sentence[word][1]))
            last = word
        ids += e.ids[:ROOM]
        ends.append(len(ids))
    return Flat(np.array(ids, np.uint16), np.array(labels, np.uint8), np.array(ends))


class Store:
    """Flat corpora on a device: ids, wanted shares of labels, and the head of each."""

    def __init__(self, corpora: Sequence[tuple[Flat, int]], device: str) -> None:
        eye = torch.eye(NOTHING + 1, NOTHING, device=device, dtype=torch.float16)
        self.device = device
        self.ids = torch.cat([torch.from_numpy(f.ids.astype(np.int64)) for f, _ in corpora])
        self.ids = self.ids.to(device)
        labels = torch.cat([torch.from_numpy(f.labels.astype(np.int64)) for f, _ in corpora])
        self.wanted = eye[labels.to(device)]
        heads = [torch.full((len(f.ids),), head) for f, head in corpora]
        self.head = torch.cat(heads).to(device)
        self.sentences: list[list[Range]] = []
        base = 0
        for f, _ in corpora:
            self.sentences.append([(base + a, base + b) for a, b in f.ranges])
            base += len(f.ids)

    def want(self, sentences: Sequence[Range], found: NDArray[np.float16]) -> None:
        """Want these label probabilities [pieces, labels] of the words of sentences in a row."""
        a, b = sentences[0][0], sentences[-1][1]
        words = self.wanted[a:b].any(-1, keepdim=True)
        self.wanted[a:b] = torch.from_numpy(found).to(self.device) * words

    def batch(self, ranges: Tensor, length: int) -> "Batch":
        """Return windows, [batch, 2], with their end marks, padded to a length."""
        starts, ends = ranges.to(self.device).T
        lengths = ends - starts
        at = torch.arange(length, device=self.device)[None] - 1
        inside = (at >= 0) & (at < lengths[:, None])
        index = (starts[:, None] + at).clamp(0, len(self.ids) - 1)
        ids = torch.where(inside, self.ids[index], PAD)
        ids[:, 0] = BEGIN
        ids = torch.where(at == lengths[:, None], END, ids)
        wanted = self.wanted[index] * inside[..., None]
        return Batch(ids, (at <= lengths[:, None]).long(), wanted, self.head[starts])


@dataclass(frozen=True, slots=True)
class Batch:
    """ids and mask [batch, pieces], wanted [batch, pieces, labels], head [batch]."""

    ids: Tensor
    mask: Tensor
    wanted: Tensor
    head: Tensor


def windows(sentences: Sequence[Range], rng: Random, alone: float) -> Iterator[Range]:
    """Yield sentences alone, a share of them, or with those that follow, as room allows.

    Where some stand alone, the room of the others is random; else windows are full.
    """
    at = 0
    while at < len(sentences):
        room = ROOM
        if alone:
            room = 0 if rng.random() < alone else rng.randint(_SHORTEST, ROOM)
        begin, end = sentences[at]
        at += 1
        while at < len(sentences) and sentences[at][1] - begin <= room:
            end = sentences[at][1]
            at += 1
        yield begin, end


def batches(ranges: Iterable[Range], size: int, rng: Random) -> list[list[Range]]:
    """Return batches of about `size` pieces, padding counted in, in random order.

    Those of a length have as many windows each: empty ones fill the last.
    """
    by_length: defaultdict[int, list[Range]] = defaultdict(list)
    for a, b in ranges:
        by_length[padded(b - a)].append((a, b))
    out: list[list[Range]] = []
    for length, group in sorted(by_length.items()):
        rows = max(1, size // length)
        rng.shuffle(group)
        group.extend([(0, 0)] * (-len(group) % rows))
        out.extend(group[at : at + rows] for at in range(0, len(group), rows))
    rng.shuffle(out)
    return out


def padded(pieces: int) -> int:
    """Return the length that a window of so many pieces is padded to, its end marks counted in."""
    return -(-(pieces + 2) // _STEP) * _STEP


def packed(sentences: Sequence[Range]) -> Iterator[Range]:
    """Yield windows of as many sentences as there is room for, as use packs them."""
    begin, end = sentences[0]
    for a, b in sentences[1:]:
        if b - begin > ROOM:
            yield begin, end
            begin = a
        end = b
    yield begin, end
