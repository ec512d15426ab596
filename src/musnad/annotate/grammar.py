"""A small grammar engine: words become classes, rule rows are patterns over the classes.

Every token becomes one character that stands for the set of classes it belongs to, so that
a pattern over classes is an ordinary regular expression over a short string, and adding a
word or a pattern is adding to a table. In a pattern, `CLASS` is a class, `NAME` may also be
a piece (a named part of a pattern), `group:CLASS` captures, and `? * + | ( )` keep their
meaning.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import regex

from musnad import lexicon
from musnad.annotate.counting import numerals
from musnad.errors import LexiconError
from musnad.model import Span
from musnad.text.normalize import key
from musnad.text.tokenize import Token, proclitics, tokens


class ClassRow(lexicon.Row, frozen=True, kw_only=True):
    """A class of words: values to their spellings, of one or more words.

    A sentence whose words are all of `weak` classes, or of none, holds nothing to find.
    """

    words: dict[str, list[str]]
    weak: bool = False


class PieceRow(lexicon.Row, frozen=True, kw_only=True):
    """A named part of patterns, for use in later ones; its id in capitals is its name."""

    match: str


class PatternRow(lexicon.Row, frozen=True, kw_only=True):
    """A pattern and the name of what computes its value."""

    match: str
    resolve: str
    value: str = ""


class Lexeme(NamedTuple):
    """A word, number or phrase of the vocabulary, with the value it has in each class."""

    start: int
    end: int
    form: str
    classes: Mapping[str, str]
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found over lexemes `[first, last)`, with its captured lexemes by name."""

    row: PatternRow
    first: int
    last: int
    lexemes: tuple[Lexeme, ...]
    groups: Mapping[str, Lexeme]

    def value(self, name: str) -> str | None:
        """Return the value, in the class `name`, of the first lexeme that has one."""
        for lexeme in self.lexemes:
            if name in lexeme.classes:
                return lexeme.classes[name]
        return None

    def group(self, name: str) -> Lexeme | None:
        """Return the captured lexeme of a name."""
        return self.groups.get(name)


_made = tuple.__new__  # a lexeme from a tuple: half the time of calling its class
_UNKNOWN = "_"
_FIRST_CODE = "\u4e00"
_OTHER: Mapping[str, str] = {}
_DEFINITE: Mapping[str, str] = {"definite": ""}
_CLOCK = regex.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?")
_HHMM = regex.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_COMPOUNDS = (
    ("clock", _CLOCK),
    ("fulldate", regex.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}")),
    (
        "yearmonth",
        regex.compile(r"(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[/-](?:19|20)\d\d"),
    ),
    ("yearpair", regex.compile(r"(?:19|20)\d\d[/-](?:(?:19|20)\d\d|\d\d)")),
    ("shortdate", regex.compile(r"\d{1,4}[/-]\d{1,4}")),
)
_WORD_CLASSES = {
    numerals.Kind.ORDINAL: "ord",
    numerals.Kind.FRACTION: "frac",
    numerals.Kind.DEFINITE: "numdef",
    numerals.Kind.WORDS: "numword",
}
_HOURS = frozenset({numerals.Kind.ORDINAL, numerals.Kind.DEFINITE})
_NAME = regex.compile(r"(?:([a-z]+):)?([A-Z][A-Z_]*)")


