"""Decisions shown on what linking found: what was rejected is gone, corrected and marked.

This runs on links as they were saved, so that a decision shows at once; what depends on more
than its own line (groups, counts, origins) follows when the case is linked anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields

from musnad.decision import Action, Change, Decision, Review, ReviewState, Subject
from musnad.link.dates import interval
from musnad.link.reviewing.fields import Value, as_text, put, value
from musnad.link.reviewing.groups import most
from musnad.link.reviewing.held import Held, Member
from musnad.link.sources import profiles
from musnad.model import (
    Conflict,
    Correction,
    DatedBy,
    FigurePoint,
    FigureSeries,
    Happening,
    Links,
    Measure,
    Statement,
)


@dataclass(slots=True)
class _Word:
    """What people decided about one line, in the log's order."""

    rejected: bool = False
    fields: dict[str, Value] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    def hear(self, one: Decision) -> None:
        """Take one more decision in; what is accepted or corrected later is not rejected."""
        self.decisions.append(one)
        if one.action is not Action.NOTE:
            self.rejected = one.action is Action.REJECT
        if one.action is Action.CORRECT:
            self.fields |= {f.name: value(one.subject, f) for f in one.fields}


def reviewed(links: Links, held: Iterable[Held]) -> Links:
    """Return the links as people have decided about them."""
    decided = tuple(held)
    if not decided:
        return links
    said = _by_member(decided, Subject.STATEMENT)
    statements = _statements(links.statements, said)
    same = not any(word.rejected or word.fields for word in said.values())
    return replace(
        links,
        happenings=_happenings(links.happenings, decided, statements),
        series=_series(links.series, _by_member(decided, Subject.FIGURE)),
        statements=statements,
        sources=links.sources if same else profiles(statements),
    )


def _by_member(held: Iterable[Held], subject: Subject) -> dict[Member, _Word]:
    words: dict[Member, _Word] = defaultdict(_Word)
    for one in held:
        if one.decision.subject is subject:
            for member in one.all:
                words[member].hear(one.decision)
    return words


def _statements(
    statements: tuple[Statement, ...], words: dict[Member, _Word]
) -> tuple[Statement, ...]:
    out = []
    gone = {f"{d}/{i}" for (d, i), word in words.items() if word.rejected}
    for s in statements:
        word = words.get((s.document, s.id))
        same_as = None if s.same_as in gone else s.same_as
        if word is None:
            out.append(replace(s, same_as=same_as) if same_as != s.same_as else s)
        elif not word.rejected:
            dated_by = DatedBy.REVIEW if "date" in word.fields else s.dated_by
            new = replace(put(s, word.fields), dated_by=dated_by, same_as=same_as)
            out.append(replace(new, review=_review(word, _now(new))))
    return tuple(out)


def _happenings(
    happenings: tuple[Happening, ...], held: Iterable[Held], statements: tuple[Statement, ...]
) -> tuple[Happening, ...]:
    at = {m: i for i, h in enumerate(happenings) for m in h.mentions}
    words: dict[int, _Word] = defaultdict(_Word)
    for one in held:
        if one.decision.subject in {Subject.HAPPENING, Subject.EVENT}:
            for target in one.members:
                i = most(at[m] for m in sorted(target) if m in at)
                whole = i is not None and (
                    one.decision.subject is Subject.HAPPENING or len(happenings[i].mentions) == 1
                )
                if i is not None and whole and one.decision not in words[i].decisions:
                    words[i].hear(one.decision)
    kept = {(s.document, s.id) for s in statements}
    out = []
    for i, h in enumerate(happenings):
        word = words.get(i)
        if word and word.rejected:
            continue
        resting = tuple(s for s in h.statements if s in kept)
        new = h if resting == h.statements else replace(h, statements=resting)
        out.append(_happening(new, word) if word else new)
    if any("date" in word.fields for word in words.values()):
        out.sort(key=lambda h: (h.earliest or "9999", h.latest or "9999"))
    return tuple(out)


def _happening(h: Happening, word: _Word) -> Happening:
    new = put(h, word.fields)
    if "date" in word.fields:
        days = interval(new.date)
        new = replace(
            new,
            earliest=days.earliest if days else None,
            latest=days.latest if days else None,
            dated_by=DatedBy.REVIEW,
        )
    return replace(new, review=_review(word, _now(new)))


def _series(
    series: tuple[FigureSeries, ...], words: dict[Member, _Word]
) -> tuple[FigureSeries, ...]:
    if not words:
        return series
    out = [_one_series(one, words) for one in series]
    return tuple(one for one in out if one.points)


def _one_series(one: FigureSeries, words: dict[Member, _Word]) -> FigureSeries:
    now: dict[int, int] = {}
    points: list[FigurePoint] = []
    for i, p in enumerate(one.points):
        word = words.get((p.document, f"q{p.at}"))
        if word and word.rejected:
            continue
        now[i] = len(points)
        points.append(_point(p, word, one.measure) if word else p)
    return replace(
        one,
        points=tuple(points),
        conflicts=tuple(
            Conflict(now[c.first], now[c.second], c.reason)
            for c in one.conflicts
            if c.first in now and c.second in now
        ),
        corrections=tuple(
            Correction(now[c.wrong], now[c.right])
            for c in one.corrections
            if c.wrong in now and c.right in now
        ),
    )


def _point(p: FigurePoint, word: _Word, measure: Measure) -> FigurePoint:
    fields = {n: v for n, v in word.fields.items() if hasattr(p, n)}
    if "value" in fields:
        fields = {"low": fields["value"], "high": fields["value"]} | fields
    new = put(p, fields)
    # the day that linking gives a figure may be its scene's, which nobody confirmed here
    now = {n: v for n, v in _now(new).items() if n != "as_of"} | {"measure": as_text(measure)}
    return replace(new, review=_review(word, now))


def _now(item: Happening | Statement | FigurePoint) -> dict[str, tuple[str, ...]]:
    """Return how a line stands, its fields as text."""
    return {f.name: as_text(getattr(item, f.name)) for f in dataclass_fields(item)}


def _review(word: _Word, now: Mapping[str, tuple[str, ...]]) -> Review:
    """Return what is shown of the decisions about a line: the last that says more than a note."""
    said = [d for d in word.decisions if d.action is not Action.NOTE] or word.decisions
    last = said[-1]
    changed: tuple[Change, ...] = ()
    if last.action is Action.ACCEPT:
        changed = tuple(
            Change(f.name, f.values, now[f.name])
            for f in last.seen
            if f.name in now and now[f.name] != f.values
        )
    states = {
        Action.ACCEPT: ReviewState.CHANGED if changed else ReviewState.CONFIRMED,
        Action.NOTE: ReviewState.NOTED,
    }
    return Review(
        state=states.get(last.action, ReviewState.CORRECTED),
        who=last.who,
        at=last.at,
        decisions=tuple(d.id for d in word.decisions),
        why=last.why,
        corrected=tuple(sorted(word.fields)),
        changed=changed,
        notes=tuple(d.text for d in word.decisions if d.text),
    )
