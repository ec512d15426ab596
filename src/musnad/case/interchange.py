"""Decisions as JSON Lines, to be kept elsewhere or replayed on another case.

An anchor is a W3C Web Annotation target: its `source` with a TextQuoteSelector and a
TextPositionSelector (https://www.w3.org/TR/annotation-model/#selectors).
"""

from collections.abc import Iterable, Iterator

import msgspec

from musnad.decision import Action, Anchor, Decision, Field, Subject, Target
from musnad.errors import UsageError


class _Quote(msgspec.Struct, tag="TextQuoteSelector", tag_field="type"):
    exact: str
    prefix: str = ""
    suffix: str = ""


class _Position(msgspec.Struct, tag="TextPositionSelector", tag_field="type"):
    start: int
    end: int


class _Source(msgspec.Struct, omit_defaults=True):
    source: str
    sha256: str
    name: str
    url: str | None = None
    detail: str = ""
    selector: list[_Quote | _Position] = []


class _Target(msgspec.Struct, omit_defaults=True):
    name: str | None = None
    anchors: list[_Source] = []


class _Line(msgspec.Struct, omit_defaults=True):
    id: str
    at: str
    who: str
    action: Action
    subject: Subject
    target: list[_Target] = []
    why: str | None = None
    fields: dict[str, list[str]] = {}
    seen: dict[str, list[str]] = {}
    text: str | None = None
    undoes: str | None = None


def lines(decisions: Iterable[Decision]) -> Iterator[bytes]:
    """Yield a line of JSON for each decision, with its line end."""
    for one in decisions:
        line = _Line(
            id=one.id,
            at=one.at,
            who=one.who,
            action=one.action,
            subject=one.subject,
            target=[_Target(t.name, [_source(a) for a in t.anchors]) for t in one.targets],
            why=one.why,
            fields={f.name: [*f.values] for f in one.fields},
            seen={f.name: [*f.values] for f in one.seen},
            text=one.text,
            undoes=one.undoes,
        )
        yield msgspec.json.encode(line) + b"\n"


def _source(a: Anchor) -> _Source:
    selector: list[_Quote | _Position] = []
    if a.exact:
        selector = [_Quote(a.exact, a.prefix, a.suffix), _Position(a.start, a.end)]
    return _Source(a.source, a.sha256, a.name, a.url, a.detail, selector)


def read(data: bytes, name: str) -> tuple[Decision, ...]:
    """Return the decisions of JSON Lines; `name` is how messages call them.

    Raises:
        UsageError: naming the line that is no decision, and why.
    """
    out = []
    for n, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not line.strip():
            continue
        try:
            out.append(_decision(msgspec.json.decode(line, type=_Line)))
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            raise UsageError(
                f"{name}, line {n}: no decision ({e}); give what `musnad review export` wrote"
            ) from e
    return tuple(out)


def _decision(line: _Line) -> Decision:
    return Decision(
        id=line.id,
        at=line.at,
        who=line.who,
        action=line.action,
        subject=line.subject,
        targets=tuple(Target(tuple(map(_anchor, t.anchors)), t.name) for t in line.target),
        why=line.why,
        fields=tuple(Field(n, tuple(v)) for n, v in line.fields.items()),
        seen=tuple(Field(n, tuple(v)) for n, v in line.seen.items()),
        text=line.text,
        undoes=line.undoes,
    )


def _anchor(s: _Source) -> Anchor:
    quote = next((x for x in s.selector if isinstance(x, _Quote)), _Quote(""))
    at = next((x for x in s.selector if isinstance(x, _Position)), _Position(0, 0))
    return Anchor(
        source=s.source,
        sha256=s.sha256,
        name=s.name,
        url=s.url,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        start=at.start,
        end=at.end,
        detail=s.detail,
    )
