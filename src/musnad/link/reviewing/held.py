"""A decision with the readings it is about, as the reports have them now."""

from dataclasses import dataclass
from typing import TypeAlias

from musnad.decision import Decision

Member: TypeAlias = tuple[str, str]
"""A document's id and, in it, the id of a reading: `e2`, `a1`, `q410`; empty for the report."""


@dataclass(frozen=True, slots=True)
class Held:
    """A decision that holds; `members` are the readings of each of its targets.

    `missing` says, anchor by anchor, what could not be found again and why.
    """

    decision: Decision
    members: tuple[frozenset[Member], ...]
    missing: tuple[str, ...] = ()

    @property
    def all(self) -> frozenset[Member]:
        """The readings of all targets."""
        return frozenset().union(*self.members)

    @property
    def lost(self) -> bool:
        """Say whether nothing is left of some target that was anchored."""
        pairs = zip(self.decision.targets, self.members, strict=True)
        return any(t.anchors and not found for t, found in pairs)
