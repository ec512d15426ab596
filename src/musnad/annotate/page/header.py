"""What stands above a report's first paragraph: title, credits, dates, captions, labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from musnad.annotate.page import credits
from musnad.annotate.page.lines import Line, is_dateline, is_empty, is_interface, rows_of
from musnad.model import ZoneKind
from musnad.text.normalize import key

_LOOK = 14
_MOST_LOOSE = 5
_MARKS = frozenset({ZoneKind.BYLINE, ZoneKind.DATELINE})
_DATED = re.compile(
    r"[،,] ?(?:في )?\d{1,2} [^\W\d]+(?: ?/ ?[^\W\d]+)*(?: [^\W\d]+)? ?[،,]? (?:19|20)\d\d\.?$"
)
_LAST_PARENTHESIS = re.compile(r"\(([^()]{2,40})\)\.?$|\[([^\[\]]{2,40})\]\.?$")


@dataclass(frozen=True, slots=True)
class Tag:
    """A line's kind, and the row that decided it (`None`: its place and looks did)."""

    kind: ZoneKind
    rule: str | None = None


def body_start(found: Sequence[Line], title: str | None) -> int:
    """Return the index of the report's first paragraph."""
    if len(found) < 2:
        return 0
    end = _last_mark(found)
    loose = -1 if end == 0 else 0
    for i in range(end, len(found)):
        line = found[i]
        if line.prose and not _is_title(line, title):
            return i
        if i > 0 and line.size >= 14 and not _furniture(found, i) and _body_like(found, i):
            return i
        loose += _furniture(found, i) is None
        if loose > _MOST_LOOSE:
            break
    if end:
        return end
    if title is not None and _is_title(found[0], title):
        return 1
    first, second = found[:2]
    heads = not first.stops and (
        second.stops or second.size > first.size or (second.gap and len(found) > 2)
    )
    return int(heads and first.size >= 2)


def _body_like(found: Sequence[Line], i: int) -> bool:
    """Say whether a long line without a full stop is text: more such lines or the end follow."""
    following = found[i + 1 : i + 3]
    return all(x.size >= 14 or x.stops for x in following) and not repeats(found, i)


def _last_mark(found: Sequence[Line]) -> int:
    """Return the index after the last date or credit line that at most one paragraph precedes."""
    end = paragraphs = 0
    for i, line in enumerate(found[:_LOOK]):
        if paragraphs > 1:
            break
        if is_mark(found, i) and any(x.prose for x in found[i + 1 : i + 8]):
            end = i + 1
        elif line.prose:
            paragraphs += 1 if line.size <= 60 else 2
    return end


def is_mark(found: Sequence[Line], i: int) -> bool:
    """Say whether a line is surely a date line or a credit, such as stand under titles."""
    line = found[i]
    if is_dateline(line):
        return True
    if i == 0 or line.prose:
        return False
    return is_credit(line) or any(
        r.kind is ZoneKind.BYLINE for r in rows_of(line) if r.where != "body"
    )


def is_credit(line: Line) -> bool:
    """Say whether a short line credits an outlet, an agency or a place with a name."""
    if line.size > 14 or (line.stops and line.size > 8):
        return False
    if line.size <= 6 and all(len(w) <= 2 and w.isalpha() for w in line.words):
        return bool(line.words)  # an editor's initials
    credit = credits.parse(line.text)
    spare = sum(len(o.split()) for o in credit.others)
    if credit.outlets or credit.generic:
        return spare <= 4 and len(credit.others) <= 2
    if not credit.places:
        return False
    colon = line.key.endswith(":")
    return (0 < spare <= 5 and line.size <= 10 and not credit.others[0][:1].isdigit()) or (
        colon and spare == 0
    )


def ends_with_credit(line: Line) -> bool:
    """Say whether a line ends with an agency in brackets, as photo captions do."""
    m = _LAST_PARENTHESIS.search(line.key)
    if m is None or line.key[: m.start()].rstrip().endswith("."):
        return False
    credit = credits.parse(m.group(1) or m.group(2))
    sure = [o for o in credit.outlets if not (o.row and o.row.ambiguous)]
    return bool(sure) and not credit.others and len(line.key[: m.start()].split()) > 3


def repeats(found: Sequence[Line], i: int) -> bool:
    """Say whether a line stands twice in a row (picture text and caption)."""
    near = [*found[max(0, i - 1) : i], *found[i + 1 : i + 2]]
    return bool(found[i].words) and any(x.words == found[i].words for x in near)


def classify(found: Sequence[Line], start: int, title: str | None) -> list[Tag]:
    """Return the tags of the lines above `start`."""
    tags: list[Tag | None] = [_furniture(found, i) for i in range(start)]
    at = _title(found, start, tags, title)
    if at is not None:
        tags[at] = Tag(ZoneKind.TITLE)
    return [tag or _rest(found, i, tags, at) for i, tag in enumerate(tags)]


