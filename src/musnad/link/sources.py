"""Who is quoted, how often, in how many reports, and through whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from musnad.link.entities import bare
from musnad.model import SourceKind, SourceProfile, Statement


def profiles(statements: Iterable[Statement]) -> tuple[SourceProfile, ...]:
    """Return a profile of every speaker and every unnamed source, the most quoted first.

    An unnamed source is counted by its own words in its own report: two reports' "official"
    are never taken for one.
    """
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for said in statements:
        if said.speaker:
            groups["", bare(said.speaker)].append(said)
        elif said.source:
            groups[said.document, bare(said.source)].append(said)
    found = [_profile(group) for group in groups.values()]
    return tuple(
        sorted(found, key=lambda p: (-p.statements, -p.documents, p.name, p.kind, p.outlets))
    )


def _profile(group: list[Statement]) -> SourceProfile:
    names = Counter(s.speaker or s.source or "" for s in group)
    kinds: Counter[SourceKind] = Counter(s.kind for s in group)
    return SourceProfile(
        name=min(names, key=lambda n: (-names[n], n)),
        kind=min(kinds, key=lambda k: (-kinds[k], k)),
        statements=len(group),
        documents=len({s.document for s in group}),
        outlets=_set(s.outlet for s in group),
        via=_set(s.via for s in group),
        told=_set(s.told for s in group),
    )


def _set(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({v for v in values if v}))