class Vocabulary:
    """The classes of a table, ready to cut a text into lexemes."""

    def __init__(
        self,
        entries: Iterable[tuple[str, str, Iterable[str]]],
        weak: frozenset[str] = frozenset(),
        strong: Iterable[str] = (),
    ) -> None:
        """Take `(class, value, spellings)`; the first value of a word in a class stands.

        `weak` are the classes that alone hold nothing, `strong` words that hold something; of a
        phrase its most telling word does.
        """
        entries = list(entries)
        faint = {key(form) for name, _, forms in entries if name in weak for form in forms}
        telling = set(strong)
        self.words: dict[str, dict[str, str]] = {}
        phrases: dict[tuple[str, ...], dict[str, str]] = {}
        known: set[str] = set()
        for name, value, forms in entries:
            for form in forms:
                parts = tuple(t.form for t in tokens(key(form)))
                known.update(parts)
                if name not in weak:
                    telling.add(max(parts, key=lambda p: (p not in faint, len(p))))
                if len(parts) == 1:
                    self.words.setdefault(parts[0], {}).setdefault(name, value)
                else:
                    phrases.setdefault(parts, {}).setdefault(name, value)
        self.phrases = phrases
        self._phrases: dict[str, dict[str, list[tuple[tuple[str, ...], dict[str, str]]]]] = {}
        for parts, entry in sorted(phrases.items(), key=lambda p: -len(p[0])):
            seconds = self._phrases.setdefault(parts[0], {})
            seconds.setdefault(parts[1], []).append((parts, entry))
        self.known = frozenset(known)
        self._strong = frozenset(telling)
        self._holds: dict[str, bool] = {}
        self._alone: dict[str, Mapping[str, str] | None] = {}
        self._cuts: dict[str, numerals.Cut] = {}

    @classmethod
    def of(cls, table: str, more: Iterable[tuple[str, str, Iterable[str]]] = ()) -> "Vocabulary":
        """Read the `class` rows of `lexicon/TABLE.toml`, and `more` words of their classes."""
        rows = lexicon.load(table, "class", ClassRow)
        own = ((row.id, value, forms) for row in rows for value, forms in row.words.items())
        return cls([*own, *more], frozenset(row.id for row in rows if row.weak))

    def may_hold(self, text: str, span: Span) -> bool:
        """Say whether a range has a digit or a word of a class that is not weak."""
        holds = self._holds
        for _, _, form in tokens(text, span):
            found = holds.get(form)
            if found is None:
                found = holds[form] = self._is_strong(form)
            if found:
                return True
        return False

    def _is_strong(self, form: str) -> bool:
        return form[0].isdigit() or any(rest in self._strong for _, rest in proclitics(form))

    def lexemes(self, text: str, start: int = 0, end: int | None = None) -> tuple[Lexeme, ...]:
        """Cut a range of a text into lexemes; phrases first, then numbers, then words."""
        span = Span(start, len(text) if end is None else end)
        atoms = numerals.split(text, tokens(text, span), self.known, self._cuts)
        forms = tuple([a.form for a in atoms])
        out: list[Lexeme] = []
        i, count, known, phrases = 0, len(atoms), self._alone, self._phrases
        while i < count:
            form = forms[i]
            seconds = phrases.get(form)
            if seconds and i + 1 < count and forms[i + 1] in seconds:
                found = self._phrase(atoms, forms, i)
                if found:
                    out.append(found[0])
                    i = found[1]
                    continue
            try:
                alone = known[form]
            except KeyError:
                alone = known[form] = self._classes_alone(form)
            if alone is not None:
                start, end, _ = atoms[i]
                out.append(_made(Lexeme, (start, end, form, alone, None)))
                i += 1
            else:
                lexeme, i = self._number(atoms, i)
                out.append(lexeme)
        return tuple(out)

    def _phrase(
        self, atoms: tuple[Token, ...], forms: tuple[str, ...], i: int
    ) -> tuple[Lexeme, int] | None:
        """Return the longest phrase that begins at an atom, and the atom after it."""
        for parts, entry in self._phrases[forms[i]][forms[i + 1]]:
            last = i + len(parts)
            if forms[i:last] == parts:
                start, end = atoms[i].start, atoms[last - 1].end
                return Lexeme(start, end, " ".join(parts), entry), last
        return None

    def _number(self, atoms: tuple[Token, ...], i: int) -> tuple[Lexeme, int]:
        """Return the number or word that begins at an atom, and the atom after it."""
        atom, form = atoms[i], atoms[i].form
        number = numerals.read(atoms, i)
        if number and not (number.last == i + 1 and form in self.words):
            words = " ".join(a.form for a in atoms[i : number.last])
            counted = _number_classes(number, words)
            end = atoms[number.last - 1].end
            return Lexeme(atom.start, end, words, counted, number.value), number.last
        classes = self.words.get(form) or _plain_classes(form)
        return Lexeme(atom.start, atom.end, form, classes), i + 1

    def _classes_alone(self, form: str) -> Mapping[str, str] | None:
        """Return the classes of a word that begins no number, else None."""
        return None if numerals.may_begin(form) else self.words.get(form) or _plain_classes(form)


