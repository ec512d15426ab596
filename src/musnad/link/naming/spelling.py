"""Two spellings of one foreign name: the same consonants, letters that stand for one sound.

Arabic writes foreign sounds in several ways (نتنياهو and نتانياهو, غوتيريش and جوتيريش).
Its own names differ by just such letters (سالم and سليم), so words of the language, given names
and names with the article are only ever equal as they stand.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from musnad.annotate.naming.ordinary import is_common
from musnad.annotate.naming.vocabulary import look
from musnad.link.naming.seen import Seen
from musnad.model import Label

_SOUNDS = str.maketrans(
    {**dict.fromkeys("جق", "غ"), "ط": "ت", "ص": "س", "ظ": "ز", "ذ": "ز", "ض": "د", "پ": "ب"}
)
_VOWELS = frozenset("اويئؤءى")
_LEAST_LIKE = 80.0
_LEAST_LIKE_ALONE = 85.0
_SHORTEST_ALONE = 5
_SHORTEST = 4
_TOGETHER = 0.34
"""Two spellings that so large a share of the reports with the rarer one has both are two names."""


def sound(word: str) -> str:
    """Return the consonants of a folded word as classes of sounds, its first and last letter kept.

    >>> sound("نتنياهو") == sound("نتانياهو"), sound("غوتيريش") == sound("جوتيريس")
    (True, False)
    """
    word = word.translate(_SOUNDS)
    inner = "".join(c for c in word[1:-1] if c not in _VOWELS)
    out = word[:1] + inner + word[-1:]
    return "".join(c for i, c in enumerate(out) if i == 0 or c != out[i - 1])


def pairs(seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that are two spellings of one, the rarer before the more common.

    Only names of one kind whose consonants are the same are compared.
    """
    blocks: dict[tuple[Label, str], list[str]] = defaultdict(list)
    for name in sorted(seen.kinds):
        kind = seen.kind(name)
        if kind:
            blocks[kind, "".join(map(sound, _joined(name).split()))].append(name)
    for (kind, _), block in sorted(blocks.items()):
        ordered = sorted(block, key=lambda n: (-seen.reports[n].total(), n))
        for i, rarer in enumerate(ordered):
            for name in ordered[:i]:
                if _same(rarer, name, kind, seen) and not _together(rarer, name, seen.reports):
                    yield rarer, name
                    break


def _joined(name: str) -> str:
    """Return a folded name with what is written as one word or as two in one way."""
    for particle in ("عبد ", "ابو ", "ابا ", "ابي "):
        name = f" {name}".replace(f" {particle}", f" {particle[:-1]}").strip()
    return name


def _same(a: str, b: str, kind: Label, seen: Seen) -> bool:
    first, second = _joined(a).split(), _joined(b).split()
    if "".join(first) == "".join(second):
        return True
    if len(first) != len(second):
        return False
    unlike = [i for i, (x, y) in enumerate(zip(first, second, strict=True)) if x != y]
    alone = len(first) == len(unlike)
    articled = _articled(a, seen) | _articled(b, seen)
    return all(
        _alike(first[i], second[i], alone)
        and not (kind is Label.PER and {first[i], second[i]} & articled)
        for i in unlike
    )


def _articled(name: str, seen: Seen) -> set[str]:
    """Return the words of a folded name that have the article as reports spell it."""
    spelled = seen.usual(name).split()
    return {w for w, s in zip(name.split(), spelled, strict=False) if s.startswith("ال")}


@lru_cache(maxsize=65536)
def _alike(a: str, b: str, alone: bool) -> bool:
    """Say whether two words are spellings of one; `alone`, where no other word speaks for it."""
    if min(len(a), len(b)) < (_SHORTEST_ALONE if alone else _SHORTEST) or sound(a) != sound(b):
        return False
    if _of_language(a) and _of_language(b):
        return False
    return fuzz.ratio(a, b) >= (_LEAST_LIKE_ALONE if alone else _LEAST_LIKE)


def _of_language(word: str) -> bool:
    form = look(word)
    if word.startswith("عبد"):
        return True
    return is_common(word) or is_common("ال" + word) or form.given == 0 or form.weak == 0


def _together(rarer: str, name: str, reports: Mapping[str, Mapping[str, int]]) -> bool:
    both = sum(document in reports[name] for document in reports[rarer])
    return both >= _TOGETHER * len(reports[rarer])
