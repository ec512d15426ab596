"""The outlet that speaks of itself: `لـ المنصة`, `اطلعت عليه المنصة`, often enough to believe.

A name counts only in the forms an outlet uses of itself (`[[self]]` rows); one that the
report also quotes as another's (`بحسب X`, `قناة X`) is not its own.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from musnad import lexicon
from musnad.annotate.page import credits
from musnad.text.normalize import fold, key

_ENOUGH = 3
_NAME = (
    r"(?:\"(?P<quoted>[^\"\n]{2,30})\"|(?P<plain>ال\w{2,}(?: (?:نت|نيوز|اونلاين|الاخباريه|برس))?))"
)


class SelfRow(lexicon.Row, frozen=True, kw_only=True):
    """Forms in which an outlet, X, speaks of itself, and what one is worth."""

    forms: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class _Form:
    row: SelfRow
    pattern: re.Pattern[str]
    told: bool


@cache
def _self_forms() -> tuple[_Form, ...]:
    out = []
    for row in lexicon.load("outlets", "self", SelfRow):
        for form in row.forms:
            head, tail = key(form).split("X")
            told = head == "ل "
            spaced = r"\s?" if told else r"\s"
            before = rf"(?<!\w)[وف]?{re.escape(head.strip())}{spaced}"
            after = rf"\s{re.escape(tail.strip())}(?!\w)" if tail.strip() else r"(?!\w)"
            out.append(_Form(row, re.compile(before + _NAME + after), told))
    return tuple(out)


@cache
def _others() -> str:
    rows = lexicon.load("outlets", "other", credits.FormsRow)
    return "|".join(re.escape(key(f)) for row in rows for f in row.forms)


def own_name(text: str) -> str | None:
    """Return the name by which a report's outlet speaks of itself, if it does so enough.

    >>> own_name("قال لـ الواحة إنه وصل. وأضاف في بيان اطلعت عليه الواحة أنه عاد.")
    'الواحة'
    """
    return _read(text)[0]


def rules(text: str) -> set[str]:
    """Return the ids of the rows that gave the report's own name, or refused one."""
    return _read(text)[1]


def _read(text: str) -> tuple[str | None, set[str]]:
    folded = fold(text)
    weights: dict[str, int] = defaultdict(int)
    times: dict[str, int] = defaultdict(int)
    fired: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for form in _self_forms():
        for m in form.pattern.finditer(folded.text):
            group = "quoted" if m.group("quoted") else "plain"
            # A ل joined to a bare name is ordinary grammar, no sign of an outlet.
            if form.told and group == "plain" and folded.text[m.start(group) - 1] != " ":
                continue
            name = m.group(group)
            weights[name] += form.row.weight
            times[name] += 1
            fired[name].add(form.row.id)
            written.setdefault(name, folded.span(*m.span(group)).of(text))
    refused: set[str] = set()
    for name in sorted(weights, key=lambda n: -weights[n]):
        if weights[name] >= _ENOUGH and not credits.is_place(name):
            if not _is_anothers(name, folded.text, times[name]):
                return written[name], fired[name]
            refused = {"quoted"}
    return None, refused


def _is_anothers(name: str, text: str, own: int) -> bool:
    """Say whether a name is an agency's, quoted as another's, or mostly said otherwise."""
    row = credits.known_outlet(name)
    if row is None and (credits.is_class_noun(name) or text.count(name) > 2 * own):
        return True
    quoted = rf"(?<!\w)(?:{_others()})\s?\"?{re.escape(name)}(?!\w)"
    return bool((row and row.agency) or re.search(quoted, text))
