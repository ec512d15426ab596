"""One line of a zone as words to find names in, and the names found in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from musnad.annotate.naming.gazetteer import Entry, Needs
from musnad.annotate.naming.vocabulary import Form, Reading, look, words
from musnad.model import Label, Span, ZoneKind
from musnad.text.normalize import DROPPED
from musnad.text.tokenize import Token, tokens


@dataclass(frozen=True, slots=True)
class Found:
    """A name over tokens `start` to `end`, its first `cut` letters (proclitics) left out.

    `name` is the normal form where a table gives one; `title` the token where a person's
    title begins; `rules` are the ids of the rows that found it.
    """

    start: int
    end: int
    cut: int
    label: Label
    rules: tuple[str, ...]
    name: str | None = None
    title: int | None = None


@dataclass(slots=True)
class Line:
    """Tokens of one line with what is known of each; `taken` marks those inside a name."""

    text: str
    tokens: tuple[Token, ...]
    forms: tuple[Form, ...]
    taken: list[bool]
    byline: bool = False
    header: bool = False
    found: list[Found] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, span: Span, kind: ZoneKind = ZoneKind.BODY) -> "Line":
        """Read a range of a text in a zone of some kind."""
        toks = tokens(text, span)
        forms = tuple(look(t.form) for t in toks)
        byline = kind is ZoneKind.BYLINE
        header = byline or kind is ZoneKind.DATELINE
        return cls(text, toks, forms, [False] * len(toks), byline, header)

    def is_quote(self, i: int) -> bool:
        """Say whether token `i` is a quotation mark."""
        return 0 <= i < len(self.forms) and self.forms[i].form == '"'

    def form(self, i: int) -> str:
        """Return the folded token, the empty string outside the line."""
        return self.forms[i].form if 0 <= i < len(self.forms) else ""

    def add(self, found: Found) -> None:
        """Keep a name and mark its tokens."""
        self.found.append(found)
        self.taken[found.start : found.end] = [True] * (found.end - found.start)

    def replace(self, start: int, end: int, names: Iterable[Found]) -> None:
        """Put names in the place of those that begin in a range of tokens."""
        gone = [f for f in self.found if start <= f.start < end]
        for f in gone:
            self.found.remove(f)
            self.taken[f.start : f.end] = [False] * (f.end - f.start)
        for f in names:
            self.add(f)

    def free(self, start: int, end: int) -> bool:
        """Say whether no name has taken a token of the range."""
        return not any(self.taken[start:end])

    def span(self, found: Found) -> Span:
        """Return the range of a name in the text, proclitics left out."""
        start = self.tokens[found.start].start
        left = found.cut
        while left or DROPPED.match(self.text[start]):
            left -= not DROPPED.match(self.text[start])
            start += 1
        return Span(start, self.tokens[found.end - 1].end)

    def words(self, found: Found) -> str:
        """Return a name's words as they stand, without proclitics and quotation marks."""
        first = self.tokens[found.start]
        spans = [Span(self.span(found).start, first.end)]
        spans += [t.span for t in self.tokens[found.start + 1 : found.end] if t.is_word]
        out = [DROPPED.sub("", s.of(self.text)) for s in spans]
        if out[0].startswith("لل"):
            out[0] = "ال" + out[0][2:]
        return " ".join(out)

    def listed(self, i: int) -> Found | None:
        """Return the longest listed name that begins at token `i`."""
        best: Found | None = None
        for reading, options in self.forms[i].listed if i < len(self.forms) else ():
            for entry in options:
                end = self._end(i, entry)
                if (
                    end
                    and (best is None or end > best.end)
                    and self._allowed(i, end, reading, entry)
                ):
                    best = Found(i, end, reading.cut, entry.label, (entry.rule,), name=entry.name)
        return best

    def _end(self, i: int, entry: Entry) -> int | None:
        end = i + len(entry.words)
        inner = tuple(f.form for f in self.forms[i + 1 : end])
        return end if inner == entry.words[1:] else None

    def _misspelled(self, i: int, end: int, entry: Entry) -> bool:
        """Say whether an ordinary word with a pronoun only looks like a name (`قصره`)."""
        spelled = self.text[self.tokens[end - 1].end - 1]
        return end == i + 1 and spelled == "ه" and entry.name[-1] == "ة" and self.forms[i].common

    def _allowed(self, i: int, end: int, reading: Reading, entry: Entry) -> bool:
        if entry.needs is Needs.NOTHING or self._misspelled(i, end, entry):
            return entry.needs is Needs.NOTHING and not self._misspelled(i, end, entry)
        before = self.forms[i - 1] if i else None
        if entry.needs is Needs.QUOTES:
            return self.is_quote(i - 1) and self.is_quote(end)
        if entry.needs is Needs.FREE:
            adjective = before and (before.definite or before.form.endswith(("ه", "ات")))
            return reading.cut > 0 or not (adjective or (i and self.taken[i - 1]))
        if before and before.reads(words("bodies", "context", "place-noun")):
            return True
        if entry.needs is Needs.NOUN:
            return False
        return (self.forms[i].form[:1] == "ب" and reading.cut > 0) or bool(
            before and before.reads(words("bodies", "context", "preposition"))
        )


def lines(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a range that hold something."""
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        if end > start:
            yield Span(start, end)
        start = end + 1
