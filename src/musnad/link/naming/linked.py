"""The grouping of a case's names, step by step, the surest first."""

from collections import Counter, defaultdict
from dataclasses import replace

from musnad.annotate.naming.listed import folded, listed
from musnad.link.naming.bodies import Body, body, namesake
from musnad.link.naming.groups import Groups
from musnad.link.naming.kinds import acronyms, conjoined, kind_nouns
from musnad.link.naming.people import People
from musnad.link.naming.seen import Seen
from musnad.link.naming.spelling import pairs
from musnad.model import Label, NameAction, NameDecision, NameJoin, NameReason, OwnName
from musnad.text.normalize import bare

_Where = tuple[str, str]  # a report's id and a folded name


class Linked:
    """Sets of folded names at large, and what a name of one report is meant of.

    `decided` are the names that a reviewer's merges give to sets, by their sign.

    `groups` holds the sets; `local` what a name stands for in one report, `at_large` in a
    report that does not have it among its mentions.
    """

    def __init__(
        self, seen: Seen, decisions: tuple[NameDecision, ...], own: tuple[OwnName, ...]
    ) -> None:
        self.seen = seen
        self.own = {folded(s): row for row in own for s in (row.name, *row.variants)}
        self.local: dict[_Where, str] = {}
        self.at_large: dict[str, str] = {}
        self.local_joins: list[NameJoin] = []
        latest = {(frozenset((d.name, d.other)), d.document): d for d in decisions}
        self._decisions = [
            replace(d, name=seen.sign(d.name), other=seen.sign(d.other)) for d in latest.values()
        ]
        self.groups = Groups(self._apart())
        self._decide()
        self._rows()
        self._bodies()
        self._alike()
        people = People(seen, self.groups)
        people.leave_out_middles()
        for document, name, join in people.short_forms():
            self._mean(document, name, join)
            if join.reason is NameReason.SHORT_IN_CASE:
                self.at_large[name] = join.other
        self._decide_locally()
        self.decided = {
            self.groups.find(seen.sign(d.other)): d.other
            for d in decisions
            if d.action is NameAction.MERGE
        }

    def row_of(self, name: str) -> str | None:
        """Return the folded name of the row that a name stands in: the user's, or the lists'."""
        if name in self.own:
            return folded(self.own[name].name)
        found = listed(name, self.seen.kind(name))
        return folded(found.name) if found else None

    def body_of(self, name: str) -> Body | None:
        """Return the body of a state that a name names, if reports take it for a body."""
        if name in self.own or self.seen.kind(name) not in {None, Label.ORG}:
            return None
        return body(name)

    def top(self, document: str | None, name: str) -> str:
        """Return the sign of the set that a folded name is of, in a report or at large."""
        meant = self.local.get((document, name)) if document else None
        passed = {name}
        while document and meant and meant not in passed and (document, meant) in self.local:
            passed.add(meant)  # a short form of what is itself one there
            meant = self.local[document, meant]
        return self.groups.find(meant or self.at_large.get(name, name))

    def sets(self) -> dict[str, dict[str, Counter[str]]]:
        """Return the sets by their sign: their names, each with its mentions by report."""
        out: dict[str, dict[str, Counter[str]]] = defaultdict(dict)
        for name in self.seen.spelled:
            mentioned = self.seen.reports.get(name)
            if not mentioned:
                out[self.top(None, name)].setdefault(name, Counter())
            for document, mentions in (mentioned or {}).items():
                of = out[self.top(document, name)].setdefault(name, Counter())
                of[document] = mentions
        for document, name in self.local:
            out[self.top(document, name)].setdefault(name, Counter())
        return out

    def _apart(self) -> list[frozenset[str]]:
        return [
            frozenset((d.name, d.other))
            for d in self._decisions
            if d.action is NameAction.SPLIT and d.document is None
        ]

    def _decide(self) -> None:
        for d in self._decisions:
            if d.action is NameAction.MERGE and d.document is None:
                self.groups.join(d.name, d.other, NameReason.DECISION)

    def _decide_locally(self) -> None:
        for d in self._decisions:
            if d.document is None:
                continue
            merged = d.action is NameAction.MERGE
            target = d.other if merged else f"{d.name}#{d.document}"
            meant = self.top(d.document, d.name)
            here = self.seen.names.get(d.document, set()) | self.seen.others[d.document]
            for name in sorted({d.name} | {n for n in here if self.top(d.document, n) == meant}):
                if merged or name == d.name:
                    join = NameJoin(name, target, NameReason.DECISION, (d.document,))
                    self._mean(d.document, name, join)

    def _rows(self) -> None:
        """Join the spellings of one row; namesakes are told apart by state below."""
        for name in sorted(self.seen.spelled):
            row = self.row_of(name)
            kind = self.seen.kind(name)
            if row and row != name and not namesake(row, kind) and not self._stateless(name):
                reason = NameReason.USER if name in self.own else NameReason.LISTED
                self.groups.join(name, row, reason)

    def _stateless(self, name: str) -> bool:
        found = self.body_of(name)
        return found is not None and found.owner is None

    def _bodies(self) -> None:
        """Join the names of one state's body, and tell namesakes apart by the report's state."""
        told: dict[_Where, set[str]] = defaultdict(set)
        for name in sorted(self.seen.spelled):
            found = self.body_of(name)
            if found and found.owner:
                self.groups.join(name, found.sign, NameReason.STATE_BODY)
                for document in self.seen.reports.get(name, ()):
                    told[document, found.kind].add(found.owner)
        for name in sorted(self.seen.reports):
            found, row = self.body_of(name), namesake(name, self.seen.kind(name))
            bearers = {bare(state) for state in row.of} if row else set()
            for document in sorted(self.seen.reports[name]):
                state = self.seen.states.get(document)
                if found and found.owner is None:
                    owner = _owner(document, state, told[document, found.kind])
                    self._meant(document, name, f"{found.kind}@{owner}" if owner else name)
                elif state in bearers and state != name:
                    self._meant(document, name, f"{name}@{state}")

    def _meant(self, document: str, name: str, sign: str) -> None:
        if sign != name:
            self._mean(document, name, NameJoin(name, sign, NameReason.MAIN_STATE, (document,)))

    def _mean(self, document: str, name: str, join: NameJoin) -> None:
        self.local[document, name] = join.other
        self.local_joins.append(join)

    def _alike(self) -> None:
        """Join names of one kind noun, acronym or sound; two rows of the lists stay two."""
        found = (*conjoined(self.seen), *kind_nouns(self.seen), *acronyms(self.seen))
        for name, other, reason, documents in found:
            if not self._two_rows(name, other):
                self.groups.join(name, other, reason, documents)
        for name, other in pairs(self.seen):
            if not self._two_rows(name, other):
                self.groups.join(name, other, NameReason.SPELLING)

    def _two_rows(self, name: str, other: str) -> bool:
        rows = self.row_of(name), self.row_of(other)
        return None not in rows and rows[0] != rows[1]


def _owner(document: str, state: str | None, told: set[str]) -> str | None:
    """Return whose body a report means: its main state's, if it names no other's besides.

    Where that can't be told, the body is the report's own; where no state is named, nobody's.
    """
    if len(told) > 1 or (told and state and state not in told):
        return f"#{document}"
    return state or next(iter(told), None)
