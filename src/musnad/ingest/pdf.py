"""The text layer of a PDF, put in reading order from where its glyphs stand on the page.

A PDF draws glyphs; programs store them in the order of writing, of the page from left to right, or
in neither, so Arabic that is taken as it is stored often comes out backwards. Here only the places
of glyphs count: lines from their baselines, columns from the right, each line read from the right
with its numbers and Latin words from the left. What then doesn't read as Arabic does is refused.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from statistics import median

from musnad.errors import IngestError
from musnad.ingest.extras import Module, load

MAGIC = b"%PDF-"
_MOST_PAGES = 200
_FEWEST_LETTERS = 60
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f](?:[^\u0590-\u08ff\ufb50-\ufeff]*[A-Za-z\u00c0-\u024f\d])?"
                  r"|[\d\u0660-\u0669]+(?:[.,:/\u066b\u066c][\d\u0660-\u0669]+)*")  # fmt: skip
_ALEF_FIRST = frozenset({"ال", "أل", "إل", "آل"})
"""No font has a ligature of alef and lam: one glyph with this value is lam-alef, turned round."""

_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_OPENED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»")
_TURNED = re.compile(r"\)[^()]*\(|\][^\[\]]*\[|»[^«»]*«")
_ENDS = re.compile(r"[.؟!:»\")\]…]\s*$")
_LETTER = re.compile(r"[\u0621-\u064a]")
_ODD = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_NUMBER_LINE = re.compile(r"[\W\d\s]*$")
_COMMON = frozenset(
    ("في", "من", "على", "إلى", "أن", "عن", "مع", "هذا", "هذه", "التي", "الذي", "بعد", "قال", "بين",
     "كان", "وقال", "إن", "لا", "أو")
)  # fmt: skip
_BACKWARDS = frozenset(w[::-1] for w in _COMMON) - _COMMON


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One glyph: what it stands for, its box in points, its font size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it reads, and its box; `y` grows upwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


def text(data: bytes, name: str) -> str:
    """Return the words of a PDF, a line a paragraph.

    Raises:
        IngestError: when it can't be opened, holds no text layer, or its text is not in an order
            that reads; the message says which.
        UsageError: when the library for PDFs is not installed.
    """
    pages = [_reading_order(_lines(glyphs)) for glyphs in _pages(data, name)]
    lines = [line for page in _without_margins(pages) for line in page]
    found = "\n".join(line.text for line in lines)
    _check(found, lines, name)
    return "\n".join(_paragraphs(lines))


# Glyphs ----------------------------------------------------------------------------------


def _pages(data: bytes, name: str) -> list[list[_Glyph]]:
    miner = load("pdfminer.high_level", "pdf", f"{name}: to read a PDF")
    syntax = load("pdfminer.pdfparser", "pdf", name)
    layout = load("pdfminer.layout", "pdf", name)
    try:
        pages: list[list[_Glyph]] = []
        for page in miner.extract_pages(BytesIO(data), laparams=None):
            if len(pages) == _MOST_PAGES:
                raise IngestError(f"{name}: a PDF of over {_MOST_PAGES} pages; give one report")
            pages.append(list(_glyphs(page, layout.LTChar)))
    except IngestError:
        raise
    except Exception as e:  # the parser raises whatever broken input leads to
        what = type(e).__name__
        if "Password" in what or "Encrypt" in what:
            reason = "the PDF is locked with a password; save it without one"
        elif isinstance(e, syntax.PDFSyntaxError):
            reason = "the PDF is damaged; save it again"
        else:
            reason = f"the PDF can't be read ({what}); save it again, or its text as .txt"
        raise IngestError(f"{name}: {reason}") from e
    return pages


def _glyphs(item: Module, char: Module) -> Iterator[_Glyph]:
    if isinstance(item, char):
        value = _value(item.get_text())
        if value and item.upright:
            yield _Glyph(value, item.x0, item.x1, item.matrix[5], item.size)
    elif hasattr(item, "__iter__"):
        for part in item:
            yield from _glyphs(part, char)


def _value(stored: str) -> str:
    if stored.startswith("(cid:"):
        return "\ufffd"
    plain = unicodedata.normalize("NFKC", stored) if stored.strip() else " "
    plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    return plain[::-1] if plain in _ALEF_FIRST else plain


# Lines -----------------------------------------------------------------------------------


def _lines(glyphs: list[_Glyph]) -> list[_Line]:
    """Return the lines of a page, cut where a gap is wide enough for a column's edge."""
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (-g.y, g.x0)):
        near = rows[-1] if rows and abs(rows[-1][0].y - glyph.y) < glyph.size * 0.35 else None
        if near is None:
            rows.append([glyph])
        else:
            near.append(glyph)
    return [line for row in rows for part in _parts(row) for line in _line(part)]


