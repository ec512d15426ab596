"""Which mentions are one happening, and which never are."""

from dataclasses import replace

import pytest

from musnad.link import link
from musnad.model import EventType, Happening, Span, Status
from tests.link.build import Report

A, B, C = "جبهة الوادي", "اتحاد النجم", "مجلس الرمال"


def told(
    id: str,
    *,
    who: tuple[str, ...] = (A, B),
    place: str | None = "نورابا",
    date: str | None = "2031-05-09",
    status: Status = Status.OCCURRED,
    published: str | None = "2031-05-10",
) -> Report:
    report = Report(id, f"التقى الوفدان في جولة جديدة، حسب {id}.", published=published)
    return report.event("التقى الوفدان", who, place, date, status=status)


def happenings(*reports: Report) -> tuple[Happening, ...]:
    return link(r.done() for r in reports).happenings


def test_same_date_place_and_parties_are_one() -> None:
    (one,) = happenings(told("r1", who=(B,)), told("r2", who=(A, B, C)))
    assert one.mentions == (("r1", "e1"), ("r2", "e1"))
    assert one.participants == (B, A, C)
    assert one.date == one.earliest == one.latest == "2031-05-09"


@pytest.mark.parametrize(
    "other",
    [
        told("r2", date="2031-05-08"),
        told("r2", place="تل الريح"),
        told("r2", who=(C,)),
        told("r2", who=(B, C)),
        told("r2", status=Status.DENIED),
        told("r2", status=Status.CALLED_FOR),
    ],
)
def test_never_one(other: Report) -> None:
    assert len(happenings(told("r1"), other)) == 2


def test_a_month_joins_the_only_day_in_it() -> None:
    (one,) = happenings(told("r1"), told("r2", date="2031-05"))
    assert one.date == "2031-05-09"


def test_a_month_joins_neither_of_two_days() -> None:
    found = happenings(told("r1"), told("r2", date="2031-05-07"), told("r3", date="2031-05"))
    assert [h.date for h in found] == ["2031-05", "2031-05-07", "2031-05-09"]


def test_a_plan_and_its_occurrence_are_one_with_the_later_status() -> None:
    (one,) = happenings(
        told("r1", status=Status.PLANNED, published="2031-05-07"),
        told("r2", published="2031-05-09"),
    )
    assert one.status is Status.OCCURRED


def test_a_plan_stays_a_plan() -> None:
    (one,) = happenings(told("r1", status=Status.PLANNED), told("r2", status=Status.PLANNED))
    assert one.status is Status.PLANNED


def test_an_undated_plan_is_not_an_occurrence() -> None:
    assert len(happenings(told("r1"), told("r2", date=None, status=Status.PLANNED))) == 2


def test_undated_mentions_of_reports_far_apart_stay_apart() -> None:
    early, late = (
        told("r1", date=None, published="2031-05-01"),
        told("r2", date=None, published="2031-05-10"),
    )
    assert len(happenings(early, late)) == 2


def test_undated_mention_does_not_take_the_date_of_another_report() -> None:
    found = happenings(told("r1"), told("r2", date=None, published="2031-05-10"))
    assert [h.date for h in found] == ["2031-05-09", None]


def test_within_a_report_a_shared_party_does_not_make_an_undated_event_the_dated_one() -> None:
    report = Report("r1", "هاجم مسلحو الجبهة نورابا عام 2013.\nوهاجم مسلحو الجبهة قافلة.")
    report.event("هاجم مسلحو الجبهة نورابا", (A,), "نورابا", "2013", type=EventType.ASSAULT)
    report.event("وهاجم مسلحو الجبهة قافلة", (A,), type=EventType.ASSAULT)
    assert [h.date for h in happenings(report)] == ["2013", None]


def test_narrow_time_words_keep_their_range() -> None:
    report = Report("r1", "وفي أواخر مايو 2031 التقى الوفدان.")
    report.time("أواخر مايو 2031", "2031-05", "2031-05-21", "2031-05-31")
    (one,) = happenings(report.event("التقى الوفدان", (A, B), None, "2031-05"))
    assert (one.date, one.earliest, one.latest) == ("2031-05", "2031-05-21", "2031-05-31")


def test_body_is_better_evidence_than_a_title() -> None:
    report = Report("r1", "لقاء في نورابا\nالتقى الوفدان أمس في نورابا.", titled=True)
    report.event("لقاء", (A, B), "نورابا", "2031-05-09")
    report.event("التقى الوفدان", (A, B), "نورابا", "2031-05-09")
    (one,) = happenings(report)
    assert [e.text for e in one.evidence] == report.text.split("\n")[::-1]


def test_the_id_does_not_depend_on_the_other_reports() -> None:
    (alone,) = happenings(told("r1"))
    together = happenings(told("r1"), told("r2"), told("r3", place="تل الريح"))
    assert alone.id in {h.id for h in together}


WIRE = "عقد الوفدان الجبليان جولة محادثات جديدة في نورابا لبحث وقف القتال وتبادل الأسرى"