def _furniture(found: Sequence[Line], i: int) -> Tag | None:
    """Return what a line is by its own looks, if they tell."""
    line = found[i]
    if is_dateline(line):
        return Tag(ZoneKind.DATELINE, "date")
    for row in rows_of(line):
        if row.where != "body" and not (i == 0 and row.kind is ZoneKind.BYLINE and line.size > 3):
            return Tag(row.kind, row.id)
    if ends_with_credit(line) or (_DATED.search(line.key) and not line.prose):
        return Tag(ZoneKind.CAPTION)
    named = credits.known_outlet(line.text) if i == 0 else None
    credited = is_credit(line) if i > 0 else named is not None and not named.ambiguous
    return Tag(ZoneKind.BYLINE) if credited else button(line)


def button(line: Line) -> Tag | None:
    """Return boilerplate for a line of buttons or of marks alone."""
    if is_interface(line):
        return Tag(ZoneKind.BOILERPLATE, "interface")
    return Tag(ZoneKind.BOILERPLATE) if is_empty(line) else None


def _is_title(line: Line, title: str | None) -> bool:
    return title is not None and key(title).strip("# ") == line.key.strip("# ")


def _title(
    found: Sequence[Line], start: int, tags: Sequence[Tag | None], title: str | None
) -> int | None:
    for i in range(start):
        if _is_title(found[i], title):
            return i
    open_ones = [
        i for i in range(start) if tags[i] is None and not (found[i].prose and found[i].stops)
    ]
    if not open_ones:
        return None
    body = frozenset[str]().union(*(x.content for x in found[start : start + 4]))
    scores = {i: _score(found, i, tags, body, i == open_ones[0]) for i in open_ones}
    best = max(open_ones, key=lambda i: (scores[i], -i))
    if scores[best] <= 0:
        return None
    # The browser's window title is the title with the site's name after it.
    shorter = (i for i in open_ones if len(found[i].words) < found[best].size)
    return next(
        (
            i
            for i in shorter
            if found[best].words[: found[i].size] == found[i].words and found[i].size >= 4
        ),
        best,
    )


def _score(
    found: Sequence[Line], i: int, tags: Sequence[Tag | None], body: frozenset[str], first: bool
) -> float:
    """Say how much a line above the first paragraph looks like the title."""
    line = found[i]
    below = found[i + 1] if i + 1 < len(tags) else None
    above = found[i - 1] if i > 0 else None
    score = 2.0 if 4 <= line.size <= 24 else 0.5 if line.size == 3 else -0.5
    score += 2.2 * first
    score -= 2.0 * line.stops
    under = tags[i + 1] if i + 1 < len(tags) else None
    if under is not None and under.kind in _MARKS:
        score += 2.0
    if above is not None and not line.gap and above.size <= 4 and tags[i - 1] is None:
        score -= 2.5
    captioned = under is None or under.kind is ZoneKind.CAPTION
    if below is not None and not below.gap and line.size <= 4 and captioned:
        score -= 3.0
    if repeats(found, i) and not first:
        score -= 3.0
    if under is not None and under.kind is ZoneKind.DATELINE and line.gap and line.size <= 5:
        score -= 3.0 * (not first)  # whoever wrote it
    if not first and any(t and t.kind in _MARKS for t in tags[:i]):
        score -= 2.5
    if line.content:
        score += 3.0 * len(line.content & body) / len(line.content)
    return score


def _rest(found: Sequence[Line], i: int, tags: Sequence[Tag | None], title: int | None) -> Tag:
    """Judge a line above the first paragraph that is neither title nor known furniture."""
    line = found[i]
    near = [tags[k] for k in (i - 1, i + 1) if 0 <= k < len(tags)]
    if title is not None and line.words[: found[title].size] == found[title].words:
        return Tag(ZoneKind.BOILERPLATE)
    if title is None or i < title:
        return Tag(ZoneKind.BOILERPLATE if line.size <= 2 else ZoneKind.CAPTION)
    if repeats(found, i):
        return Tag(ZoneKind.CAPTION)
    if line.stops or line.size >= 14:
        return Tag(ZoneKind.BODY)
    marked = any(t and t.kind in {ZoneKind.BYLINE, ZoneKind.DATELINE, ZoneKind.TITLE} for t in near)
    if line.size <= 5 and marked and not line.bullet and not _over_caption(found, i, tags):
        return Tag(ZoneKind.BYLINE)
    later = any(t and t.kind in _MARKS for t in tags[i + 1 :])
    deck = later or line.bullet or '"' in line.key or ": " in line.key
    return Tag(ZoneKind.HEADING if deck and (line.size > 4 or line.bullet) else ZoneKind.CAPTION)


def _over_caption(found: Sequence[Line], i: int, tags: Sequence[Tag | None]) -> bool:
    """Say whether a short line is the credit at the head of a caption's block."""
    if i + 1 >= len(tags) or found[i + 1].gap:
        return False
    under = tags[i + 1]
    return under is None or under.kind is ZoneKind.CAPTION
