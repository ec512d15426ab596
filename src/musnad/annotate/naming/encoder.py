"""The encoder: a small network that labels the words of sentences as names.

It needs its model files (`training/README.md` says how they are made) and the packages of the
extra `encoder`; without them `installed()` says so once in the log and returns `None`, and
names come from lists and context.
"""

import logging
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.model import Label
from musnad.text.normalize import DROPPED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

    Scores = NDArray[np.float32]

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
"""The labels in the order of the model's output."""

FOLDER = Path(__file__).parents[2] / "models"
"""Where an installation has its encoder."""

_MODEL = "names.onnx"
_TOKENIZER = "names.tokenizer.json"
_MOST_THREADS = 4
MOST_PIECES = 192
_BATCH_PIECES = 4096
_PAD = 1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tag:
    """A name over words `start` to `end`; `sureness`, 0 to 1, is that of its least sure word."""

    start: int
    end: int
    label: Label
    sureness: float


class Encoder:
    """The model and its tokenizer, loaded."""

    def __init__(self, session: "InferenceSession", tokenizer: "Tokenizer") -> None:
        self._session = session
        self._tokenizer = tokenizer

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[tuple[Tag, ...]]:
        """Return the names of each sentence, a sequence of words with marks as words.

        The words are read without diacritics and tatweel, as in training. What is beyond
        192 pieces of a sentence (about 120 words) is left without names.
        """
        cleaned = [[DROPPED.sub("", w) or w for w in s] for s in sentences]
        encoded = self._tokenizer.encode_batch(cleaned, is_pretokenized=True)
        out: list[tuple[Tag, ...]] = [()] * len(sentences)
        for batch in _batches([min(len(e.ids), MOST_PIECES) for e in encoded]):
            scores = self._scores([encoded[i] for i in batch])
            for row, i in enumerate(batch):
                out[i] = tuple(_tags(scores[row][_first_pieces(encoded[i])]))
        return out

    def _scores(self, batch: "list[Encoding]") -> "Scores":
        """Return the label scores of each piece: [sentences, pieces, labels]."""
        import numpy as np  # noqa: PLC0415 - numpy and onnxruntime load only where they are used

        most = min(max(len(e.ids) for e in batch), MOST_PIECES)
        ids = np.full((len(batch), most), _PAD, np.int64)
        mask = np.zeros((len(batch), most), np.int64)
        for row, e in enumerate(batch):
            kept = e.ids[:most]
            ids[row, : len(kept)] = kept
            mask[row, : len(kept)] = 1
        (scores,) = self._session.run(None, {"ids": ids, "mask": mask})
        return np.asarray(scores, np.float32)


def lacking(folder: Path = FOLDER) -> str | None:
    """Say what an encoder in a folder lacks, without loading it; `None` when nothing."""
    for name in (_MODEL, _TOKENIZER):
        if not (folder / name).is_file():
            return f"{folder / name}: no such file"
    for package in ("numpy", "onnxruntime", "tokenizers"):
        if find_spec(package) is None:
            return f"the package {package} is not installed; install musnad[encoder]"
    return None


@cache
def installed() -> Encoder | None:
    """Return the encoder of this installation, loaded once a process, or `None`."""
    reason = lacking()
    if reason:
        log.info("names come from lists and context alone: %s", reason)
        return None
    return load(FOLDER)


def load(folder: Path) -> Encoder:
    """Load an encoder from a folder that lacks nothing."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    options = SessionOptions()
    alone = multiprocessing.parent_process() is None
    options.intra_op_num_threads = min(os.cpu_count() or 1, _MOST_THREADS) if alone else 1
    session = InferenceSession(str(folder / _MODEL), options, providers=["CPUExecutionProvider"])
    return Encoder(session, Tokenizer.from_file(str(folder / _TOKENIZER)))


def labels(tags: Iterable[Tag], count: int) -> list[str]:
    """Return names as BIO labels of a sentence of so many words.

    >>> labels([Tag(1, 3, Label.PER, 0.9)], 4)
    ['O', 'B-PER', 'I-PER', 'O']
    """
    out = ["O"] * count
    for tag in tags:
        out[tag.start : tag.end] = [f"I-{tag.label}"] * (tag.end - tag.start)
        out[tag.start] = f"B-{tag.label}"
    return out


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Yield the indices of sentences of like length, so many that a batch stays small."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[i] > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _first_pieces(encoding: "Encoding") -> list[int]:
    """Return where each word begins among the pieces."""
    out = []
    last = None
    for at, word in enumerate(encoding.word_ids[:MOST_PIECES]):
        if word is not None and word != last:
            out.append(at)
        last = word
    return out


def _tags(scores: "Scores") -> Iterator[Tag]:
    """Yield the names of one sentence from the scores of its words."""
    import numpy as np  # noqa: PLC0415

    if not len(scores):
        return
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    sureness = shifted / shifted.sum(-1, keepdims=True)
    path = scores.argmax(-1).tolist()
    if not _is_legal(path):
        path = _best_legal(scores)
    start = 0
    for at in range(1, len(path) + 1):
        if at < len(path) and path[at] and not path[at] % 2:
            continue
        if path[start]:
            least = min(float(sureness[i, path[i]]) for i in range(start, at))
            yield Tag(start, at, Label(LABELS[path[start]][2:]), least)
        start = at


def _follows(before: int, label: int) -> bool:
    """Say whether a label may follow another: the even ones (`I-`) go on a name of their kind."""
    return label == 0 or label % 2 == 1 or before in {label - 1, label}


def _is_legal(path: list[int]) -> bool:
    return _follows(0, path[0]) and all(_follows(a, b) for a, b in pairwise(path))


def _best_legal(scores: "Scores") -> list[int]:
    """Return the legal sequence of labels with the highest sum of scores (Viterbi)."""
    import numpy as np  # noqa: PLC0415

    count = len(LABELS)
    barred = np.array(
        [[0.0 if _follows(a, b) else -1e9 for b in range(count)] for a in range(count)]
    )
    total = scores[0] + barred[0]
    back = []
    for row in scores[1:]:
        ways = total[:, None] + barred
        back.append(ways.argmax(0))
        total = ways.max(0) + row
    path = [int(total.argmax())]
    for best in reversed(back):
        path.append(int(best[path[-1]]))
    return path[::-1]