def _parts(row: list[_Glyph]) -> Iterator[list[_Glyph]]:
    row = sorted((g for g in row if g.text.strip()), key=lambda g: g.x0)
    part: list[_Glyph] = []
    for glyph in row:
        if part and glyph.x0 - max(g.x1 for g in part[-4:]) > 1.5 * glyph.size:
            yield part
            part = []
        part.append(glyph)
    if part:
        yield part


def _line(part: list[_Glyph]) -> Iterator[_Line]:
    """Yield the line that glyphs from left to right make, read from the right."""
    size = median(g.size for g in part)
    units: list[str] = [part[0].text]
    for before, glyph in pairwise(part):
        if glyph.x0 - before.x1 > 0.12 * size:
            units.append(" ")
        units.append(glyph.text)
    right = sum(len(_LETTER.findall(u)) for u in units) > 0
    shown = _from_right(units) if right else "".join(units)
    yield _Line(" ".join(shown.split()), part[0].x0, max(g.x1 for g in part), part[0].y, size)


def _from_right(units: list[str]) -> str:
    """Return units from left to right as they read from the right, numbers and Latin kept.

    >>> _from_right(["2", "0", "2", "5", " ", "م", "ا", "ع"])
    'عام 2025'
    """
    joined = "".join(u if len(u) == 1 else "\u0627" for u in units)  # one character a unit
    out: list[str] = []
    at = len(units)
    for m in reversed(list(_LTR.finditer(joined))):
        out += reversed(units[m.end() : at])
        out += units[m.start() : m.end()]
        at = m.start()
    out += reversed(units[:at])
    text = "".join(out)
    turned = len(_TURNED.findall(text)) > len(_OPENED.findall(text))
    return text.translate(_MIRRORED) if turned else text


# Pages -----------------------------------------------------------------------------------


def _reading_order(lines: list[_Line]) -> list[_Line]:
    """Return lines from the top and columns from the right.

    The page is cut where white space runs across it; the longest run of such pieces that a
    gutter parts is read column by column, what is above and below it for itself.
    """
    flat = sorted(lines, key=lambda g: (-g.y, -g.x1))
    if not any(abs(a.y - b.y) < 0.5 * a.size for a, b in pairwise(flat)):
        return flat
    pieces = _cut(lines, columns=False)
    for count in range(len(pieces), 0, -1):
        for start in range(len(pieces) - count + 1):
            inside = [line for piece in pieces[start : start + count] for line in piece]
            columns = _cut(inside, columns=True)
            if len(columns) > 1:
                above = [line for piece in pieces[:start] for line in piece]
                below = [line for piece in pieces[start + count :] for line in piece]
                parted = [line for column in columns for line in _reading_order(column)]
                return _reading_order(above) + parted + _reading_order(below)
    return flat


