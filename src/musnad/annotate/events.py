"""PLOVER events with status, participants, place and date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from musnad.annotate.acts import actors, arguments, dating, merging, status, subject, triggers
from musnad.annotate.acts.actors import Actor, Words
from musnad.annotate.acts.merging import Candidate
from musnad.annotate.acts.triggers import Form, Hit
from musnad.model import (
    Attribution,
    Document,
    Event,
    EventType,
    Label,
    Mention,
    Sentence,
    SourceKind,
    Span,
    Status,
    Timex,
    ZoneKind,
)
from musnad.text import clauses
from musnad.text.clauses import Clause
from musnad.text.normalize import keys
from musnad.text.tokenize import tokens

_SAME_EVENT = 12
_DURING = keys("خلال أثناء وخلال")
_MEETINGS = keys("الزيارة اللقاء الاجتماع المباحثات المحادثات زيارته زيارتها")


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with all that its triggers may need."""

    doc: Document
    sentence: Sentence
    words: Words
    actors: Sequence[Actor]
    attributions: Sequence[Attribution]
    timexes: Sequence[Timex]
    mentions: Sequence[Mention]

    def recalls(self, hit: Hit) -> bool:
        """Say whether a trigger stands `during the visit`, a meeting told before."""
        near = self.words.tokens[max(0, hit.first - 4) : hit.last + 4]
        return any(a.form in _DURING and b.form in _MEETINGS for a, b in pairwise(near))

    @property
    def headline(self) -> bool:
        return self.sentence.zone is not ZoneKind.BODY

    def span(self, first: int, last: int) -> Span:
        return Span(self.words.tokens[first].start, self.words.tokens[last - 1].end)


def annotate(doc: Document) -> Document:
    """Return the document with this layer."""
    if not subject.has_events(doc.text):
        return doc
    found: list[Candidate] = []
    said = Sayings()
    for scene in _scenes(doc):
        said.hear(scene)
        for clause in clauses.split(scene.words.tokens, triggers.verb_forms()):
            found += _events(scene, clause, said)
    return replace(doc, events=merging.merge(found))


def context_rows(doc: Document) -> set[str]:
    """Return the ids of the context rows that bear on some trigger of the document."""
    out: set[str] = set()
    for scene in _scenes(doc):
        for clause in clauses.split(scene.words.tokens, triggers.verb_forms()):
            for hit in triggers.find(doc.text, scene.words.tokens, clause.first, clause.last):
                rows = status.contexts(scene.words.tokens, hit, clause.first, clause.last)
                out |= {r.id for r in rows}
    return out


def licence_rows(doc: Document) -> set[str]:
    """Return the ids of the licences that let some event noun of the document count."""
    out: set[str] = set()
    for scene in _scenes(doc):
        for clause in clauses.split(scene.words.tokens, triggers.verb_forms()):
            for hit in triggers.find(doc.text, scene.words.tokens, clause.first, clause.last):
                out |= (
                    {hit.row.licence} if hit.row.licence and hit.licensed_by is not None else set()
                )
    return out


def actor_rows(doc: Document) -> set[str]:
    """Return the ids of the actor rows whose nouns the document's sentences hold."""
    return {r for scene in _scenes(doc) for r in actors.rows_in(scene.words.tokens)}


def _scenes(doc: Document) -> Iterator[_Scene]:
    for sentence in doc.sentences:
        words = Words(doc.text, tokens(doc.text, sentence.span))
        if not words.tokens:
            continue
        here = [m for m in doc.mentions if sentence.span.covers(m.span)]
        before = [m for m in doc.mentions if m.span.end <= sentence.span.start]
        yield _Scene(
            doc,
            sentence,
            words,
            actors.find(words, here, before),
            [
                a
                for a in doc.attributions
                if a.content.overlaps(sentence.span) or sentence.span.covers(a.cue)
            ],
            [t for t in doc.timexes if sentence.span.covers(t.span)],
            here,
        )


def _events(scene: _Scene, clause: Clause, said: "Sayings") -> Iterator[Candidate]:
    """The events of one clause, one of a type unless they stand well apart."""
    hits = list(
        _one_each(triggers.find(scene.doc.text, scene.words.tokens, clause.first, clause.last))
    )
    last: dict[EventType, int] = {}
    for n, hit in enumerate(hits):
        kind = hit.row.type
        if kind in last and hit.first - last[kind] < _SAME_EVENT:
            continue
        event = _event(scene, _part(scene, clause, hits, n), hit, said)
        if event:
            last[kind] = hit.first
            yield Candidate(event, scene.headline)