def _number_classes(number: numerals.Numeral, form: str) -> dict[str, str]:
    value = f"{number.value:.15g}"
    if number.kind is numerals.Kind.DEFINITE and number.kinds == ("definite_tens",):
        return {"numdef": value, "ord": value}
    if number.kinds == ("ordinal_bare",):
        return {"ord_bare": value}
    if number.kind is not numerals.Kind.DIGITS:
        return {_WORD_CLASSES[number.kind]: value} | _special_classes(number, form, value)
    return _digit_classes(number.value, form, value)


def _digit_classes(number: float, form: str, value: str) -> dict[str, str]:
    """The classes of digits, by their length and what they may be: a day, a year, an hour."""
    if form.isdigit() and len(form) <= 2 and 1 <= number <= 31:
        return {"dd": value}
    clock = {"hhmm": form} if _HHMM.fullmatch(form) else {}
    if form.isdigit() and len(form) == 4 and 1300 <= number <= 2200:
        return {"yyyy": value} | clock
    dotted = _CLOCK.fullmatch(form.replace(".", ":").replace(",", ":"))
    return {"digits": value} | clock | ({"dotted": form} if dotted else {})


def _special_classes(number: numerals.Numeral, form: str, value: str) -> dict[str, str]:
    """The classes that words have besides: hours are feminine, years four digits long."""
    hour = number.kind in _HOURS and number.value <= 12 and form.split(maxsplit=1)[0][-1] in "هي"
    year = number.kind is numerals.Kind.WORDS and 1900 < number.value < 2100
    spelled = year and number.value % 100 and not number.value % 1
    return {"hour": value} if hour else {"yearword": value} if spelled else {}


def _plain_classes(form: str) -> Mapping[str, str]:
    if not form[0].isdigit():
        return _DEFINITE if form.startswith("ال") and len(form) > 4 else _OTHER
    for name, pattern in _COMPOUNDS:
        if pattern.fullmatch(form):
            return {name: form}
    return {"code": form}


_NUMBER_CLASSES = (
    {"ord"},
    {"ord", "hour"},
    {"numdef", "hour"},
    {"numword", "yearword"},
    {"ord_bare"},
    {"frac"},
    {"numdef", "ord"},
    {"numdef"},
    {"numword"},
    {"dd"},
    {"yyyy"},
    {"yyyy", "hhmm"},
    {"digits", "hhmm"},
    {"digits", "dotted"},
    {"digits"},
    {"clock"},
    {"fulldate"},
    {"yearmonth"},
    {"yearpair"},
    {"shortdate"},
    {"code"},
    {"definite"},
)


def _outside_groups(source: str) -> str:
    """Return a pattern without its groups, spaces kept as they are."""
    out, depth = [], 0
    for c in source:
        depth += c == "("
        if not depth:
            out.append(c)
        if c == ")":
            depth -= 1
            out.append(")" if not depth else "")
    return "".join(out)


