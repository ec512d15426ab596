"""What the single questions find, on its way to disagreements: alike findings are one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musnad.link.disagreeing.reading import Account
from musnad.link.wording import content, likeness
from musnad.model import DisagreementKind, Evidence

_ALIKE = 0.6  # likeness from which two accounts are one, told twice


@dataclass(frozen=True, slots=True)
class Finding:
    """Accounts side against side, each side with one account or more."""

    kind: DisagreementKind
    sides: tuple[tuple[Account, ...], ...]

    @property
    def evidence(self) -> frozenset[Evidence]:
        """The sentences of all sides."""
        return frozenset(a.evidence for side in self.sides for a in side)


def finding(kind: DisagreementKind, sides: Iterable[Iterable[Account]]) -> Finding:
    """Return a finding with each side's accounts in order, each sentence once."""
    ordered = [_once(side) for side in sides]
    return Finding(kind, tuple(sorted(filter(None, ordered), key=lambda s: _when(s[0]))))


def _once(side: Iterable[Account]) -> tuple[Account, ...]:
    kept: dict[Evidence, Account] = {}
    for account in sorted(side, key=_when):
        kept.setdefault(account.evidence, account)
    return tuple(kept.values())


def _when(a: Account) -> tuple[str, Evidence]:
    return (a.published or "9999", a.evidence)


def merged(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those whose sentences all stand in another of their kind.

    What a question found says more than the report's own word that accounts differ, so the
    first of two goes before.
    """
    out: list[Finding] = []
    for one in sorted(findings, key=lambda f: -len(f.evidence)):
        if any(one.evidence <= other.evidence for other in out):
            continue
        alike = next((i for i, other in enumerate(out) if _alike(one, other)), None)
        if alike is None:
            out.append(one)
        else:
            out[alike] = _joined(out[alike], one)
    return out


def _alike(one: Finding, other: Finding) -> bool:
    """Say whether two findings set the same accounts against each other, in like words."""
    return one.kind is other.kind and all(_home(side, other) is not None for side in one.sides)


def _home(side: tuple[Account, ...], other: Finding) -> int | None:
    words = content(side[0].evidence.text)
    return next(
        (
            i
            for i, there in enumerate(other.sides)
            if any(likeness(words, content(a.evidence.text)) >= _ALIKE for a in there)
        ),
        None,
    )


def _joined(one: Finding, other: Finding) -> Finding:
    sides = [list(side) for side in one.sides]
    for side in other.sides:
        home = _home(side, one)
        if home is not None:
            sides[home] += side
    return finding(one.kind, sides)
