"""Names that no list holds, learnt from the document: proven once by context, found everywhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from musnad import lexicon
from musnad.annotate.naming import bodies
from musnad.annotate.naming.nameline import Found, Line
from musnad.annotate.naming.vocabulary import Form, words
from musnad.model import Label
from musnad.text.normalize import key

_ENOUGH = 2
_MOST_WORDS = 3
_ROUNDS = 2
_SHORTEST_STATE = 4
_VERBS = ("تت", "يت", "ست", "سي")
_ADJECTIVES = ("ي", "يه", "يون", "يين", "يا", "يان", "يات")

Words = tuple[str, ...]


class Sign(lexicon.Row, frozen=True, kw_only=True):
    """Words that a place's name follows; see `lexicon/signs.toml`."""

    words: str
    weight: int


@dataclass(slots=True)
class Evidence:
    """What a document says for and against a sequence of words being a place."""

    weight: Counter[Words] = field(default_factory=Counter)
    seen: Counter[Words] = field(default_factory=Counter)
    rules: dict[Words, set[str]] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    heading: set[str] = field(default_factory=set)

    def add(self, name: Words, weight: int, rule: str) -> None:
        """Count a sign for a name."""
        self.weight[name] += weight
        self.rules.setdefault(name, set()).add(rule)


def find(all_lines: Sequence[Line]) -> None:
    """Add the names that the document's own context proves, wherever they stand in it."""
    for _ in range(_ROUNDS):
        known = {**_places(all_lines), **_shown(all_lines)}
        if not _spread(all_lines, known):
            return


def _spread(all_lines: Sequence[Line], known: dict[Words, Found]) -> bool:
    """Add every mention of the proven names; say whether there was one."""
    by_word: dict[str, list[Words]] = {}
    for name in sorted(known, key=len, reverse=True):
        by_word.setdefault(name[0], []).append(name)
    added = False
    for line in all_lines if known else ():
        for i, form in enumerate(line.forms):
            found = _apply(line, i, by_word, known) if form.word and not line.taken[i] else None
            if found:
                line.add(found)
                added = True
    return added


def _apply(
    line: Line, i: int, by_word: dict[str, list[Words]], known: dict[Words, Found]
) -> Found | None:
    for reading in line.forms[i].readings:
        for name in by_word.get(reading.rest, ()):
            end = i + len(name)
            inner = tuple(f.form for f in line.forms[i + 1 : end])
            if inner == name[1:] and line.free(i, end) and _may_stand(line, i, end, known[name]):
                return _with_head(line, Found(i, end, reading.cut, *_kind(known[name])))
    return None


def _kind(known: Found) -> tuple[Label, tuple[str, ...]]:
    return known.label, known.rules


def _with_head(line: Line, found: Found) -> Found:
    """Return an organisation's name with the noun of its kind before it, as it stands there."""
    if (
        found.label is Label.ORG
        and found.cut == 0
        and found.start
        and line.free(found.start - 1, found.start)
    ):
        cut = bodies.head(line.forms[found.start - 1])
        if cut is not None:
            return replace(found, start=found.start - 1, cut=cut)
    return found


def _may_stand(line: Line, i: int, end: int, known: Found) -> bool:
    """Say whether the words are the name there; one that is an ordinary word needs a sign."""
    if i and (line.forms[i - 1].given == 0 or line.forms[i - 1].before):
        return False
    if not known.cut:
        return True
    if known.label is Label.ORG:
        return line.is_quote(i - 1) and line.is_quote(end)
    return bool(i) and not line.taken[i - 1] and line.forms[i - 1].reads(_before_ordinary())


@cache
def _before_ordinary() -> frozenset[str]:
    return words("bodies", "context", "place-noun") | words("bodies", "context", "preposition")


