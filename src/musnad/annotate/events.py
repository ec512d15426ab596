"""PLOVER events with status, participants, place and date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from musnad.annotate.acts import (
    actors,
    arguments,
    dating,
    doers,
    incidents,
    merging,
    recalls,
    status,
    subject,
    triggers,
)
from musnad.annotate.acts.actors import Words
from musnad.annotate.acts.incidents import Clues
from musnad.annotate.acts.merging import Candidate
from musnad.annotate.acts.recalls import Passage
from musnad.annotate.acts.scene import Case, Sayings, Scene
from musnad.annotate.acts.triggers import Form, Hit
from musnad.model import (
    Attribution,
    DatedBy,
    Document,
    Event,
    EventType,
    SourceKind,
    Span,
    Status,
    Timex,
)
from musnad.text import clauses, sentences
from musnad.text.clauses import Clause
from musnad.text.stem import bare
from musnad.text.tokenize import Token, tokens

_SAME_EVENT = 12
_CONTENT = 4  # letters of a content word


def annotate(doc: Document) -> Document:
    """Return the document with this layer."""
    if not subject.has_events(doc.text):
        return doc
    found: list[Candidate] = []
    again: list[Passage] = []
    said = Sayings()
    for scene in _scenes(doc):
        said.hear(scene)
        for clause in scene.clauses:
            found += _events(scene, clause, said)
            inside = scene.words.tokens[clause.first : clause.last]
            span = scene.span(clause.first, clause.last)
            again += recalls.find(inside, span, scene.mentions, scene.places, scene.days)
    return replace(doc, events=recalls.attach(merging.merge(found), again))


def recall_rows(doc: Document) -> set[str]:
    """Return the ids of the rows whose nouns recall an event somewhere in the document."""
    return {r for scene in _scenes(doc) for r in recalls.rows(scene.words.tokens)}


def context_rows(doc: Document) -> set[str]:
    """Return the ids of the context rows that bear on some trigger of the document."""
    out: set[str] = set()
    for scene in _scenes(doc):
        for clause in scene.clauses:
            for hit in triggers.find(doc.text, scene.words.tokens, clause.first, clause.last):
                rows = status.contexts(scene.words.tokens, hit, clause.first, clause.last)
                out |= {r.id for r in rows}
    return out


def licence_rows(doc: Document) -> set[str]:
    """Return the ids of the licences that let some event noun of the document count."""
    out: set[str] = set()
    for scene in _scenes(doc):
        for clause in scene.clauses:
            for hit in triggers.find(doc.text, scene.words.tokens, clause.first, clause.last):
                out |= (
                    {hit.row.licence} if hit.row.licence and hit.licensed_by is not None else set()
                )
    return out


def set_rows(doc: Document) -> set[str]:
    """Return the ids of the word sets of which the document holds a word."""
    return {r for scene in _scenes(doc) for r in triggers.sets_in(scene.words.tokens)}


def actor_rows(doc: Document) -> set[str]:
    """Return the ids of the actor rows whose nouns the document's sentences hold."""
    return {r for scene in _scenes(doc) for r in actors.rows_in(scene.words.tokens)}


def _scenes(doc: Document) -> Iterator[Scene]:
    for sentence in doc.sentences:
        inside = tokens(doc.text, sentence.span)
        if not inside:
            continue
        timexes = [t for t in doc.timexes if sentence.span.covers(t.span)]
        timed = (i for i, w in enumerate(inside) if any(t.span.overlaps(_of(w)) for t in timexes))
        words = Words(doc.text, inside, frozenset(timed))
        here = [m for m in doc.mentions if sentence.span.covers(m.span)]
        before = [m for m in doc.mentions if m.span.end <= sentence.span.start]
        yield Scene(
            doc,
            sentence,
            words,
            actors.find(words, here, before),
            [
                a
                for a in doc.attributions
                if a.content.overlaps(sentence.span) or sentence.span.covers(a.cue)
            ],
            timexes,
            here,
            clauses.split(words.tokens, triggers.verb_forms()),
        )


def _of(token: Token) -> Span:
    return Span(token.start, token.end)


