"""Merges and splits of happenings, applied to the groups of mentions that linking found."""

from collections import Counter
from collections.abc import Iterable, Sequence

from musnad.decision import Action, Subject
from musnad.link.mentions import Told
from musnad.link.reviewing.held import Held, Member


def regrouped(groups: Iterable[Sequence[Told]], held: Iterable[Held]) -> list[list[Told]]:
    """Return the groups as people want them, decision by decision in the log's order."""
    out = [list(g) for g in groups]
    for one in held:
        if one.decision.subject is not Subject.HAPPENING:
            continue
        if one.decision.action is Action.MERGE:
            out = _merged(out, one.members)
        elif one.decision.action is Action.SPLIT:
            out = _split(out, one.members)
        elif one.decision.action is Action.CORRECT:  # which must not part what it is about
            out = _merged(out, [frozenset({m}) for m in sorted(one.all)])
    return out


def _merged(groups: list[list[Told]], targets: Sequence[frozenset[Member]]) -> list[list[Told]]:
    """Make one group of those that hold most of each target."""
    at = {m.member: i for i, g in enumerate(groups) for m in g}
    chosen = {i for t in targets if (i := most(at[m] for m in sorted(t) if m in at)) is not None}
    if len(chosen) < 2:
        return groups
    first, *rest = sorted(chosen)
    one = [m for i in (first, *rest) for m in groups[i]]
    return [one if i == first else g for i, g in enumerate(groups) if i not in rest]


def _split(groups: list[list[Told]], parts: Sequence[frozenset[Member]]) -> list[list[Told]]:
    """Take each part after the first out of a group that holds others of the parts, too."""
    for n, part in enumerate(parts[1:], 1):
        others = frozenset().union(*parts[:n], *parts[n + 1 :])
        out: list[list[Told]] = []
        for group in groups:
            mine = [m for m in group if m.member in part]
            if mine and any(m.member in others for m in group):
                out += [[m for m in group if m.member not in part], mine]
            else:
                out.append(group)
        groups = out
    return groups


def most(found: Iterable[int]) -> int | None:
    """Return the number that comes most often, the smallest of several."""
    counts = Counter(found)
    return min(counts, key=lambda i: (-counts[i], i)) if counts else None
