"""Whether it is so: denials beside the claims that they deny.

A denial of `that` or `these accusations` denies what the same report tells right before it. A
denial in words of its own denies a claim that names whoever denies it, of the same days, in
much the same words; one of responsibility denies the accusations of one act. Where no report
tells the claim there is a denial, but no disagreement to show.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.link.disagreeing.findings import Finding, finding
from musnad.link.disagreeing.matching import Claimed, Index, denied
from musnad.link.disagreeing.reading import Account, Reader
from musnad.link.disagreeing.words import Hit, hits, holds
from musnad.link.wording import content, likeness
from musnad.model import (
    DisagreementKind,
    Document,
    EventType,
    Evidence,
    Sentence,
    Span,
    ZoneKind,
)
from musnad.text.tokenize import Token, tokens

_BACK = 4  # words after a denial in which `that` stands
_FEWEST = 5  # words of a claim in the denial's own sentence
_ALIKE = 0.6
_ON = frozenset({"في", "خلال", "علي", "جمله", "قائلا", "قائله", "مؤكدا", "مؤكده", "و"})
_HOW = ("باستمرار", "بشكل", "بشده", "جملة")  # after them, nothing says which accusations


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claim and its denial, and the content words of both."""

    claim: Account
    denial: Account
    words: tuple[frozenset[str], frozenset[str]]

    def same(self, other: "_Pair") -> bool:
        """Say whether another report tells the same two in much the same words."""
        if self.claim == other.claim or self.denial == other.denial:
            return True
        return all(
            a == b or likeness(a, b) >= _ALIKE for a, b in zip(self.words, other.words, strict=True)
        )


def denials(documents: Sequence[Document], reader: Reader) -> Iterator[Finding]:
    """Yield each denial with what it denies, the same in several reports as one."""
    pairs: list[_Pair] = []
    denying = [d for d in documents if holds(d, "denial")]
    for doc in denying:
        pairs += _of_what_was_told(doc, reader)
    pairs += _of_claims(documents, denying, reader)
    groups: list[list[_Pair]] = []
    for pair in pairs:
        home = next((g for g in groups if any(pair.same(p) for p in g)), None)
        if home is None:
            groups.append([pair])
        else:
            home.append(pair)
    for group in groups:
        sides = ([p.claim for p in group], [p.denial for p in group])
        yield finding(DisagreementKind.DENIAL, sides)


def _of_what_was_told(doc: Document, reader: Reader) -> Iterator[_Pair]:
    """Yield the denials that point back: `which Ankara denies`, `he denied these accusations`."""
    body = [s for s in doc.sentences if s.zone is ZoneKind.BODY]
    for number, sentence in enumerate(body):
        words = tokens(doc.text, sentence.span)
        for hit in hits(words, "denial"):
            if not _points_back(words, hit.last):
                continue
            claim = _before(doc, words, hit) or _last_claim(doc, body, number)
            if claim is None:
                continue
            start = claim.end if sentence.span.covers(claim) else sentence.span.start
            denial = Span(_skip(doc.text, start), sentence.span.end)
            yield _pair(doc, claim, denial, reader)


def _points_back(words: Sequence[Token], at: int) -> bool:
    """Say whether a denial is of `this`, or of `the accusations` and no more is said of them."""
    near = words[at : at + _BACK]
    if hits(near, "back"):
        return True
    for hit in hits(near, "accusation"):
        after = words[at + hit.last].form if at + hit.last < len(words) else "."
        if not after[0].isalpha() or after in _ON or after.startswith(_HOW):
            return True
    return False


def _before(doc: Document, words: Sequence[Token], hit: Hit) -> Span | None:
    """Return what a denial's own sentence tells before `although he denies that`."""
    turns = [b for b in hits(words[: hit.first], "but") if b.first >= _FEWEST]
    if not turns:
        return None
    told = [w for w in words[: turns[-1].first] if w.is_word]
    return Span(words[0].start, told[-1].end)


def _last_claim(doc: Document, body: Sequence[Sentence], number: int) -> Span | None:
    """Return the sentence before, where somebody says or accuses in it."""
    if not number:
        return None
    span = body[number - 1].span
    said = any(span.covers(a.cue) for a in doc.attributions)
    accused = any(e.type is EventType.ACCUSE and span.covers(e.trigger) for e in doc.events)
    return span if said or accused else None


def _of_claims(
    documents: Sequence[Document], denying: Sequence[Document], reader: Reader
) -> Iterator[_Pair]:
    """Yield the denials that say what they deny, each with the claims that fit it best."""
    wanted = [d for doc in denying for d in denied(doc, reader)]
    if not wanted:
        return
    index = Index(documents, reader, wanted)
    for denial in wanted:
        for claim in index.claims(denial):
            yield _pair_of(denial, claim, reader)


def _pair_of(denial: Claimed, claim: Claimed, reader: Reader) -> _Pair:
    one, other = reader.account(claim.doc, claim.span), reader.account(denial.doc, denial.span)
    return _Pair(one, other, (claim.words, denial.words))


def _pair(doc: Document, claim: Span, denial: Span, reader: Reader) -> _Pair:
    sides = []
    for span in (claim, denial):
        evidence = Evidence(doc.id, span.start, span.end, span.of(doc.text))
        sides.append(Account(evidence, reader.account(doc, span).mouth, doc.published))
    words = content(claim.of(doc.text)), content(denial.of(doc.text))
    return _Pair(sides[0], sides[1], words)


def _skip(text: str, start: int) -> int:
    while start < len(text) and text[start] in " ،,\n":
        start += 1
    return start
