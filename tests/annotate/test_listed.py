"""The lists of organisations: enough of them, each with English form and type, none two things."""

from collections import Counter

from musnad.annotate.naming.gazetteer import Organization
from musnad.annotate.naming.listed import capital_of, english, folded, listed
from musnad.lexicon import load
from musnad.model import Label
from musnad.present.labels import Lang, label

ROWS = load("organizations", "organization", Organization)


def items() -> list[tuple[Organization, tuple[str, ...], str]]:
    out = []
    for row in ROWS:
        for item in row.names:
            forms, _, clear = item.partition(" -> ")
            out.append((row, tuple(f.partition("=")[0] for f in forms.split("|")), clear))
    return out


def test_bodies_agencies_and_outlets_are_many_and_each_has_its_english_form() -> None:
    assert all(clear.strip() for _, _, clear in items())
    known = [forms[0] for row, forms, _ in items() if row.type not in {"company", "sports club"}]
    assert len(known) >= 300


def test_each_type_has_a_name_in_both_languages() -> None:
    types = {t for row in ROWS for t in (row.type, *row.types)}
    assert len(types) > 5
    for lang in Lang:
        assert all(label("entity_type_of", t, lang) for t in types)


def test_no_spelling_is_of_two_organisations() -> None:
    of = Counter(s for _, forms, _ in items() for s in dict.fromkeys(map(folded, forms)))
    assert [s for s, n in of.items() if n > 1] == []


def test_a_type_of_its_own_is_of_a_name_of_the_row() -> None:
    for row in ROWS:
        names = {forms[0] for r, forms, _ in items() if r is row}
        assert {n for of in row.types.values() for n in of} <= names, row.id
    assert (found := listed("الكنيست")) and found.type == "state body"


def test_what_acts_for_its_state_is_a_place_with_an_english_form() -> None:
    assert capital_of("طهران") == "إيران"
    assert capital_of("صنعاء") is None, "those who hold it are not the state"
    assert (english("طهران", Label.LOC), english("إيران")) == ("Tehran", "Iran")