class Grammar:
    """The patterns of a table, compiled over its vocabulary."""

    def __init__(self, table: str, vocabulary: Vocabulary) -> None:
        """Compile the `piece` and `pattern` rows of `lexicon/TABLE.toml`."""
        self._codes: dict[frozenset[str], str] = {}
        entries = [*vocabulary.words.values()]
        entries += [*vocabulary.phrases.values()]
        for names in [*map(frozenset, _NUMBER_CLASSES), *map(frozenset, entries)]:
            self._codes.setdefault(names, chr(ord(_FIRST_CODE) + 1 + len(self._codes)))
        self._codes[frozenset()] = _UNKNOWN
        self._by_mapping = {id(e): self._codes[frozenset(e)] for e in entries}
        self._by_mapping[id(_DEFINITE)] = self._codes[frozenset(_DEFINITE)]
        self._kept = entries
        self._pieces: dict[str, str] = {}
        self._compiled_pieces: list[tuple[str, regex.Pattern[str]]] = []
        for piece in lexicon.load(table, "piece", PieceRow):
            source = self._compile(piece.match, piece.id)
            self._pieces[piece.id.upper()] = f"(?:{source})"
            self._compiled_pieces.append((piece.id, regex.compile(source)))
        self._patterns = [
            (row, self._needs(row.match), regex.compile(self._compile(row.match, row.id)))
            for row in lexicon.load(table, "pattern", PatternRow)
        ]
        self._by_code: dict[str, list[int]] = {}
        for order, (_, needs, _) in enumerate(self._patterns):
            for code in min(needs, key=len, default=frozenset({""})):
                self._by_code.setdefault(code, []).append(order)

    def _needs(self, source: str) -> tuple[frozenset[str], ...]:
        """Return sets of codes of each of which a match must hold one: a cheap first look."""
        outside = _outside_groups(source)
        if "|" in outside:
            return ()
        needed = []
        for m in _NAME.finditer(outside):
            if outside[m.end() : m.end() + 1] not in {"?", "*"}:
                compiled = self._compile(m[2], source)
                needed.append(frozenset(c for c in compiled if c > _FIRST_CODE or c == _UNKNOWN))
        return tuple(needed)

    def _compile(self, source: str, where: str) -> str:
        def one(m: regex.Match[str]) -> str:
            group, name = m[1], m[2]
            if name in self._pieces:
                body = self._pieces[name]
            elif name == "WORD":
                body = _UNKNOWN
            else:
                codes = [c for names, c in self._codes.items() if name.lower() in names]
                if not codes:
                    raise LexiconError(f"{where}: no class or piece {name}; add its row")
                body = "[" + "".join(codes) + "]"
            return f"(?P<{group}>{body})" if group else body

        return _NAME.sub(one, source).replace(" ", "")

    def code(self, lexemes: Iterable[Lexeme]) -> str:
        """Return one character a lexeme, for its classes."""
        out = []
        for lexeme in lexemes:
            classes = lexeme.classes
            if not classes:
                out.append(_UNKNOWN)
                continue
            # The mappings of a vocabulary's words live as long as it does: known by identity.
            code = self._by_mapping.get(id(classes))
            out.append(code or self._codes.get(frozenset(classes), _UNKNOWN))
        return "".join(out)

    def matches(self, lexemes: tuple[Lexeme, ...]) -> list[Match]:
        """Return the matches, the longest first wherever they overlap, in order."""
        coded = self.code(lexemes)
        if not coded.strip(_UNKNOWN):
            return []
        found: list[tuple[int, int, int, regex.Match[str]]] = []
        present = frozenset(coded)
        for order in sorted({i for c in (*present, "") for i in self._by_code.get(c, ())}):
            _, needs, pattern = self._patterns[order]
            for need in needs:
                if need.isdisjoint(present):
                    break
            else:
                found.extend(
                    (m.start() - m.end(), m.start(), order, m)
                    for m in pattern.finditer(coded)
                    if m.end() > m.start()
                )
        found.sort(key=lambda f: f[:3])
        taken = bytearray(len(coded))
        out = []
        for _, start, order, m in found:
            if any(taken[start : m.end()]):
                continue
            taken[start : m.end()] = b"\1" * (m.end() - start)
            groups = {name: lexemes[m.start(name)] for name in m.groupdict() if m.start(name) >= 0}
            row = self._patterns[order][0]
            out.append(Match(row, start, m.end(), lexemes[start : m.end()], groups))
        out.sort(key=lambda m: m.first)
        return out

    def pieces_in(self, lexemes: tuple[Lexeme, ...]) -> set[str]:
        """Return the ids of the piece rows that match somewhere."""
        coded = self.code(lexemes)
        return {
            name
            for name, pattern in self._compiled_pieces
            if any(m.end() > m.start() for m in pattern.finditer(coded))
        }
