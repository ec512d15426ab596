"""Which rows of the tables for linking names are at work in a document's words."""

from musnad import lexicon
from musnad.annotate.naming import listed
from musnad.link.naming import bodies, kinds, romanizing
from musnad.model import Document
from musnad.text.normalize import bare, key
from musnad.text.tokenize import proclitics, tokens

_LONGEST = 6  # words of a name


def phrases(doc: Document) -> set[str]:
    """Return every run of words of a document, without the first one's proclitics too."""
    words = [t.form for t in tokens(doc.text) if t.is_word]
    return {
        " ".join([head, *words[i + 1 : j]])
        for i in range(len(words))
        for j in range(i + 1, min(i + _LONGEST, len(words)) + 1)
        for _, head in proclitics(words[i])
    }


def english(doc: Document) -> set[str]:
    """Return the rows that give an English form to a name of the document."""
    names = {bare(m.name) for m in doc.mentions}
    rows = lexicon.load("english", "english", listed.EnglishRow)
    return {r.id for r in rows for forms in r.names.values() if names & {*map(bare, forms)}}


def capitals(doc: Document) -> set[str]:
    """Return the rows that have a capital the document names."""
    found = {state for m in doc.mentions if (state := listed.capital_of(m.name))}
    rows = lexicon.load("capitals", "state", listed.State)
    return {r.id for r in rows if found & set(r.capitals)}


def institutions(doc: Document) -> set[str]:
    """Return the rows of bodies that a run of words names."""
    found = {b.rule for p in phrases(doc) if (b := bodies.body(listed.folded(p)))}
    return {r.removeprefix("institution.") for r in found}


def heads(doc: Document) -> set[str]:
    """Return the row of heads where one opens a body's name that no row has."""
    found = {b.rule for p in phrases(doc) if (b := bodies.body(listed.folded(p)))}
    return {r.removeprefix("head.") for r in found}


def nouns(doc: Document) -> set[str]:
    """Return the rows of nouns of kind that stand in the document."""
    words = {bare(w) for p in phrases(doc) for w in p.split()[:1]}
    rows = lexicon.load("institutions", "kind", kinds.KindRow)
    return {r.id for r in rows if words & {bare(w) for w in r.words.split()}}


def namesakes(doc: Document) -> set[str]:
    """Return the rows of names that two things bear, among the document's words."""
    return {row.id for p in phrases(doc) if (row := bodies.namesake(listed.folded(p)))}


def latin(doc: Document) -> set[str]:
    """Return the rows that give a word of the document its Latin form."""
    words = phrases(doc)
    rows = lexicon.load("romanization", "word", romanizing.WordRow)
    return {r.id for r in rows for forms in r.words.values() if words & {*map(key, forms)}}
