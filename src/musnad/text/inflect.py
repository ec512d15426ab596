"""Inflected forms of Arabic verbs and nouns, folded, from the one or two forms a row gives.

Forms are unvocalised, so a passive and its active share theirs where the skeleton is one.
"""

from collections.abc import Iterator

from musnad.text.normalize import key

_OBJECTS = ("ه", "ها", "هم", "هما")
_POSSESSIVES = ("ه", "ها", "هم", "هما")
_ARTICLE = "ال"


def past(form: str) -> frozenset[str]:
    """Return the third-person past forms of a verb given as he-past, with object pronouns.

    A hollow verb's passive is spelled otherwise and comes with it: `اغتيل` with `اغتال`.

    >>> sorted(f for f in past("التقى") if len(f) < 7)
    ['التقاه', 'التقت', 'التقتا', 'التقته', 'التقوا', 'التقوه', 'التقي', 'التقيا']
    """
    word = key(form)
    if word.endswith("ي") or (form.endswith("ا") and len(word) > 2):
        stem = word[:-1]
        dual = stem + ("يا" if word.endswith("ي") else "وا")
        singular, bound = {word, stem + "ت"}, (stem + "ا", stem + "ت", stem + "و")
        plural = {stem + "وا", dual, stem + "تا"}
    else:
        singular, bound = {word, word + "ت"}, (word, word + "ت", word + "و")
        plural = {word + "وا", word + "ا", word + "تا", word + "ن"}
    passive = _hollow_passive(form, word)
    return frozenset(singular | plural | passive | {b + o for b in bound for o in _OBJECTS})


def _hollow_passive(form: str, word: str) -> set[str]:
    """Return the passive past of a verb with a long vowel in its middle: `أصيب`, `اغتيلت`."""
    if len(word) < _DERIVED or word[-2] != "ا" or form.endswith(("ى", "ا")):
        return set()
    stem = word[:-2] + "ي" + word[-1]
    return {stem + e for e in ("", "ت", "وا", "ا", "تا")}


_DERIVED = 4  # letters of a derived verb: three-letter passives (`قيل`) are words of their own


def present(form: str) -> frozenset[str]:
    """Return the third-person and "we" present forms of a verb given as he-present.

    >>> sorted(f for f in present("يدعو") if len(f) < 5)
    ['تدعو', 'ندعو', 'يدع', 'يدعن', 'يدعو']
    """
    word = key(form)
    weak = word.endswith(("و", "ي")) and len(word) > 3
    stem = word[1:-1] if weak else word[1:]
    out = {p + word[1:] for p in "يتن"} | {"ي" + stem}
    out |= {"ي" + stem + e for e in ("ون", "وا", "ن")} | {"ت" + stem + "وا"}
    out |= {p + word[1:] + "ان" for p in "يت"}
    out |= {p + word[1:] + o for p in "يتن" for o in _OBJECTS}
    out |= {"ي" + stem + "ون" + o for o in _OBJECTS}
    return frozenset(out)


def noun(form: str) -> Iterator[tuple[str, bool]]:
    """Yield a noun's forms with whether the article or a pronoun makes each definite.

    Case endings that show (`اتفاقا`), duals, the article and possessive pronouns; broken
    plurals are words of their own.

    >>> [f for f, definite in noun("لقاء") if definite and f.endswith("ه")]
    ['لقائه', 'لقاؤه', 'لقاءه']
    """
    word = key(form)
    yield word, False
    yield _ARTICLE + word, True
    feminine = word.endswith("ه") and len(word) > 2
    stem = word[:-1] + "ت" if feminine else word
    if not feminine:
        yield word + "ا", False
    for ending in ("ين", "ان"):
        yield stem + ending, False
        yield _ARTICLE + stem + ending, True
    stems = (word[:-1] + "ئ", word[:-1] + "ؤ", word) if word.endswith("ء") else (stem,)
    for s in stems:
        for p in _POSSESSIVES:
            yield s + p, True
