"""Names of bodies with the noun of their kind before them, and with their acronyms."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from musnad import lexicon
from musnad.annotate.naming.listed import folded, listed
from musnad.annotate.naming.ordinary import is_common, is_listed
from musnad.annotate.naming.vocabulary import WordList
from musnad.link.naming.bodies import body
from musnad.link.naming.seen import Seen
from musnad.model import Label, NameReason
from musnad.text.normalize import bare


class KindRow(WordList, frozen=True, kw_only=True):
    """Nouns that say what kind of thing a name names."""

    label: Label


_Join = tuple[str, str, NameReason, tuple[str, ...]]
_LATIN = re.compile(r"[A-Za-z][A-Za-z .-]*")
_PROCLITICS = frozenset("ولبكف")
_SHORTEST = 3  # letters that a name after a proclitic has more than
_LONGEST_ACRONYM = 2  # words


def kind_nouns(seen: Seen) -> Iterator[_Join]:
    """Yield names with the noun of their kind (`حركة`) and the same without it.

    Where names of two kinds end in the same words (a paper's and a channel's), neither is
    joined; where the words are ordinary ones, some report must use both.
    """
    headed: dict[tuple[str, Label], list[str]] = defaultdict(list)
    for name in sorted(seen.kinds):
        first, _, rest = seen.usual(name).partition(" ")
        kind = seen.kind(name)
        if rest and kind and bare(first) in kind_words(kind):
            headed[folded(rest), kind].append(name)
    for (rest, kind), names in sorted(headed.items()):
        if len(names) > 1 or seen.kind(rest) is not kind or body(rest):
            continue
        name = names[0]
        ordinary = all(is_common(w) or is_common("ال" + w) for w in rest.split())
        both = any(document in seen.reports[rest] for document in seen.reports[name])
        if both or not ordinary:
            yield name, rest, NameReason.KIND_NOUN, ()


def conjoined(seen: Seen) -> Iterator[_Join]:
    """Yield names that have `و` (and) or a preposition before another name of their kind."""
    for name in sorted(seen.kinds):
        rest = folded(seen.usual(name)[1:])
        known = name[0] in _PROCLITICS and len(rest) > _SHORTEST and rest in seen.kinds
        if (
            not known
            or seen.kind(rest) is not seen.kind(name)
            or is_common(name.split(maxsplit=1)[0][1:])
        ):
            continue
        if seen.reports[rest].total() >= seen.reports[name].total():
            yield name, rest, NameReason.PROCLITIC, ()


def acronyms(seen: Seen) -> Iterator[_Join]:
    """Yield names with the acronym that a report gives in brackets after them."""
    for (name, short), documents in sorted(seen.beside.items()):
        if name == short or seen.kind(name) is not Label.ORG or seen.kind(short) is not Label.ORG:
            continue
        if len(short.split()) <= _LONGEST_ACRONYM and (
            _is_acronym(short, name) or _is_call_sign(short, name)
        ):
            yield short, name, NameReason.ACRONYM, tuple(sorted(documents))


def _is_acronym(short: str, name: str) -> bool:
    """Say whether Latin letters, or the initials of a name's words in order.

    >>> _is_acronym("قسد", "قوات سوريا ديمقراطيه"), _is_acronym("نهضه", "حزب عدل")
    (True, False)
    """
    if _LATIN.fullmatch(short):
        return True
    words = name.split()
    letters = short.replace(" ", "")
    initials = "".join(w[0] for w in words)
    if len(words) < 2 or not letters or letters[0] != initials[0]:
        return False
    return letters == initials or (len(letters) > 2 and _in_order(letters, words))


def _is_call_sign(short: str, name: str) -> bool:
    """Say whether a word of its own, in brackets after a body with its noun of kind (`واس`)."""
    ordinary = is_listed(short) or listed(short) is not None or " " in short
    return name.split(maxsplit=1)[0] in kind_words(Label.ORG) and not ordinary


def _in_order(letters: str, words: list[str]) -> bool:
    """Say whether each letter opens a word, in order; short words may be passed over."""
    rest = iter(words)
    return all(any(w[0] == letter for w in rest) for letter in letters)


@cache
def kind_words(label: Label) -> frozenset[str]:
    """Return the folded nouns of kind that such a name may have before it or lack."""
    rows = lexicon.load("institutions", "kind", KindRow)
    return frozenset(bare(w) for row in rows if row.label is label for w in row.words.split())
