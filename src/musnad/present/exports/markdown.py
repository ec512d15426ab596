"""Markdown for reading: the chronology, a footnote for every sentence (Pandoc, GitHub)."""

from collections.abc import Iterator
from pathlib import Path

from musnad.present.bidi import visible
from musnad.present.exports.contents import Contents, Paragraph, heading, paragraphs
from musnad.present.formats import escaped
from musnad.present.labels import Lang, phrase

_RTL = ('<div dir="rtl">', "</div>")


def write(contents: Contents, path: Path) -> None:
    """Write the chronology, right to left in Arabic."""
    path.write_text("\n".join(_lines(contents)) + "\n", encoding="utf-8")


def _lines(contents: Contents) -> Iterator[str]:
    rtl = contents.lang is Lang.AR
    if rtl:
        yield from (_RTL[0], "")
    yield from (f"# {escaped(heading(contents))}", "")
    dated, undated = paragraphs(contents)
    notes: list[str] = []
    for p in dated:
        yield from (_item(p, notes), "")
    if undated:
        yield from (f"## {escaped(phrase('undated', contents.lang))}", "")
    for p in undated:
        yield from (_item(p, notes), "")
    for note in notes:
        yield from (note, "")
    if rtl:
        yield _RTL[1]


def _item(p: Paragraph, notes: list[str]) -> str:
    marks = ""
    for note in p.notes:
        n = len(notes) + 1
        marks += f"[^{n}]"
        address = f" <{note.url}>" if note.url and _safe(note.url) else ""
        origin = escaped(note.origin)
        notes.append(
            f'[^{n}]: <bdi dir="rtl">«{escaped(visible(note.quote))}»</bdi> — {origin}{address}'
        )
    date = f"**{escaped(p.date)}** — " if p.date else ""
    said = f" ({escaped(p.according_to)})" if p.according_to else ""
    return f"- {date}{escaped(p.facts)}{said}{marks}"


def _safe(url: str) -> bool:
    """Say whether an address can stand between angle brackets and leads to a page."""
    return url.startswith(("http://", "https://")) and not set(url) & set("<> \n\t\\")
