"""What people decide holds: shown at once, after new readings, undone, and on another case."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.api import Case, open_case
from musnad.case.interchange import lines, read
from musnad.decision import Action, Anchor, ReviewState, Subject
from musnad.errors import UsageError
from musnad.link import link
from musnad.link.reviewing.anchors import anchor, find, place, readings
from musnad.model import DatedBy, Document, EventType, Measure, Span, Status
from tests.link.build import Report

MEETING = "التقى وفد حركة النجم وفد الاتحاد في نورابا يوم السبت."
AGAIN = "وعُقد لقاء وفد حركة النجم ووفد الاتحاد في نورابا السبت بحضور مراقبين."
LEFT = "وقال سالم الرملي إن الوفد غادر لولان، وإن 12 شخصًا أصيبوا."
TALK = "وأضاف الرملي أن الجولة فشلت."


def one(extra: str = "") -> Document:
    made = Report("r1.0001", f"{extra}{MEETING}\n{LEFT}\n{TALK}", outlet="صحيفة الوادي")
    made.event("التقى وفد", ("حركة النجم", "الاتحاد"), "نورابا", "2031-05-10")
    made.says("سالم الرملي", "وقال", "الوفد غادر لولان، وإن 12 شخصًا أصيبوا", "سالم الرملي")
    made.event(
        "غادر", ("وفد النجم",), "لولان", "2031-05-09", type=EventType.RETREAT, attribution="a1"
    )
    made.says("الرملي أن", "وأضاف", "الجولة فشلت", "سالم الرملي", within="a1")
    made.counts("12 شخصًا", 12, Measure.INJURED, place="لولان")
    made.person("سالم الرملي")
    return made.done()


def two() -> Document:
    made = Report("r2.0002", AGAIN, outlet="إذاعة النجم", published="2031-05-11")
    made.event("لقاء وفد", ("حركة النجم", "الاتحاد"), "نورابا", "2031-05-10")
    return made.done()


def filled(place: str, *documents: Document) -> Case:
    case = open_case(place, create=True)
    for doc in documents or (one(), two()):
        case.add(doc, doc.text.encode())
    case.save_links(link(case.documents(), case.decided()))
    return case


@pytest.fixture
def case(place: str) -> Iterator[Case]:
    with filled(place) as held:
        yield held


def meeting(case: Case) -> str:
    (found,) = [h.id for h in case.links().happenings if h.type is EventType.CONSULT]
    return found


def ids(case: Case) -> set[tuple[tuple[str, str], ...]]:
    return {h.mentions for h in case.links().happenings}


def test_what_is_accepted_is_marked_with_who_when_and_why(case: Case) -> None:
    done = case.review.accept(meeting(case), by="ليلى", why="اتصلت بالوفد")
    case.review.accept("r1.0001/a1", by="Adam")
    case.review.accept(case.links().series[0].points[0], by="Adam")
    marked = {h.type: h.review for h in case.links().happenings}
    assert marked[EventType.RETREAT] is None
    review = marked[EventType.CONSULT]
    assert review
    assert (review.state, review.who, review.at, review.why, review.decisions) == (
        ReviewState.CONFIRMED,
        "ليلى",
        done.at,
        "اتصلت بالوفد",
        (done.id,),
    )
    by = {s.id: s.review.who if s.review else None for s in case.links().statements}
    assert by == {"a1": "Adam", "a2": None}
    (point,) = case.links().series[0].points
    assert point.review
    assert point.review.state is ReviewState.CONFIRMED


def test_a_reading_that_changes_after_it_was_confirmed_is_told(case: Case) -> None:
    case.review.accept(meeting(case), by="A")
    case.review.accept(figure(case), by="A")
    doc = case.document("r1.0001")
    other = replace(doc.events[0], date="2031-05", place=None)
    worse = replace(doc.quantities[0], value=13.0, low=13.0, high=13.0)
    case.annotated(doc.id, replace(doc, events=(other, *doc.events[1:]), quantities=(worse,)))
    case.annotated("r2.0002", replace(two(), events=()))
    case.save_links(link(case.documents(), case.decided()))
    review = next(h.review for h in case.links().happenings if h.type is EventType.CONSULT)
    assert review
    assert review.state is ReviewState.CHANGED
    told = {c.field: (c.seen, c.now) for c in review.changed}
    assert told["date"] == (("2031-05-10",), ("2031-05",))
    assert told["place"] == (("نورابا",), ())
    (point,) = case.links().series[0].points
    assert point.review
    assert ("value", ("12",), ("13",)) in {(c.field, c.seen, c.now) for c in point.review.changed}


def figure(case: Case) -> str:
    point = case.links().series[0].points[0]
    return f"{point.document}/q{point.at}"


def test_what_is_rejected_is_gone_with_what_rests_on_it(case: Case) -> None:
    case.review.reject("r1.0001/a1", by="A")
    links = case.links()
    assert [s.id for s in links.statements] == ["a2"]
    assert links.statements[0].chain[1:] == ("سالم الرملي",)
    assert not any(h.statements for h in links.happenings)
    assert [(p.name, p.statements) for p in links.sources] == [("سالم الرملي", 1)]
    case.review.reject(meeting(case), by="A")
    case.review.reject(figure(case), by="A")
    assert [h.type for h in case.links().happenings] == [EventType.RETREAT]
    assert case.links().series == ()
    assert case.linked


def test_a_rejection_shows_before_the_case_is_linked_anew(case: Case) -> None:
    with case.review.together():
        case.review.reject(meeting(case), by="A")
        case.review.reject("r1.0001/a1", by="A")
        assert not case.linked
        before = case.links()
    assert case.linked
    after = case.links()
    assert [h.id for h in before.happenings] == [h.id for h in after.happenings]
    assert [s.id for s in before.statements] == [s.id for s in after.statements]
    assert before.sources == after.sources


@pytest.mark.parametrize(
    ("field", "value", "now"),
    [
        ("date", "2031-05-08", "2031-05-08"),
        ("date", None, None),
        ("place", "تل الريح", "تل الريح"),
        ("status", "planned", Status.PLANNED),
        ("type", "AGREE", EventType.AGREE),
        ("participants", ["حركة النجم", "قطر"], ("حركة النجم", "قطر")),
    ],
)
def test_a_field_is_corrected(
    case: Case, field: str, value: str | list[str] | None, now: object
) -> None:
    id = meeting(case)
    case.review.correct(id, field, value, by="A")
    (found,) = [h for h in case.links().happenings if len(h.mentions) == 2]
    assert getattr(found, field) == now
    assert found.review
    assert (found.review.state, found.review.corrected) == (ReviewState.CORRECTED, (field,))
    if field == "date":
        assert (found.earliest, found.latest) == (value, value)
        assert found.dated_by is DatedBy.REVIEW


def test_a_corrected_speaker_is_the_sources_too(case: Case) -> None:
    case.review.correct("r1.0001/a1", "speaker", "مروان السهلي", by="A")
    assert "مروان السهلي" in {p.name for p in case.links().sources}
    assert case.links().statements[0].speaker == "مروان السهلي"
    case.review.correct(figure(case), "value", "21", by="A")
    (point,) = case.links().series[0].points
    assert (point.value, point.low, point.high) == (21.0, 21.0, 21.0)


@pytest.mark.parametrize(
    ("target", "field", "value", "said"),
    [
        ("r1.0001/a1", "date", "someday", "'someday': no such day"),
        ("r1.0001/a1", "kind", "friend", "not one of person"),
        ("r1.0001/a1", "kind", None, "takes one value"),
        ("r1.0001/a1", "cue", "x", "cue: no field of a statement.* speaker"),
        ("r1.0001/e9", "date", "2031", "r1.0001/e9: nothing of this name is read there"),
        ("r9/a1", "date", "2031", "r9: no report of"),
        ("h0123456789", "date", "2031", "h0123456789: no happening of"),
        ("name:فلان", "date", "2031", "name:فلان: no party"),
    ],
)
def test_what_can_not_be_is_refused_with_the_remedy(
    case: Case, target: str, field: str, value: str | None, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        case.review.correct(target, field, value, by="A")
    assert case.review.log() == ()


def test_happenings_are_merged_and_split(case: Case) -> None:
    first, second = sorted(h.id for h in case.links().happenings)
    case.review.merge(first, second, by="A")
    (merged,) = case.links().happenings
    assert len(merged.mentions) == 3
    case.review.split(merged.id, "r2.0002", by="A")
    assert ids(case) == {
        (("r1.0001", "e1"), ("r1.0001", "e2")),
        (("r2.0002", "e1"),),
    }
    for id in (h.id for h in case.links().happenings):
        (report, *_) = {m for h in case.links().happenings if h.id == id for m, _ in h.mentions}
        with pytest.raises(UsageError, match="leave something"):
            case.review.split(id, report, by="A")


def test_what_was_split_stays_apart_when_reports_come(case: Case) -> None:
    case.review.split(meeting(case), "r2.0002/e1", by="A")
    new = replace(two(), id="r3.0003", path="r3.txt")
    case.add(new, b"3")
    case.save_links(link(case.documents(), case.decided()))
    together = [h.mentions for h in case.links().happenings]
    assert not any({("r1.0001", "e1"), ("r2.0002", "e1")} <= set(m) for m in together)


def test_names_are_merged_and_split(case: Case) -> None:
    with pytest.raises(UsageError, match="not both"):
        case.review.merge("name:الاتحاد", meeting(case), by="A")
    case.review.merge("name:حركة النجم", "name:وفد النجم", by="A")
    parties = {p for h in case.links().happenings for p in h.participants}
    assert parties == {"حركة النجم", "الاتحاد"}
    case.review.split("name:الاتحاد", "r2.0002", name="اتحاد العمال", by="A")
    events = {m: h.participants for h in case.links().happenings for m in h.mentions}
    assert "اتحاد العمال" in events["r2.0002", "e1"]
    assert "اتحاد العمال" not in events["r1.0001", "e2"]


def test_names_that_linking_takes_for_one_are_held_apart(new_place: Callable[[], str]) -> None:
    made = Report(
        "r1", "قال سالم الرملي إن الوفد غادر.\nوأكد الرملي أنه عاد.", published="2031-05-10"
    )
    made.person("سالم الرملي").person("الرملي أنه"[:6])
    made.says("سالم الرملي", "قال", "الوفد غادر", "سالم الرملي")
    made.says("الرملي أنه"[:6], "وأكد", "أنه عاد", "الرملي")
    with filled(new_place(), made.done()) as case:
        assert {s.speaker for s in case.links().statements} == {"سالم الرملي"}
        done = case.review.split("name:سالم الرملي", "name:الرملي", by="A")
        assert [s.speaker for s in case.links().statements] == ["سالم الرملي", "الرملي"]
        case.review.undo(done.id, by="A")
        assert {s.speaker for s in case.links().statements} == {"سالم الرملي"}


def test_a_note_is_shown_and_changes_nothing_else(case: Case) -> None:
    case.review.accept(meeting(case), by="A")
    case.review.note(meeting(case), "سأسأل الصحيفة", by="B")
    review = next(h.review for h in case.links().happenings if h.review)
    assert (review.state, review.who, review.notes) == (
        ReviewState.CONFIRMED,
        "A",
        ("سأسأل الصحيفة",),
    )
    with pytest.raises(UsageError, match="is empty"):
        case.review.note(meeting(case), "  ", by="B")


def test_undone_decisions_leave_the_case_as_it_was(case: Case) -> None:
    before = case.links()
    first = case.review.reject(meeting(case), by="A")
    second = case.review.correct("r1.0001/a1", "speaker", "مروان", by="A")
    undo = case.review.undo(first.id, by="B", why="misread")
    assert any(h.type is EventType.CONSULT for h in case.links().happenings)
    case.review.undo(second.id, by="B")
    assert case.links() == before
    case.review.undo(undo.id, by="A")
    assert not any(h.type is EventType.CONSULT for h in case.links().happenings)
    assert [x.decision.action for x in case.review.log()].count(Action.UNDO) == 3
    assert case.review.log()[0].undone_by is None
    assert case.review.log()[1].undone_by is not None
    with pytest.raises(UsageError, match="d0: no decision"):
        case.review.undo("d0")


def test_decisions_hold_after_a_reading_that_moves_and_numbers_anew(case: Case) -> None:
    case.review.reject("r1.0001/a1", by="A")
    case.review.correct(meeting(case), "place", "تل الريح", by="A")
    doc = one()
    again = replace(
        doc,
        attributions=(
            replace(doc.attributions[1], id="a1", within="a2"),
            replace(doc.attributions[0], id="a2"),
        ),
        events=(replace(doc.events[1], id="e1", attribution="a2"), replace(doc.events[0], id="e2")),
    )
    case.annotated(doc.id, again)
    case.save_links(link(case.documents(), case.decided()))
    assert [s.content for s in case.links().statements] == ["الجولة فشلت"]
    places = {h.type: h.place for h in case.links().happenings}
    assert places == {EventType.CONSULT: "تل الريح", EventType.RETREAT: "لولان"}


def test_decisions_hold_for_a_file_whose_content_changed(case: Case) -> None:
    case.review.reject("r1.0001/a1", by="A")
    longer = replace(one("عاجل: خبر جديد قبل النص.\n"), id="r1.0009")
    case.add(longer, b"changed")
    case.save_links(link(case.documents(), case.decided()))
    assert {s.id for s in case.links().statements} == {"a2"}
    assert {s.document for s in case.links().statements} == {"r1.0001", "r1.0009"}


def test_a_log_is_replayed_on_another_case(new_place: Callable[[], str], tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    moved = replace(one(), id="other.0001", path="elsewhere/other.txt")
    with filled(new_place()) as case, filled(new_place(), moved, two()) as other:
        case.review.reject("r1.0001/a1", by="ليلى", why="سبب")
        undone = case.review.reject("r1.0001/a2", by="A")
        case.review.undo(undone.id, by="A")
        case.review.merge(*sorted(h.id for h in case.links().happenings), by="A")
        case.review.note("r1.0001", "تقرير الصحيفة", by="A")
        assert case.review.export(log) == 5
        done = other.review.apply(log)
        assert (len(done.taken), done.known, done.missing) == (5, 0, ())
        assert [x.decision for x in other.review.log()] == [x.decision for x in case.review.log()]
        assert [s.id for s in other.links().statements] == ["a2"]
        assert len(other.links().happenings) == 1
        assert other.review.apply(log).known == 5
        assert len(other.review.log()) == 5


def test_what_finds_nothing_in_another_case_is_told_and_waits(
    new_place: Callable[[], str], tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    with filled(new_place()) as case, filled(new_place(), two()) as other:
        case.review.reject("r1.0001/a1", by="A")
        case.review.accept(meeting(case), by="A")
        case.review.export(log)
        done = other.review.apply(log)
        assert [m.missing for m in done.missing] == [
            ("r1.0001: the case holds no such report",),
            ("r1.0001: the case holds no such report",),
        ]
        assert other.links().happenings[0].review
        other.add(one(), one().text.encode())
        other.save_links(link(other.documents(), other.decided()))
        assert [s.id for s in other.links().statements] == ["a2"]
        assert not any(x.missing for x in other.review.log())


@pytest.mark.parametrize("line", [b"x", b'{"id": 1}', b"\xff", b'{"id":"d","at":"","who":""}'])
def test_a_line_that_is_no_decision_is_named(case: Case, tmp_path: Path, line: bytes) -> None:
    case.review.accept("r1.0001/a1", by="A")
    path = tmp_path / "log.jsonl"
    case.review.export(path)
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(UsageError, match=r"log\.jsonl, line 2: no decision"):
        case.review.apply(path)
    assert len(case.review.log()) == 1


def test_the_export_holds_web_annotation_selectors(case: Case, tmp_path: Path) -> None:
    case.review.accept("r1.0001/a1", by="A")
    case.review.export(tmp_path / "log.jsonl")
    line = msgspec.json.decode((tmp_path / "log.jsonl").read_bytes())
    (source,) = line["target"][0]["anchors"]
    text = one().text
    quote, at = source["selector"]
    assert (quote["type"], at["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    assert text[at["start"] : at["end"]] == quote["exact"] == "وقال"
    assert text[: at["start"]].endswith(quote["prefix"])
    assert text[at["end"] :].startswith(quote["suffix"])


def test_the_log_is_only_added_to(tmp_path: Path) -> None:
    with filled(str(tmp_path / "c")) as case:
        done = case.review.accept("r1.0001/a1", by="A")
        with sqlite3.connect(tmp_path / "c") as db:
            before = db.execute("SELECT * FROM decisions").fetchall()
        case.review.undo(done.id, by="B")
        with sqlite3.connect(tmp_path / "c") as db:
            assert db.execute("SELECT * FROM decisions ORDER BY position").fetchall()[:1] == before


TEXT = f"{MEETING}\n{LEFT}\n{TALK}"


@settings(max_examples=200)
@given(
    start=st.integers(0, len(TEXT) - 1),
    length=st.integers(1, 20),
    before=st.text("ابتث \n", max_size=200),
)
def test_an_anchor_is_found_wherever_its_text_moves(start: int, length: int, before: str) -> None:
    end = min(len(TEXT), start + length)
    made = Anchor(
        "r",
        "",
        "r",
        None,
        TEXT[start:end],
        TEXT[max(0, start - 32) : start],
        TEXT[end : end + 32],
        start,
        end,
    )
    found = place(made, before + TEXT)
    assert found is not None
    assert found.of(before + TEXT) == made.exact
    assert place(made, TEXT) == Span(start, end)


def test_words_that_stand_elsewhere_are_not_taken_for_the_anchor() -> None:
    doc = one()
    reading = next(readings(doc, Subject.STATEMENT))
    made = anchor(doc, "", reading)
    assert place(made, "وقال مسؤول آخر كلاما لا صلة له بما سبق في أي وجه.") is None
    other = replace(doc, attributions=())
    assert "no statement is read" in str(find(made, Subject.STATEMENT, other))


def test_what_is_written_is_read_again(case: Case) -> None:
    case.review.accept(meeting(case), by="ليلى", why="x")
    case.review.correct("r1.0001/a1", "speaker", None, by="A")
    case.review.split("name:الاتحاد", "r2.0002", name="اتحاد العمال", by="A")
    case.review.note("r1.0001", "سطر\nآخر", by="A")
    log = tuple(x.decision for x in case.review.log())
    assert read(b"".join(lines(log)), "log") == log
