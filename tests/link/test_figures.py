"""Figures that count the same thing are one series in order of time, and no others are."""

from dataclasses import replace
from itertools import permutations

import pytest

from musnad.link import link
from musnad.model import (
    Bound,
    ConflictReason,
    Document,
    EventType,
    FigureSeries,
    Label,
    Measure,
)
from tests.link.build import Report


def values(documents: list[Document]) -> list[list[float]]:
    return [[p.value for p in one.points] for one in link(documents).series]


def blast(id: str, n: int, published: str, words: str = "تفجير", place: str = "نورابا") -> Report:
    report = Report(id, f"قتل {n} شخصا في {words} وقع في مدينة {place}.", published=published)
    return report.person(place, label=Label.LOC).counts(f"{n} شخصا", n)


def war(
    id: str,
    n: int,
    as_of: str | None = None,
    published: str = "2031-05-10",
    since: str | None = None,
) -> Report:
    text = f"بلغت حصيلة الحرب في نورابا {n} قتيلا، وفق إدارة الصحة."
    report = Report(id, text, published=published).person("نورابا", label=Label.LOC)
    report.says("إدارة الصحة", "وفق", f"بلغت حصيلة الحرب في نورابا {n} قتيلا", "إدارة الصحة")
    return report.counts(f"{n} قتيلا", n, as_of=as_of, since=since)


def only(documents: list[Document]) -> FigureSeries:
    (one,) = link(documents).series
    return one


def test_the_toll_of_a_war_is_one_series_in_order_of_the_day_it_was_true() -> None:
    late = war("r1", 31000, as_of="2031-05-08", published="2031-05-09")
    early = war("r2", 27000, as_of="2031-05-01", published="2031-05-12")
    one = only([late.done(), early.done()])
    assert [p.value for p in one.points] == [27000, 31000]
    assert (one.place, one.cumulative, one.event) == ("نورابا", True, None)
    assert one.points[0].text.startswith("بلغت حصيلة الحرب")
    assert one.points[0].chain == ("صحيفة الوادي", "إدارة الصحة")


def test_counts_from_different_days_are_apart_and_a_plain_one_goes_with_the_longest() -> None:
    all_of_it = war("r1", 56000, as_of="2031-05-01", since="2029-10-07").done()
    round_two = war("r2", 6000, as_of="2031-05-02", since="2031-03-18").done()
    plain = war("r3", 57000, as_of="2031-05-03").done()
    low = war("r4", 5000, as_of="2031-05-03").done()
    found = link([all_of_it, round_two, plain, low]).series
    assert sorted((one.since or "", [p.value for p in one.points]) for one in found) == [
        ("", [5000]),
        ("2029-10-07", [56000, 57000]),
        ("2031-03-18", [6000]),
    ]
    assert all(not one.conflicts for one in found)


def test_a_day_of_war_and_the_whole_war_are_two_series() -> None:
    day = Report("r1", "قتل 12 شخصا أمس في الحرب على نورابا.")
    day.person("نورابا", label=Label.LOC).time("أمس", "2031-05-09").counts("12 شخصا", 12)
    assert values([day.done(), war("r2", 900).done()]) == [[12], [900]]


def test_a_toll_without_an_act_or_scope_stays_alone() -> None:
    a, b = Report("r1", "قتل 31 جبليا."), Report("r2", "قتل 27 من الجبليين.")
    a.counts("31 جبليا", 31, population="جبليا")
    b.counts("27 من الجبليين", 27, population="الجبليين")
    assert sorted(values([a.done(), b.done()])) == [[27], [31]]


def test_how_many_of_a_people_are_held_is_a_series() -> None:
    a = Report("r1", "وتحتجز الحركة 48 جبليا في نورابا.", published="2031-05-01")
    b = Report("r2", "ولا تزال الحركة تحتجز 41 من الجبليين في نورابا.", published="2031-06-01")
    a.person("نورابا", label=Label.LOC).counts("48 جبليا", 48, Measure.HELD, population="جبليا")
    b.person("نورابا", label=Label.LOC)
    b.counts("41 من الجبليين", 41, Measure.HELD, population="الجبليين")
    one = only([a.done(), b.done()])
    assert [p.value for p in one.points] == [48, 41]
    assert one.conflicts == ()  # captives are freed: fewer later is no contradiction


def test_other_people_places_or_measures_are_other_series() -> None:
    report = Report("r1", "قتل 5 جنود و7 مدنيين وأصيب 9 وقتل 3 في تل الريح.")
    report.counts("5 جنود", 5, population="جنود").counts("7 مدنيين", 7, population="مدنيين")
    report.counts("9", 9, Measure.INJURED).counts("3", 3, place="تل الريح")
    assert len(link([report.done()]).series) == 4


def test_the_people_of_the_place_are_its_toll_and_foreigners_are_not() -> None:
    reports = []
    for id, n, who in (("r1", 900, None), ("r2", 950, "تونسيا"), ("r3", 5, "مصريا")):
        report = Report(id, f"أسفرت الحرب على تونس عن مقتل {n} {who or 'شخصا'}.")
        report.person("تونس", label=Label.LOC)
        reports.append(report.counts(str(n), n, population=who).done())
    assert sorted(values(reports)) == [[5], [900, 950]]


