"""Zones: title, heading, byline, date line, caption, body, related, boilerplate, line by line.

The report's first paragraph cuts the page in two. Above it, the title is the line that best
looks the part by its place, length and words; the rest are credits, dates, captions. Below
it, all is body but what repeats, what rows of `lexicon/zones.toml` know, and what follows
the head of a list of links or of another article.
"""

from collections.abc import Sequence
from dataclasses import replace

from musnad.annotate.page import header
from musnad.annotate.page.header import Tag, button, ends_with_credit, is_credit, repeats
from musnad.annotate.page.lines import Line, is_dateline, is_head, lines, rows_of
from musnad.model import Document, Span, Zone, ZoneKind

_FOOTERS = frozenset({"source.line", "keywords", "footer.rights", "footer.end", "footer.contact"})
_CONTINUES = (
    "و",
    "ف",
    "كما ",
    "من جهت",
    "من جانب",
    "في المقابل",
    "يذكر",
    "يشار",
    "بدور",
    "الي ذلك",
)


def annotate(doc: Document) -> Document:
    """Return the document with its zones: every line that is not blank is in exactly one."""
    found = lines(doc.text)
    tags = classify(found, doc.title)
    zones: list[Zone] = []
    for line, tag in zip(found, tags, strict=True):
        last = zones[-1] if zones else None
        if last and last.kind is tag.kind and tag.kind not in {ZoneKind.TITLE, ZoneKind.HEADING}:
            zones[-1] = Zone(Span(last.span.start, line.end), tag.kind)
        else:
            zones.append(Zone(Span(line.start, line.end), tag.kind))
    return replace(doc, zones=tuple(zones))


def rules(text: str) -> set[str]:
    """Return the ids of the rows that decided a line of a text."""
    return {tag.rule for tag in classify(lines(text), None) if tag.rule}


def classify(found: Sequence[Line], title: str | None) -> list[Tag]:
    """Return the kind of each line and the row that decided it; `title` is the known one."""
    if len(found) == 1:
        return [Tag(ZoneKind.BODY)]
    start = header.body_start(found, title)
    tags = header.classify(found, start, title)
    while len(tags) < len(found):
        i = len(tags)
        tag = _tag(found, i, tags)
        tags.append(tag)
        if tag.kind in {ZoneKind.RELATED, ZoneKind.BOILERPLATE} and is_head(found[i]):
            end = _section_end(found, i, tags)
            tags += [Tag(tag.kind, tag.rule)] * (end - i - 1)
    return tags


def _tag(found: Sequence[Line], i: int, tags: Sequence[Tag]) -> Tag:
    """Judge a line from the first paragraph on."""
    line = found[i]
    known = _furniture(line) or button(line)
    if known:
        return known
    after = any(x.prose for x in found[i + 1 :])
    if is_dateline(line):
        return Tag(ZoneKind.HEADING) if after and line.size <= 6 else Tag(ZoneKind.DATELINE, "date")
    if line.prose:
        return Tag(ZoneKind.BODY, "lead" if line.by_lead else None)
    if repeats(found, i) or (ends_with_credit(line) and line.size <= 18):
        return Tag(ZoneKind.CAPTION)
    if line.bullet:
        return Tag(ZoneKind.BODY)
    return _heading(found, i) if after else _trailing(found, i, tags)


def _furniture(line: Line) -> Tag | None:
    """Return what a row says of a line; a sentence is no caption, a paragraph no link."""
    for row in rows_of(line):
        sentence = line.stops and line.size > 15
        spoken = row.kind is ZoneKind.CAPTION or (row.scope == "links" and line.size > 20)
        if row.where != "header" and not (sentence and spoken):
            return Tag(row.kind, row.id)
    return None


def _heading(found: Sequence[Line], i: int) -> Tag:
    """A short line with no mark at its end, a paragraph above and one below, is a heading."""
    line = found[i]
    below = found[i + 1]
    opens = line.key[-1] in ":،,؛-"
    joined = line.key.startswith("و") and not line.gap
    if line.size <= 12 and not line.stops and not opens and not joined and below.size >= line.size:
        return Tag(ZoneKind.HEADING)
    return Tag(ZoneKind.BODY)


def _trailing(found: Sequence[Line], i: int, tags: Sequence[Tag]) -> Tag:
    """Judge a line below the last paragraph: credit, tag, link, or the report's own short end."""
    line = found[i]
    first = max((k for k in range(i) if found[k].prose), default=-1) + 1
    run = found[first:]
    if any(tag.rule in _FOOTERS for tag in tags[first:]):
        return Tag(ZoneKind.RELATED if line.size >= 5 else ZoneKind.BOILERPLATE)
    if is_credit(line):
        return Tag(ZoneKind.BYLINE)
    before = found[first - 1] if first else None
    if before is None or before.key.endswith(":") or line.stops:
        return Tag(ZoneKind.BODY)
    plain = [x for x in run if not x.stops and 4 <= x.size <= 22 and not x.key.startswith("و")]
    if len(plain) >= 3 and len(plain) == len(run) and before.stops:
        return Tag(ZoneKind.RELATED)
    # Where paragraphs end with full stops, a loose line under the last one is no paragraph.
    loose = line.gap and line.size <= 15 and not line.key.startswith("و") and '"' not in line.key
    if loose and before.stops and _punctuated(found[:first]):
        return Tag(ZoneKind.BOILERPLATE)
    return Tag(ZoneKind.BODY)


def _punctuated(above: Sequence[Line]) -> bool:
    paragraphs = [x for x in above if x.prose]
    return sum(x.stops for x in paragraphs) >= 0.8 * len(paragraphs)


def _section_end(found: Sequence[Line], i: int, tags: Sequence[Tag]) -> int:
    """Return where the section headed by line `i` ends: after its links, or with the text.

    Links are short lines; the paragraph after them is the report's own again, unless the
    report had ended (a footer stands before the head), another article's date or byline
    stands among them, or the paragraph tells what the last link promises.
    """
    first = next((k for k in range(i + 1, len(found)) if found[k].prose), None)
    if first is None:
        return len(found)
    ended = i > 0 and (tags[i - 1].rule in _FOOTERS or tags[i - 1].kind is ZoneKind.DATELINE)
    if ended or any(is_dateline(x) for x in found[i + 1 : first]):
        return len(found)
    if first == i + 1:
        long = found[first].size > 30
        return first if long or first + 1 == len(found) else first + 1
    lead = found[first]
    if lead.key.startswith(_CONTINUES):
        return first
    promise = found[first - 1].content
    told = lead.content | (found[first + 1].content if first + 1 < len(found) else frozenset())
    known = frozenset[str]().union(*(x.content for x in found[:i]))
    gain = len(promise & told) - len(promise & known)
    return len(found) if promise and gain >= 0.25 * len(promise) else first
