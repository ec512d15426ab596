"""Where a report says itself that accounts differ: the accounts that it then gives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musnad.link.disagreeing.findings import Finding, finding
from musnad.link.disagreeing.reading import Account, Reader
from musnad.link.disagreeing.words import hits, holds
from musnad.link.tolls import marks
from musnad.model import Attribution, DisagreementKind, Document, Evidence, Span
from musnad.text.tokenize import Token, tokens

_REACH = 3  # words between `differ` and what differs
_ABOUT = 6
_AFTER = 2  # sentences after it that give the accounts
_BEFORE = 40  # characters before a cue in which another incident is named
_LONGEST = 900  # characters from `differ` to the last account


def marked(documents: Sequence[Document], reader: Reader) -> Iterator[Finding]:
    """Yield the accounts that reports give where they say that accounts differ."""
    for doc in documents:
        if not holds(doc, "differ"):
            continue
        for number, sentence in enumerate(doc.sentences):
            words = tokens(doc.text, sentence.span)
            for hit in hits(words, "differ"):
                kind = _kind(words, hit.last)
                if kind is None:
                    continue
                end = doc.sentences[min(number + _AFTER, len(doc.sentences) - 1)].span.end
                start = words[hit.first].start
                reach = Span(start, min(end, start + _LONGEST))
                said = _accounts(doc, reach)
                sides = [[_account(doc, s, said, reader)] for s in said]
                if len(sides) > 1:
                    yield finding(kind, sides)


def _account(
    doc: Document, said: Attribution, others: Sequence[Attribution], reader: Reader
) -> Account:
    """Return a statement as an account: its sentence, or of two in one sentence its own words."""
    account = reader.account(doc, said.content)
    whole = Span(account.evidence.start, account.evidence.end)
    if not any(o is not said and whole.covers(o.cue) for o in others):
        return account
    parts = [s for s in (said.source, said.cue, said.content) if s]
    own = Span(min(s.start for s in parts), max(s.end for s in parts))
    return replace(account, evidence=Evidence(doc.id, own.start, own.end, own.of(doc.text)))


def _kind(words: Sequence[Token], at: int) -> DisagreementKind | None:
    """Return what the accounts differ about, `None` where no accounts are said to differ."""
    if not hits(words[at : at + _REACH], "accounts"):
        return None
    about = hits(words[at : at + _ABOUT], "about")
    named = about[0].row.kind if about else None
    return DisagreementKind(named) if named else DisagreementKind.ATTRIBUTION


def _accounts(doc: Document, reach: Span) -> list[Attribution]:
    """Return the first statement of each mouth, as far as no other incident is told."""
    said: dict[str, Attribution] = {}
    for a in sorted(doc.attributions, key=lambda a: a.content.start):
        words = tokens(doc.text, Span(max(reach.start, a.cue.start - _BEFORE), a.cue.end))
        if any("other" in found for found in marks(words)):
            break
        if reach.covers(a.cue) and a.content.start >= reach.start and a.within is None:
            mouth = a.speaker or (a.source.of(doc.text) if a.source else "")
            if mouth:
                said.setdefault(mouth, a)
    return list(said.values())