def test_the_toll_of_one_event_is_one_series_and_another_events_another() -> None:
    reports = []
    for i, (n, day) in enumerate(((24, "2031-05-09"), (27, "2031-05-09"), (5, "2031-05-10"))):
        report = Report(f"r{i}", f"قتل {n} شخصا في قصف نورابا.", published=day)
        report.event(report.text, (), "نورابا", day, type=EventType.ASSAULT)
        reports.append(report.counts(f"{n} شخصا", n).done())
    links = link(reports)
    assert [[p.value for p in one.points] for one in links.series] == [[24, 27], [5]]
    assert [one.event for one in links.series] == [h.id for h in links.happenings]


def test_one_town_on_one_day_is_one_toll_and_other_towns_and_days_are_others() -> None:
    a = blast("r1", 24, "2031-05-10")
    first = Report("r2", "قتل 27 شخصا في انفجار هز أمس الجمعة بلدة نورابا.")
    first.person("نورابا", label=Label.LOC).time("أمس الجمعة", "2031-05-09").counts("27 شخصا", 27)
    elsewhere = blast("r3", 26, "2031-05-10", place="سدرانة")
    long_ago = blast("r4", 90, "2029-01-02")
    found = sorted(values([a.done(), first.done(), elsewhere.done(), long_ago.done()]))
    assert found == [[24, 27], [26], [90]]


def test_acts_of_other_kinds_at_one_place_are_apart() -> None:
    raid = blast("r1", 24, "2031-05-10", words="غارة جوية").done()
    wreck = blast("r2", 7, "2031-05-10", words="حريق").done()
    assert sorted(values([raid, wreck])) == [[7], [24]]


def test_another_raid_is_not_the_one_told_before() -> None:
    text = "قتل 5 أشخاص في غارة على بلدة نورابا.\nوقتل 3 أشخاص في غارة أخرى على البلدة."
    report = Report("r1", text).person("نورابا", label=Label.LOC)
    report.counts("5 أشخاص", 5).counts("3 أشخاص", 3)
    assert sorted(values([report.done()])) == [[3], [5]]


def test_the_attack_points_back_to_the_place_told_before() -> None:
    text = "وقع انفجار أمس في بلدة نورابا.\nوقال شهود إن الانفجار أوقع 12 قتيلا."
    report = Report("r1", text).person("نورابا", label=Label.LOC).time("أمس", "2031-05-09")
    one = only([report.counts("12 قتيلا", 12).done()])
    assert one.place == "نورابا"


def test_a_place_that_the_scene_is_only_near_is_not_its_place() -> None:
    a = Report("r1", "قتل 12 شخصا في انفجار في بلدة على الحدود مع ميدارا.")
    a.person("ميدارا", label=Label.LOC).counts("12 شخصا", 12, place="ميدارا")
    b = blast("r2", 30, "2031-05-10", place="ميدارا")
    assert sorted(values([a.done(), b.done()])) == [[12], [30]]


def test_some_of_a_whole_are_no_point_of_its_series() -> None:
    text = "أصيب 61 شخصا في قصف مدينة نورابا بينهم 9 أطفال."
    report = Report("r1", text).person("نورابا", label=Label.LOC)
    report.counts("61 شخصا", 61, Measure.INJURED)
    report.counts("9 أطفال", 9, Measure.INJURED, part_of=5)
    assert values([report.done()]) == [[61], [9]]


def test_a_title_goes_with_the_same_number_in_the_text() -> None:
    text = "12 قتيلا بانفجار في بلدة حدودية\nقتل 12 شخصا في انفجار ببلدة نورابا."
    report = Report("r1", text, titled=True).person("نورابا", label=Label.LOC)
    report.counts("12 قتيلا", 12).counts("12 شخصا", 12)
    assert values([report.done()]) == [[12, 12]]


def test_what_one_source_keeps_counting_is_a_series_and_unscoped_figures_are_not() -> None:
    reports = []
    for i, n in enumerate((9640, 10215)):
        said = f"بلغ القتلى منذ بدء الحرب {n}"
        report = Report(f"r{i}", f"{said}، بحسب إدارة الصحة.\nوقتل {i + 3} آخرون.")
        report.says("إدارة الصحة", "بحسب", said, "إدارة الصحة")
        reports.append(report.counts(str(n), n).counts(f"{i + 3} آخرون", i + 3).done())
    links = link(reports)
    assert [[p.value for p in one.points] for one in links.series] == [[9640, 10215], [3], [4]]
    assert [one.counted_by for one in links.series] == ["إدارة الصحة", None, None]


def test_a_lower_later_toll_is_a_conflict_with_the_highest_before() -> None:
    days = (("r1", 100, "2031-05-01"), ("r2", 300, "2031-05-02"), ("r3", 200, "2031-05-03"))
    one = only([war(id, n, as_of=day).done() for id, n, day in days])
    (conflict,) = one.conflicts
    assert (conflict.first, conflict.second, conflict.reason) == (1, 2, ConflictReason.FELL)


