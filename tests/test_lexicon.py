"""Every row of every rule table fires in its example and not in its counter-example.

A table joins by one entry in `TABLES`: its file, array, row type, and the layer whose
`rule` names the rows that fired.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from musnad import lexicon, pipeline
from musnad.annotate import events, grammar, metadata, names, quantities, times, zones
from musnad.annotate.acts import actors, recalls, status, subject, triggers
from musnad.annotate.counting import measures, numerals
from musnad.annotate.naming import bodies, gazetteer, learnt, listed, vocabulary
from musnad.annotate.page import credits, ownname
from musnad.annotate.page import lines as page
from musnad.annotate.saying import cues, facets, nouns, phrases, proof
from musnad.ingest import language
from musnad.link import tolls
from musnad.link.copying import words
from musnad.link.disagreeing import doers, opposites
from musnad.link.disagreeing import words as differ
from musnad.link.naming import bodies as naming_bodies
from musnad.link.naming import kinds, romanizing
from musnad.model import Document
from tests.link import rows as linking

Fired = Callable[[Document], set[str]]


def _at_work(array: str) -> Fired:
    """Return the rows of one array that are at work in a document's names."""
    return lambda d: {
        r.removeprefix(f"{array}.") for r in names.rules(d) if r.startswith(f"{array}.")
    }


TABLES: list[tuple[str, str, type[lexicon.Row], Fired]] = [
    ("times", "class", grammar.ClassRow, lambda d: times.fired(d.text)),
    ("times", "piece", grammar.PieceRow, lambda d: times.fired(d.text)),
    ("times", "pattern", grammar.PatternRow, lambda d: times.fired(d.text)),
    ("times", "known", times.KnownRow, lambda d: times.fired(d.text)),
    ("languages", "language", language.Language, lambda d: {language.detect(d.text) or ""}),
    ("demonyms", "demonym", gazetteer.Demonym, _at_work("demonym")),
    ("places", "place", gazetteer.Place, _at_work("place")),
    ("organizations", "organization", gazetteer.Organization, _at_work("organization")),
    ("bodies", "body", bodies.Body, _at_work("body")),
    ("bodies", "stop", vocabulary.WordList, _at_work("stop")),
    ("bodies", "context", vocabulary.WordList, _at_work("context")),
    ("signs", "sign", learnt.Sign, _at_work("sign")),
    ("signs", "terrain", vocabulary.WordList, _at_work("terrain")),
    ("titles", "title", vocabulary.Title, _at_work("title")),
    ("titles", "act", vocabulary.WordList, _at_work("act")),
    ("english", "english", listed.EnglishRow, linking.english),
    ("capitals", "state", listed.State, linking.capitals),
    ("institutions", "institution", naming_bodies.InstitutionRow, linking.institutions),
    ("institutions", "head", vocabulary.WordList, linking.heads),
    ("institutions", "kind", kinds.KindRow, linking.nouns),
    ("institutions", "namesake", naming_bodies.NamesakeRow, linking.namesakes),
    ("romanization", "word", romanizing.WordRow, linking.latin),
    ("given_names", "given", vocabulary.Given, _at_work("given")),
    ("given_names", "family", vocabulary.WordList, _at_work("family")),
    ("given_names", "opener", vocabulary.WordList, _at_work("opener")),
    ("given_names", "before", vocabulary.WordList, _at_work("before")),
    ("given_names", "after", vocabulary.WordList, _at_work("after")),
    ("zones", "line", page.LineRow, lambda d: zones.rules(d.text)),
    ("zones", "words", page.WordsRow, lambda d: zones.rules(d.text)),
    ("outlets", "outlet", credits.OutletRow, metadata.rules),
    ("outlets", "generic", credits.FormsRow, metadata.rules),
    ("outlets", "class", credits.FormsRow, metadata.rules),
    ("outlets", "ending", credits.FormsRow, metadata.rules),
    ("outlets", "place", credits.FormsRow, metadata.rules),
    ("outlets", "self", ownname.SelfRow, metadata.rules),
    ("outlets", "other", credits.FormsRow, metadata.rules),
    ("cues", "cue", cues.Cue, lambda d: {a.rule for a in d.attributions}),
    ("cues", "adverbial", cues.Adverbial, lambda d: {a.rule for a in d.attributions}),
    ("sources", "head", nouns.Head, proof.heads_in),
    ("sources", "insert", phrases.Insert, proof.inserts_in),
    ("sources", "act", nouns.Act, proof.acts_in),
    ("sources", "adjective", nouns.Adjective, proof.adjectives_in),
    ("sources", "noun", nouns.Noun, proof.nouns_in),
    ("sources", "plural", nouns.Plural, proof.plurals_in),
    ("sources", "reason", facets.Reason, proof.reasons_in),
    ("measures", "measure", measures.MeasureRow, lambda d: quantities.fired(d.text)),
    ("measures", "qualifier", measures.QualifierRow, lambda d: quantities.fired(d.text)),
    ("measures", "word", measures.WordRow, lambda d: quantities.fired(d.text)),
    ("measures", "group", measures.GroupRow, lambda d: quantities.fired(d.text)),
    ("numerals", "numeral", numerals.NumeralRow, lambda d: numerals.kinds_in(d.text)),
    ("numerals", "whole", numerals.WholeRow, lambda d: numerals.kinds_in(d.text)),
    ("events", "trigger", triggers.Trigger, lambda d: {e.rule for e in d.events}),
    ("events", "licence", triggers.Licence, events.licence_rows),
    ("events", "set", triggers.WordSet, events.set_rows),
    ("events", "context", status.Context, events.context_rows),
    ("events", "recall", recalls.Recall, events.recall_rows),
    ("events", "off_topic", subject.OffTopic, lambda d: {subject.off_topic(d.text) or ""}),
    (
        "events",
        "public_affairs",
        subject.PublicAffairs,
        lambda d: {subject.public_affairs(d.text) or ""},
    ),
    ("tolls", "act", tolls.ActRow, tolls.fired),
    ("tolls", "mark", tolls.MarkRow, tolls.fired),
    ("tolls", "territory", tolls.TerritoryRow, tolls.fired),
    ("copies", "form", words.FormRow, lambda d: words.form_rows(words.forms(d.text))),
    ("disagreements", "opposite", opposites.OppositeRow, lambda d: opposites.fired(d.text)),
    ("disagreements", "doer", differ.WordsRow, doers.fired),
    *(
        ("disagreements", array, differ.WordsRow, partial(differ.fired, array=array))
        for array in differ.ARRAYS
        if array != "doer"
    ),
    ("actors", "actor", actors.ActorNoun, events.actor_rows),
]

ROWS = [
    pytest.param(row, fired, id=f"{table}:{row.id}")
    for table, array, kind, fired in TABLES
    for row in lexicon.load(table, array, kind)
]


def annotated(text: str) -> Document:
    """One sentence as a report of its own, published on 7 September 2025."""
    doc = Document(id="row", path="row", text=text, lang="ar", published="2025-09-07")
    return replace(pipeline.annotate(doc), published="2025-09-07")


@pytest.mark.parametrize(("row", "fired"), ROWS)
@pytest.mark.usefixtures("no_encoder")
def test_row_proves_itself(row: lexicon.Row, fired: Fired) -> None:
    assert row.id in fired(annotated(row.example)), "the row is silent in its example"
    assert row.id not in fired(annotated(row.counter)), "the row fires in its counter-example"
