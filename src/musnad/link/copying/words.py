"""A report's body as numbered words, cut into the pieces that copies are carried in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from musnad import lexicon
from musnad.annotate.naming import vocabulary
from musnad.model import Document, Label, Span, ZoneKind
from musnad.text.normalize import key
from musnad.text.tokenize import proclitics

_WORD = re.compile(r"\w+")
_WORD_OR_BREAK = re.compile('\\w+|[،,؛;:"()]')
_SHORT = 8  # words of a sentence that is read with the next one
_CLAUSE = 6  # words of a clause that is sketched with the next one
_OPENING = 4  # words of a sentence in which one of form is known
_OFFICE = 2  # words with the article that complete a title
SHINGLE = 3  # words that make up one shingle
_BITS = 21  # bits of a word's number in a shingle: 2 million words
_BREAKS = ("،", ",", "؛", ";", ":", '"', "(", ")")
_BREAK = -1  # the number of a mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or several short ones: its range in the text and its words `[first, last)`.

    `cuts` are the words at which its clauses begin; a piece of `form` says who was there and
    the like, in words that any report of such a day has.
    """

    span: Span
    first: int
    last: int
    cuts: tuple[int, ...]
    form: bool = False


class FormRow(lexicon.Row, frozen=True, kw_only=True):
    """Words of which one among a sentence's first says that it is one of form."""

    words: tuple[str, ...]


def form_rows(words: Sequence[str]) -> set[str]:
    """Return the ids of the rows that make a sentence one of form.

    >>> form_rows(forms("كما حضر اللقاء وزير المالية"))
    {'presence'}
    """
    opening = " " + " ".join(words[:_OPENING]) + " "
    bare = opening.replace(" و", " ")
    return {r for phrase, r in _forms_of_form() if phrase in opening or phrase in bare}


@cache
def _forms_of_form() -> tuple[tuple[str, str], ...]:
    rows = lexicon.load("copies", "form", FormRow)
    return tuple((f" {key(words)} ", row.id) for row in rows for words in row.words)


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A report's words by number, its pieces, and what kinds of words it has.

    The same word has the same number in all reports of one `Vocabulary`. `facts` are words of
    names and numbers; `formal` are the places of persons' names and titles.
    """

    words: tuple[int, ...]
    pieces: tuple[Piece, ...]
    facts: frozenset[int]
    formal: frozenset[int]

    def shingles(self) -> npt.NDArray[np.uint64]:
        """Return the runs of three words, each as one number: the i-th begins with word i."""
        a = np.array(self.words, dtype=np.uint64)
        return a[:-2] << np.uint64(2 * _BITS) | a[1:-1] << np.uint64(_BITS) | a[2:]

    def clauses(self) -> Iterator[tuple[int, int]]:
        """Yield the words `[first, last)` of each clause of each piece."""
        for piece in self.pieces:
            yield from pairwise((*piece.cuts, piece.last))


class Vocabulary:
    """Numbers words and remembers them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = dict.fromkeys(_BREAKS, _BREAK)
        self._words: list[str] = []
        self._titles: set[int] = set()
        self._numerals: set[int] = set()
        self._definite: set[int] = set()

    def __getitem__(self, number: int) -> str:
        return self._words[number]

    @property
    def words(self) -> tuple[str, ...]:
        """The words known, in the order of their numbers."""
        return tuple(self._words)

    def number(self, word: str) -> int:
        """Return a word's number, a new one for a new word."""
        found = self._numbers.setdefault(word, len(self._words) if word.isalnum() else _BREAK)
        if found == len(self._words):
            self._words.append(word)
            if word[0].isdigit():
                self._numerals.add(found)
            elif is_title(word):
                self._titles.add(found)
            elif word.startswith(("ال", "وال", "لل", "بال")):
                self._definite.add(found)
        return found

    def body(self, doc: Document) -> Body:
        """Return a report's body; titles and headings are no text that is copied."""
        known = self._numbers
        words: list[int] = []
        pieces: list[Piece] = []
        named: dict[Label, set[int]] = {label: set() for label in Label}
        for mention in doc.mentions:
            named[mention.label].update(map(self.number, forms(mention.span.of(doc.text))))
        held: Span | None = None
        cuts = [0]
        for span in (s.span for s in doc.sentences if s.zone is ZoneKind.BODY):
            found = _WORD_OR_BREAK.findall(key(span.of(doc.text)))
            try:
                numbers = [known[word] for word in found]
            except KeyError:
                numbers = list(map(self.number, found))
            start = 0
            for at in _breaks(numbers):
                words += numbers[start:at]
                start = at + 1
                if len(words) - cuts[-1] >= _CLAUSE:
                    cuts.append(len(words))
            words += numbers[start:]
            if len(words) - cuts[-1] >= _CLAUSE:
                cuts.append(len(words))
            held = Span(held.start, span.end) if held else span
            if len(words) - cuts[0] >= _SHORT:
                pieces.append(self._piece(held, words, cuts))
                held, cuts = None, [len(words)]
        if held and len(words) - cuts[0] >= SHINGLE:
            pieces.append(self._piece(held, words, cuts))
        used = set(words)
        facts = set[int]().union(*named.values()) | used & self._numerals
        persons = named[Label.PER]
        titled = not used.isdisjoint(persons) or not used.isdisjoint(self._titles)
        formal = frozenset(self._formal(words, persons) if titled else ())
        return Body(tuple(words), tuple(pieces), frozenset(facts), formal)

    def _piece(self, span: Span, words: list[int], cuts: list[int]) -> Piece:
        opening = [self[n] for n in words[cuts[0] : cuts[0] + _OPENING]]
        last = len(words)
        return Piece(span, cuts[0], last, _within(cuts, last), bool(form_rows(opening)))

    def _formal(self, words: list[int], persons: set[int]) -> Iterator[int]:
        """Yield where titles, what completes them (`وزير الدولة`) and persons' names stand."""
        office = 0
        for i, number in enumerate(words):
            if number in self._titles:
                office = _OFFICE
            elif office and number in self._definite:
                office -= 1
            else:
                office = 0
                if number not in persons:
                    continue
            yield i


def _breaks(numbers: Sequence[int]) -> Iterator[int]:
    """Yield where marks stand among the numbers of words."""
    at = -1
    for _ in range(numbers.count(_BREAK)):
        at = numbers.index(_BREAK, at + 1)
        yield at


def _within(cuts: list[int], last: int) -> tuple[int, ...]:
    """Return where clauses begin, a short rest counted to the one before it."""
    return tuple(c for c in cuts if c == cuts[0] or last - c >= _CLAUSE)


def is_title(form: str) -> bool:
    """Say whether a folded word is a title or office, whatever is joined to it.

    >>> is_title("وزير"), is_title("ومعالي"), is_title("بلده")
    (True, True, False)
    """
    return any(rest in _titles() for _, rest in proclitics(form))


@cache
def _titles() -> frozenset[str]:
    rows = lexicon.load("titles", "title", vocabulary.Title)
    return frozenset(key(w) for row in rows for w in row.heads.split())


def forms(text: str) -> list[str]:
    """Return the folded words of a text, marks and a joining و left out.

    >>> forms("قُتل 32 شخصًا، وأُصيب آخرون")
    ['قتل', '32', 'شخصا', 'واصيب', 'اخرون']
    """
    return _WORD.findall(key(text))
