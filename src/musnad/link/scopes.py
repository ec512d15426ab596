"""What each figure counts: one act's toll, a campaign's, or how many there are of a people.

The act is the one a figure's own words lead to (`in the raid`, `the war has killed`); a
definite one without a place is the last told of in the report, and a toll without any is
that of the report's only act. What the words do not settle stays open.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from musnad.link.scenes import Act, Place, Scene, recent
from musnad.link.tolls import ActKind, compatible, marks
from musnad.model import Attribution, Document, Measure, Quantity, Span, TimexType
from musnad.text.tokenize import tokens

_LINK = frozenset({"في", "جراء", "اثر", "نتيجه", "بسبب", "خلال", "من", "بفعل", "عقب", "ب"})
_WHERE = frozenset({"في", "على", "ب", "قطاع", "إقليم", "مدينة", "بقطاع"})
_NUMBER_OF_THEM = frozenset({"عددهم", "عددهن"})
_REACH_PART, _REACH_WHOLE = 3, 10
_LEAD_SENTENCES = 3
_LINK_REACH = 14  # words between a toll and the act that follows it
_STATES = frozenset(
    {Measure.HELD, Measure.DETAINED, Measure.DISPLACED, Measure.POPULATION, Measure.SHARE}
)
_HARMS = frozenset(
    {
        Measure.KILLED,
        Measure.INJURED,
        Measure.MISSING,
        Measure.RELEASED,
        Measure.DISPLACED,
        Measure.HELD,
        Measure.DETAINED,
    }
)


class Kind(StrEnum):
    """How far a figure reaches."""

    INCIDENT = "incident"
    CAMPAIGN = "campaign"
    STATE = "state"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure counts, as far as its report says; `about` is where its main act was."""

    kind: Kind
    family: str | None = None
    place: Place | None = None
    day: str | None = None
    part: bool = False
    title: bool = False
    about: Place | None = None


def scope(
    doc: Document, figure: Quantity, told: Sequence[Scene], said: Attribution | None
) -> Scope:
    """Return what a figure of a report counts; `told` are the report's scenes."""
    here = next((i for i, s in enumerate(told) if s.span.covers(figure.span)), None)
    if here is None or figure.measure not in _HARMS:
        main = main_act(doc, told)
        return Scope(Kind.OPEN, about=main[1] if main else None)
    scene = told[here]
    part = _is_part(scene, figure)
    act = _governing(scene, figure.span)
    if figure.measure in _STATES and (act is None or act.family != "arrest"):
        place = _place_after(scene, figure.span)
        return Scope(Kind.STATE, place=place, part=part, title=scene.title)
    counted_up = figure.as_of is not None or _counts_up(doc, scene, act, figure.span, said)
    if _is_campaign(act, counted_up=counted_up) and not _is_daily(doc, scene, figure.span):
        place = _campaign_place(doc, scene, act, figure.span, said)
        return Scope(Kind.CAMPAIGN, act.family if act else None, place, None, part, scene.title)
    found = _incident(doc, told, here, act, figure)
    family, place, day = found or (None, None, None)
    kind = Kind.INCIDENT if act or found else Kind.OPEN
    return Scope(kind, family, place, day, part, scene.title)


def _is_part(scene: Scene, figure: Quantity) -> bool:
    """Say whether a figure is some of a whole: `among them nine`, `40 are still in hospital`."""
    if figure.part_of is not None or figure.measure is not Measure.INJURED:
        return figure.part_of is not None
    first, last = scene.index(figure.span.start), scene.index(figure.span.end)
    # `32 of the wounded, whose number is 100, are still …`: the 32 are the part.
    whose = [i for i, w in enumerate(scene.words) if w.form in _NUMBER_OF_THEM]
    if any(i < first <= i + 2 + _REACH_PART for i in whose):
        return False
    reach = _REACH_WHOLE if any(last < i <= last + 3 for i in whose) else _REACH_PART
    before, after = scene.marks[max(0, first - 2) : first + 1], scene.marks[last : last + reach]
    return any("still" in found for found in after) or any("died" in found for found in before)