def _cut(lines: list[_Line], *, columns: bool) -> list[list[_Line]]:
    """Return the groups of lines that a gutter, or white space across, keeps apart."""
    if not lines:
        return []
    size = median(line.size for line in lines)
    if columns:
        edges = sorted(lines, key=lambda g: -g.x1)
        spans = [(-g.x1, -g.x0) for g in edges]
        gap = 0.8 * size
    else:
        edges = sorted(lines, key=lambda g: -g.y)
        spans = [(-g.y - g.size, -g.y) for g in edges]
        gap = 0.9 * size
    groups: list[list[_Line]] = []
    end = float("-inf")
    for line, (start, stop) in zip(edges, spans, strict=True):
        if start - end > gap:
            groups.append([])
        groups[-1].append(line)
        end = max(end, stop)
    return groups


def _without_margins(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Leave out page numbers, and the lines that most pages have at the same height."""
    places = Counter((round(line.y), _NUMBER_LINE.sub("", line.text)) for p in pages for line in p)
    often = {place for place, n in places.items() if n > max(1, len(pages) // 2)}
    return [
        [
            line
            for line in page
            if not _NUMBER_LINE.match(line.text)
            and (round(line.y), _NUMBER_LINE.sub("", line.text)) not in often
        ]
        for page in pages
    ]


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    """Join the lines of each paragraph: one ends where a line is short, or the letters change."""
    held: list[str] = []
    for i, line in enumerate(lines):
        held.append(line.text)
        after = lines[i + 1] if i + 1 < len(lines) else None
        if after is None or _ends(line, after, lines):
            yield " ".join(held)
            held = []


def _ends(line: _Line, after: _Line, lines: list[_Line]) -> bool:
    if abs(line.size - after.size) > 0.15 * line.size:
        return True
    column = [g for g in lines if g.x1 > line.x0 and g.x0 < line.x1 and g.size == line.size]
    left = min(g.x0 for g in column)
    width = max(g.x1 for g in column) - left
    first = after.text.split(" ", 1)[0]
    room = line.x0 - left > max(0.08 * width, len(first) * 0.45 * line.size)
    apart = line.y - after.y > 2.2 * line.size
    return room or apart or (after.y > line.y and bool(_ENDS.search(line.text)))


# What is refused -------------------------------------------------------------------------


def _check(found: str, lines: list[_Line], name: str) -> None:
    letters = len(_LETTER.findall(found))
    odd = len(_ODD.findall(found))
    latin = sum(c.isascii() and c.isalpha() for c in found)
    if letters + odd + latin < _FEWEST_LETTERS:
        raise IngestError(
            f"{name}: the PDF holds no text layer, only pictures of pages; recognise its text "
            "first, for instance with: ocrmypdf -l ara"
        )
    if odd * 10 > letters + latin:
        raise _refused(name, "its letters have no Unicode values")
    if letters < latin:
        return
    words = re.findall(r"[\u0621-\u064a]+", found)
    right = sum(w in _COMMON or w.startswith("ال") for w in words)
    wrong = sum(w in _BACKWARDS or (len(w) > 3 and w.endswith("لا")) for w in words)
    if wrong * 4 > right:
        raise _refused(name, "its words are stored backwards")
    if letters < 2.4 * len(words):
        raise _refused(name, "its letters stand apart")
    if sum(w.startswith("اال") for w in words) > max(1, len(words) // 100):
        raise _refused(name, "the letters of لا (lam-alef) are turned round")
    if _upside_down(lines):
        raise _refused(name, "the lines of its paragraphs are in reverse order")


def _upside_down(lines: list[_Line]) -> bool:
    """Say whether paragraphs begin with the line that ends them.

    The full lines of a paragraph are told by their width; the short one must come last.
    """
    blocks: list[list[_Line]] = []
    for line in lines:
        before = blocks[-1][-1] if blocks else line
        if 0 < before.y - line.y < 2.2 * line.size and before.size == line.size:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    whole = [b for b in blocks if len(b) > 1]
    first = sum(bool(_ENDS.search(b[0].text)) for b in whole)
    last = sum(bool(_ENDS.search(b[-1].text)) for b in whole)
    return first > last


def _refused(name: str, why: str) -> IngestError:
    return IngestError(
        f"{name}: the PDF's Arabic can't be read in order: {why}; give the page or its text instead"
    )
