"""Incidents across reports: what joins the tellings of one attack, and what parts two."""

from collections.abc import Iterable

import pytest

from musnad.link.entities import names
from musnad.link.events import happenings as linked
from musnad.link.geography import learn
from musnad.model import EventType, Happening, Label, Measure
from tests.link.build import Report

A, B = "جبهة الوادي", "اتحاد النجم"


def happenings(*reports: Report) -> tuple[Happening, ...]:
    docs = tuple(r.done() for r in reports)
    return linked(docs, names(docs))


def blast(
    id: str,
    town: str | None = "نورابا",
    day: str | None = "2031-05-09",
    killed: int | None = None,
    *,
    published: str | None = "2031-05-10",
    mode: str = "bomb",
    by: str | None = None,
) -> Report:
    words = f"انفجار في {town or 'بلدة'} قتل فيه {killed or 'أناس'}"
    report = Report(id, f"{words} كما كتبت {id}.", published=published)
    if killed:
        report.counts(f"قتل فيه {killed}", killed, Measure.KILLED)
    if by:
        report.text += f" ونفذه {by}."
        report.person(by, label=Label.ORG)
    return report.event(words, (by,) if by else (), town, day, type=EventType.ASSAULT, mode=mode)


def places(found: Iterable[Happening]) -> list[str | None]:
    return sorted((h.place for h in found), key=str)


def test_a_town_and_its_day_make_one_attack_whatever_its_toll() -> None:
    (one,) = happenings(blast("r1", killed=27), blast("r2", killed=32), blast("r3"))
    assert len(one.mentions) == 3


def test_a_toll_joins_a_report_that_names_no_town() -> None:
    assert len(happenings(blast("r1", killed=27), blast("r2", None, killed=27))) == 1
    assert len(happenings(blast("r1", killed=27), blast("r2", None, killed=19))) == 2
    assert len(happenings(blast("r1", killed=2), blast("r2", None, killed=2))) == 2


def test_an_undated_report_tells_of_the_last_days_before_it() -> None:
    early = blast("r2", day=None, published="2031-05-10")
    late = blast("r3", day=None, published="2031-05-25")
    (one, other) = happenings(blast("r1"), early, late)
    assert (len(one.mentions), len(other.mentions)) == (2, 1)
    assert one.date == "2031-05-09"


@pytest.mark.parametrize(
    "other",
    [
        blast("r2", "تل الريح"),
        blast("r2", day="2031-05-04"),
        blast("r2", mode="shooting"),
        blast("r2", mode="capture"),
        blast("r2", "مصر", None, published="2031-06-20"),
    ],
)
def test_place_day_and_kind_part_attacks(other: Report) -> None:
    assert len(happenings(blast("r1"), other)) == 2


def test_a_report_printed_a_day_late_tells_of_the_same_blast() -> None:
    assert len(happenings(blast("r1"), blast("r2", day="2031-05-10"))) == 1


def test_a_town_where_they_fight_every_day_has_a_clash_a_day() -> None:
    found = [blast(f"r{n}", day=f"2031-05-0{n}", mode="clash") for n in range(1, 5)]
    assert len(happenings(*found)) == 4
    assert len(happenings(*(blast(f"r{n}", mode="clash") for n in range(1, 5)))) == 1


def test_two_named_authors_make_two_attacks_and_one_toll_makes_them_one() -> None:
    assert len(happenings(blast("r1", by=A), blast("r2", by=B))) == 2
    assert len(happenings(blast("r1", killed=27, by=A), blast("r2", killed=27, by=B))) == 1


def test_a_misread_mention_does_not_part_an_attack() -> None:
    rest = [blast(f"r{n}", killed=27) for n in range(2, 14)]
    stray = blast("r1", "نورابا", "2031-05-08", 27, mode="attack")
    assert len(happenings(stray, *rest)) == 1


def test_a_country_goes_with_its_towns_as_the_reports_say() -> None:
    told = Report("r1", "وقع انفجار في نورابا جنوب مصر.")
    told.person("نورابا", label=Label.LOC).person("مصر", label=Label.LOC)
    docs = (told.done(),)
    known = names(docs)
    place = known.identity("r1", "نورابا")
    assert learn(docs, known)[place] == {known.identity("r1", "مصر")}


def test_an_adjective_of_a_state_says_where_a_town_lies() -> None:
    told = Report("r1", "وقع انفجار في نورابا المصرية.").person("نورابا", label=Label.LOC)
    docs = (told.done(),)
    known = names(docs)
    assert known.identity("r1", "مصر") in learn(docs, known)[known.identity("r1", "نورابا")]


def condemns(id: str, who: str, target: str | None = None) -> Report:
    report = Report(id, f"ندد {who} بالهجوم، كما كتبت {id}.").person(who)
    if target:
        report.text += f" يقصد {target}."
        report.person(target, label=Label.ORG)
    whom = (who, target) if target else (who,)
    return report.event(f"ندد {who} بالهجوم", whom, type=EventType.ACCUSE, mode="condemn")


def test_a_condemnation_that_many_reports_tell_is_one() -> None:
    who = "سالم الرملي"
    assert len(happenings(condemns("r1", who), condemns("r2", who))) == 1
    assert len(happenings(condemns("r1", who), condemns("r2", "هدى البكري"))) == 2
    assert len(happenings(condemns("r1", who, A), condemns("r2", who, B))) == 2