def _governing(scene: Scene, span: Span) -> Act | None:
    """Return the act that follows as a figure's cause, else the nearest before it."""
    at = scene.index(span.end)
    for act in scene.acts:
        i = scene.index(act.span.start)
        if span.end <= act.span.start and i - at <= _LINK_REACH:
            led = scene.words[i].form.startswith("ب") or any(
                w.form in _LINK for w in scene.words[max(at, i - 2) : i]
            )
            if led:
                return act
            break
    before = [a for a in scene.acts if a.span.end <= span.start]
    return before[-1] if before else None


def _counts_up(
    doc: Document, scene: Scene, act: Act | None, span: Span, said: Attribution | None
) -> bool:
    """Say whether a figure's words count up to now, from a day before the last ones."""
    segment = scene.segment(span)
    start = min(segment.start, act.span.start if act else segment.start)
    reach = Span(max(start, said.content.start) if said else start, segment.end)
    if not scene.marked("cumulative", reach):
        return False
    for time in doc.timexes:
        lately = time.earliest and doc.published and recent(doc, time.earliest)
        lead = doc.text[scene.span.start : time.span.start].split()[-1:]
        if reach.covers(time.span) and lately and lead in (["منذ"], ["ومنذ"]):
            return False
    return True


def _is_campaign(act: Act | None, *, counted_up: bool) -> bool:
    if act is None:
        return counted_up
    kind = act.word.row.kind
    return kind is ActKind.CAMPAIGN or (kind is ActKind.EITHER and counted_up)


def _is_daily(doc: Document, scene: Scene, span: Span) -> bool:
    """Say whether a figure is of one day, or the last few, though the act goes on."""
    segment = scene.segment(span)
    if any(segment.covers(day) for day, _ in scene.days) and not scene.marked(
        "cumulative", segment
    ):
        return True
    return any(
        t.type is TimexType.DURATION and segment.covers(t.span) and _led_by_in(doc, t.span)
        for t in doc.timexes
    )


def _led_by_in(doc: Document, span: Span) -> bool:
    lead = doc.text[max(0, span.start - 12) : span.start].split()[-1:]
    return lead in (["خلال"], ["في"])


def _campaign_place(
    doc: Document, scene: Scene, act: Act | None, span: Span, said: Attribution | None
) -> Place | None:
    """Return where a campaign is waged: its object, else where those who count it count."""
    if act and act.place:
        return act.place
    segment = scene.segment(Span(min(act.span.start, span.start), span.end) if act else span)
    inside = [p for p in scene.places if segment.covers(p.span) and _is_where(doc, scene, p)]
    if inside:
        return inside[-1]
    if said and said.source and _counts_its_place(doc, said.source):
        held = [p for p in scene.places if said.source.covers(p.span)]
        return held[-1] if held else None
    return None


def _is_where(doc: Document, scene: Scene, place: Place) -> bool:
    """Say whether a place is where something is, not who does it: `in Nuraba`."""
    lead = doc.text[scene.span.start : place.span.start].split(" ")[-2:]
    return not place.near and any(w in _WHERE for w in lead)


def _counts_its_place(doc: Document, source: Span) -> bool:
    return any("counter" in found for found in marks(tokens(doc.text, source)))


def _place_after(scene: Scene, span: Span) -> Place | None:
    segment = scene.segment(span)
    inside = (p for p in scene.places if segment.covers(p.span) and p.span.start >= span.end)
    return next((p for p in inside if not p.near), None)


_Found = tuple[str | None, Place | None, str | None]


def _incident(
    doc: Document, told: Sequence[Scene], here: int, act: Act | None, figure: Quantity
) -> _Found | None:
    """Return family, place and day of the act that a toll is of."""
    scene = told[here]
    if act and (act.other or (act.place and _between(scene, act.place, figure.span))):
        return (act.family, None, None)
    if act and act.place:
        return (act.family, act.place, act.day or _same_day(told, act.family, act.place))
    back = _last_placed(told, here, act) if act and act.word.definite else None
    if back:
        return back
    for main in (_only_act(doc, told), main_act(doc, told), _only_of_family(doc, told, act)):
        if main and (act is None or compatible(act.family, main[0])):
            if not _elsewhere(scene, main):
                return main
            break
    return (act.family, None, act.day) if act else None


