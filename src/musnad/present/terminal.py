"""Listings in a terminal: wrapped, never cut, and safe where text of two directions meets.

Every name, number and sentence is set apart in a Unicode isolate (UAX #9), so that a
terminal that orders text by direction never mixes one with its neighbour.
"""

import io
import re
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from musnad.present.bidi import FSI, PDI
from musnad.present.labels import Lang, phrase

_LRI, _RLI = "\u2066", "\u2067"
_OPENING = frozenset({_LRI, _RLI, FSI})
ISOLATES = re.compile("[\u2066-\u2069]")
"""The marks that open and close isolates, for taking them out again."""
_HEAD = 22
_GAP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block, before wrapping, and its rich style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A short head (a date, a name) and the lines beside it."""

    head: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    heading: str
    blocks: tuple[Block, ...]


def wrap(text: str, width: int, lang: Lang) -> list[str]:
    """Break a text at spaces into lines of at most `width` cells; a longer word stays whole.

    Each line is an isolate of the language's direction; isolates open at a break are closed
    and opened again, so that every line stands alone.
    """
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}" if current else word
        if current and cell_len(longer) > width:
            lines.append(current)
            longer = word
        current = longer
    if current:
        lines.append(current)
    return _balanced(lines, _RLI if lang is Lang.AR else _LRI)


def _balanced(lines: list[str], direction: str) -> list[str]:
    out: list[str] = []
    opened: list[str] = []
    for line in lines:
        kept = [direction, *opened]
        for c in line:
            if c in _OPENING:
                opened.append(c)
            elif c == PDI:
                if not opened:  # the report's own stray mark would close ours
                    continue
                opened.pop()
            kept.append(c)
        out.append("".join(kept) + PDI * (len(opened) + 1))
    return out


def render_sections(
    sections: tuple[Section, ...], lang: Lang, width: int, styled: bool = False
) -> str:
    """Return sections as terminal text, with the escape codes of styles where asked."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        highlight=False,
        force_terminal=styled,
        color_system="standard" if styled else None,
    )
    if not any(s.blocks for s in sections):
        console.print(Text(phrase("nothing", lang)))
    for section in sections:
        if section.blocks and section.heading:
            console.print(Text(section.heading, style="bold underline"), "", sep="\n")
        for block in section.blocks:
            console.print(_laid_out(block, lang, width), soft_wrap=True)
    return out.getvalue()


def _laid_out(block: Block, lang: Lang, width: int) -> Text:
    """Return the head and, beside it, the lines of a block; an empty line ends it."""
    heads = wrap(block.head, _HEAD, lang)
    rows = [
        (piece, line.style)
        for line in block.lines
        for piece in wrap(line.text, width - _HEAD - _GAP, lang)
    ]
    text = Text()
    for i in range(max(len(heads), len(rows))):
        head = heads[i] if i < len(heads) else ""
        piece, style = rows[i] if i < len(rows) else ("", "")
        text.append(head, style="bold")
        text.append(" " * (_HEAD + _GAP - cell_len(head)) if piece else "")
        text.append(piece, style=style)
        text.append("\n")
    return text