def _part(scene: _Scene, clause: Clause, hits: Sequence[Hit], n: int) -> Clause:
    """The part of a clause that is one trigger's own where another of its type stands far off."""
    hit = hits[n]
    first, last = clause.first, clause.last
    for other in hits:
        if other.row.type is not hit.row.type or abs(other.first - hit.first) < _SAME_EVENT:
            continue
        low, high = sorted((other.first, hit.first))
        comma = max((i for i in range(low, high) if scene.words.tokens[i].form in "،,"), default=0)
        if comma and other.first > hit.first:
            last = min(last, comma)
        elif comma:
            first = max(first, comma + 1)
    return Clause(first, last)


def _one_each(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The best trigger at each word: the longest, then the table's first."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.first not in best or hit.last > best[hit.first].last:
            best[hit.first] = hit
    yield from (best[i] for i in sorted(best))


@dataclass(frozen=True, slots=True)
class _Case:
    """A trigger in its clause: the statement that holds it, and the one it is the cue of."""

    scene: _Scene
    clause: Clause
    hit: Hit
    trigger: Span
    holder: Attribution | None
    own: Attribution | None


def _event(scene: _Scene, clause: Clause, hit: Hit, said: "Sayings") -> Event | None:
    trigger = scene.span(hit.first, hit.last)
    own = next((a for a in scene.attributions if a.cue.overlaps(trigger)), None)
    case = _Case(scene, clause, hit, trigger, _holder(scene, trigger), own)
    if not _possible(case):
        return None
    hit = _with_tense(scene, hit)
    case = replace(case, hit=hit)
    rows = tuple(status.contexts(scene.words.tokens, hit, clause.first, clause.last))
    timex = _time(case)
    stated = status.judge(
        rows, hit, title=scene.headline, future_date=dating.is_future(timex, scene.doc.published)
    )
    args = _arguments(case) if stated else None
    if stated is None or args is None or not _complete(hit, args):
        return None
    return Event(
        id="",
        span=_span(scene, clause, hit),
        trigger=trigger,
        type=hit.row.type,
        mode=hit.row.mode,
        status=stated,
        participants=args.participants,
        place=args.place,
        date=_date(case, stated, timex, args.agent, said),
        attribution=case.holder.id if case.holder else None,
        rule=hit.row.id,
    )


def _possible(case: _Case) -> bool:
    """Say whether a trigger is neither part of a name, nor an unnamed source's remark."""
    scene, hit = case.scene, case.hit
    if hit.row.charge:
        that = clauses.opens_content(scene.words.tokens[case.clause.first])
        return not _unnamed(case, case.holder) if case.holder else that
    if hit.form is Form.NOUN:
        return not any(m.span.overlaps(case.trigger) for m in scene.mentions)
    return not (hit.row.act and _unnamed(case, case.own))


def _complete(hit: Hit, args: arguments.Arguments) -> bool:
    """Say whether an event has whom or where it needs, and its doer where the verb wants one."""
    if not args.participants and not (args.place and hit.row.type in _PLACED):
        return False
    wants_doer = hit.row.act or hit.row.type is EventType.CONSULT
    return bool(args.agent) or hit.form is Form.NOUN or not wants_doer


_PLACED = frozenset({EventType.ASSAULT, EventType.AID, EventType.PROTEST, EventType.AGREE})


def _span(scene: _Scene, clause: Clause, hit: Hit) -> Span:
    """The clause; a charge is made by saying it, so its span begins with the saying."""
    first = clause.first
    if hit.row.charge:
        parts = clauses.split(scene.words.tokens, triggers.verb_forms())
        first = max((c.first for c in parts if c.last <= clause.first), default=first)
    return scene.span(first, clause.last)


def _with_tense(scene: _Scene, hit: Hit) -> Hit:
    """A noun takes the tense of the light verb that licensed it."""
    if hit.licensed_by is None or hit.licensed_by == hit.first:
        return hit
    return replace(hit, form=status.tense_of(scene.words.tokens[hit.licensed_by].form))


def _holder(scene: _Scene, trigger: Span) -> Attribution | None:
    holding = [a for a in scene.attributions if a.content.covers(trigger)]
    return min(holding, key=lambda a: a.content.end - a.content.start, default=None)


def _unnamed(case: _Case, saying: Attribution | None) -> bool:
    """Say whether an outlet, a paper or a source without a name says it."""
    words, hit, clause = case.scene.words, case.hit, case.clause
    if saying and saying.kind in {SourceKind.MEDIA, SourceKind.DOCUMENT}:
        return True
    if saying and saying.source and case.scene.sentence.span.covers(saying.source):
        first, last = words.at(saying.source.start), words.at(saying.source.end - 1) + 1
        return arguments.anonymous(words, first, last)
    return arguments.anonymous(
        words, max(clause.first, hit.first - 3), min(clause.last, hit.last + 3)
    )


def _time(case: _Case) -> Timex | None:
    """The time expression that dates a trigger: its own, or that of the saying for an act."""
    scene, hit, holder = case.scene, case.hit, case.holder
    span = scene.span(case.clause.first, case.clause.last)
    sentence = scene.sentence.span
    if case.own and hit.row.act:
        return dating.saying(scene.timexes, sentence, case.own)
    fitting = dating.fitting(scene.timexes, hit.form, scene.doc.published)
    if holder:
        inside = [t for t in fitting if holder.content.covers(t.span)]
        found = dating.stated(inside, case.trigger, span, sentence)
        by_saying = hit.form is Form.PRESENT or hit.row.charge or _announced(hit)
        return found or (dating.saying(scene.timexes, sentence, holder) if by_saying else None)
    outside = [t for t in fitting if not any(a.content.covers(t.span) for a in scene.attributions)]
    return dating.stated(outside, case.trigger, span, sentence)


def _announced(hit: Hit) -> bool:
    """A deed named by its noun right after the saying verb: announced is done."""
    return hit.row.licence == "announce" and hit.licensed_by is not None


def _arguments(case: _Case) -> arguments.Arguments:
    scene, hit = case.scene, case.hit
    args = arguments.find(scene.words, scene.actors, hit, case.clause)
    lead: tuple[str, ...] = ()
    if case.own and hit.row.act:
        lead = _speaker(scene, case.own)
    elif case.holder and (hit.row.charge or _of_speaker(case, args)):
        lead = _speaker(scene, case.holder)
    if hit.form is not Form.NOUN and not args.agent and not lead:
        doer = arguments.subject_before(scene.words, scene.actors, hit)
        lead = (doer.name,) if doer else ()
    if hit.row.envoy and not _is_envoy(scene, lead or args.participants[:1]):
        return arguments.Arguments((), None, None)
    media = {n for a in scene.attributions for n in (a.told, a.via) if n}
    names = arguments.distinct(n for n in (*lead, *args.participants) if n not in media)
    place = args.place
    if not names and not place and hit.row.type in _PLACED:
        names = arguments.parties_before(scene.actors, hit.first)
    agent = names[0] if names and (lead or args.agent) else None
    return arguments.Arguments(names, place, agent)


def _of_speaker(case: _Case, args: arguments.Arguments) -> bool:
    """Say whether a deed without a doer is the speaker's own: `that he …`, or talks at large.

    So is a further act in the same breath, whose first noun is whom it is addressed to.
    """
    hit = case.hit
    if hit.row.act and hit.clitic:
        return not any(m.name == args.agent for m in case.scene.mentions)
    if args.agent:
        return False
    opener = case.scene.words.tokens[case.clause.first].form
    theirs = opener.endswith(("نه", "نها", "نهم", "نهما"))
    return theirs or (hit.row.type is EventType.CONSULT and not args.participants)


def _is_envoy(scene: _Scene, names: Sequence[str]) -> bool:
    """Say whether the doer is a person, an organisation or their delegation."""
    return any(
        a.name in names and (a.label in {Label.PER, Label.ORG} or a.row in _ENVOYS)
        for a in scene.actors
    ) or any(m.name in names and m.label is not Label.LOC for m in scene.doc.mentions)


_ENVOYS = frozenset({"delegations", "titles", "government", "factions", "back-person"})


def _speaker(scene: _Scene, attribution: Attribution) -> tuple[str, ...]:
    if attribution.speaker:
        return (attribution.speaker,)
    if attribution.source and scene.sentence.span.covers(attribution.source):
        words = scene.words
        first = words.at(attribution.source.start)
        last = words.at(attribution.source.end - 1) + 1
        return tuple(arguments.speakers(scene.actors, first, last))
    return ()


def _date(
    case: _Case, stated: Status, timex: Timex | None, agent: str | None, said: "Sayings"
) -> str | None:
    """The event's date: stated, or the same party's last dated saying, or that of the meeting."""
    row, holder = case.hit.row, case.holder
    if timex:
        date = dating.day(timex)
    elif row.act or row.charge:
        date = said.day_of(holder.speaker if holder and holder.speaker else agent)
    else:
        date = dating.as_of_report(row.type, stated, case.scene.doc.published)
        if date is None and case.scene.recalls(case.hit):
            date = said.meeting
    if row.type is EventType.CONSULT and stated is Status.OCCURRED and date:
        said.meeting = date
    return date


@dataclass(slots=True)
class Sayings:
    """The days that a report has given so far: of each speaker's words, of its last meeting."""

    days: list[tuple[str, str | None]] = field(default_factory=list)
    meeting: str | None = None

    def hear(self, scene: _Scene) -> None:
        """Note the day of each statement of a sentence."""
        for a in scene.attributions:
            if a.speaker and scene.sentence.span.covers(a.cue):
                timex = dating.saying(scene.timexes, scene.sentence.span, a)
                if timex and dating.day(timex):
                    self.days.append((a.speaker, dating.day(timex)))

    def day_of(self, name: str | None) -> str | None:
        """Return the day of the last dated words of a speaker, whichever form of the name."""
        found = (d for who, d in reversed(self.days) if name and merging.alike(who, name))
        return next(found, None)
