"""The same statement in several reports, and the steps of its path."""

from musnad.link import link
from musnad.model import HopKind, Statement
from tests.link.build import Report

LONG = "القافلة الثالثة ستدخل إقليم نورابا صباح الخميس محملة بالقمح والدواء"
AGAIN = "القافلة الثالثة ستدخل إقليم نورابا يوم الخميس وهي محملة بالدواء والقمح"


def reported(id: str, content: str, who: str = "سلوى القمري", day: str = "2031-05-10") -> Report:
    report = Report(id, f"قالت {who} إن {content}.", published=day, outlet=f"صحيفة {id}")
    return report.person(who).says(who, "قالت", content, speaker=who)


def told(*reports: Report) -> list[Statement]:
    return list(link(r.done() for r in reports).statements)


def test_one_statement_in_two_reports_is_one_saying() -> None:
    first, second = told(reported("r1", LONG), reported("r2", AGAIN))
    assert (first.same_as, second.same_as) == (None, "r1/a1")


def test_two_speakers_never_say_the_same() -> None:
    assert [s.same_as for s in told(reported("r1", LONG), reported("r2", LONG, "هند الرملي"))] == [
        None,
        None,
    ]


def test_days_apart_it_is_said_again() -> None:
    assert told(reported("r1", LONG), reported("r2", LONG, day="2031-05-20"))[1].same_as is None


def test_other_numbers_are_another_statement() -> None:
    other = LONG.replace("الثالثة", "13")
    assert (
        told(reported("r1", LONG.replace("الثالثة", "12")), reported("r2", other))[1].same_as
        is None
    )


def test_short_statements_need_the_same_words() -> None:
    same = told(reported("r1", "الوفد غادر العاصمة"), reported("r2", "الوفد غادر العاصمة"))
    near = told(reported("r1", "الوفد غادر العاصمة"), reported("r2", "الوفد غادر المطار"))
    assert (same[1].same_as, near[1].same_as) == ("r1/a1", None)


def test_each_step_of_a_path_has_its_words() -> None:
    text = "قالت سلوى القمري إن الوفد غادر."
    (said,) = told(Report("r1", text).says("سلوى القمري", "قالت", "الوفد غادر", "سلوى القمري"))
    assert [(h.name, h.kind, h.words) for h in said.hops] == [
        ("صحيفة الوادي", HopKind.OUTLET, None),
        ("سلوى القمري", HopKind.SPEAKER, "قالت سلوى القمري"),
    ]