def wire(id: str, published: str | None, date: str | None = None) -> Report:
    report = Report(id, f"{WIRE}، كما كتبت {id}.", published=published)
    return report.event(WIRE, (id,), None, date)


def test_a_story_carried_word_for_word_is_one_without_a_date_or_a_shared_party() -> None:
    assert len(happenings(wire("r1", "2031-05-09"), wire("r2", "2031-05-10"))) == 1
    assert len(happenings(wire("r1", None), wire("r2", "2031-05-10", "2031-05-09"))) == 1


def test_the_same_words_weeks_apart_or_of_two_days_are_two() -> None:
    assert len(happenings(wire("r1", "2031-05-09"), wire("r2", "2031-05-29"))) == 2
    assert (
        len(
            happenings(
                wire("r1", "2031-05-09", "2031-05-08"), wire("r2", "2031-05-10", "2031-05-09")
            )
        )
        == 2
    )


def act(id: str, who: tuple[str, ...], type: EventType, date: str | None = "2031-05-09") -> Report:
    report = Report(id, f"حدث في نورابا أمس، كما كتبت {id}.")
    return report.event("حدث", who, "نورابا", date, type=type)


def test_an_attack_and_the_attack_in_return_are_two() -> None:
    there, back = (
        act("r1", (A, B), EventType.ASSAULT),
        act("r2", (B, A), EventType.ASSAULT),
    )
    assert len(happenings(there, back)) == 2
    assert (
        len(happenings(act("r1", (A, B), EventType.CONSULT), act("r2", (B, A), EventType.CONSULT)))
        == 1
    )


def test_a_demand_is_its_speakers_own() -> None:
    one, other = act("r1", (A, B), EventType.REQUEST), act("r2", (C, B), EventType.REQUEST)
    assert len(happenings(one, other)) == 2


def test_a_country_is_too_wide_a_place_to_tell_two_events_for_one() -> None:
    reports = [
        Report(f"r{i}", "انفجار.").event(
            "انفجار", (), "العراق", "2031-05-09", type=EventType.ASSAULT
        )
        for i in (1, 2)
    ]
    assert len(happenings(*reports)) == 2


def test_evidence_first_says_what_the_status_says() -> None:
    early = told("r1", status=Status.PLANNED, published="2031-05-07")
    (one,) = happenings(early, told("r2", who=(A,), published="2031-05-09"), told("r3", who=(A, B)))
    assert one.status is Status.OCCURRED
    assert one.evidence[0].document != "r1"


def test_an_attack_told_without_its_author_joins_the_most_alike_of_its_day_and_town() -> None:
    one, other = act("r1", (A,), EventType.ASSAULT), act("r2", (C,), EventType.ASSAULT)
    for report, who in ((one, A), (other, C)):
        report.person("حدث", who)
    vague = act("r3", (), EventType.ASSAULT)
    assert len(happenings(one, other)) == 2
    assert len(happenings(one, other, vague)) == 2
    assert len(happenings(told("r1"), told("r2", who=(C,)), told("r3", who=()))) == 3


def test_one_day_and_place_in_much_the_same_words_are_one_whatever_the_parties() -> None:
    one = Report("r1", "تعقد جولة جديدة من محادثات السلام غدا في نورابا بهدف إنهاء الأزمة.")
    two = Report("r2", "ستعقد في نورابا جولة محادثات سلام في مسعى لوقف القتال.")
    for report, who in ((one, (A, B)), (two, (B, C))):
        report.event(report.text, who, "نورابا", "2031-05-11", status=Status.PLANNED)
    assert len(happenings(one, two)) == 1


def test_the_same_words_with_other_numbers_are_another_story() -> None:
    reports = []
    for i, n in enumerate((16, 32)):
        text = f"استهدف تفجير انتحاري مركزا ثقافيا وتسبب في مقتل {n} شخصا وإصابة آخرين بجروح"
        reports.append(Report(f"r{i}", text).event(text, type=EventType.ASSAULT))
    assert len(happenings(*reports)) == 2


def test_the_same_words_about_another_counterpart_are_another_meeting() -> None:
    reports = []
    for i, guest in enumerate((B, C)):
        text = f"استقبل رئيس مجلس الوزراء ووزير الدفاع سالم الرملي في قصر الضيافة {guest} مساء"
        report = Report(f"r{i}", text).person("سالم الرملي").person(guest)
        reports.append(report.event(text, ("سالم الرملي", guest)))
    assert len(happenings(*reports)) == 2


def test_sentences_that_tell_of_it_again_are_evidence_after_its_own() -> None:
    first = "التقى الوفدان أمس."
    report = Report("r1", f"{first}\nوقال شاهد إن اللقاء طال.").event("التقى الوفدان", (A, B))
    again = Span(len(first) + 1, len(report.text))
    report.events[0] = replace(report.events[0], others=(again,))
    (one,) = happenings(report)
    assert [e.start for e in one.evidence] == [0, again.start]
