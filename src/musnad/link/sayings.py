"""The same statement in different reports: one saying, with its wordings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from musnad.link.dates import Interval, interval
from musnad.link.entities import bare
from musnad.link.wording import content, likeness, same_numbers, sketches
from musnad.model import Statement

_A_DAY = timedelta(days=1)
_ALIKE = 0.6
_SHORT = 3  # content words of which a shorter statement must have the same


def alike(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements, each with the first of another report that says the same.

    The same: one speaker (an unnamed one by the same words), days that touch, and contents
    that share six in ten of the shorter one's content words and no different numbers;
    contents too short for that must have the same words.
    """
    out: list[Statement] = []
    firsts: dict[tuple[str, str], list[tuple[Statement, frozenset[str]]]] = defaultdict(list)
    for said in statements:
        words = content(said.content)
        first = next(
            (
                one
                for mark in _marks(said, words)
                for one, theirs in firsts[mark]
                if _same(one, theirs, said, words)
            ),
            None,
        )
        if first is None:
            for mark in _marks(said, words):
                firsts[mark].append((said, words))
        out.append(replace(said, same_as=f"{first.document}/{first.id}" if first else None))
    return tuple(out)


def _marks(said: Statement, words: frozenset[str]) -> list[tuple[str, str]]:
    """Return what two statements that say the same are likely to share: mouth and a sketch."""
    mouth = bare(said.speaker or said.source or "")
    if not mouth:
        return []
    return [(mouth, s) for s in (*sketches(words), " ".join(sorted(words)))]


def _same(one: Statement, theirs: frozenset[str], said: Statement, words: frozenset[str]) -> bool:
    if one.document == said.document or not _same_days(interval(one.date), interval(said.date)):
        return False
    if words == theirs:
        return len(words) >= _SHORT
    return likeness(words, theirs) >= _ALIKE and same_numbers(words, theirs)


def _same_days(a: Interval | None, b: Interval | None) -> bool:
    """Say whether two days are one or follow each other; one not told may be any."""
    if a is None or b is None or a.overlaps(b):
        return True
    first, second = sorted((a, b))
    return date.fromisoformat(second.earliest) - date.fromisoformat(first.latest) <= _A_DAY