def _shown(all_lines: Iterable[Line]) -> dict[Words, Found]:
    """Return the names that stood after the noun of their kind, by their words.

    In these, `cut` says whether the name is an ordinary word too.
    """
    out: dict[Words, Found] = {}
    for line in all_lines:
        for found in line.found:
            if not any(rule.startswith("body.") for rule in found.rules):
                continue
            forms = [f for f in line.forms[found.start : found.end] if f.word]
            name = tuple(f.form for f in forms)
            if found.cut == 0 and len(name) == found.end - found.start:
                ordinary = len(name) == 1 and not forms[0].unknown
                out[name] = Found(0, 0, int(ordinary), found.label, (*found.rules, "learnt"))
    return out


def _places(all_lines: Sequence[Line]) -> dict[Words, Found]:
    evidence = Evidence(heading=set(_heading(all_lines)))
    for line in all_lines:
        for start, end in _candidates(line, evidence.heading):
            _weigh(line, start, end, evidence)
    if not evidence.weight:
        return {}
    seen = {r.rest for line in all_lines for f in line.forms for r in f.readings}
    _join(evidence)
    for name in list(evidence.weight):
        signs = len(evidence.rules[name]) - 1 + (evidence.seen[name] > 1)
        if len(name) == 1 and signs and _has_adjective(name[0], seen):
            evidence.add(name, _ENOUGH, "adjective")
    return {
        name: Found(0, 0, 0, Label.LOC, tuple(sorted(evidence.rules[name])))
        for name in evidence.weight
        if _proven(name, evidence) and not _ordinary(name, seen)
    }


def _proven(name: Words, evidence: Evidence) -> bool:
    """Say whether the signs suffice: one sure one, two kinds of weak ones, or three in all."""
    if name[0] not in evidence.bare or name[-1] in evidence.people:
        return False
    kinds = evidence.rules[name] - {"seen"}
    least = _ENOUGH if len(kinds) > 1 or kinds & _sure() else _ENOUGH + 1
    return evidence.weight[name] >= least


@cache
def _sure() -> frozenset[str]:
    rows = lexicon.load("signs", "sign", Sign)
    return frozenset(
        {"capital", "pair", "terrain", *(f"sign.{r.id}" for r in rows if r.weight >= _ENOUGH)}
    )


def _join(evidence: Evidence) -> None:
    """Give the weight of a longer name to its first word where that stands alone elsewhere."""
    for name in list(evidence.weight):
        first = name[:1]
        if len(name) > 1 and first in evidence.weight and "terrain" not in evidence.rules[name]:
            weight = evidence.weight.pop(name)
            for rule in evidence.rules[name]:
                evidence.add(first, 0, rule)
            evidence.weight[first] += weight


def _ordinary(name: Words, seen: set[str]) -> bool:
    """Say whether the word takes the article in the same text, as names do not."""
    return len(name) == 1 and ("ال" + name[0] in seen or name[0] + "ا" in seen)


def _has_adjective(word: str, seen: set[str]) -> bool:
    if len(word) < _SHORTEST_STATE or word.startswith("ال") or word.endswith("تا"):
        return False
    stem = word[:-1] if word[-1] in "اه" else word
    return any(stem + e in seen or f"ال{stem}{e}" in seen for e in _ADJECTIVES)


def _heading(all_lines: Iterable[Line]) -> Iterator[str]:
    """Yield words with the article that open a byline or date line, as towns do (`...: وكالات`)."""
    for line in all_lines:
        if line.header and line.form(1) in {":", "-"} and line.forms[0].definite:
            yield line.form(0)


