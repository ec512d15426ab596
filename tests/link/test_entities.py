"""Which names are one: never by a family name that two people share, whatever the order."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.link.entities import names
from musnad.model import Document, Label, Mention, Span

GIVEN = ("سامر", "وليد", "هيثم", "رائد")
FAMILIES = ("الدهان", "الصيرفي", "النقاش")
PEOPLE = st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILIES)).map(" ".join)


def report(name: str, *people: str) -> Document:
    """Return a report whose text is the people's names, each mentioned."""
    mentions, start = [], 0
    for person in people:
        mentions.append(Mention(Span(start, start + len(person)), Label.PER, person))
        start += len(person) + 1
    return Document(name, f"{name}.txt", "\n".join(people), mentions=tuple(mentions))


def test_a_family_name_alone_is_the_one_person_of_the_case_who_bears_it() -> None:
    known = names([report("a", "سامر الدهان"), report("b", "الدهان")])
    assert known.canonical("b", "الدهان") == "سامر الدهان"


def test_a_family_name_that_two_bear_is_neither_unless_its_own_report_tells() -> None:
    docs = [report("a", "سامر الدهان", "الدهان"), report("b", "وليد الدهان"), report("c", "الدهان")]
    known = names(docs)
    assert known.canonical("a", "الدهان") == "سامر الدهان"
    assert known.canonical("c", "الدهان") == "الدهان"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(PEOPLE | st.sampled_from(FAMILIES), max_size=4), max_size=5), st.randoms())
def test_two_full_names_never_become_one_and_order_does_not_matter(
    reports: list[list[str]], random: Random
) -> None:
    docs = [report(str(i), *people) for i, people in enumerate(reports)]
    shuffled = list(docs)
    random.shuffle(shuffled)
    known, again = names(docs), names(shuffled)
    assert known == again
    for doc in docs:
        full = {m.name for m in doc.mentions if " " in m.name}
        assert len({known.identity(doc.id, name) for name in full}) == len(full)
