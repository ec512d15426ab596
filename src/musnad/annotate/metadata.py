"""Title, outlet, byline and publication date, as the page states them; nothing is guessed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from musnad.annotate import times
from musnad.annotate.page import credits, ownname
from musnad.annotate.page.lines import Line, lines, row_forms, rows_of
from musnad.model import Document, Stated, Timex, ZoneKind
from musnad.text.normalize import fold

_ARABIC = re.compile("[\u0621-\u064a]{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UPDATED = re.compile(r"تحديث|تعديل|updated|modified", re.IGNORECASE)
_TODAY = re.compile(
    r"(?<!حتي )(?<!منذ )(?<!قبل )(?<!هذا )(?<!\w)اليوم[ ،,(]*(?:ال\w+[ ،,(]*)?(?:الموافق )?(?=\d)"
)
_OWNER_END = re.compile(r"\s[-–—|]|[،,.:؛()|]")
_SIGNED = re.compile(r"\d{4} ?م ([^\W\d]{2,})$")
_AFTER_SIGN = re.compile(r"^[^:|،,/؛-]{2,24}[:|،,/؛-]\s*")
_PREFIX_END = re.compile(r"\)|:|-")
_SUFFIX = re.compile(r"\s+[|–—-]\s+")
_LONGEST_PREFIX = 90


def annotate(doc: Document) -> Document:
    """Return the document with what ingest left open filled from its own words."""
    title, site = _title(doc)
    filled = replace(
        doc,
        title=doc.title or title,
        outlet=doc.outlet or _outlet(doc) or site,
        byline=doc.byline or _byline(doc),
        published=doc.published or _published(doc),
    )
    return replace(filled, stated=(*doc.stated, *_own(filled)))


def _own(doc: Document) -> Iterator[Stated]:
    """Yield where each value is from that only the document's own lines give."""
    known = {s.field for s in doc.stated}
    found = (("title", doc.title), ("outlet", doc.outlet), ("byline", doc.byline),
             ("published", doc.published))  # fmt: skip
    for field, value in found:
        if value and field not in known:
            yield Stated(field, value, ("text",))


def _lines(doc: Document, *kinds: ZoneKind) -> Iterator[Line]:
    for zone in doc.zones:
        if zone.kind in kinds:
            yield from lines(zone.span.of(doc.text))


def _title(doc: Document) -> tuple[str | None, str | None]:
    """Return the title line and, where it ends with one, the site's name taken off it."""
    line = next(_lines(doc, ZoneKind.TITLE), None)
    if line is None:
        return None, None
    text = line.text.lstrip("#").strip() if line.text.startswith("#") else line.text
    ends = list(_SUFFIX.finditer(text))
    if ends and credits.sure_outlet(text[ends[-1].end() :]):
        return text[: ends[-1].start()], text[ends[-1].end() :]
    windows = (x.text for x in _lines(doc, ZoneKind.BOILERPLATE) if x.text.startswith(text))
    sites = (_SUFFIX.split(w)[-1] for w in windows)
    return text, next((site for site in sites if credits.sure_outlet(site)), None)


def _byline(doc: Document) -> str | None:
    """Return the first line that says who wrote it, in Arabic if any is."""
    found = [x.text for x in _lines(doc, ZoneKind.BYLINE)]
    return next((x for x in found if _ARABIC.search(x)), found[0] if found else None)


# The date -------------------------------------------------------------------------------


def _published(doc: Document) -> str | None:
    """Return the day of the first date line (of an update: only if there is no other)."""
    updated: str | None = None
    for line in _lines(doc, ZoneKind.DATELINE):
        day = next(filter(None, map(_day, times.parse(line.text))), None)
        if day and not _UPDATED.search(line.key):
            return day
        if day and _UPDATED.search(line.key):
            head = line.text[: _where(line.text, _UPDATED)]
            before = next(filter(None, map(_day, times.parse(head))), None)
            if before:
                return before
            updated = updated or day
    return updated or _lead_day(doc) or _todays_day(doc)


def _where(text: str, pattern: re.Pattern[str]) -> int:
    m = pattern.search(text)
    return m.start() if m else len(text)


def _day(timex: Timex) -> str | None:
    m = _DAY.match(timex.value or "")
    return m.group() if m else None


def _lead_day(doc: Document) -> str | None:
    """Return the date of a lead's own credit (`رام الله 7-9-2025 وفا - …`)."""
    prefix = _prefix(doc)
    return next(filter(None, map(_day, times.parse(prefix))), None) if prefix else None


def _todays_day(doc: Document) -> str | None:
    """Return the full date that the report gives for "today", if it gives one only."""
    days: set[str] = set()
    for line in _lines(doc, ZoneKind.BODY, ZoneKind.TITLE):
        folded = fold(line.text)
        for m in _TODAY.finditer(folded.text):
            at = folded.span(m.end(), m.end() + 1)
            dated = (_day(t) for t in times.parse(line.text) if t.span.covers(at))
            days.update(filter(None, dated))
    return days.pop() if len(days) == 1 else None


