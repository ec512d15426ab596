"""A source's words as a phrase: its head noun, and the names in it, without relative clause."""

from dataclasses import dataclass

from musnad.annotate.saying.nouns import head, heads
from musnad.annotate.saying.phrases import RELATIVES, Line
from musnad.model import Label, Mention, Span

THEIR_HONOUR = frozenset({"سموه", "معاليه", "سعادته", "جلالته", "فخامته", "فضيلته", "سيادته"})
MARKS = {ord(c): " " for c in '«»"“”'}


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """A source's noun phrase: words `[start, stop)` without relative clause, its head noun."""

    ln: Line
    start: int
    stop: int
    first: int
    span: Span

    @property
    def form(self) -> str:
        """The folded head noun."""
        return self.ln.forms[self.first]

    @property
    def word(self) -> str:
        """The head noun as written."""
        return self.ln.words[self.first].span.of(self.ln.text)

    @property
    def name(self) -> Mention | None:
        """The name that the head noun belongs to."""
        return self.ln.names[self.first]

    def text(self) -> str:
        """Return the phrase as written, forms of address and quotation marks left out."""
        start = self.span.start
        if self.first > self.start:
            start = self.ln.words[self.first].start
        text = Span(start, self.ln.words[self.stop - 1].end).of(self.ln.text)
        lam = self.form.startswith("لل") and self.name is None
        text = "ال" + text[2:] if lam and text.startswith("لل") else text
        return " ".join(text.translate(MARKS).split())

    def kinds(self) -> set[str]:
        """Return the kinds of source that the head noun may make."""
        return {r.kind for r in head(self.form)}

    def named(self, label: Label) -> list[Mention]:
        """Return the names in the phrase."""
        return names_in(self.ln, self.start, self.stop, label)


def source_phrase(ln: Line, start: int, end: int) -> SourcePhrase:
    """Return words `[start, end)` as a source: its head noun, without relative clause."""
    opens = ("(",) if ln.forms[start] != "(" else ()
    stop = next((k for k in range(start, end) if ln.forms[k] in {*RELATIVES, *opens}), end)
    first = start
    while first < stop - 1 and (
        not ln.words[first].is_word or ln.forms[first].isdigit() or _honours(ln, first)
    ):
        first += 1
    return SourcePhrase(ln, start, stop, first, unclitic(ln, start, end))


def _honours(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a mere form of address before a name or office."""
    kinds = {r.kind for r in head(ln.forms[i])}
    return "honorific" in kinds and ln.names[i] is None and ln.forms[i] not in THEIR_HONOUR


def unclitic(ln: Line, start: int, end: int) -> Span:
    """Return the characters of a noun phrase without an introducing و, ل or ب."""
    span = ln.chars(start, end)
    name, f = ln.names[start], ln.forms[start]
    if name is not None and name.span.start > span.start and name.span.start < ln.words[start].end:
        return Span(name.span.start, span.end)
    if f not in heads() and f[:1] in "ولب" and head(f[1:]) and not f.startswith("لل"):
        return Span(span.start + 1, span.end)
    return span


def names_in(ln: Line, start: int, stop: int, label: Label) -> list[Mention]:
    """Return the names of one label in words `[start, stop)`, each once."""
    out: list[Mention] = []
    for k in range(start, stop):
        m = ln.names[k]
        if m is not None and m.label is label and m not in out:
            out.append(m)
    return out
