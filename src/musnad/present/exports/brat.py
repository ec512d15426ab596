"""brat standoff: for each report its text and its annotations, in a folder or a .zip.

Source: https://brat.nlplab.org/standoff.html. Names, cues, sources and contents are text-bound;
attributions and events are events with a trigger; kinds, types and statuses are attributes;
normal forms, values and parties are notes.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from musnad.model import Attribution, Document, EventType, Label, SourceKind, Span, Status
from musnad.present.exports.contents import Contents

_LINE_END = re.compile(r"[\r\n]+")


def write(contents: Contents, path: Path) -> None:
    """Write a folder, packed where the path ends in `.zip`."""
    packed = path.suffix.lower() == ".zip"
    folder = path.with_suffix(".d") if packed else path
    folder.mkdir()
    (folder / "annotation.conf").write_text(_CONF, encoding="utf-8")
    for report in contents.reports():
        name = _file_name(report.id)
        (folder / f"{name}.txt").write_bytes(report.text.encode())
        lines = "".join(f"{line}\n" for line in _Standoff(report).lines())
        (folder / f"{name}.ann").write_bytes(lines.encode())
    if packed:
        shutil.make_archive(str(path.with_suffix("")), "zip", folder)
        if path.suffix != ".zip":
            path.with_suffix(".zip").rename(path)


def _file_name(id: str) -> str:
    return re.sub(r"[^\w.-]", "_", id)


class _Standoff:
    """The lines of one report, numbered as they come."""

    def __init__(self, report: Document) -> None:
        self._report = report
        self._numbers = dict.fromkeys("TEA#", 0)

    def lines(self) -> Iterator[str]:
        """Yield all lines of the report's `.ann` file."""
        for m in self._report.mentions:
            bound, line = self._bound(m.label.value, m.span)
            yield line
            yield self._note(bound, m.name)
        for t in self._report.timexes:
            bound, line = self._bound("Time", t.span)
            yield line
            if t.value:
                yield self._note(bound, t.value)
        for q in self._report.quantities:
            bound, line = self._bound("Figure", q.span)
            yield line
            yield self._note(bound, f"{q.measure.value} {q.value:g} {q.bound.value}")
        for a in self._report.attributions:
            yield from self._attribution(a)
        for e in self._report.events:
            trigger, line = self._bound(e.type.value, e.trigger)
            yield line
            event = self._next("E")
            yield f"{event}\t{e.type.value}:{trigger}"
            yield f"{self._next('A')}\tStatus {event} {e.status.value}"
            if told := "; ".join(filter(None, (*e.participants, e.place, e.date))):
                yield self._note(event, told)

    def _attribution(self, a: Attribution) -> Iterator[str]:
        trigger, line = self._bound("Attribution", a.cue)
        yield line
        roles = []
        for role, span in (("Source", a.source), ("Content", a.content)):
            if span:
                bound, line = self._bound(role, span)
                yield line
                roles.append(f" {role}:{bound}")
        event = self._next("E")
        yield f"{event}\tAttribution:{trigger}{''.join(roles)}"
        yield f"{self._next('A')}\tKind {event} {a.kind.value}"
        if a.speaker:
            yield self._note(event, a.speaker)

    def _bound(self, kind: str, span: Span) -> tuple[str, str]:
        """Return a text-bound annotation's id and line; one over a line's end goes in pieces."""
        text, pieces, at = self._report.text, [], span.start
        for end in _LINE_END.finditer(text, span.start, span.end):
            pieces.append((at, end.start()))
            at = end.end()
        pieces.append((at, span.end))
        pieces = [(s, e) for s, e in pieces if s < e]
        id = self._next("T")
        places = ";".join(f"{s} {e}" for s, e in pieces)
        words = " ".join(text[s:e] for s, e in pieces)
        return id, f"{id}\t{kind} {places}\t{words}"

    def _note(self, of: str, text: str) -> str:
        return f"{self._next('#')}\tAnnotatorNotes {of}\t{' '.join(text.split())}"

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"


_CONF = "\n".join(
    (
        "[entities]",
        *Label,
        *("Time", "Figure", "Source", "Content"),
        "[relations]",
        "[events]",
        "Attribution\tSource?:Source, Content:Content",
        *EventType,
        "[attributes]",
        f"Kind\tArg:Attribution, Value:{'|'.join(SourceKind)}",
        f"Status\tArg:<EVENT>, Value:{'|'.join(Status)}",
        "",
    )
)
