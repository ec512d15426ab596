"""Names in Latin letters, for readers of English, where no list has their English form.

The scheme is that of the IJMES table without dots and marks, as newsrooms simplify it: ث th,
خ kh, ذ dh, ش sh, غ gh, ق q; the hamza is
dropped, ع is an `a` except beside a vowel; the article is `al-`. Names that news
in English writes in a usual way have it (`lexicon/romanization.toml`). Arabic does not write
short vowels: an `a` stands for one where two consonants would open a word or three would meet,
so the form can be read out, and is marked as a transliteration.
"""

from functools import cache

from musnad import lexicon
from musnad.text.normalize import DROPPED, key

_SOUNDS = {
    **dict(zip("بتجحدرزسصضطظفقكلمنهپڤگ", "btjhdrzssdtzfqklmnhpvg", strict=True)),
    **{"ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh", "غ": "gh", "چ": "ch"},
    **{"ا": "a", "أ": "a", "إ": "i", "آ": "a", "ى": "a", "ة": "a", "ئ": "i", "ؤ": "u"},
}
_ALEFS = frozenset("اأإ")
_LONG = frozenset("اوىيآأإة")
_ARTICLE = "ال"


class WordRow(lexicon.Row, frozen=True, kw_only=True):
    """Latin forms of names and parts of names, each with its Arabic spellings."""

    words: dict[str, tuple[str, ...]]


def romanized(name: str) -> str:
    """Return a name in Latin letters.

    >>> romanized("طارق الحضيني"), romanized("سليمة أبو شلغوم"), romanized("إيلين")
    ('Tariq al-Hadini', 'Salima Abu Shalghum', 'Ilin')
    """
    words = DROPPED.sub("", name).split()
    out: list[str] = []
    at = 0
    while at < len(words):
        known = _words().get(key(" ".join(words[at : at + 2])))
        if known and at + 1 < len(words):
            out.append(known)
            at += 2
            continue
        out.append(_words().get(key(words[at])) or _word(words[at]))
        at += 1
    text = " ".join(out)
    return text if text.startswith("al-") else text[:1].upper() + text[1:]


def _word(word: str) -> str:
    letters = word.strip("\"'«»“”()،,.")
    if not any("\u0621" <= c <= "\u06ff" for c in letters):
        return letters
    if letters.startswith(_ARTICLE) and len(letters) > 4:
        inner = _words().get(key(letters[2:])) or _spelled(letters[2:]).capitalize()
        return f"al-{inner}"
    return _spelled(letters).capitalize()


def _spelled(word: str) -> str:
    """Return a word letter by letter, with an `a` where it could not be read out."""
    sounds = [_sound(word, i) for i in range(len(word))]
    out = ""
    consonants = 0
    for i, sound in enumerate(sounds):
        if not sound:
            continue
        if sound[0] in "aeiou":
            consonants = 0
        else:
            consonants += 1
            last = not any(sounds[i + 1 :])
            if consonants > 2 or (consonants == 2 and (len(out.strip("h")) < 2 or last)):
                out += "a"
                consonants = 1
        out += sound
    return out


def _sound(word: str, i: int) -> str:
    """Return the sound of a letter: و and ي are consonants before a vowel and at the beginning."""
    letter = word[i]
    following = word[i + 1] if i + 1 < len(word) else ""
    if i == 0 and letter in _ALEFS and following in {"و", "ي"} and word[2:3] not in _LONG:
        return ""  # the alef only carries the vowel: إيلين, أوريغون
    if letter == "ع":
        return "" if following in _LONG or word[max(i - 1, 0)] in _LONG else "a"
    if letter in "وي":
        carried = i == 1 and word[0] in _ALEFS and following not in _LONG
        open_before = word[i - 1] in "اأآ" and not carried
        consonant = i == 0 or following in {"ا", "ى", "ة", "آ"} or open_before
        if letter == "و":
            return "w" if consonant else "u"
        return "y" if consonant else "i"
    return _SOUNDS.get(letter, "")


@cache
def _words() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in lexicon.load("romanization", "word", WordRow):
        for latin, spellings in row.words.items():
            for spelling in spellings:
                out.setdefault(key(spelling), latin)
    return out