def _events(scene: Scene, clause: Clause, said: Sayings) -> Iterator[Candidate]:
    """The events of one clause, one of a type unless they stand well apart."""
    hits = list(
        _one_each(
            triggers.find(
                scene.doc.text,
                scene.words.tokens,
                clause.first,
                clause.last,
                title=scene.headline,
            )
        )
    )
    last: dict[EventType, int] = {}
    for n, hit in enumerate(hits):
        kind = hit.row.type
        if kind in last and hit.first - last[kind] < _SAME_EVENT:
            continue
        event = _event(scene, _part(scene, clause, hits, n), hit, said)
        if event:
            last[kind] = hit.first
            yield Candidate(event, scene.headline, _clues(scene, event, hit))


def _clues(scene: Scene, event: Event, hit: Hit) -> Clues:
    if event.type is not EventType.ASSAULT:
        return Clues()
    inside = [t for t in scene.words.tokens if event.span.start <= t.start < event.span.end]
    return Clues(
        incidents.tolls(scene.doc, event.span),
        recalls.points_back(inside, event.type, scene.places | scene.days),
        recalls.tells_another(inside, event.type),
        hit.row.toll,
        frozenset(bare(t.form) for t in inside if t.is_word and len(t.form) >= _CONTENT),
        incidents.names_place([t.form for t in inside]),
    )


def _part(scene: Scene, clause: Clause, hits: Sequence[Hit], n: int) -> Clause:
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


def _event(scene: Scene, clause: Clause, hit: Hit, said: Sayings) -> Event | None:
    trigger = scene.span(hit.first, hit.last)
    own = next((a for a in scene.attributions if a.cue.overlaps(trigger)), None)
    case = Case(scene, clause, hit, trigger, _holder(scene, trigger), own)
    if not _possible(case):
        return None
    hit = _with_tense(scene, hit)
    case = replace(case, hit=hit)
    timex = _time(case)
    stated = _status(case, timex)
    args = doers.find(case, said) if stated else None
    if stated is None or args is None or not (_complete(hit, args) or _counts_dead(case)):
        return None
    date = _date(case, stated, timex, args.agent, said)
    return Event(
        id="",
        span=_span(scene, clause, hit),
        trigger=trigger,
        type=hit.row.type,
        mode=hit.row.mode,
        status=stated,
        participants=args.participants,
        place=args.place,
        date=date,
        attribution=case.holder.id if case.holder else None,
        rule=hit.row.id,
        dated_by=_dated_by(case, stated, timex) if date else None,
    )


def _status(case: Case, timex: Timex | None) -> Status | None:
    """The status; what a party says did not happen is denied, what the report says is nothing."""
    scene, hit, clause = case.scene, case.hit, case.clause
    tokens = scene.words.tokens
    rows = tuple(status.contexts(tokens, hit, clause.first, clause.last))
    without = [r for r in rows if r.id != "negated"]
    if status.wished(tokens, hit) and not _told_as_plan(without) and not timex:
        return None
    stated = status.judge(
        without,
        hit,
        title=scene.headline,
        future_date=dating.is_future(timex, scene.doc.published),
    )
    if status.negated(tokens, hit, clause.first, triggers.verb_forms()):
        party = case.holder and case.holder.kind in _PARTIES and not hit.row.act
        past = hit.form in {Form.PAST, Form.PRESENT} and party
        return Status.DENIED if stated and past else None
    return None if len(without) < len(rows) else stated


def _told_as_plan(rows: Sequence[status.Context]) -> bool:
    """Say whether a context row makes a wish a plan, a demand or a denial."""
    return any(r.effect is not status.Effect.NONE for r in rows)


_PARTIES = frozenset({SourceKind.PERSON, SourceKind.ORGANIZATION})


def _possible(case: Case) -> bool:
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
    if not args.participants and not (args.place and hit.row.type in doers.PLACED):
        return False
    wants_doer = hit.row.act or hit.row.type is EventType.CONSULT
    return bool(args.agent) or hit.form is Form.NOUN or not wants_doer


def _counts_dead(case: Case) -> bool:
    """Say whether a clause counts the dead: an incident, though it names no party or place."""
    span = case.scene.span(case.clause.first, case.clause.last)
    return case.hit.row.type is EventType.ASSAULT and incidents.dead(
        incidents.tolls(case.scene.doc, span)
    )


