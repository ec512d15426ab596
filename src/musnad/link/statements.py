"""Each attribution as a statement: when it was said, and the path it came by."""

import re
from collections.abc import Iterable

from musnad.annotate.saying.cues import continuing
from musnad.link.dates import interval
from musnad.link.entities import Names, bare
from musnad.link.passages import evidence, sentence_at
from musnad.link.sayings import alike
from musnad.model import (
    Attribution,
    DatedBy,
    Document,
    Evidence,
    Hop,
    HopKind,
    Span,
    Statement,
    Timex,
    TimexType,
)

_Day = tuple[str | None, DatedBy | None]
_BREAK = re.compile(r"[،,؛;:.\n]")
_OPENING = 12  # characters a fronted time may follow: a conjunction, a preposition


def statements(documents: Iterable[Document], names: Names) -> tuple[Statement, ...]:
    """Return the statements of all reports, by report and place in it."""
    out: list[Statement] = []
    for doc in documents:
        ordered = sorted(doc.attributions, key=lambda a: (a.content.start, a.cue.start, a.id))
        days = _said_on_days(doc, ordered)
        out += (_statement(doc, said, days[said.id], names) for said in ordered)
    return alike(out)


def _said_on_days(doc: Document, ordered: Iterable[Attribution]) -> dict[str, _Day]:
    """Return each statement's day and where it is from.

    One sentence's speaker goes on on the same day; so does one who `added` in a later one.
    """
    days: dict[str, _Day] = {}
    latest: dict[str, tuple[int, str]] = {}
    for said in ordered:
        sentence = sentence_at(doc, said.cue.start)
        mouth = said.speaker or (said.source.of(doc.text) if said.source else "")
        at = sentence.span.start if sentence else -1
        own, (told_at, told) = _said_on(doc, said), latest.get(mouth, (-1, ""))
        if own:
            days[said.id] = own, DatedBy.CLAUSE
        elif told and told_at == at:
            days[said.id] = told, DatedBy.SENTENCE
        elif told and said.rule in continuing():
            days[said.id] = told, DatedBy.DISCOURSE
        else:
            days[said.id] = doc.published, DatedBy.PUBLICATION if doc.published else None
        carried = days[said.id][0] if said.rule in continuing() and told else own
        if mouth and (carried or told_at != at):
            latest[mouth] = at, carried or ""
    return days


def _statement(doc: Document, said: Attribution, day: _Day, names: Names) -> Statement:
    steps = hops(doc, said, names)
    return Statement(
        id=said.id,
        document=doc.id,
        date=day[0],
        dated_by=day[1],
        published=doc.published,
        outlet=doc.outlet,
        speaker=names.speaker(doc.id, said) or None,
        source=said.source.of(doc.text) if said.source else None,
        kind=said.kind,
        cue=said.cue.of(doc.text),
        content=said.content.of(doc.text),
        quote=said.quote,
        told=names.carrier(doc.id, said.told),
        via=names.carrier(doc.id, said.via),
        within=said.within,
        chain=tuple(hop.name for hop in steps),
        evidence=_evidence(doc, said),
        hops=steps,
        factuality=said.factuality,
        role=said.role,
        unnamed=said.unnamed,
        introduced=_words(doc, said.introduced),
        place=said.place,
        occasion=_words(doc, said.occasion),
        rule=said.rule,
    )


def _words(doc: Document, span: Span | None) -> str | None:
    return " ".join(span.of(doc.text).split()) if span else None


def _evidence(doc: Document, said: Attribution) -> tuple[Evidence, ...]:
    spans = [said.cue, said.content]
    if said.source and sentence_at(doc, said.source.start) == sentence_at(doc, said.cue.start):
        spans.append(said.source)
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return (evidence(doc, whole),)


def chain(doc: Document, said: Attribution | None, names: Names) -> tuple[str, ...]:
    """Return the path from the outlet to the first mouth, each link once."""
    return tuple(hop.name for hop in hops(doc, said, names))


def hops(doc: Document, said: Attribution | None, names: Names) -> tuple[Hop, ...]:
    """Return the steps from the outlet to the first mouth, each with the report's words.

    What was said within another statement goes through that one's speaker. A speaker's words
    are cue and source as they stand; the outlet's own name has none.
    """
    by_id = {a.id: a for a in doc.attributions}
    path: list[Attribution] = []
    while said is not None and said not in path:
        path.append(said)
        said = by_id.get(said.within) if said.within else None
    steps: list[tuple[str | None, HopKind, str | None]] = [(doc.outlet, HopKind.OUTLET, None)]
    for one in reversed(path):
        source = _words(doc, one.source)
        mouth = names.speaker(doc.id, one) or source
        steps += [
            (names.carrier(doc.id, one.via), HopKind.VIA, _words(doc, one.via_words)),
            (names.carrier(doc.id, one.told), HopKind.TOLD, _words(doc, one.told_words)),
            (mouth, HopKind.SPEAKER, " ".join(filter(None, (_words(doc, one.cue), source)))),
        ]
    out: list[Hop] = []
    for name, kind, words in steps:
        if name and (not out or bare(name) != bare(out[-1].name)):
            out.append(Hop(name, kind, words))
    return tuple(out)


def _said_on(doc: Document, said: Attribution) -> str | None:
    """Return the value of the time in the cue's own clause, outside what was said."""
    sentence = sentence_at(doc, said.cue.start)
    if sentence is None:
        return None
    for time in doc.timexes:
        if (
            time.type in {TimexType.DATE, TimexType.TIME}
            and interval(time.value)
            and sentence.span.covers(time.span)
            and not _inside_speech(doc, said, time)
            and _same_clause(doc.text, sentence.span, said, time)
        ):
            return time.value
    return None


def _inside_speech(doc: Document, said: Attribution, time: Timex) -> bool:
    if said.source and said.source.covers(time.span):
        return True
    return any(
        a.content.covers(time.span) and (a.id == said.id or not a.content.covers(said.cue))
        for a in doc.attributions
    )


def _same_clause(text: str, sentence: Span, said: Attribution, time: Timex) -> bool:
    if time.span.start >= said.cue.end:
        return not _BREAK.search(text, said.cue.end, time.span.start)
    if time.span.start - sentence.start <= _OPENING:
        between = text[time.span.end : said.cue.start].strip(" ،,")
        return not _BREAK.search(between)
    return not _BREAK.search(text, time.span.end, said.cue.start)