def test_two_figures_for_one_day_are_a_conflict_and_a_rise_is_none() -> None:
    a, b = war("r1", 100, as_of="2031-05-01"), war("r2", 140, as_of="2031-05-01")
    c = war("r3", 200, as_of="2031-05-02")
    one = only([a.done(), b.done(), c.done()])
    (conflict,) = one.conflicts
    assert (conflict.first, conflict.second, conflict.reason) == (0, 1, ConflictReason.SAME_DAY)


@pytest.mark.parametrize("bound", [Bound.MORE_THAN, Bound.AT_LEAST])
def test_a_figure_that_allows_more_is_no_conflict_with_a_higher_one(bound: Bound) -> None:
    a, b = war("r1", 140, as_of="2031-05-01"), war("r2", 100, as_of="2031-05-02")
    (figure,) = b.quantities
    b.quantities = [replace(figure, bound=bound, high=None)]
    assert only([a.done(), b.done()]).conflicts == ()


def test_what_an_outlet_takes_back_is_a_correction_and_no_conflict() -> None:
    wrong = blast("r1", 42, "2031-05-09", words="قصف")
    text = (
        "ارتفعت حصيلة القصف في مدينة نورابا إلى 27 قتيلا.\n"
        "تصويب: ذكرنا أمس أن القصف أوقع 42 قتيلا، والصحيح أن الحصيلة كانت 24 قتيلا."
    )
    right = Report("r2", text, published="2031-05-10").person("نورابا", label=Label.LOC)
    right.counts("27 قتيلا", 27).counts("42 قتيلا", 42).counts("24 قتيلا", 24)
    one = only([wrong.done(), right.done()])
    assert [p.value for p in one.points] == [42, 27, 24, 42]
    assert [(c.wrong, c.right) for c in one.corrections] == [(0, 2), (3, 2)]
    assert one.conflicts == ()


def test_without_the_outlets_own_word_a_lower_figure_stays_a_conflict() -> None:
    one = only([blast("r1", 42, "2031-05-09").done(), blast("r2", 27, "2031-05-10").done()])
    assert [c.reason for c in one.conflicts] == [ConflictReason.FELL]
    assert one.corrections == ()


def test_series_are_the_same_whatever_the_order_of_the_reports() -> None:
    reports = [
        blast("r1", 24, "2031-05-10").done(),
        blast("r2", 27, "2031-05-11").done(),
        war("r3", 900, as_of="2031-05-01").done(),
        war("r4", 800, as_of="2031-05-02").done(),
    ]
    assert len({link(order).series for order in permutations(reports)}) == 1


def quoted_toll(id: str, n: int) -> Report:
    text = (
        "وقع تفجير في مدينة نورابا أمس.\n"
        "وقال مراسل إن التفجير هز نورابا.\n"
        f"وقال شاهد إنه رأى {n} جثة."
    )
    report = Report(id, text).person("نورابا", label=Label.LOC)
    report.mentions += Report("x", text).person("نورابا", label=Label.LOC).mentions
    return report.counts(f"{n} جثة", n)


def test_a_toll_without_a_place_is_of_the_act_that_its_report_is_about() -> None:
    assert values([blast("r1", 12, "2031-05-10").done(), quoted_toll("r2", 20).done()]) == [
        [12, 20]
    ]


def test_a_toll_of_another_town_is_not_of_the_act_that_its_report_is_about() -> None:
    text = (
        "وقع تفجير في مدينة نورابا.\nوقال مراسل إن التفجير هز نورابا.\nوفي مدينة سلمى قتل 3 أشخاص."
    )
    report = Report("r2", text).person("نورابا", label=Label.LOC).person("سلمى", label=Label.LOC)
    found = values([blast("r1", 12, "2031-05-10").done(), report.counts("3 أشخاص", 3).done()])
    assert sorted(found) == [[3], [12]]


def test_reports_of_one_text_tell_one_thing_with_its_figure() -> None:
    text = "وذكرت مصادر محلية عديدة أن 7 جبليين رحلوا من القرى إلى المدينة."
    a, b = Report("r1", text), Report("r2", f"{text}\nولم تعلق الإدارة.")
    a.counts("7 جبليين", 7, population="جبليين")
    b.counts("7 جبليين", 7, population="جبليين")
    other = Report("r3", "وقال المدير إن 7 جبليين فقدوا.").counts("7 جبليين", 7)
    assert values([a.done(), b.done(), other.done()]) == [[7, 7], [7]]


def test_people_of_an_act_are_all_its_people_where_the_number_is_the_same() -> None:
    all_of_them, youths = blast("r1", 30, "2031-05-10"), blast("r2", 30, "2031-05-10")
    some = blast("r3", 9, "2031-05-10")
    for report in (youths, some):
        report.quantities[0] = replace(report.quantities[0], population="شابا")
    found = values([r.done() for r in (all_of_them, youths, some)])
    assert found == [[30, 30], [9]]