# The outlet -----------------------------------------------------------------------------


def _outlet(doc: Document) -> str | None:
    """Return the outlet by the page's own statements, the plainest first."""
    furniture = list(_lines(doc, ZoneKind.BOILERPLATE, ZoneKind.BYLINE))
    for find in (_rights, _source):
        found = next(filter(None, map(find, furniture)), None)
        if found:
            return found
    for line in _lines(doc, ZoneKind.BYLINE):
        if not _source_row(line) and (outlet := credits.parse(line.text).outlet):
            return outlet.name
    dated = (_agency_in(line) for line in _lines(doc, ZoneKind.DATELINE))
    return next(filter(None, dated), None) or _lead_outlet(doc) or ownname.own_name(_report(doc))


def _report(doc: Document) -> str:
    return "\n".join(x.text for x in _lines(doc, ZoneKind.TITLE, ZoneKind.HEADING, ZoneKind.BODY))


@cache
def _noise() -> re.Pattern[str]:
    forms = "|".join(map(re.escape, row_forms("footer.rights")))
    return re.compile(rf"(?:(?:جميع|كافه|كل) )?(?:{forms})|[®©]|\(c\)|(?<!\d)(?:19|20)\d\d(?!\d)")


def _rights(line: Line) -> str | None:
    """Return the owner that a copyright line names."""
    if all(row.id != "footer.rights" for row in rows_of(line)):
        return None
    folded = fold(line.text)
    cuts = [m.span() for m in _noise().finditer(folded.text.lower())]
    start = 0
    for cut, end in [*cuts, (len(folded.text), len(folded.text))]:
        piece = folded.span(start, cut).of(line.text).strip(" \t\xa0-–—|،,.:؛()")
        owner = _owner(_OWNER_END.split(piece)[0].strip(), owned=start > 0)
        if owner:
            return owner
        start = end
    return None


def _owner(piece: str, *, owned: bool) -> str | None:
    """Return the name in a piece of a copyright line; `owned`: a ل before it means "of"."""
    words = piece.split()
    if owned and words:
        first = words[0].replace("ـ", "")
        if first in {"ل", "لدى", "بواسطة"}:
            words = words[1:]
        elif first.startswith("لل"):
            words[0] = "ال" + first[2:]
        elif first.startswith("ل") and credits.is_media(" ".join([first[1:], *words[1:]])):
            words[0] = first[1:]
    name = " ".join(words).strip('"«»“” ')
    return name if 0 < len(words) <= 6 and any(c.isalpha() for c in name) else None


def _source_row(line: Line) -> bool:
    return line.words[:1] in {("المصدر",), ("المصادر",)} or line.words[:2] == ("مصدر", "الخبر")


def _source(line: Line) -> str | None:
    """Return what a source line names, unless it is `وكالات` or an address."""
    if not _source_row(line):
        return None
    value = _AFTER_SIGN.sub("", line.text)
    if "://" in value or "www." in value:
        return None
    credit = credits.parse(value)
    if credit.outlet:
        return credit.outlet.name
    name = credit.others[0] if credit.others else None
    return name if name and len(name.split()) <= 5 else None


def _agency_in(line: Line) -> str | None:
    """Return an agency that ends or starts a date line (`… 10 أغسطس 2015 م واس`)."""
    words = line.text.split()
    for size in (3, 2, 1):
        for piece in (" ".join(words[-size:]), " ".join(words[:size])):
            row = credits.known_outlet(piece)
            if row and not row.ambiguous:
                return piece
    signed = _SIGNED.search(fold(line.text).text)
    return words[-1] if signed and not credits.is_place(words[-1]) else None


def _prefix(doc: Document) -> str | None:
    """Return the credit that opens the first paragraph, up to its dash, colon or bracket."""
    first = next(_lines(doc, ZoneKind.BODY), None)
    if first is None:
        return None
    head = first.text[:_LONGEST_PREFIX]
    best = None
    for m in _PREFIX_END.finditer(head.replace("–", "-").replace("—", "-")):
        prefix = head[: m.end()]
        credit = credits.parse(_undated(prefix))
        known = bool(credit.outlets) or credit.places > 0
        if known and not credit.others:
            best = prefix
    return best


def _undated(text: str) -> str:
    """Return a prefix with its dates blanked out, so that what is left is the credit."""
    for timex in reversed(times.parse(text)):
        text = text[: timex.span.start] + " - " + text[timex.span.end :]
    return text


def _lead_outlet(doc: Document) -> str | None:
    prefix = _prefix(doc)
    outlet = credits.parse(_undated(prefix)).outlet if prefix else None
    return outlet.name if outlet else None


def rules(doc: Document) -> set[str]:
    """Return the ids of the rows of `lexicon/outlets.toml` that the page fired."""
    fired = ownname.rules(_report(doc))
    for line in _lines(doc, ZoneKind.BYLINE):
        fired |= credits.rules(line.text)
    return fired
