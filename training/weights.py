"""Starting weights: those of multilingual-e5-small, cut to a vocabulary, kept between steps."""

from dataclasses import astuple, replace
from pathlib import Path

import numpy as np

from musnad.meaning.weights import Floats, Sizes, Start, read

__all__ = ["Floats", "Sizes", "Start", "cut", "load", "read", "save"]


def cut(start: Start, rows: list[int]) -> Start:
    """Return the same with these rows of the word embeddings alone."""
    words = start.tensors["emb.word"].reshape(start.sizes.pieces, -1)[rows].ravel()
    sizes = replace(start.sizes, pieces=len(rows))
    return Start(sizes, start.norm_eps, {**start.tensors, "emb.word": words})


def save(start: Start, path: Path) -> None:
    """Write the tensors to an `.npz` file."""
    arrays = {"sizes": astuple(start.sizes), "norm_eps": start.norm_eps, **start.tensors}
    np.savez(path, **arrays)  # type: ignore[arg-type] # arrays by name


def load(path: Path) -> Start:
    """Read what `save` wrote."""
    with np.load(path) as arrays:
        tensors = {name: arrays[name] for name in arrays if name not in {"sizes", "norm_eps"}}
        return Start(Sizes(*map(int, arrays["sizes"])), float(arrays["norm_eps"]), tensors)
