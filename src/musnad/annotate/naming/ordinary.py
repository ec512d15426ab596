"""Ordinary news vocabulary: whether a word is part of it, prefixes and endings left aside."""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from musnad.errors import LexiconError
from musnad.text.tokenize import proclitics

_PRONOUNS = frozenset({"تهما", "تهم", "تها", "ته", "هما", "ها", "هم", "هن", "ه", "نا", "كم", "تك"})
_NOT_OF_NAMES = frozenset({"وا", "ت", "ا", "ه"})
_INFLECTIONS = _NOT_OF_NAMES | {"تين", "تان", "ات", "ين", "ون", "ان", "ي", "يا", "يات"}
_LONGEST_ENDING = 4
_SHORTEST_STEM = 3


@lru_cache(maxsize=65536)
def is_common(form: str) -> bool:
    """Say whether a folded word is ordinary vocabulary, its prefixes and endings left aside.

    >>> is_common("وبالمفاوضات"), is_common("شلغوم")
    (True, False)
    """
    return any(
        rest in _common() or (len(rest) > _SHORTEST_STEM and _made(rest, _INFLECTIONS))
        for rest in _rests(form)
    )


@lru_cache(maxsize=65536)
def is_fresh(form: str) -> bool:
    """Say whether a folded word stands in no list, as it is or under endings no name has.

    A family name may look like a dual or an adjective of an ordinary word; it is fresh.

    >>> is_fresh("بدران"), is_fresh("برنامجا")
    (True, False)
    """
    return not any(rest in _common() or _made(rest, _NOT_OF_NAMES) for rest in _rests(form))


def is_listed(form: str) -> bool:
    """Say whether a folded word stands in the list just so."""
    return form in _common()


def _rests(form: str) -> Iterator[str]:
    """Yield the word without the proclitics it may carry.

    `ك` goes before the article, and before a longer word that is listed just so (`كمركز`).
    """
    for head, rest in proclitics(form):
        listed = len(rest) > _SHORTEST_STEM and rest in _common()
        if "ك" not in head or rest.startswith("ال") or listed:
            yield rest
            if rest.startswith("ال"):
                yield rest[2:]
            elif rest[:1] == "س" and rest[1:2] in {"ي", "ت", "ن", "ا"}:
                yield rest[1:]


def _made(word: str, endings: frozenset[str]) -> bool:
    """Say whether the word is a listed one with such an ending, or that with a pronoun."""
    if _inflected(word, endings):
        return True
    return any(stem in _common() or _inflected(stem, endings) for stem in _without(word, _PRONOUNS))


def _inflected(word: str, endings: frozenset[str]) -> bool:
    common = _common()
    return any(s in common or s + "ه" in common for s in _without(word, endings))


def _without(word: str, endings: frozenset[str]) -> Iterator[str]:
    for size in range(1, min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM) + 1):
        if word[-size:] in endings:
            yield word[:-size]


@cache
def _common() -> frozenset[str]:
    path = resources.files("musnad.lexicon") / "common_words.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as e:
        raise LexiconError(f"lexicon/common_words.txt: {e}; put the file back") from e
    return frozenset(line for line in lines if line and not line.startswith("#"))
