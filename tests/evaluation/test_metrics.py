"""Scoring: hand-counted documents, and gold files that don't hold what they quote."""

from dataclasses import replace
from pathlib import Path

import pytest

from musnad.errors import GoldError
from musnad.evaluation import gold, metrics
from musnad.model import (
    Attribution,
    Document,
    Label,
    Mention,
    QuoteType,
    SourceKind,
    Span,
    Timex,
    TimexType,
    Zone,
    ZoneKind,
)

TEXT = """الوفد يغادر المدينة

كتب: سالم المراسل
2025-03-04

قال وزير النقل كريم الدالي إن الوفد غادر المدينة أمس الاثنين.
"""
YAML = """
doc: docs/one.txt
title: الوفد يغادر المدينة
published: 2025-03-04
not_body: ["كتب: سالم المراسل", "2025-03-04"]
entities: {PER: [كريم الدالي, سالم المراسل], ORG: [], LOC: null}
times:
  - [2025-03-04, 2025-03-04]
  - [أمس الاثنين, 2025-03-03]
figures: []
attributions:
  - cue: قال
    source: وزير النقل كريم الدالي
    kind: person
    speaker: كريم الدالي
    quote: indirect
    content: الوفد غادر … أمس الاثنين
events: null
"""


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def the_gold(tmp_path: Path, yaml: str = YAML) -> gold.Gold:
    (tmp_path / "docs").mkdir()
    (tmp_path / "set").mkdir()
    (tmp_path / "docs/one.txt").write_text(TEXT, "utf-8")
    (tmp_path / "set/one.yaml").write_text(yaml, "utf-8")
    (one,) = gold.load(tmp_path / "set")
    return one


DOC = Document(
    id="one",
    path="one.txt",
    text=TEXT,
    title="الوفد يغادر المدينة",
    published="2025-03-05",
    zones=(
        Zone(span("الوفد يغادر المدينة"), ZoneKind.TITLE),
        Zone(span("كتب: سالم المراسل"), ZoneKind.BODY),
        Zone(span("قال وزير النقل كريم الدالي إن الوفد غادر المدينة أمس الاثنين."), ZoneKind.BODY),
    ),
    mentions=(Mention(span("كريم الدالي"), Label.PER, "كريم الدالي"),),
    timexes=(
        Timex(span("أمس"), TimexType.DATE, "2025-03-03", "2025-03-03", "2025-03-03", "r"),
        Timex(span("الاثنين"), TimexType.DATE, "2025-03-03", "2025-03-03", "2025-03-03", "r"),
    ),
    attributions=(
        Attribution(
            id="a1",
            source=span("كريم الدالي"),
            cue=span("قال"),
            content=span("الوفد غادر المدينة أمس الاثنين"),
            quote=QuoteType.DIRECT,
            kind=SourceKind.PERSON,
            speaker="كريم الدالي",
            told=None,
            via=None,
            within=None,
            rule="r",
        ),
    ),
)


def test_counts_are_those_counted_by_hand(tmp_path: Path) -> None:
    scores = metrics.score([(the_gold(tmp_path), DOC)])
    counts = {k: (t.right, t.missed, t.extra) for k, t in scores.layers.items()}
    assert counts == {
        "meta": (1, 1, 1),  # the title is right, the date is another one
        "zones": (2, 0, 1),  # the byline was kept
        "entities": (1, 1, 0),
        "times": (1, 1, 1),  # one phrase read as two: one matches, one is too many
        "figures": (0, 0, 0),
        "attributions": (1, 0, 0),
        "events": (0, 0, 0),
    }
    assert (scores.fields["attribution_quote"].right, scores.fields["time_value"].right) == (0, 1)


def test_a_statement_at_the_wrong_door_is_both_missed_and_extra(tmp_path: Path) -> None:
    wrong = replace(DOC.attributions[0], source=span("الوفد"), speaker="الوفد")
    scores = metrics.score([(the_gold(tmp_path), replace(DOC, attributions=(wrong,)))])
    tally = scores.layers["attributions"]
    assert (tally.right, tally.missed, tally.extra) == (0, 1, 1)
    assert tally.precision == tally.recall == tally.f1 == 0.0


def test_gold_that_quotes_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"one\.yaml: not in docs/one\.txt: غدا"):
        the_gold(tmp_path, YAML.replace("[أمس الاثنين", "[غدا"))


def test_gold_with_an_unknown_measure_is_refused(tmp_path: Path) -> None:
    figure = "figures: [{span: الوفد, value: 1, bound: exact, measure: planets}]"
    with pytest.raises(GoldError, match="planets"):
        the_gold(tmp_path, YAML.replace("figures: []", figure))


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \*\.yaml"):
        list(gold.load(tmp_path))


def test_where_and_how_surely_it_was_said_counts_where_gold_tells(tmp_path: Path) -> None:
    told = "    factuality: denied\n    place: المدينة\nlayers: [attributions]\nevents: null"
    scores = metrics.score([(the_gold(tmp_path, YAML.replace("events: null", told)), DOC)])
    fields = {k.removeprefix("attribution_"): (s.right, s.of) for k, s in scores.fields.items()}
    assert (fields["factuality"], fields["place"]) == ((0, 1), (0, 1))
    assert "occasion" not in fields and "time_value" not in fields
    assert scores.layers["times"].missed == 0  # not one of the page's layers
