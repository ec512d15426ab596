"""Incidents: which mentions of violence in one report are one. All sentences are our own."""

import pytest

from musnad.annotate.acts import recalls
from musnad.annotate.acts.incidents import Clues, apart, family, one
from musnad.model import Event, EventType, Measure, Span, Status
from musnad.run.one import annotate
from musnad.text.tokenize import tokens


def attack(
    place: str | None = None,
    date: str | None = None,
    mode: str = "bomb",
    status: Status = Status.OCCURRED,
    who: tuple[str, ...] = (),
) -> Event:
    span = Span(0, 1)
    return Event("e", span, span, EventType.ASSAULT, mode, status, who, place, date, None, "t")


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (attack("نورابا"), False),
        (attack("تل الريح"), True),
        (attack("مصر"), False),
        (attack("نورابا", mode="shooting"), True),
        (attack("نورابا", mode="kill"), False),
        (attack("نورابا", "2031-05-08"), True),
        (attack("نورابا", status=Status.DENIED), True),
        (attack("نورابا", status=Status.ONGOING), False),
    ],
)
def test_what_keeps_two_mentions_apart(other: Event, told: bool) -> None:
    assert apart(attack("نورابا", "2031-05-09"), other) is told


NINE = frozenset({(Measure.KILLED, 9.0)})
SIX = frozenset({(Measure.KILLED, 6.0)})


@pytest.mark.parametrize(
    ("clues", "earlier", "told"),
    [
        (Clues(), Clues(), False),
        (Clues(NINE), Clues(NINE), True),
        (Clues(SIX), Clues(NINE), False),
        (Clues(SIX, back=True), Clues(NINE), True),
        (Clues(SIX, counts=True), Clues(NINE), True),
        (Clues(NINE, another=True), Clues(NINE), False),
    ],
)
def test_what_makes_a_later_mention_the_same(clues: Clues, earlier: Clues, told: bool) -> None:
    assert one(attack(), attack(), clues, earlier, shared=False) is told


def test_the_same_two_sides_clash_again_and_again() -> None:
    sides = ("الجيش", "الجبهة")
    here, there = attack("نورابا", mode="clash", who=sides), attack(None, mode="clash", who=sides)
    assert not one(there, here, Clues(), Clues(), shared=True)
    again = attack("نورابا", mode="clash", who=sides)
    assert one(again, here, Clues(), Clues(), shared=True)


def test_a_mode_has_its_family() -> None:
    assert family("airstrike") is family("shelling") is not family("bomb")


def test_a_definite_noun_points_back_and_a_further_attack_does_not() -> None:
    assert recalls.points_back(tokens("وأسفر الهجوم عن مقتل تسعة"), EventType.ASSAULT)
    assert recalls.points_back(tokens("قتل فيها تسعة"), EventType.ASSAULT)
    assert not recalls.points_back(tokens("وأسفر هجوم عن مقتل تسعة"), EventType.ASSAULT)
    assert recalls.tells_another(tokens("وقع هجوم آخر في البلدة"), EventType.ASSAULT)
    assert not recalls.tells_another(tokens("وقع هجوم في بلدة أخرى بعيدة"), EventType.ASSAULT)


def incidents(text: str) -> list[Event]:
    doc = annotate(text, published="2031-05-10")
    return [e for e in doc.events if e.type is EventType.ASSAULT]


@pytest.mark.usefixtures("no_encoder")
def test_a_report_tells_one_blast_in_many_sentences() -> None:
    (blast,) = incidents(
        "انفجار في دمشق\n"
        "وقع انفجار في دمشق أمس الجمعة. وأعلنت وزارة الصحة مقتل 27 شخصا. وأسفر الانفجار عن"
        " إصابة العشرات. وقال شاهد إن الهجوم استهدف سوقا."
    )
    assert blast.place == "دمشق"
    assert blast.date == "2031-05-09"
    assert len(blast.others) > 1


@pytest.mark.usefixtures("no_encoder")
def test_two_towns_on_one_day_are_two() -> None:
    found = incidents(
        "وقع انفجار في دمشق أمس الجمعة وأسفر عن مقتل 27 شخصا. ووقع انفجار آخر في حلب أمس"
        " وأسفر عن مقتل ستة أشخاص. وأعلنت وزارة الصحة أن الانفجار في حلب أسفر عن إصابة العشرات."
    )
    assert sorted(e.place or "" for e in found) == ["حلب", "دمشق"]
