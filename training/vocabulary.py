"""The tokenizer, cut to the pieces that Arabic news is written in."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

_SPECIAL = 5
_MARKS = r"\x21-\x7e«»“”‘’…–—،؛؟٪٫٬"
_ONE = re.compile(rf"▁?(?:[\u0600-\u06ff{_MARKS}])?")
_KEPT = re.compile(rf"▁?(?:[\u0600-\u06ff]+|[{_MARKS}]+)")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A cut tokenizer and the rows of the full embedding matrix that its pieces have."""

    tokenizer: Tokenizer
    rows: list[int]


def cut(path: Path, words: Counter[str]) -> Vocabulary:
    """Cut a tokenizer to its single letters and marks and the pieces that the words use."""
    full = Tokenizer.from_file(str(path))
    used: Counter[str] = Counter()
    forms = list(words)
    for form, encoding in zip(
        forms, full.encode_batch(forms, add_special_tokens=False), strict=True
    ):
        for piece in encoding.tokens:
            used[piece] += words[form]
    spec = json.loads(path.read_text(encoding="utf-8"))
    pieces = spec["model"]["vocab"]
    rows = [
        i
        for i, (piece, _) in enumerate(pieces)
        if i < _SPECIAL - 1
        or _ONE.fullmatch(piece)
        or (used[piece] >= _FEWEST and _KEPT.fullmatch(piece))
    ]
    spec["model"]["vocab"] = [pieces[i] for i in rows]
    spec["added_tokens"] = [t for t in spec["added_tokens"] if t["id"] < _SPECIAL - 1]
    return Vocabulary(Tokenizer.from_str(json.dumps(spec)), rows)
