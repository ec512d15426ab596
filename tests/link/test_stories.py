"""Which reports tell one story. Every name in them is invented."""

from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.link import link
from musnad.model import Document, Label, Story
from tests.link.build import Report


def told(id: str, text: str, *names: str, published: str | None = "2031-05-10") -> Document:
    report = Report(id, text, published=published)
    for name in names:
        report.person(name, label=Label.ORG)
    return report.done()


def talks(id: str, published: str | None = "2031-05-10") -> Document:
    text = f"اجتمع وفد حركة النجم ووفد الاتحاد الساحلي في نورابا لبحث الهدنة {id}"
    return told(id, text, "حركة النجم", "الاتحاد الساحلي", "نورابا", published=published)


def floods(id: str, published: str | None = "2031-05-10") -> Document:
    text = f"أغرقت السيول قرى وادي السدر وقالت هيئة الإنقاذ إن الطرق مقطوعة {id}"
    return told(id, text, "وادي السدر", "هيئة الإنقاذ", published=published)


def sets(stories: tuple[Story, ...]) -> set[frozenset[str]]:
    return {frozenset(s.documents) for s in stories}


def test_two_stories_in_one_case() -> None:
    docs = [talks("a"), talks("b"), floods("c"), talks("d"), floods("e")]
    assert sets(link(docs).stories) == {frozenset("abd"), frozenset("ce")}


def test_the_same_names_months_later_are_another_story() -> None:
    docs = [talks("a"), talks("b"), talks("c", "2031-11-01"), talks("d", "2031-11-02")]
    assert sets(link(docs).stories) == {frozenset("ab"), frozenset("cd")}


def test_a_report_without_a_date_joins_its_story() -> None:
    docs = [talks("a"), talks("b"), talks("c", None), floods("d"), floods("e")]
    assert frozenset("abc") in sets(link(docs).stories)


def test_a_story_says_when_and_about_whom() -> None:
    story = link([talks("a"), talks("b", "2031-05-12"), floods("c")]).stories[0]
    assert (story.earliest, story.latest) == ("2031-05-10", "2031-05-12")
    assert set(story.names) == {"حركة النجم", "الاتحاد الساحلي", "نورابا"}


@settings(max_examples=20)
@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1))
def test_every_report_is_in_one_story_whatever_the_order(ids: list[str]) -> None:
    docs = [(talks if i < "e" else floods)(i) for i in ids]
    found = link(docs).stories
    assert sorted(d for s in found for d in s.documents) == sorted(ids)
    assert found == link(reversed(docs)).stories
