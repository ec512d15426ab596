"""Folding: one spelling for the many ways a word is written, with the way back kept.

Dropped: diacritics, tatweel, bidi controls, zero-width joiners. Folded one to one:
alef forms to ا, ى and Persian ی to ي, ک to ك, ة to ه, digits of both sets to ASCII,
no-break and other spaces to a space, quotation marks to `"`. Line ends stay. ؤ and ئ
stay, since they tell words apart.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from musnad.model import Span

DROPPED = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_FOLD = {
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    **dict.fromkeys(map(ord, "ىیے"), "ي"),
    ord("ک"): "ك",
    ord("ة"): "ه",
    **{ord(c): str(i) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩")},
    **{ord(c): str(i) for i, c in enumerate("۰۱۲۳۴۵۶۷۸۹")},
    **dict.fromkeys([0xA0, 0x2007, 0x202F, 0x3000, *range(0x2000, 0x200B)], " "),
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′"), "'"),
    **dict.fromkeys(map(ord, "–—―−"), "-"),
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the offset it came from.

    `starts` has one entry more than `text`: the length of the original.
    """

    text: str
    starts: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the original range of folded `[start, end)`, its diacritics included.

        >>> fold("مؤكِّدًا").span(0, 5)
        Span(start=0, end=8)
        """
        if end <= start:
            return Span(self.starts[start], self.starts[start])
        return Span(self.starts[start], self.starts[end])

    def at(self, offset: int) -> int:
        """Return the folded offset of an original one (of the next kept character)."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Fold a text for matching.

    >>> fold("أُعلِنَ اليوم").text
    'اعلن اليوم'
    """
    if not DROPPED.search(text):
        return Folded(text.translate(_FOLD), range(len(text) + 1))
    starts: list[int] = []
    kept = 0
    for m in DROPPED.finditer(text):
        starts.extend(range(kept, m.start()))
        kept = m.end()
    starts.extend(range(kept, len(text) + 1))
    return Folded(DROPPED.sub("", text).translate(_FOLD), starts)


def key(text: str) -> str:
    """Fold a short string and squeeze its spaces: what lexicon look-ups compare.

    >>> key("  الأُممُ   المتّحدة ")
    'الامم المتحده'
    """
    return " ".join(DROPPED.sub("", text).translate(_FOLD).split())


def bare(name: str) -> str:
    """Fold a name for comparison: hamza, diacritics, marks and each word's article dropped.

    >>> bare("الأمم المتّحدة") == bare("أمم متحدة"), bare("أ.ف.ب") == bare("أ ف ب")
    (True, True)
    """
    return " ".join(_without_article(w) for w in key(name).translate(_MARKS).split())


_MARKS = str.maketrans({'"': "", ".": " "})


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def keys(words: str) -> frozenset[str]:
    """Fold a line of words into the set that look-ups compare.

    >>> sorted(keys("إلى على"))
    ['الي', 'علي']
    """
    return frozenset(map(key, words.split()))
