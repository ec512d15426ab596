"""What a decision can be about, as its page shows it: how it stands, and what can be set."""

import re
from dataclasses import dataclass

from musnad.decision import Review, Subject
from musnad.link.reviewing.fields import FIELDS, as_text
from musnad.model import (
    Bound,
    Document,
    EventType,
    Evidence,
    Factuality,
    FigurePoint,
    Happening,
    Label,
    Measure,
    QuoteType,
    SourceKind,
    Statement,
    Status,
)
from musnad.present.chronology import when
from musnad.present.labels import Lang, label, table
from musnad.present.matching import choice
from musnad.web.pages import brief
from musnad.web.shelf import Shelf
from musnad.web.views.chronology import Telling, tellings

_READING = re.compile(r"(?P<report>.+)/(?P<kind>[aq])(?P<number>\d+)", re.DOTALL)
_NAME = "name:"
_NEAR, _REPORTS = 12, 60
_KINDS = {
    "type": EventType,
    "status": Status,
    "kind": SourceKind,
    "factuality": Factuality,
    "quote": QuoteType,
    "bound": Bound,
    "measure": Measure,
    "label": Label,
}
"""Fields of a closed vocabulary, with the group of their labels by the same name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that can be set: its label, how it stands, and the words it can be."""

    id: str
    label: str
    now: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing to decide about.

    `near` are other entries that it may be one with, `names` other names; `tellings` and
    `reports` what may be taken out of an entry or a name.
    """

    target: str
    subject: Subject
    title: str
    evidence: tuple[Evidence, ...]
    fields: tuple[Choice, ...]
    review: Review | None = None
    near: tuple[tuple[str, str], ...] = ()
    tellings: tuple[Telling, ...] = ()
    names: tuple[str, ...] = ()
    reports: tuple[Document, ...] = ()


def shown(kept: Shelf, target: str, lang: Lang) -> Shown | None:
    """Return what a target is, `None` where the case holds no such thing."""
    index = kept.index()
    if target.startswith(_NAME):
        return _name(kept, target)
    if (at := index.happening.get(target)) is not None:
        h = kept.happenings([at])[0]
        return Shown(
            target,
            Subject.HAPPENING,
            f"{label('type', h.type, lang)} · {when(h, lang) or label('phrase', 'undated', lang)}",
            h.evidence[:1],
            _fields(Subject.HAPPENING, h, lang),
            h.review,
            _near(kept, at, lang),
            tuple(tellings(kept, h)),
        )
    found = _READING.fullmatch(target)
    if found is None:
        return None
    if found["kind"] == "q":
        return _figure(kept, target, found["report"], int(found["number"]), lang)
    key = (found["report"], f"a{found['number']}")
    if key not in index.statement:
        return None
    s = kept.statements([index.statement[key]])[0]
    title = s.speaker or s.source or label("phrase", "unstated", lang)
    fields = _fields(Subject.STATEMENT, s, lang)
    return Shown(target, Subject.STATEMENT, title, s.evidence, fields, s.review)


def values(field: str, given: str) -> str | list[str] | None:
    """Return what a person typed as the values of a field; words of a vocabulary in any language.

    >>> values("participants", "قطر، مصر"), values("status", "denied"), values("date", " ")
    (['قطر', 'مصر'], 'denied', None)

    Raises:
        UsageError: when a word is none of the vocabulary.
    """
    given = given.strip()
    if field == "participants":
        return [part for piece in re.split("[،,;]", given) if (part := piece.strip())]
    kind = _KINDS.get(field)
    if kind is not None and given:
        found = choice(field, given, kind, field)
        return found.value if found else None
    return given or None


def _figure(kept: Shelf, target: str, report: str, begins: int, lang: Lang) -> Shown | None:
    for at, one in enumerate(kept.index().links.series):
        if any(p.document == report and p.at == begins for p in one.points):
            whole = kept.series([at])[0]
            p = next(p for p in whole.points if p.document == report and p.at == begins)
            evidence = (Evidence(p.document, p.start, p.end, p.text),)
            title = f"{label('measure', one.measure, lang)} · {p.value:,g}"
            fields = _fields(Subject.FIGURE, p, lang)
            return Shown(target, Subject.FIGURE, title, evidence, fields, p.review)
    return None


def _name(kept: Shelf, target: str) -> Shown | None:
    links = kept.index().links
    known = dict.fromkeys(n for h in links.happenings for n in (*h.participants, h.place) if n)
    known |= dict.fromkeys(s.speaker for s in links.statements if s.speaker)
    name = target.removeprefix(_NAME)
    if name not in known:
        return None
    others = tuple(n for n in known if n != name)
    at = kept.index().named.get(name)
    documents = links.entities[at].documents if at is not None else ()
    heads = kept.index().heads
    reports = tuple(heads[d] for d in documents[:_REPORTS] if d in heads)
    return Shown(target, Subject.ENTITY, name, (), (), names=others, reports=reports)


def _fields(
    subject: Subject, item: Happening | Statement | FigurePoint, lang: Lang
) -> tuple[Choice, ...]:
    return tuple(_choice(name, item, lang) for name in FIELDS[subject] if hasattr(item, name))


def _choice(name: str, item: Happening | Statement | FigurePoint, lang: Lang) -> Choice:
    kind = _KINDS.get(name)
    words = (
        tuple(label(name, one.value, lang) or one.value for one in kind)
        if kind and name in table()
        else ()
    )
    now = [_word(name, v, lang) for v in as_text(getattr(item, name))]
    shown = label("column", name, lang) if name in table()["column"] else name
    return Choice(name, shown, ("، " if lang is Lang.AR else ", ").join(now), words)


def _word(name: str, value: str, lang: Lang) -> str:
    known = table().get(name, {}) if name in _KINDS else {}
    return known[value][lang] if value in known else value


def _near(kept: Shelf, at: int, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return the entries around one, by id, as a person tells them apart."""
    last = len(kept.index().links.happenings)
    around = [i for i in range(max(0, at - _NEAR), min(last, at + _NEAR + 1)) if i != at]
    return tuple(
        (
            h.id,
            f"{when(h, lang) or '–'} · {label('type', h.type, lang)} · {brief(h.evidence[0].text)}",
        )
        for h in kept.happenings(around)
    )
