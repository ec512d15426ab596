"""What a search finds: sentences with their reports, the words that were looked for marked."""

from musnad.case.fulltext import telling
from musnad.case.query import Any, Node, Term
from musnad.case.search import Hit
from musnad.jsonl import Json
from musnad.model import EventType
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.glosses import arabic, named
from musnad.present.labels import Lang, phrase
from musnad.present.matching import choice
from musnad.present.paths import day
from musnad.present.terminal import Block, Line, Section
from musnad.text.normalize import key, keys
from musnad.text.tokenize import tokens

_COLUMNS = (
    Column("published"),
    Column("outlet"),
    Column("sentence"),
    Column("document"),
    Column("start", data=True),
    Column("end", data=True),
    Column("score", data=True),
)
_ASKING = keys(
    "ما ماذا من متى أين كيف لماذا لم كم هل أي who whom whose what when where why how which did "
    "does do has have had been are were be many much"
)
"""Words that ask, and tell nothing of the answer."""

_AROUND = 160
"""So many characters a snippet keeps before its first hit and after its last."""


def meant(term: Term) -> tuple[Term, ...]:
    """Return what a term may mean: an event type by its label, a name by its Arabic forms.

    >>> [t.words for t in meant(Term("Egypt"))]
    ['Egypt', 'مصر', 'جمهوريه مصر عربيه', 'جمهوريه مصر']
    >>> meant(Term("meeting or contact", "type"))
    (Term(words='CONSULT', field='type'),)

    Raises:
        UsageError: when a type is none.
    """
    if term.field == "type":
        kind = choice("type:", term.words, EventType, "type")
        return (Term(kind.value if kind else term.words, "type"),)
    if not term.words.isascii():
        return (term,)
    return (term, *(Term(name, term.field) for name in arabic(term.words)))


def any_word(question: str) -> Node | None:
    """Return a question's words as a query of any of them, those that tell nothing left out.

    >>> any_word("من غادر؟")
    Term(words='غادر', field=None)
    """
    words = [t.form for t in tokens(question) if t.is_word]
    terms = [Term(w) for w in words if telling(w) and key(w) not in _ASKING]
    parts = tuple(dict.fromkeys(m for term in terms for m in meant(term)))
    return Any(parts) if len(parts) > 1 else next(iter(parts), None)


def search(found: tuple[Hit, ...], lang: Lang) -> Listing:
    """Return hits as a listing, the best first."""
    return Listing(
        key="results",
        items=[as_json(h) for h in found],
        columns=_COLUMNS,
        rows=tuple(_row(h, lang) for h in found),
        sections=(Section("", tuple(_block(h, lang) for h in found)),),
    )


def snippet(hit: Hit) -> str:
    """Return the sentence with the words that were looked for in brackets, cut where it is long."""
    text = hit.text
    spans = [(s.start - hit.start, s.end - hit.start) for s in hit.spans]
    first = max(0, spans[0][0] - _AROUND) if spans else 0
    last = (spans[-1][1] if spans else _AROUND) + _AROUND
    first = text.find(" ", first) + 1 if first else 0
    last = text.rfind(" ", 0, last) if last < len(text) else len(text)
    shown, at = "", first
    for start, end in spans:
        shown += f"{text[at:start]}[{text[start:end]}]"
        at = end
    head, tail = ("… " if first else ""), (" …" if last < len(text) else "")
    return head + shown + text[at:last] + tail


def _row(h: Hit, lang: Lang) -> tuple[str, ...]:
    return (
        h.published or "",
        named(h.outlet, lang) if h.outlet else "",
        snippet(h),
        h.document,
        str(h.start),
        str(h.end),
        f"{h.score:.4f}",
    )


def _block(h: Hit, lang: Lang) -> Block:
    outlet = named(h.outlet, lang) if h.outlet else phrase("unknown_outlet", lang)
    facts = " · ".join((isolate(outlet), isolate(h.document)))
    return Block(day(h.published, lang), (Line(isolate(snippet(h))), Line(facts, "dim")))


def as_json(h: Hit) -> dict[str, Json]:
    """Return a hit as plain values; `highlights` are offsets into the report's text."""
    return {
        "document": h.document,
        "start": h.start,
        "end": h.end,
        "text": h.text,
        "snippet": snippet(h),
        "highlights": [{"start": s.start, "end": s.end} for s in h.spans],
        "outlet": h.outlet,
        "published": h.published,
        "url": h.url,
        "score": h.score,
    }
