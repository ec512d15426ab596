"""The log of decisions in a case, and the readings that each is about as they are now."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
from sqlalchemy import Connection, func, select

from musnad.case import linked, schema
from musnad.decision import Action, Anchor, Decision, Subject
from musnad.link.reviewing import Held, Member
from musnad.link.reviewing.anchors import find, place
from musnad.model import Document

_DEEP = frozenset({Action.REJECT, Action.CORRECT, Action.MERGE, Action.SPLIT})
"""What changes how reports are read or linked; the rest is only shown."""


def decisions(db: Connection) -> tuple[Decision, ...]:
    """Return every decision, the first one first."""
    table = schema.decisions.c
    rows = db.execute(select(table.data).order_by(table.position)).scalars()
    return tuple(msgspec.json.decode(data, type=Decision) for data in rows)


def count(db: Connection) -> int:
    """Return how many decisions there are."""
    return db.execute(select(func.count()).select_from(schema.decisions)).scalar_one()


def append(db: Connection, one: Decision) -> bool:
    """Put a decision at the end of the log; one that stands there already is left, and false."""
    table = schema.decisions
    if db.execute(select(table.c.id).where(table.c.id == one.id)).first():
        return False
    last = db.execute(select(func.max(table.c.position))).scalar()
    row = {"id": one.id, "at": one.at, "who": one.who, "action": one.action}
    position = 0 if last is None else last + 1
    db.execute(table.insert().values(**row, position=position, data=msgspec.json.encode(one)))
    if _is_deep(db, one):
        linked.changed(db)
    return True


def _is_deep(db: Connection, one: Decision) -> bool:
    """Say whether the case must be linked anew for a decision, or for undoing it."""
    by_id = {d.id: d for d in decisions(db)} if one.action is Action.UNDO else {}
    while one.action is Action.UNDO:
        undone = by_id.pop(one.undoes or "", None)
        if undone is None:
            return False
        one = undone
    return one.action in _DEEP


def undone(log: Sequence[Decision]) -> dict[str, Decision]:
    """Return, by the id of each decision that no longer holds, the one that undid it."""
    out: dict[str, Decision] = {}
    for one in reversed(log):
        if one.action is Action.UNDO and one.undoes and one.id not in out:
            out.setdefault(one.undoes, one)
    return out


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a report without reading it."""

    id: str
    sha256: str
    name: str
    replaces: str | None


class Reports:
    """The reports of a case, for anchors to find theirs.

    An anchor's report is the one of its id, those of the same bytes, and what the same file
    held before or after; where there is none, one of the same name that has its words.
    """

    def __init__(self, held: Iterable[Report], document: Callable[[str], Document]) -> None:
        self._by: dict[str, list[str]] = defaultdict(list)
        self._near: dict[str, set[str]] = defaultdict(set)
        for one in held:
            for mark in (f"id {one.id}", f"sha256 {one.sha256}", f"name {one.name}"):
                self._by[mark].append(one.id)
            if one.replaces:
                self._near[one.id].add(one.replaces)
                self._near[one.replaces].add(one.id)
        self.document = cache(document)

    def of(self, anchor: Anchor) -> list[str]:
        """Return the ids of the reports that an anchor can be in, its own first."""
        sure = [*self._by.get(f"id {anchor.source}", ()), *self._sha(anchor)]
        found = dict.fromkeys(sure)
        for id in sure:
            found |= dict.fromkeys(sorted(self._file(id)))
        return [*found] or self._named(anchor)

    def _sha(self, anchor: Anchor) -> list[str]:
        return self._by.get(f"sha256 {anchor.sha256}", [])

    def _named(self, anchor: Anchor) -> list[str]:
        same = self._by.get(f"name {anchor.name}", [])
        if not anchor.exact:
            return same if len(same) == 1 else []
        return [id for id in same if place(anchor, self.document(id).text)]

    def _file(self, id: str) -> set[str]:
        """Return all that one file held over time."""
        seen, todo = {id}, [id]
        while todo:
            new = self._near.get(todo.pop(), set()) - seen
            seen |= new
            todo += new
        return seen


def reports(db: Connection) -> tuple[Report, ...]:
    """Return what is known of each report."""
    docs = schema.documents.c
    rows = db.execute(select(docs.id, docs.sha256, docs.name, docs.replaces).order_by(docs.id))
    return tuple(Report(*row) for row in rows)


def held(log: Sequence[Decision], found: Reports, known: Iterable[Held] = ()) -> tuple[Held, ...]:
    """Return the decisions that hold, each with the readings it is about.

    `known` are those of the same reports that were looked for before.
    """
    gone = undone(log)
    before = {h.decision.id: h for h in known}
    return tuple(
        before.get(one.id) or resolved(one, found)
        for one in log
        if one.id not in gone and one.action is not Action.UNDO
    )


def resolved(one: Decision, found: Reports) -> Held:
    """Return a decision with the readings it is about, and what of it can't be found again."""
    missing: list[str] = []
    members = []
    for target in one.targets:
        here: set[Member] = set()
        for anchor in target.anchors:
            readings, why = _readings(anchor, one.subject, found)
            here |= readings
            missing += [] if readings else [why]
        members.append(frozenset(here))
    return Held(one, tuple(members), tuple(missing))


def _readings(anchor: Anchor, subject: Subject, found: Reports) -> tuple[set[Member], str]:
    ids = found.of(anchor)
    if not ids:
        return set(), f"{anchor.source}: the case holds no such report"
    if not anchor.exact:
        return {(id, "") for id in ids}, ""
    out: set[Member] = set()
    why = ""
    for id in ids:
        reading = find(anchor, subject, found.document(id))
        if isinstance(reading, str):
            why = why or reading
        else:
            out.add((id, reading.id))
    return out, why
