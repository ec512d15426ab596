"""Which language a text is in: its script, its everyday words, the letters only it writes."""

from functools import cache

import regex

from musnad import lexicon

_WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
_SCRIPTS = {"Arab": regex.compile(r"\p{Arabic}"), "Latn": regex.compile(r"\p{Latin}")}
_LETTER = regex.compile(r"\p{L}")
_SAMPLE = 20_000
_FEWEST_LETTERS = 8
_LATIN_SHARE = 0.08


class Language(lexicon.Row, frozen=True, kw_only=True):
    """A language's everyday words and the letters that mark it in its script."""

    script: str
    words: tuple[str, ...]
    letters: str = ""


@cache
def _rows() -> dict[str, tuple[Language, ...]]:
    rows = lexicon.load("languages", "language", Language)
    return {script: tuple(r for r in rows if r.script == script) for script in _SCRIPTS}


def detect(text: str) -> str | None:
    """Return the ISO 639 code of the language most of the letters are in, `None` if unknown.

    Text mostly in Arabic letters is Arabic unless another language that uses them fits
    better; text in Latin letters needs some of a language's everyday words.

    >>> detect("قال الوزير إن الوفد وصل")
    'ar'
    >>> detect("123") is None
    True
    """
    sample = text[:_SAMPLE]
    total = len(_LETTER.findall(sample))
    if total < _FEWEST_LETTERS:
        return None
    for script, pattern in _SCRIPTS.items():
        if 2 * len(pattern.findall(sample)) > total:
            return _best(sample.lower(), script)
    return None


def _best(sample: str, script: str) -> str | None:
    words = _WORD.findall(sample)
    scores = {row.id: _fit(row, words, sample) for row in _rows()[script]}
    best = max(scores, key=lambda code: scores[code])
    if script == "Arab":
        return best if scores[best] > scores["ar"] else "ar"
    return best if scores[best] >= _LATIN_SHARE else None


def _fit(row: Language, words: list[str], sample: str) -> float:
    """Share of the words that are the row's, and of the letters; each letter tells little."""
    own = set(row.words)
    letters = set(row.letters)
    hits = sum(w in own for w in words) / max(1, len(words))
    marks = sum(c in letters for c in sample) / max(1, len(sample))
    return hits + marks