def _candidates(line: Line, heading: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words that could be the name of a place."""
    at = 0
    while at < len(line.forms):
        end = _candidate(line, at)
        if end is None and heading and not line.taken[at] and line.forms[at].reads(heading):
            end = at + 1
        if end:
            yield at, end
        at = end or at + 1


def _candidate(line: Line, at: int) -> int | None:
    form = line.forms[at]
    if line.taken[at]:
        return None
    if form.form.startswith("وال"):
        place = _beside_place(line, at)
        return at + 1 if place and (form.unknown or _in_pair(line, place)) else None
    if form.definite or not (form.unknown or form.terrain):
        return None
    if form.terrain:
        nxt = _free(line, at + 1)
        if nxt and _after_terrain(nxt):
            return at + 2
    end = at
    while end - at < _MOST_WORDS and (nxt := _free(line, end)) and _proper(nxt):
        if end > at and nxt.form.startswith("و"):
            break
        end += 1
    return end if end > at else None


def _beside_place(line: Line, at: int) -> Found | None:
    """Return the place that the word at token `at` is joined to by و."""
    if not line.forms[at].form.startswith("و") or not at or not line.taken[at - 1]:
        return None
    return next((f for f in line.found if f.end == at and f.label is Label.LOC), None)


def _in_pair(line: Line, place: Found) -> bool:
    """Say whether a noun in the dual stands before a place, so that another follows."""
    return line.form(place.start - 1).endswith("تي")


def _after_terrain(form: Form) -> bool:
    """Say whether a word goes on a name like `تل ...`: a rare noun, no adjective or person."""
    if form.demonym or form.given is not None or form.form.endswith(("ات", "ون", "ين", "يه")):
        return False
    if form.definite:
        return form.unknown or form.fresh_name
    return form.unknown and len(form.readings) == 1 and not form.form.endswith("ي")


def _proper(form: Form) -> bool:
    plain = form.given is None and form.weak is None and form.opener is None
    plain = plain and not any(r.rest in bodies.patterns() for r in form.readings)
    plain = plain and not form.form.startswith(_VERBS)
    return plain and form.unknown and not form.definite and not form.family


def _free(line: Line, i: int) -> Form | None:
    free = i < len(line.forms) and line.forms[i].word and not line.taken[i]
    return line.forms[i] if free else None


def _weigh(line: Line, start: int, end: int, evidence: Evidence) -> None:
    """Count what stands around a candidate, once for each way to cut its proclitics."""
    rest = tuple(f.form for f in line.forms[start + 1 : end])
    if _person(line, start, end):
        evidence.people.add(line.forms[end - 1].form)
        return
    terrain = line.forms[start].terrain
    joined = _beside_place(line, start) is not None
    evidence.bare.add(line.forms[start].form[joined:])
    for reading in line.forms[start].readings:
        if joined and reading.cut != 1:
            continue
        name = (reading.rest, *rest)
        evidence.add(name, 0, "seen")
        evidence.seen[name] += 1
        head = line.forms[start].form[: reading.cut]
        if terrain:
            evidence.add(name, 1, "terrain")
        if head in {"", "و"}:
            for rule, weight in _signs(line, start, end):
                evidence.add(name, weight, rule)


def _person(line: Line, start: int, end: int) -> bool:
    before = line.forms[start - 1] if start else None
    if before is None or not before.word:
        return False
    said = before.speech and not before.form.endswith("ت")
    weak = before.weak == 0 and line.text[line.tokens[start - 1].end - 1] in before.last
    named = before.given == 0 or weak or before.before or before.direct
    return said or named or (before.definite and before.demonym)


def _signs(line: Line, start: int, end: int) -> Iterator[tuple[str, int]]:
    before = line.forms[start - 1] if start else None
    place = _beside_place(line, start)
    if place:
        yield ("pair", _ENOUGH) if _in_pair(line, place) else ("and", 1)
    elif before is not None and before.word and not line.taken[start - 1]:
        for row, listed in _rows():
            if before.reads(listed):
                yield f"sign.{row.id}", row.weight
    follows = line.form(end)
    begins = follows in {":", "-", "("} or (line.header and follows.isdigit())
    if start == 0 and begins and end < len(line.forms):
        yield "dateline", 1
    if line.form(end) == "عاصمه" and end + 1 < len(line.forms):
        yield "capital", _ENOUGH


def place_signs(form: Form) -> int:
    """Return the weight of a word as a sign that the name after it is a place's; mostly 0."""
    return sum(row.weight for row, listed in _rows() if form.reads(listed))


@cache
def _rows() -> tuple[tuple[Sign, frozenset[str]], ...]:
    rows = lexicon.load("signs", "sign", Sign)
    return tuple((row, frozenset(map(key, row.words.split()))) for row in rows)
