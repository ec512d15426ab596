"""The tokenizer, cut to the pieces that Arabic news is written in."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

_SPECIAL = 4
_ARABIC = "\u0621-\u063a\u0641-\u064a\u0660-\u0669پچڤگ"
_MARKS = r"\x21-\x7e«»“”‘’…–—،؛؟٪٫٬"
_ONE = re.compile(rf"▁?[\u0600-\u06ff{_MARKS}]?")
_KEPT = re.compile(rf"▁?[{_ARABIC}]+")
_IF_USED = re.compile(rf"▁?[\u0600-\u06ff{_MARKS}]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A cut tokenizer and the rows of the full embedding matrix that its pieces have."""

    tokenizer: Tokenizer
    rows: list[int]


def cut(path: Path, words: Iterable[str]) -> Vocabulary:
    """Cut a tokenizer to Arabic letters' pieces, and of others to those that the words use.

    Single letters and marks stay, so that nothing printed is unknown. Pieces with letters that
    Arabic lacks (Persian, Urdu, Uyghur) go.
    """
    full = Tokenizer.from_file(str(path))
    used: set[str] = set()
    for encoding in full.encode_batch(list(words), add_special_tokens=False):
        used.update(encoding.tokens)
    spec = json.loads(path.read_text(encoding="utf-8"))
    pieces = spec["model"]["vocab"]
    rows = [
        i
        for i, (piece, _) in enumerate(pieces)
        if i < _SPECIAL
        or _ONE.fullmatch(piece)
        or _KEPT.fullmatch(piece)
        or (piece in used and _IF_USED.fullmatch(piece))
    ]
    spec["model"]["vocab"] = [pieces[i] for i in rows]
    spec["added_tokens"] = [t for t in spec["added_tokens"] if t["id"] < _SPECIAL]
    return Vocabulary(Tokenizer.from_str(json.dumps(spec)), rows)
