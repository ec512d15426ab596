"""The case keeps what is put in: documents, their bytes, failures and links."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from musnad.case import linked, store
from musnad.case.holdings import Holdings
from musnad.case.store import open_case
from musnad.errors import CaseError, CaseWriteError
from musnad.link import link
from musnad.model import (
    Attribution,
    Document,
    Event,
    Failure,
    Links,
    Mention,
    Quantity,
    Sentence,
    Span,
    Timex,
    Zone,
)
from musnad.version import VERSION
from tests.case.raw import contents
from tests.link.build import Report

EMPTY = Links((), (), (), ())
_OFFSETS = st.integers(0, 2**40)
_SPANS = st.builds(Span, _OFFSETS, _OFFSETS)
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_QUANTITIES = st.builds(
    Quantity, span=_SPANS, value=_NUMBERS, low=st.none() | _NUMBERS, high=st.none() | _NUMBERS
)
_ATTRIBUTIONS = st.builds(Attribution, source=st.none() | _SPANS, cue=_SPANS, content=_SPANS)
DOCUMENTS = st.builds(
    Document,
    id=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
    path=st.text(min_size=1),
    text=st.text(),
    published=st.none() | st.dates(min_value=date(1000, 1, 1)).map(date.isoformat),
    zones=st.tuples(st.builds(Zone, span=_SPANS)) | st.just(()),
    sentences=st.tuples(st.builds(Sentence, span=_SPANS)) | st.just(()),
    mentions=st.tuples(st.builds(Mention, span=_SPANS)) | st.just(()),
    timexes=st.tuples(st.builds(Timex, span=_SPANS)) | st.just(()),
    quantities=st.tuples(_QUANTITIES, _QUANTITIES) | st.just(()),
    attributions=st.tuples(_ATTRIBUTIONS, _ATTRIBUTIONS) | st.just(()),
    events=st.tuples(st.builds(Event, span=_SPANS, trigger=_SPANS)) | st.just(()),
)


def report(id: str, published: str | None = "2031-05-10") -> Document:
    """Return a report with one event, one statement and one figure."""
    text = "التقى الوفدان في نورابا. قال مروان السهلي إن 12 شخصًا أصيبوا."
    made = Report(id, text, published=published)
    made.event("التقى الوفدان", ("جبهة الوادي", "اتحاد النجم"), "نورابا", "2031-05-09")
    made.says("مروان السهلي", "قال", "12 شخصًا أصيبوا", "مروان السهلي")
    return made.counts("12 شخصًا", 12).done()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(documents=st.lists(DOCUMENTS, max_size=3, unique_by=lambda d: d.id), data=st.binary())
def test_documents_and_their_bytes_come_back_as_they_were(
    new_place: Callable[[], str], documents: list[Document], data: bytes
) -> None:
    with open_case(new_place(), create=True) as case:
        for document in documents:
            assert not case.has(document.id)
            assert case.add(document, data)
            assert case.has(document.id)
            assert case.document(document.id) == document
            assert case.original(document.id) == data
        assert list(case.documents()) == sorted(documents, key=lambda d: d.id)


def test_what_is_held_stays_as_it_is(place: str) -> None:
    with open_case(place, create=True) as case:
        assert case.add(report("a.1"), b"first")
        assert not case.add(report("a.1", published=None), b"second")
        assert case.document("a.1") == report("a.1")
        assert case.original("a.1") == b"first"


def test_what_another_version_read_is_read_anew(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_case(place, create=True) as case:
        with monkeypatch.context() as patch:
            for part in (store, linked):
                patch.setattr(part, "VERSION", "0.0.0")
            case.add(report("a.1", published=None), b"")
            case.save_links(EMPTY)
            assert case.has("a.1")
            assert case.linked
        assert not case.has("a.1")
        assert not case.linked
        assert case.add(report("a.1"), b"")
        assert case.document("a.1") == report("a.1")
        assert case.holdings().reports == 1


def test_links_come_back_in_order_and_know_which_documents_they_are_of(place: str) -> None:
    with open_case(place, create=True) as case:
        assert (case.links(), case.linked) == (EMPTY, False)
        for id in ("b.1", "a.1"):
            case.add(report(id), b"")
        links = link(case.documents())
        assert all(getattr(links, kind) for kind in ("happenings", "series", "statements"))
        case.save_links(links)
        assert (case.links(), case.linked) == (links, True)
        case.add(report("c.1"), b"")
        assert not case.linked
        case.save_links(link(case.documents()))
        assert len(case.links().statements) == 3
        assert case.linked


def test_links_of_fewer_documents_than_are_held_meanwhile_are_old(place: str) -> None:
    with open_case(place, create=True) as case, open_case(place) as other:
        case.add(report("a.1"), b"")
        state = case.state
        links = link(case.documents())
        other.add(report("b.1"), b"")
        assert not case.save_links(links, state)
        assert (case.links(), case.linked) == (EMPTY, False)
        assert case.save_links(link(case.documents()), case.state)
        assert case.linked


def test_links_that_can_not_be_saved_leave_the_old_ones(place: str) -> None:
    with open_case(place, create=True) as case:
        case.add(report("a.1"), b"")
        held = link(case.documents())
        case.save_links(held)
        with pytest.raises(CaseWriteError):
            case.save_links(link([report("of no document held")]))
        assert (case.links(), case.linked) == (held, True)


def test_a_failure_is_kept_replaced_and_cleared_by_success(place: str) -> None:
    with open_case(place, create=True) as case:
        for name, why in (("b.txt", "empty"), ("a.1.txt", "binary"), ("b.txt", "gone")):
            case.fail(Failure(name, why))
        assert case.failures() == (Failure("a.1.txt", "binary"), Failure("b.txt", "gone"))
        case.add(report("a.1"), b"")
        assert case.failures() == (Failure("b.txt", "gone"),)
        case.forgive("b.txt")
        assert case.failures() == ()


def test_holdings_count_reports_and_span_their_dates(place: str) -> None:
    with open_case(place, create=True) as case:
        assert case.holdings() == Holdings(0, 0, 0, None)
        case.add(report("a.1", "2031-05-10"), b"")
        case.add(report("b.1", "2031-04-30"), b"")
        case.add(report("c.1", None), b"")
        case.add(Document("d.1", "d.txt", "A report in English.", lang="en"), b"")
        assert case.holdings() == Holdings(4, 1, 1, ("2031-04-30", "2031-05-10"))


def test_an_id_that_is_not_held_is_named(place: str) -> None:
    with open_case(place, create=True) as case:
        with pytest.raises(CaseError, match=r"holds no document 'x\.9'"):
            case.document("x.9")
        with pytest.raises(CaseError, match=r"x\.9"):
            case.original("x.9")


def test_documents_can_be_read_while_others_are_added(place: str) -> None:
    with open_case(place, create=True) as case:
        for n in range(250):
            case.add(report(f"r.{n:03}"), b"")
        seen = 0
        for document in case.documents():
            seen += 1
            if seen == 10:
                case.add(report("z.new"), b"")
            assert document.id != "z.new"
        assert seen == 250


def test_a_closed_case_is_one_file(tmp_path: Path) -> None:
    with open_case(tmp_path / "c", create=True) as case:
        case.add(report("a.1"), b"")
    assert [p.name for p in tmp_path.iterdir()] == ["c"]


def test_the_version_is_recorded_with_everything_derived(place: str) -> None:
    with open_case(place, create=True) as case:
        case.add(report("a.1"), b"")
        case.fail(Failure("b.txt", "empty"))
        case.save_links(link(case.documents()))
    rows = contents(place)
    for table in ("documents", "failures", "happenings", "series", "statements", "sources"):
        assert rows[table]
        assert {row["version"] for row in rows[table]} == {VERSION}


def test_a_file_is_looked_up_by_indexes_however_many_reports_there_are(tmp_path: Path) -> None:
    with open_case(tmp_path / "c", create=True) as case:
        asked: list[tuple[str, tuple[str, ...]]] = []

        def note(_: object, __: object, sql: str, values: tuple[str, ...], *___: object) -> None:
            asked.append((sql, values))

        event.listen(case.database.engine, "before_cursor_execute", note)
        case.latest("a.txt")
        case.find("a.txt")
        for sql, values in [(s, v) for s, v in asked if "FROM documents" in s]:
            with case.database.read() as db:
                plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
            assert not [step for *_, step in plan if step.startswith("SCAN")], plan
