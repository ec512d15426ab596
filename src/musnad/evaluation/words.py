"""Comparing words leniently: spelling folded, punctuation ignored, proclitics forgiven."""

import re
import unicodedata

from musnad.text.normalize import key

_CARRIERS = str.maketrans("ؤئ", "وء")
_AND_THE = ("وال", "بال", "كال", "فال")


def words(text: str | None) -> list[str]:
    """Return the folded words of a text.

    >>> words("«أُعلِن»، في ٧ آب")
    ['اعلن', 'في', '7', 'اب']
    """
    folded = key(unicodedata.normalize("NFKC", text or "")).translate(_CARRIERS)
    return re.findall(r"\w+", folded)


def squeezed(text: str | None) -> str:
    """Return the folded words joined by single spaces."""
    return " ".join(words(text))


def bare(word: str) -> str:
    """Return a folded word without what may be a proclitic.

    >>> bare("والوفد"), bare("للوفد"), bare("بوفد")
    ('الوفد', 'الوفد', 'وفد')
    """
    if word.startswith(_AND_THE) and len(word) > 5:
        return word[1:]
    if word.startswith("لل") and len(word) > 4:
        return "ال" + word[2:]
    if word[:1] in set("وفبلك") and len(word) > 3:
        return word[1:]
    return word


def overlap(a: str | None, b: str | None) -> float:
    """Return the F1 of two texts as bags of words, 0 to 1.

    >>> overlap("وفد الحركة", "وفد من الحركة")
    0.8
    """
    left, right = words(a), words(b)
    if not left or not right:
        return 0.0
    total, hits = len(left) + len(right), 0
    for word in left:
        for form in (word, bare(word)):
            found = next((x for x in right if form in {x, bare(x)}), None)
            if found is not None:
                right.remove(found)
                hits += 1
                break
    return 2 * hits / total


def same_name(a: str | None, b: str | None) -> bool:
    """Say whether two names may be one: one's words in the other's, or most in common.

    >>> same_name("ليون", "برناردينو ليون"), same_name("مصر", "قطر")
    (True, False)
    """
    left, right = set(map(bare, words(a))), set(map(bare, words(b)))
    if not left or not right:
        return False
    common = len(left & right)
    return common == min(len(left), len(right)) or common / min(len(left), len(right)) >= 0.6