def _span(scene: Scene, clause: Clause, hit: Hit) -> Span:
    """The clause; a charge is made by saying it, so its span begins with the saying."""
    first, last = clause.first, clause.last
    if hit.row.act:
        said = next(
            (a for a in scene.attributions if a.cue.overlaps(scene.span(hit.first, hit.last))), None
        )
        if said and scene.sentence.span.covers(said.content):
            last = max(last, scene.words.at(said.content.end - 1) + 1)
    if hit.row.charge:
        first = max((c.first for c in scene.clauses if c.last <= clause.first), default=first)
    return scene.span(first, last)


def _with_tense(scene: Scene, hit: Hit) -> Hit:
    """A noun takes the tense of the light verb that licensed it."""
    if hit.licensed_by is None or hit.licensed_by == hit.first:
        return hit
    return replace(hit, form=status.tense_of(scene.words.tokens[hit.licensed_by].form))


def _holder(scene: Scene, trigger: Span) -> Attribution | None:
    holding = [a for a in scene.attributions if a.content.covers(trigger)]
    return min(holding, key=lambda a: a.content.end - a.content.start, default=None)


def _unnamed(case: Case, saying: Attribution | None) -> bool:
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


def _time(case: Case) -> Timex | None:
    """The time expression that dates a trigger: its own, or that of the saying for an act."""
    scene, hit, holder = case.scene, case.hit, case.holder
    _, told_words = arguments.reach(scene.words, scene.actors, hit, case.clause)
    span = scene.span(told_words.start, told_words.stop)
    sentence = scene.sentence.span
    if case.own and hit.row.act:
        return dating.saying(scene.timexes, sentence, case.own, scene.attributions)
    fitting = dating.fitting(scene.timexes, hit.form, scene.doc.published)
    if holder:
        inside = [t for t in fitting if holder.content.covers(t.span)]
        found = dating.stated(inside, case.trigger, span, sentence)
        by_saying = hit.form is Form.PRESENT or hit.row.charge or _announced(hit)
        if found or not by_saying:
            return found
        return dating.saying(scene.timexes, sentence, holder, scene.attributions)
    told = [a.content for a in scene.attributions] + _quoted(scene, case.trigger)
    outside = [
        t
        for t in fitting
        if t.span.start < span.end and not any(words.covers(t.span) for words in told)
    ]
    return dating.stated(outside, case.trigger, span, sentence)


def _quoted(scene: Scene, trigger: Span) -> list[Span]:
    """The quotations of a sentence that don't hold the trigger: their times are not its own."""
    start = scene.sentence.span.start
    found = sentences.quotations(scene.sentence.span.of(scene.doc.text))
    spans = [Span(start + a, start + b) for a, b in found]
    return [s for s in spans if not s.covers(trigger)]


def _announced(hit: Hit) -> bool:
    """A deed named by its noun right after the saying verb: announced is done."""
    return hit.row.licence == "announce" and hit.licensed_by is not None


def _date(
    case: Case, stated: Status, timex: Timex | None, agent: str | None, said: Sayings
) -> str | None:
    """The event's date: stated, or the same party's last dated saying, or that of the meeting."""
    row, holder = case.hit.row, case.holder
    if timex:
        date = dating.day(timex)
        if date and dating.day_after(case.scene.words.tokens, case.hit):
            date = dating.before(date)
    elif row.act or row.charge:
        date = said.day_of(holder.speaker if holder and holder.speaker else agent)
    else:
        date = dating.as_of_report(row.type, stated, case.scene.doc.published)
        if date is None and case.scene.recalls(case.hit):
            date = said.meeting
    if agent and case.hit.form is not Form.NOUN:
        said.doers.append((case.trigger.start, agent))
    if row.type is EventType.CONSULT and stated is Status.OCCURRED and date:
        said.meeting = date
    return date


def _dated_by(case: Case, stated: Status, timex: Timex | None) -> DatedBy:
    """Where the date of an event is from: the clause, the sentence, what was told before."""
    if timex:
        clause = case.scene.span(case.clause.first, case.clause.last)
        return DatedBy.CLAUSE if clause.covers(timex.span) else DatedBy.SENTENCE
    row = case.hit.row
    going_on = dating.as_of_report(row.type, stated, case.scene.doc.published)
    said = row.act or row.charge
    return DatedBy.PUBLICATION if going_on and not said else DatedBy.DISCOURSE
