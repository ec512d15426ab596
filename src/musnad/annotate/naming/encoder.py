"""The encoder: a small network that labels the words of sentences as names.

Its files lie in `musnad/models`, whose README.md is the model card. Without them (a slim
installation) `installed()` says so once in the log and returns `None`, and names come from lists
and context.
"""

import logging
import multiprocessing
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.model import Label
from musnad.text.normalize import DROPPED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    Scores = NDArray[np.float32]

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
"""The labels in the order of the model's output."""

MOST_PIECES = 192
"""The longest window that the encoder reads, its end marks counted in."""

ROOM = MOST_PIECES - 2

Window = tuple[int, int]

FOLDER = Path(__file__).parents[2] / "models"
"""Where an installation has its encoder."""

MODEL = "names.onnx"
TOKENIZER = "names.tokenizer.json"
THREADS = "MUSNAD_THREADS"
"""The environment variable that says how many threads the encoder may use in a process."""

_MOST_THREADS = 4
_BATCH = 16
_BEGIN, _PAD, _END = 0, 1, 2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tag:
    """A name over words `start` to `end`.

    `sureness`, 0 to 1, is the probability that its least sure word stands in a name, of whatever
    label: what is a name and of which kind are two questions.
    """

    start: int
    end: int
    label: Label
    sureness: float


class Encoder:
    """The model and its tokenizer, loaded."""

    def __init__(self, session: "InferenceSession", tokenizer: "Tokenizer") -> None:
        self._session = session
        self._tokenizer = tokenizer

    def scores(self, sentences: "Sequence[Sequence[str]]") -> "list[Scores]":
        """Return each sentence's label log-probabilities: [words, labels], float32.

        The sentences are those of one text, in order, as words with marks as words: they are
        read together, up to 190 pieces at a time, so that each is read beside its neighbours.
        Diacritics and tatweel are dropped, as in training.
        """
        import numpy as np  # noqa: PLC0415 - numpy and onnxruntime load only where they are used

        words = [DROPPED.sub("", w) or w for s in sentences for w in s]
        if not words:
            return [np.zeros((0, len(LABELS)), np.float32) for _ in sentences]
        encoded = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        first = _first_pieces(encoded.word_ids, len(words))
        ends = list(accumulate(len(s) for s in sentences))
        pieces = np.asarray(encoded.ids, np.int64)
        found = np.zeros((len(words), len(LABELS)), np.float32)
        for batch in _batches(list(_windows(first, ends))):
            self._read(pieces, first, batch, found)
        return np.split(found, ends[:-1])

    def _read(
        self, pieces: "NDArray[np.int64]", first: list[int], batch: list[Window], out: "Scores"
    ) -> None:
        """Write the scores of the words of some windows, ranges of words, to `out`."""
        import numpy as np  # noqa: PLC0415

        sizes = [first[b] - first[a] for a, b in batch]
        ids = np.full((len(batch), min(max(sizes), ROOM) + 2), _PAD, np.int64)
        ids[:, 0] = _BEGIN
        for row, ((a, _), size) in enumerate(zip(batch, sizes, strict=True)):
            kept = min(size, ROOM)
            ids[row, 1 : kept + 1] = pieces[first[a] : first[a] + kept]
            ids[row, kept + 1] = _END
        mask = (ids != _PAD).astype(np.int64)
        (scores,) = self._session.run(None, {"ids": ids, "mask": mask})
        for row, (a, b) in enumerate(batch):
            at = np.minimum(np.asarray(first[a:b]) - first[a], ROOM - 1) + 1
            out[a:b] = normal(scores[row, at])


def lacking(folder: Path = FOLDER) -> str | None:
    """Say what an encoder in a folder lacks, without loading it; `None` when nothing."""
    for name in (MODEL, TOKENIZER):
        if not (folder / name).is_file():
            return f"{folder / name}: no such file"
    for package in ("numpy", "onnxruntime", "tokenizers"):
        if find_spec(package) is None:
            return f"the package {package} is not installed: pip install {package}"
    return None


@cache
def installed() -> Encoder | None:
    """Return the encoder of this installation, loaded once a process, or `None`."""
    reason = lacking()
    if reason:
        log.info("names come from lists and context alone: %s", reason)
        return None
    return load(FOLDER)


def _threads() -> int:
    """Return how many threads to use: as told, one in one process of many, else a few."""
    told = os.environ.get(THREADS, "")
    if told.isdigit() and int(told):
        return int(told)
    alone = multiprocessing.parent_process() is None
    return min(os.cpu_count() or 1, _MOST_THREADS) if alone else 1


def load(folder: Path) -> Encoder:
    """Load an encoder from a folder that lacks nothing."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    options = SessionOptions()
    options.intra_op_num_threads = _threads()
    # a thread that waits must not keep a processor busy that other processes need
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    return Encoder(session, Tokenizer.from_file(str(folder / TOKENIZER)))


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


def _windows(first: list[int], ends: list[int]) -> Iterator[Window]:
    """Yield ranges of words that a window holds: whole sentences where they fit, else a part.

    `first` holds where each word's pieces begin and, last, where they all end; `ends` the
    sentences' ends, in words.
    """
    begin, whole = 0, 0
    for end in ends:
        while first[end] - first[begin] > ROOM:
            if whole == begin:
                whole = max(begin + 1, bisect_right(first, first[begin] + ROOM) - 1)
            yield begin, whole
            begin = whole
        whole = end
    if begin < whole:
        yield begin, whole


def _batches(windows: list[Window]) -> Iterator[list[Window]]:
    """Yield lists of so many windows that a batch stays small."""
    for at in range(0, len(windows), _BATCH):
        yield windows[at : at + _BATCH]


def _first_pieces(word_ids: Sequence[int | None], count: int) -> list[int]:
    """Return where each word begins among the pieces and, last, where the last one ends."""
    out = [len(word_ids)] * (count + 1)
    for at in range(len(word_ids) - 1, -1, -1):
        word = word_ids[at]
        if word is not None:
            out[word] = at
    for word in range(count - 1, -1, -1):  # a word without pieces begins where the next one does
        out[word] = min(out[word], out[word + 1])
    return out


def normal(scores: "Scores") -> "Scores":
    """Return scores [words, labels] as log-probabilities."""
    import numpy as np  # noqa: PLC0415

    best = scores - scores.max(-1, keepdims=True)
    out: Scores = best - np.log(np.exp(best).sum(-1, keepdims=True))
    return out


def tags(scores: "Scores") -> Iterator[Tag]:
    """Yield the names of one sentence from its label log-probabilities [words, labels]."""
    import numpy as np  # noqa: PLC0415

    if not len(scores):
        return
    outside = np.exp(scores[:, 0])
    path = scores.argmax(-1).tolist()
    if not _is_legal(path):
        path = _best_legal(scores)
    start = 0
    for at in range(1, len(path) + 1):
        if at < len(path) and path[at] and not path[at] % 2:
            continue
        if path[start]:
            least = 1 - float(outside[start:at].max())
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
