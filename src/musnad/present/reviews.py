"""What people decided, as it is shown beside a line and as a log."""

from collections.abc import Iterable

from musnad.case.review import Logged
from musnad.decision import Action, Change, Decision, Field, Review, ReviewState
from musnad.jsonl import Json
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.labels import Lang, label, phrase, table
from musnad.present.paths import day
from musnad.present.terminal import ISOLATES, Block, Line, Section

_COLUMNS = (
    Column("id"),
    Column("date"),
    Column("who"),
    Column("action"),
    Column("target"),
    Column("value"),
    Column("why"),
    Column("told_of"),
)
STYLES = {
    ReviewState.CONFIRMED: "green",
    ReviewState.CORRECTED: "green",
    ReviewState.CHANGED: "yellow",
    ReviewState.NOTED: "dim",
}
"""How a terminal shows what people say of a line."""

_LONGEST = 60
"""So many characters of the words that a decision hangs on are shown."""


def shown(review: Review | None, lang: Lang, *, plain: bool = False) -> str:
    """Return what people say of a line, empty where nobody did; `plain` without isolates."""
    if review is None:
        return ""
    who, date = isolate(review.who), day(review.at[:10], lang)
    parts = [label("review", review.state, lang).format(who=who, date=date)]
    if review.why:
        parts.append(isolate(review.why))
    if review.corrected:
        fields = ", ".join(_field(f, lang) for f in review.corrected)
        parts.append(phrase("review_fields", lang, fields=fields))
    parts += [_change(c, lang) for c in review.changed]
    parts += [phrase("review_note", lang, text=isolate(n)) for n in review.notes]
    text = " · ".join(parts)
    return ISOLATES.sub("", text) if plain else text


def _change(one: Change, lang: Lang) -> str:
    field = _field(one.field, lang)
    seen, now = (_values(v, lang) for v in (one.seen, one.now))
    return phrase("review_change", lang, field=field, seen=seen, now=now)


def _values(values: Iterable[str], lang: Lang) -> str:
    return ", ".join(isolate(v) for v in values) or phrase("review_nothing", lang)


def _field(name: str, lang: Lang) -> str:
    """Return a field's label; what has none is a program's word."""
    return label("column", name, lang) if name in table()["column"] else name


def as_json(review: Review | None) -> dict[str, Json] | None:
    """Return what people say of a line as plain values."""
    if review is None:
        return None
    return {
        "state": review.state.value,
        "who": review.who,
        "at": review.at,
        "why": review.why,
        "corrected": list(review.corrected),
        "changed": [
            {"field": c.field, "seen": list(c.seen), "now": list(c.now)} for c in review.changed
        ],
        "notes": list(review.notes),
        "decisions": list(review.decisions),
    }


def log(found: tuple[Logged, ...], lang: Lang) -> Listing:
    """Return decisions as a listing, the first one first."""
    return Listing(
        key="decisions",
        items=[_json(one) for one in found],
        columns=_COLUMNS,
        rows=tuple(_row(one, lang) for one in found),
        sections=(Section("", tuple(_block(one, lang) for one in found)),),
    )


def about(one: Decision) -> str:
    """Return what a decision is about, by name and by the words it hangs on."""
    if one.action is Action.UNDO:
        return one.undoes or ""
    shown = []
    for target in one.targets:
        words = target.name or next((a.exact for a in target.anchors if a.exact), "")
        words = " ".join(words.split())
        cut = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        where = target.anchors[0].source if target.anchors else ""
        shown.append(" ".join(isolate(x) for x in (cut, where) if x))
    return f"{one.subject}: {'; '.join(shown)}"


def said(one: Decision, lang: Lang) -> str:
    """Return what a decision sets, or a note's text."""
    if one.text:
        return isolate(one.text)
    return "; ".join(_set(f, lang) for f in one.fields)


def _set(field: Field, lang: Lang) -> str:
    value = _values(field.values, lang)
    return phrase("review_set", lang, field=_field(field.name, lang), value=value)


def _state(one: Logged, lang: Lang) -> str:
    if one.undone_by:
        return phrase("review_undone", lang, by=one.undone_by)
    return "; ".join(phrase("review_missing", lang, why=w) for w in one.missing)


def _row(one: Logged, lang: Lang) -> tuple[str, ...]:
    d = one.decision
    return (
        d.id,
        d.at,
        d.who,
        label("action", d.action, lang),
        about(d),
        said(d, lang),
        d.why or "",
        _state(one, lang),
    )


def _block(one: Logged, lang: Lang) -> Block:
    d = one.decision
    lines = [Line(f"{label('action', d.action, lang)} · {isolate(d.who)} · {d.id}", "bold")]
    lines += [Line(text) for text in (about(d), said(d, lang)) if text]
    lines += [Line(isolate(d.why), "dim")] if d.why else []
    state = _state(one, lang)
    lines += [Line(f"! {state}", "yellow")] if state else []
    return Block(f"{day(d.at[:10], lang)} {d.at[11:16]}", tuple(lines))


def _json(one: Logged) -> dict[str, Json]:
    d = one.decision
    return {
        "id": d.id,
        "at": d.at,
        "who": d.who,
        "action": d.action.value,
        "subject": d.subject.value,
        "about": ISOLATES.sub("", about(d)),
        "why": d.why,
        "fields": {f.name: list(f.values) for f in d.fields},
        "text": d.text,
        "undoes": d.undoes,
        "undone_by": one.undone_by,
        "missing": list(one.missing),
    }
