"""What must hold of the links of any reports."""

from hypothesis import given
from hypothesis import strategies as st

from musnad.link import link
from musnad.model import Document, EventType, Measure, SourceKind, Status
from tests.link.build import Report

NAMES = ("جبهة الوادي", "اتحاد النجم", "سالم الرملي", "الرملي", "هند الرملي")
PLACES = (None, "نورابا", "تل الريح")
DATES = (None, "2031-05-09", "2031-05-08", "2031-05", "2031-W19", "2031", "PAST_REF")


@st.composite
def reports(draw: st.DrawFn) -> tuple[Document, ...]:
    out = []
    for i in range(draw(st.integers(0, 5))):
        report = Report(
            f"r{i}",
            "قال سالم الرملي إن الوفدين التقيا أمس وقتل 12 شخصا.\nوعقد الاجتماع في نورابا.",
            published=draw(st.sampled_from((None, "2031-05-09", "2031-05-10"))),
            outlet=draw(st.sampled_from((None, "صحيفة الوادي", "إذاعة النجم"))),
        )
        for name in draw(st.lists(st.sampled_from(NAMES), max_size=2)):
            report.person("سالم الرملي", name)
        if draw(st.booleans()):
            report.says("سالم الرملي", "قال", "الوفدين التقيا أمس", draw(st.sampled_from(NAMES)))
        if draw(st.booleans()):
            report.says(None, "وعقد", "الاجتماع", kind=SourceKind.ANONYMOUS, within="a1")
        if draw(st.booleans()):
            report.counts("12 شخصا", 12, draw(st.sampled_from(list(Measure))))
        for _ in range(draw(st.integers(0, 3))):
            report.event(
                draw(st.sampled_from(("التقيا", "عقد الاجتماع"))),
                tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))),
                draw(st.sampled_from(PLACES)),
                draw(st.sampled_from(DATES)),
                type=draw(st.sampled_from((EventType.CONSULT, EventType.ASSAULT))),
                status=draw(st.sampled_from(list(Status))),
                attribution=draw(st.sampled_from((None, "a1"))),
            )
        out.append(report.done())
    return tuple(out)


@given(reports(), st.data())
def test_order_of_reports_does_not_matter(docs: tuple[Document, ...], data: st.DataObject) -> None:
    assert link(data.draw(st.permutations(docs))) == link(docs)


@given(reports())
def test_adding_later_is_building_at_once(docs: tuple[Document, ...]) -> None:
    stored = list(docs[:2])
    link(stored)
    stored.extend(docs)
    assert link(stored) == link(docs)


@given(reports())
def test_every_evidence_is_its_reports_text(docs: tuple[Document, ...]) -> None:
    texts = {d.id: d.text for d in docs}
    links = link(docs)
    resting = [*(h.evidence for h in links.happenings), *(s.evidence for s in links.statements)]
    assert all(resting)
    for e in (e for evidence in resting for e in evidence):
        assert texts[e.document][e.start : e.end] == e.text
    for one in links.series:
        for p in one.points:
            assert texts[p.document][p.start : p.end] == p.text


@given(reports())
def test_every_mention_stands_in_one_happening(docs: tuple[Document, ...]) -> None:
    members = [m for h in link(docs).happenings for m in h.mentions]
    assert sorted(members) == sorted((d.id, e.id) for d in docs for e in d.events)


@given(reports())
def test_ids_are_unique_and_no_day_is_invented(docs: tuple[Document, ...]) -> None:
    links = link(docs)
    assert len({h.id for h in links.happenings}) == len(links.happenings)
    events = {(d.id, e.id): e for d in docs for e in d.events}
    for h in links.happenings:
        assert h.date in {events[m].date for m in h.mentions} | {None}
        days = {d for m in h.mentions if (d := events[m].date) and len(d) == 10 and d[5] != "W"}
        assert len(days) <= 1 or days <= {"PAST_REF"}
        places = {p for m in h.mentions if (p := events[m].place)}
        assert len(places) <= 1
