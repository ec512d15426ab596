"""What a report is about: one on sport, the arts or no public affairs at all has no events."""

import re
from functools import cache

from musnad import lexicon
from musnad.text.inflect import noun
from musnad.text.normalize import fold

_WORD = re.compile(r"[^\W\d]+")


class OffTopic(lexicon.Row, frozen=True, kw_only=True):
    """Words of a subject whose "attacks" and "meetings" are no events.

    `least` of them, and `share` of them among a hundred words, make a report one of it.
    """

    words: tuple[str, ...]
    least: int
    share: float


class PublicAffairs(lexicon.Row, frozen=True, kw_only=True):
    """Words of politics, war and diplomacy, `share` of them among a hundred.

    Of a report shorter than `length` words they tell nothing.
    """

    words: tuple[str, ...]
    length: int
    share: float


def has_events(text: str) -> bool:
    """Say whether a report is one whose events a chronology lists."""
    words = _words(text)
    brief = all(len(words) < row.length for row in _public_affairs())
    return _off_topic(words) is None and (brief or _public(words) is not None)


def off_topic(text: str) -> str | None:
    """Return the id of the row that makes a report one without events, `None` for others."""
    return _off_topic(_words(text))


def public_affairs(text: str) -> str | None:
    """Return the id of the row that makes a report one of public affairs, `None` for others."""
    return _public(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).text)


def _off_topic(words: list[str]) -> str | None:
    for row in _off_topics():
        hits = _count(words, row.words)
        if hits >= row.least and hits * 100 >= row.share * len(words):
            return row.id
    return None


def _public(words: list[str]) -> str | None:
    for row in _public_affairs():
        if _count(words, row.words) * 100 >= row.share * len(words) > 0:
            return row.id
    return None


@cache
def _off_topics() -> tuple[OffTopic, ...]:
    return lexicon.load("events", "off_topic", OffTopic)


@cache
def _public_affairs() -> tuple[PublicAffairs, ...]:
    return lexicon.load("events", "public_affairs", PublicAffairs)


def _count(words: list[str], wanted: tuple[str, ...]) -> int:
    forms = _forms(wanted)
    return sum(w in forms for w in words)


@cache
def _forms(words: tuple[str, ...]) -> frozenset[str]:
    forms = {f for w in words for f, _ in noun(w)}
    articled = {"لل" + f[2:] for f in forms if f.startswith("ال")}
    return frozenset(forms | articled | {c + f for f in forms for c in "وبل"})
