"""Entities for people: each set of names with its kind, forms, roles, and why it is one."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from musnad.annotate.naming.listed import english, folded, listed
from musnad.link.naming.bodies import english_of, namesake
from musnad.link.naming.linked import Linked
from musnad.link.naming.people import parts
from musnad.link.naming.romanizing import romanized
from musnad.model import (
    EnglishFrom,
    Entity,
    Label,
    NameJoin,
    NameReason,
    OwnName,
    RoleHeld,
    Variant,
)
from musnad.text.normalize import bare

_Members = Mapping[str, Counter[str]]  # a set's folded names, each with its mentions by report


class Describer:
    """What the reports and the lists tell of each set of names."""

    def __init__(self, linked: Linked) -> None:
        self._linked, self._seen = linked, linked.seen
        self.sets = linked.sets()
        self.identity = {top: self._identity(top, of) for top, of in self.sets.items()}
        self.shown = {self.identity[top]: self.name(top, of) for top, of in self.sets.items()}

    def signed(self, top: str) -> str:
        """Return the identity of a set by its sign; of one that no report names, the sign."""
        return self.identity.get(top, top)

    def name(self, top: str, members: _Members) -> str:
        """Return the name to show: a reviewer's, the user's, the lists', or the fullest in use."""
        if top in self._linked.decided:
            return self._linked.decided[top]
        own = self._own(members)
        if own:
            return own.name
        for sign in sorted(members, key=lambda n: (-members[n].total(), n)):
            found = listed(sign, self._seen.kind(sign))
            if found and not self._stateless(sign):
                return found.name
        counts: Counter[str] = Counter()
        for sign, reports in members.items():
            counts[self._seen.usual(sign)] += max(reports.total(), 1)
        full = {n for n in counts if self._is_full(n)} or set(counts)
        return min(full, key=lambda n: (-counts[n], n))

    def _is_full(self, name: str) -> bool:
        """Say whether a person's name has two parts, or a body's says whose it is."""
        sign = folded(name)
        if self._seen.kind(sign) is Label.PER:
            return len(parts(sign)) > 1
        return not self._stateless(sign)

    def _stateless(self, sign: str) -> bool:
        found = self._linked.body_of(sign)
        return found is not None and found.owner is None

    def kind(self, members: _Members) -> Label | None:
        """Return what a set is: as the user says, the lists, or most mentions."""
        own = self._own(members)
        if own:
            return own.kind
        counts: Counter[Label] = Counter()
        for sign, reports in members.items():
            for label, n in self._seen.kinds.get(sign, {}).items():
                counts[label] += n if reports else 0
        return min(counts, key=lambda k: (-counts[k], k)) if counts else None

    def entities(self, acting: Mapping[str, Mapping[str, set[str]]]) -> tuple[Entity, ...]:
        """Return the entities that reports mention, the most mentioned first.

        `acting` gives for a state's identity its capitals that act for it, by their names
        with the ids of the reports.
        """
        joins = self._joins()
        found = []
        for top, members in self.sets.items():
            kind = self.kind(members)
            if kind is not None:
                found.append(self._entity(top, kind, members, joins, acting))
        return tuple(sorted(found, key=lambda e: (-e.mentions, e.name, e.id)))

    def _entity(
        self,
        top: str,
        kind: Label,
        members: _Members,
        joins: Mapping[str, list[NameJoin]],
        acting: Mapping[str, Mapping[str, set[str]]],
    ) -> Entity:
        sign = self.identity[top]
        name = self.shown[sign]
        clear, given = self._english(top, name, kind, members)
        documents = {d for reports in members.values() for d in reports}
        capitals = [
            NameJoin(capital, name, NameReason.CAPITAL, tuple(sorted(ids)))
            for capital, ids in sorted(acting.get(sign, {}).items())
        ]
        type = next((t for f in members if (t := self._type(f, kind))), None)
        return Entity(
            id=_id(kind, sign),
            kind=kind,
            name=name,
            english=clear,
            english_from=given,
            type=type,
            mentions=sum(reports.total() for reports in members.values()),
            documents=tuple(sorted(documents)),
            variants=self._variants(members),
            roles=self._roles(members) if kind is Label.PER else (),
            joins=(*self._told(joins.get(top, ()), name), *capitals),
        )

    def _identity(self, top: str, members: _Members) -> str:
        wanted = folded(self.name(top, members))
        return wanted if self._linked.top(None, wanted) == top else top

    def _own(self, members: _Members) -> OwnName | None:
        return next((self._linked.own[n] for n in sorted(members) if n in self._linked.own), None)

    def _type(self, folded: str, kind: Label) -> str | None:
        found = listed(folded, kind)
        if found and found.type:
            return found.type
        body = self._linked.body_of(folded)
        return "state body" if body and body.english else None

    def _english(
        self, top: str, name: str, kind: Label, members: _Members
    ) -> tuple[str, EnglishFrom]:
        own = self._own(members)
        if own and own.english:
            return own.english, EnglishFrom.USER
        clear = self._listed_english(top, name, kind, members)
        if clear:
            return clear, EnglishFrom.LEXICON
        return self._romanized(name), EnglishFrom.TRANSLITERATION

    def _romanized(self, name: str) -> str:
        """Return a name in Latin letters; of a state's body only whose it is."""
        found = self._linked.body_of(folded(name))
        if found and found.english and found.owner:
            return f"{found.english} ({romanized(found.owner)})"
        return romanized(name)

    def _listed_english(self, top: str, name: str, kind: Label, members: _Members) -> str | None:
        row = namesake(folded(name), kind)
        if row:
            states = {bare(state): form for state, form in row.of.items()}
            told = states.get(top.partition("@")[2]) or states.get(folded(name))
            either = dict.fromkeys(form.partition(" (")[0] for form in row.of.values())
            return told or " / ".join(either)
        clear = english(name, kind)
        if clear:
            return clear
        found = [self._linked.body_of(sign) for sign in sorted(members)]
        bodies = sorted((b for b in found if b), key=lambda b: b.owner is None)
        forms = (*map(english_of, bodies), *(english(sign, kind) for sign in sorted(members)))
        return next((form for form in forms if form), None)

    def _variants(self, members: _Members) -> tuple[Variant, ...]:
        mentions: Counter[str] = Counter()
        reports: dict[str, set[str]] = defaultdict(set)
        for sign, by_report in members.items():
            for document in by_report:
                for surface, n in self._seen.surfaces[document, sign].items():
                    mentions[surface] += n
                    reports[surface].add(document)
        ordered = sorted(mentions, key=lambda s: (-mentions[s], s))
        return tuple(Variant(s, mentions[s], len(reports[s])) for s in ordered)

    def _roles(self, members: _Members) -> tuple[RoleHeld, ...]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        days: dict[str, list[str]] = defaultdict(list)
        for sign, by_report in members.items():
            for document in by_report:
                for role, n in self._seen.roles.get((document, sign), {}).items():
                    counts[bare(role)][role] += n
                    published = self._seen.published.get(document)
                    days[bare(role)] += [published] if published else []
        out = [
            RoleHeld(
                min(said, key=lambda r: (-said[r], r)),
                said.total(),
                min(days[role], default=None),
                max(days[role], default=None),
            )
            for role, said in counts.items()
        ]
        return tuple(sorted(out, key=lambda r: (-r.mentions, r.role)))

    def _joins(self) -> dict[str, list[NameJoin]]:
        """Return the steps by the sign of their set, those in single reports put together."""
        out: dict[str, list[NameJoin]] = defaultdict(list)
        for join in self._linked.groups.joins:
            out[self._linked.groups.find(join.other)].append(join)
        local: dict[tuple[str, str, NameReason], set[str]] = defaultdict(set)
        for join in self._linked.local_joins:
            document = join.documents[0]
            if self._linked.local[document, join.name] == join.other and "#" not in join.other:
                local[join.name, join.other, join.reason].add(document)
        for (name, other, reason), documents in local.items():
            top = self._linked.groups.find(other)
            out[top].append(NameJoin(name, other, reason, tuple(sorted(documents))))
        return out

    def _told(self, joins: Iterable[NameJoin], name: str) -> tuple[NameJoin, ...]:
        """Return steps with names as reports spell them; a sign stands for the name shown.

        That the name shown stands for itself is no step.
        """
        out = set()
        for j in joins:
            spelled = self._spelled(j.name, name), self._spelled(j.other, name)
            if spelled[0] != spelled[1] or j.reason is NameReason.MAIN_STATE:
                out.add(NameJoin(*spelled, j.reason, j.documents))
        return tuple(sorted(out))

    def _spelled(self, sign: str, name: str) -> str:
        return self._seen.usual(sign) if sign in self._seen.spelled else name


def _id(kind: Label, sign: str) -> str:
    digest = hashlib.sha256(f"{kind} {sign}".encode()).hexdigest()
    return f"{kind.lower()}-{digest[:12]}"