def _between(scene: Scene, place: Place, span: Span) -> bool:
    """Say whether another town is named between an act's place and a figure after it."""
    return any(
        p.local and p.id != place.id and not p.near and place.span.end <= p.span.start < span.start
        for p in scene.places
    )


def _same_day(told: Sequence[Scene], family: str, place: Place) -> str | None:
    """Return the one day on which a report puts acts at a place, if it is one."""
    days = {
        a.day
        for s in told
        for a in s.acts
        if a.place and a.place.id == place.id and compatible(a.family, family) and a.day
    }
    return next(iter(days)) if len(days) == 1 else None


def _last_placed(told: Sequence[Scene], here: int, act: Act) -> _Found | None:
    """Return the last act told of before that `the attack` may point back to."""
    before = [
        a
        for s in told[: here + 1]
        for a in s.acts
        if a.span.end <= act.span.start and a.place and not a.other
    ]
    for past in reversed(before):
        if past.place and past.place.local and compatible(past.family, act.family):
            day = past.day or _same_day(told, past.family, past.place)
            return (_closer(past.family, act.family), past.place, day)
    return None


def _closer(a: str, b: str) -> str:
    return b if a == "any" else a


def _only_act(doc: Document, told: Sequence[Scene]) -> _Found | None:
    """Return the act of a report that tells of one place and one kind of act alone."""
    acts = [a for s in told for a in s.acts if a.place and a.place.local]
    families = {a.family for a in acts} - {"any"}
    waged = any(a.word.row.kind is ActKind.CAMPAIGN for s in told for a in s.acts)
    others = any(a.other for s in told for a in s.acts)
    if len({a.place.id for a in acts if a.place}) != 1 or len(families) > 1 or waged or others:
        return None
    days = {a.day for a in acts if a.day and recent(doc, a.day)}
    day = next(iter(days)) if len(days) == 1 else None
    return (next(iter(families), "any"), acts[0].place, day)


def main_act(doc: Document, told: Sequence[Scene]) -> _Found | None:
    """Return the act that a report is about: told first, and far oftener than any elsewhere."""
    count: Counter[str] = Counter()
    first: dict[str, Act] = {}
    for i, scene in enumerate(told):
        for act in scene.acts:
            if act.place and act.place.local and not act.other:
                count[act.place.id] += 2 if i < _LEAD_SENTENCES else 1
                first.setdefault(act.place.id, act)
    ranked = count.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    here = [a for s in told for a in s.acts if a.place and a.place.id == ranked[0][0]]
    led = any(a in s.acts for s in told[:_LEAD_SENTENCES] for a in here)
    families = {a.family for a in here} - {"any"}
    days = {a.day for a in here if a.day and recent(doc, a.day)}
    if not led or len(families) > 1:
        return None
    day = next(iter(days)) if len(days) == 1 else None
    return (next(iter(families), "any"), first[ranked[0][0]].place, day)


def _only_of_family(doc: Document, told: Sequence[Scene], act: Act | None) -> _Found | None:
    """Return the one act of a kind that a report places: of `a blast`, the blast in a town."""
    if act is None or act.family == "any":
        return None
    same = [a for s in told for a in s.acts if a.family == act.family and a.place and a.place.local]
    if len({a.place.id for a in same if a.place}) != 1:
        return None
    days = {a.day for a in same if a.day and recent(doc, a.day)}
    return (act.family, same[0].place, next(iter(days)) if len(days) == 1 else None)


def _elsewhere(scene: Scene, only: _Found) -> bool:
    """Say whether a sentence names another town than that of the report's only act."""
    return any(p.local and only[1] and p.id != only[1].id and not p.near for p in scene.places)
