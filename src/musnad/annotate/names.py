"""Names of people, organisations and places: lists, titles and context."""

from collections.abc import Iterator
from dataclasses import replace

from musnad.annotate.naming import bodies, learnt, ownnames, people, tagged
from musnad.annotate.naming.gazetteer import Entry, Needs, demonym, demonym_row
from musnad.annotate.naming.nameline import Found, Line, lines
from musnad.annotate.naming.vocabulary import title_word, word_lists, words
from musnad.model import Document, Label, Mention, OwnName, Span, ZoneKind
from musnad.text.normalize import key

__all__ = ["annotate", "demonym", "rules"]

_SHORTEST_KIND = 2
_SKIPPED = frozenset({ZoneKind.RELATED, ZoneKind.BOILERPLATE})


def annotate(doc: Document, own: tuple[OwnName, ...] = ()) -> Document:
    """Return the document with its mentions, in order; no two overlap.

    `own` are the user's names: where one stands, it is taken, whatever else speaks there.
    """
    mentions = [m for line in _found(doc, own) for m in _mentions(line)]
    return replace(doc, mentions=tuple(sorted(mentions, key=lambda m: m.span)))


def rules(doc: Document) -> set[str]:
    """Return the ids (`table.row`) of the rows at work in a document's names."""
    out: set[str] = set()
    for line in _found(doc):
        out.update(rule for found in line.found for rule in found.rules)
        for form in line.forms:
            row = demonym_row(form.form)
            out.update(word_lists(form), {row[1]} if row else ())
    return out


def _found(doc: Document, own: tuple[OwnName, ...] = ()) -> list[Line]:
    outlet = _outlet(doc)
    out = [
        Line.of(doc.text, span, zone.kind)
        for zone in doc.zones
        if zone.kind not in _SKIPPED
        for span in lines(doc.text, zone.span)
    ]
    for line in out:
        ownnames.find(line, own)
        _listed(line, outlet)
    learnt.find(out)
    for line in out:
        people.find(line)
    people.short_forms(out)
    tagged.find(out)
    people.short_forms(out)
    return out


def _outlet(doc: Document) -> Entry | None:
    """Return the document's own outlet as a listed name, which its text may use."""
    if not doc.outlet:
        return None
    form = tuple(key(doc.outlet).split())
    return Entry(form, Label.ORG, doc.outlet, "outlet", Needs.QUOTES)


def _listed(line: Line, outlet: Entry | None) -> None:
    at = 0
    while at < len(line.forms):
        found = _longest(line, at, outlet) if line.forms[at].word and not line.taken[at] else None
        if found:
            line.add(found)
            at = max(at + 1, found.end)
        else:
            at += 1


def _longest(line: Line, i: int, outlet: Entry | None) -> Found | None:
    body = bodies.match(line, i)
    own = _own(line, i, outlet) if outlet and not body else None
    options = [None if _family(line, i) else line.listed(i), body, own]
    return max((o for o in options if o), key=lambda o: o.end - o.start, default=None)


def _family(line: Line, i: int) -> bool:
    """Say whether a word made like an adjective follows a given name (`علي الأحمدي`)."""
    before = line.forms[i - 1] if i else None
    named = before is not None and (before.given == 0 or before.weak == 0)
    return named and line.forms[i].definite and line.form(i).endswith("ي")


def _own(line: Line, i: int, outlet: Entry) -> Found | None:
    """Return the outlet's own name at token `i`, if it is quoted or told something there."""
    name = outlet.words
    end = i + len(name)
    if len(name) > _SHORTEST_KIND and name[-1].endswith("يه") and line.form(end - 1) != name[-1]:
        name, end = name[:-1], end - 1
    if tuple(f.form for f in line.forms[i:end]) != name:
        return None
    told = line.form(i - 1) in words("bodies", "context", "outlet-cue")
    kind = len(name) > 1 and name[0] in bodies.patterns()
    if (
        told
        or line.header
        or kind
        or line.is_quote(i - 1)
        or not all(f.common for f in line.forms[i:end])
    ):
        return Found(i, end, 0, outlet.label, (outlet.rule,), name=outlet.name)
    return None


def _role(line: Line, title: int, name: int) -> str | None:
    """Return the title that begins at a token and ends before the name, its proclitics left out.

    An act that only leads to a name (`برئاسة`, headed by) is no title.
    """
    head = title_word(line.forms[title])
    if head is None or head.rest in words("titles", "act"):
        return None
    start = line.span(Found(title, name, head.cut, Label.PER, ())).start
    role = Span(start, line.tokens[name - 1].end).of(line.text).strip(" ،,-(")
    return "ال" + role[2:] if role.startswith("لل") else role


def _mentions(line: Line) -> Iterator[Mention]:
    for found in line.found:
        role = None
        if found.title is not None:
            role = _role(line, found.title, found.start)
        name = found.name or line.words(found)
        yield Mention(line.span(found), found.label, name, role)
