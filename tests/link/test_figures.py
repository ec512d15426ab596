"""Figures of one measure, population and place are one series in order of time."""

from musnad.link import link
from musnad.model import EventType, Measure
from tests.link.build import Report


def test_a_rising_toll_is_one_series_in_order_of_time() -> None:
    late = Report("r1", "ارتفع عدد القتلى إلى 31 جبليا.", published="2031-05-12")
    late.counts("31 جبليا", 31, population="جبليا")
    early = Report("r2", "قتل 27 من الجبليين.", published="2031-05-10")
    early.counts("27 من الجبليين", 27, population="الجبليين")
    (one,) = link([late.done(), early.done()]).series
    assert [p.value for p in one.points] == [27, 31]
    assert one.points[0].text == "قتل 27 من الجبليين."


def test_as_of_comes_before_publication() -> None:
    report = Report("r1", "كان القتلى 5 يوم الجمعة.\nوبلغوا 9 السبت.", published="2031-05-12")
    report.counts("9", 9, as_of="2031-05-11").counts("5", 5, as_of="2031-05-10")
    (one,) = link([report.done()]).series
    assert [p.value for p in one.points] == [5, 9]


def test_other_people_places_or_measures_are_other_series() -> None:
    report = Report("r1", "قتل 5 جنود و7 مدنيين وأصيب 9 وقتل 3 في تل الريح.")
    report.counts("5 جنود", 5, population="جنود").counts("7 مدنيين", 7, population="مدنيين")
    report.counts("9", 9, Measure.INJURED).counts("3", 3, place="تل الريح")
    assert len(link([report.done()]).series) == 4


def test_a_point_names_the_statement_it_stands_in() -> None:
    report = Report("r1", "قالت سلوى القمري إن 12 شخصا قتلوا.")
    report.says("سلوى القمري", "قالت", "12 شخصا قتلوا", "سلوى القمري")
    report.counts("12 شخصا", 12)
    (one,) = link([report.done()]).series
    assert one.points[0].chain == ("صحيفة الوادي", "سلوى القمري")


def test_the_toll_of_one_event_is_one_series_and_another_events_another() -> None:
    reports = []
    for i, (n, day) in enumerate(((24, "2031-05-09"), (27, "2031-05-09"), (5, "2031-05-10"))):
        report = Report(f"r{i}", f"قتل {n} شخصا في قصف نورابا.", published=day)
        report.event(report.text, (), "نورابا", day, type=EventType.ASSAULT)
        reports.append(report.counts(f"{n} شخصا", n).done())
    links = link(reports)
    assert [[p.value for p in one.points] for one in links.series] == [[24, 27], [5]]
    assert [one.event for one in links.series] == [h.id for h in links.happenings]


def test_what_one_source_keeps_counting_is_a_series_and_unscoped_figures_are_not() -> None:
    reports = []
    for i, n in enumerate((9640, 10215)):
        report = Report(f"r{i}", f"بلغ القتلى {n}، بحسب إدارة الصحة.\nوقتل {i + 3} آخرون.")
        report.says("إدارة الصحة", "بحسب", f"بلغ القتلى {n}", "إدارة الصحة")
        reports.append(report.counts(str(n), n).counts(f"{i + 3} آخرون", i + 3).done())
    links = link(reports)
    assert [[p.value for p in one.points] for one in links.series] == [[9640, 10215], [3], [4]]
    assert [one.counted_by for one in links.series] == ["إدارة الصحة", None, None]
