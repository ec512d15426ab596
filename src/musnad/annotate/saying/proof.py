"""Which rows of the tables of nouns and adverbials are at work in a document's statements."""

from musnad.annotate.saying import facets, nouns
from musnad.annotate.saying.nouns import head
from musnad.annotate.saying.phrases import insert, line
from musnad.lexicon import load
from musnad.model import Attribution, Document, Sentence, Span, ZoneKind
from musnad.text.normalize import key
from musnad.text.tokenize import tokens


def heads_in(doc: Document) -> set[str]:
    """Return the rows of the nouns that head the document's sources."""
    found = (tokens(doc.text, a.source) for a in doc.attributions if a.source)
    return {r.id for words in found if words for r in head(words[0].form)}


def inserts_in(doc: Document) -> set[str]:
    """Return the rows of the adverbials between the document's cues and contents."""
    out = set()
    for a in doc.attributions:
        span = Span(a.cue.end, max(a.cue.end, a.content.start))
        ln = line(doc, Sentence(span, ZoneKind.BODY), (), ())
        out |= {row for i in range(len(ln.forms)) if (row := insert(ln, i))}
    return out


def acts_in(doc: Document) -> set[str]:
    """Return the rows of the verbal nouns that begin what the document's sources say."""
    rows = load("sources", "act", nouns.Act)
    firsts = {tokens(doc.text, a.content)[0].form for a in doc.attributions}
    return {r.id for r in rows if firsts & set(map(key, r.words))}


def adjectives_in(doc: Document) -> set[str]:
    """Return the rows of the adjectives in the document's sources."""
    rows = load("sources", "adjective", nouns.Adjective)
    words = {w.removeprefix("ال") for a in doc.attributions for w in _source(doc, a)}
    return {r.id for r in rows if words & set(map(key, r.words))}


def nouns_in(doc: Document) -> set[str]:
    """Return the rows of the nouns that stand right behind the document's sources."""
    rows = load("sources", "noun", nouns.Noun)
    behind = (
        tokens(doc.text, Span(a.source.end, len(doc.text))) for a in doc.attributions if a.source
    )
    words = {t[0].form.removeprefix("ال") for t in behind if t}
    return {r.id for r in rows if words & set(map(key, r.words))}


def reasons_in(doc: Document) -> set[str]:
    """Return the rows that tell why the document's sources go unnamed."""
    told = any(a.unnamed and a.unnamed.reason for a in doc.attributions)
    lines = (line(doc, s, (), ()) for s in doc.sentences) if told else ()
    return {found[1] for ln in lines if (found := facets.reason(ln))}


def plurals_in(doc: Document) -> set[str]:
    """Return the rows of the broken plurals that head the document's sources."""
    rows = load("sources", "plural", nouns.Plural)
    words = {w[0].removeprefix("ال") for a in doc.attributions if (w := _source(doc, a))}
    return {r.id for r in rows if words & set(map(key, r.words))}


def _source(doc: Document, a: Attribution) -> list[str]:
    return [t.form for t in tokens(doc.text, a.source)] if a.source else []
