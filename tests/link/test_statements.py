"""When a statement was made, and the path it came by."""

from musnad.link import link
from musnad.model import DatedBy, Label, SourceKind, Statement
from tests.link.build import Report


def statements(*reports: Report) -> tuple[Statement, ...]:
    return link(r.done() for r in reports).statements


def test_a_time_beside_the_cue_is_when_it_was_said() -> None:
    report = Report("r1", "وقالت سلوى القمري صباح اليوم في بيان إن الوفد غادر أمس.")
    report.time("صباح اليوم", "2031-05-10TMO").time("أمس", "2031-05-09")
    (said,) = statements(
        report.says("سلوى القمري", "قالت", "الوفد غادر أمس", speaker="سلوى القمري")
    )
    assert (said.date, said.dated_by) == ("2031-05-10TMO", DatedBy.CLAUSE)


def test_a_fronted_time_is_when_it_was_said() -> None:
    report = Report("r1", "وأواخر أبريل الماضي، أعلنت سلوى القمري وقف المحادثات.")
    report.time("أواخر أبريل الماضي", "2031-04", "2031-04-21", "2031-04-30")
    (said,) = statements(report.says("سلوى القمري", "أعلنت", "وقف المحادثات"))
    assert (said.date, said.dated_by) == ("2031-04", DatedBy.CLAUSE)


def test_a_time_within_the_content_is_not_when_it_was_said() -> None:
    report = Report("r1", "وصل الوفد أمس إلى نورابا، حسب بيان للجبهة.")
    report.time("أمس", "2031-05-09")
    (said,) = statements(report.says("بيان للجبهة", "حسب", "وصل الوفد أمس إلى نورابا"))
    assert (said.date, said.dated_by) == ("2031-05-10", DatedBy.PUBLICATION)


def test_without_any_date_none_is_given() -> None:
    report = Report("r1", "قال مصدر إن الوفد غادر.", published=None)
    (said,) = statements(report.says("مصدر", "قال", "الوفد غادر", kind=SourceKind.ANONYMOUS))
    assert (said.date, said.dated_by, said.speaker) == (None, None, None)


def test_the_chain_runs_from_the_outlet_through_the_agency_to_the_mouth() -> None:
    report = Report("r1", "ونقلت وكالة الغيم عن مصدر قوله لقناة البحر إن الوفد غادر.")
    report.says("وكالة الغيم", "نقلت", "مصدر قوله لقناة البحر إن الوفد غادر", "وكالة الغيم")
    report.says("مصدر", "قوله", "الوفد غادر", told="قناة البحر", within="a1")
    inner = next(s for s in statements(report) if s.within)
    assert inner.chain == ("صحيفة الوادي", "وكالة الغيم", "قناة البحر", "مصدر")


def test_a_family_name_joins_the_only_person_who_bears_it() -> None:
    report = Report("r1", "قال سالم الرملي إنه عاد.\nوأضاف الرملي أنه متعب.")
    report.person("سالم الرملي").person("الرملي")
    report.says("سالم الرملي", "قال", "عاد", "سالم الرملي")
    report.says("الرملي", "أضاف", "متعب", "الرملي")
    links = link([report.done()])
    assert [(p.name, p.statements) for p in links.sources] == [("سالم الرملي", 2)]


def test_a_family_name_that_two_bear_joins_neither() -> None:
    one = Report("r1", "قال سالم الرملي إنه عاد.").person("سالم الرملي")
    two = Report("r2", "قالت هند الرملي إنها عادت.").person("هند الرملي")
    three = Report("r3", "قال الرملي إنه متعب.").person("الرملي")
    one.says("سالم الرملي", "قال", "عاد", "سالم الرملي")
    two.says("هند الرملي", "قالت", "عادت", "هند الرملي")
    three.says("الرملي", "قال", "متعب", "الرملي")
    links = link(r.done() for r in (one, two, three))
    assert {p.name for p in links.sources} == {"سالم الرملي", "هند الرملي", "الرملي"}


def test_in_a_report_of_one_of_them_the_family_name_is_that_one() -> None:
    one = Report("r1", "قال سالم الرملي إنه عاد.\nوأضاف الرملي أنه متعب.")
    one.person("سالم الرملي").person("الرملي أنه", "الرملي")
    one.says("سالم الرملي", "قال", "عاد", "سالم الرملي")
    one.says("الرملي", "أضاف", "متعب", "الرملي")
    two = Report("r2", "قالت هند الرملي إنها عادت.").person("هند الرملي")
    two.says("هند الرملي", "قالت", "عادت", "هند الرملي")
    links = link(r.done() for r in (one, two))
    assert {(p.name, p.statements) for p in links.sources} == {
        ("سالم الرملي", 2),
        ("هند الرملي", 1),
    }


def test_unnamed_sources_are_counted_by_their_words_and_stay_unnamed() -> None:
    report = Report("r1", "قال مصدر مطلع إن الوفد غادر.", outlet=None)
    report.says("مصدر مطلع", "قال", "الوفد غادر", kind=SourceKind.ANONYMOUS)
    (profile,) = link([report.done()]).sources
    assert (profile.name, profile.kind, profile.outlets) == (
        "مصدر مطلع",
        SourceKind.ANONYMOUS,
        (),
    )


def test_a_spelling_goes_with_the_normal_form_its_mentions_give_it() -> None:
    report = Report("r1", "قالت حركة النجم إن الوفد غادر.\nوأضافت النجم أنه سيعود.")
    report.person("حركة النجم", "النجم", Label.ORG)
    report.says("حركة النجم", "قالت", "الوفد غادر", "حركة النجم")
    report.says("النجم", "وأضافت", "سيعود", "النجم")
    (profile,) = link([report.done()]).sources
    assert (profile.name, profile.statements) == ("النجم", 2)


def test_in_one_sentence_a_speaker_goes_on_on_the_same_day() -> None:
    report = Report("r1", "وقال مصدر أمس إن الوفد غادر، مشيرا إلى أن الجولة انتهت.")
    report.time("أمس", "2031-05-09")
    report.says("مصدر", "قال", "الوفد غادر", kind=SourceKind.ANONYMOUS)
    report.says("مصدر", "مشيرا إلى", "الجولة انتهت", kind=SourceKind.ANONYMOUS)
    assert [s.date for s in statements(report)] == ["2031-05-09", "2031-05-09"]


def test_two_reports_unnamed_sources_are_two() -> None:
    reports = [Report(f"r{i}", "قال مصدر إن الوفد غادر.") for i in (1, 2)]
    for report in reports:
        report.says("مصدر", "قال", "الوفد غادر", kind=SourceKind.ANONYMOUS)
    links = link(r.done() for r in reports)
    assert [(p.name, p.documents) for p in links.sources] == [("مصدر", 1), ("مصدر", 1)]


def test_who_adds_in_a_later_sentence_goes_on_on_the_same_day() -> None:
    report = Report(
        "r1", "قالت سلوى القمري أمس إن الوفد غادر.\nوأضافت سلوى القمري أن اللقاء انتهى."
    )
    report.time("أمس", "2031-05-09")
    report.says("سلوى القمري", "قالت", "الوفد غادر", speaker="سلوى القمري")
    report.says("سلوى القمري", "أضافت", "اللقاء انتهى", speaker="سلوى القمري", rule="add.adaf")
    first, second = statements(report)
    assert (first.date, first.dated_by) == ("2031-05-09", DatedBy.CLAUSE)
    assert (second.date, second.dated_by) == ("2031-05-09", DatedBy.DISCOURSE)
