"""Names that are one: sets that grow join by join, each join with its reason."""

from collections.abc import Iterable

from musnad.model import NameJoin, NameReason


class Groups:
    """Sets of folded names; what a reviewer holds apart never comes into one set."""

    def __init__(self, apart: Iterable[frozenset[str]] = ()) -> None:
        self._above: dict[str, str] = {}
        self._apart = [tuple(pair) for pair in apart if len(pair) == 2]
        self.joins: list[NameJoin] = []

    def find(self, name: str) -> str:
        """Return what stands for a name's set: the same for all names in it."""
        above = self._above
        top = name
        while (up := above.get(top, top)) != top:
            top = up
        while (up := above.get(name, name)) != top:
            above[name], name = top, up
        return top

    def apart(self, name: str, other: str) -> bool:
        """Say whether the two names' sets must not become one."""
        ends = {self.find(name), self.find(other)}
        return any({self.find(x), self.find(y)} == ends for x, y in self._apart)

    def join(
        self, name: str, other: str, reason: NameReason, documents: Iterable[str] = ()
    ) -> bool:
        """Make the sets of two names one, unless they are one or held apart.

        The set keeps the sign of `other`'s; the join is recorded with its reason.
        """
        low, high = self.find(name), self.find(other)
        if low == high or self.apart(low, high):
            return False
        self._above[low] = high
        self.joins.append(NameJoin(name, other, reason, tuple(documents)))
        return True
