"""Clauses: they cover the sentence in order, and end where another statement begins."""

from hypothesis import given
from hypothesis import strategies as st

from musnad.text import clauses
from musnad.text.tokenize import tokens


def parts(text: str, verbs: frozenset[str] = frozenset()) -> list[str]:
    words = tokens(text)
    return [" ".join(t.form for t in words[c.first : c.last]) for c in clauses.split(words, verbs)]


def test_that_and_while_open_a_clause() -> None:
    assert parts("قال الوزير إن الوفد غادر فيما بقي السفير") == [
        "قال الوزير",
        "ان الوفد غادر",
        "فيما بقي السفير",
    ]


def test_a_comma_before_a_noun_is_no_boundary() -> None:
    assert len(parts("زار الوزير القاهرة، العاصمة، أمس")) == 1


def test_a_comma_before_a_known_verb_is() -> None:
    assert len(parts("زار الوزير القاهرة، ووصل إلى المطار", frozenset({"وصل"}))) == 2


@given(st.text(alphabet="ابتقلنو ،؛.إن فيما", max_size=80))
def test_clauses_cover_every_token_once(text: str) -> None:
    words = tokens(text)
    covered = [i for c in clauses.split(words) for i in range(c.first, c.last)]
    assert covered == list(range(len(words)))


def test_a_subject_before_a_comma_keeps_its_verb() -> None:
    words = "قال الوزير إن انفجارا في البلدة، أسفر عن قتلى"
    assert parts(words, frozenset({"اسفر"}))[-1] == "ان انفجارا في البلده ، اسفر عن قتلي"


def test_a_pronoun_that_takes_up_a_noun_opens_no_clause() -> None:
    assert len(parts("سقطت قذائف، أطلقتها الجبهة، على البلدة", frozenset({"اطلقتها"}))) == 1
