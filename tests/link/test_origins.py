"""Origins: mouths and texts behind a line, how many they are at least and at most, and why."""

from collections.abc import Sequence

from musnad.link.copies import copies
from musnad.link.entities import names
from musnad.link.events import happenings
from musnad.link.origins import Roots, of_points, with_origins
from musnad.model import (
    Bound,
    Document,
    EventType,
    FigurePoint,
    Happening,
    Label,
    OriginKind,
    SourceKind,
)
from musnad.present.labels import Lang
from musnad.present.origins import why
from tests.link.build import Report

LINE = "وقع انفجار في نورابا"


def told(id: str, outlet: str | None, *, by: str | None = None, kind: str = "person") -> Report:
    """A report of one blast, by its own words or on somebody's word."""
    lead = f"قال {by} إن " if by else ""
    report = Report(id, f"{lead}{LINE}، كما كتبت {id}.", outlet=outlet)
    if by:
        named = by if kind != "anonymous" else None
        report.says(by, "قال", LINE, named, kind=SourceKind(kind))
    held = "a1" if by else None
    return report.event(LINE, (), "نورابا", "2031-05-09", type=EventType.ASSAULT, attribution=held)


def only(*reports: Report) -> Happening:
    docs: Sequence[Document] = tuple(r.done() for r in reports)
    known = names(docs)
    (one,) = with_origins(happenings(docs, known), docs, copies(docs), known)
    return one


def counted(h: Happening) -> tuple[int, int]:
    assert h.origins is not None
    return h.origins.least, h.origins.most


def test_two_outlets_that_quote_one_mouth_are_one_origin() -> None:
    h = only(
        told("r1", "صحيفة الوادي", by="سالم الرملي"), told("r2", "منبر الجبل", by="سالم الرملي")
    )
    assert counted(h) == (1, 1)
    assert h.origins is not None
    assert h.origins.names[0].kind is OriginKind.SPEAKER
    assert h.origins.names[0].documents == ("r1", "r2")


def test_two_mouths_are_two_wherever_they_stand() -> None:
    h = only(
        told("r1", "صحيفة الوادي", by="سالم الرملي"), told("r2", "صحيفة الوادي", by="هدى البكري")
    )
    assert counted(h) == (2, 2)


def test_outlets_without_a_source_may_be_one_or_as_many_as_they_are() -> None:
    assert counted(only(told("r1", "صحيفة الوادي"), told("r2", "منبر الجبل"))) == (1, 2)


def test_an_outlet_that_repeats_itself_confirms_only_itself() -> None:
    alone = only(told("r1", "صحيفة الوادي"), told("r2", "صحيفة الوادي"))
    assert alone.origins is not None
    assert alone.origins.alone
    assert counted(alone) == (1, 1)
    both = only(told("r1", "صحيفة الوادي"), told("r2", "منبر الجبل")).origins
    assert both is not None
    assert not both.alone


def test_unnamed_sources_of_two_outlets_are_not_taken_for_one_nor_surely_for_two() -> None:
    h = only(
        told("r1", "صحيفة الوادي", by="مسؤول أمني", kind="anonymous"),
        told("r2", "منبر الجبل", by="مسؤول أمني", kind="anonymous"),
    )
    assert counted(h) == (1, 2)


def test_what_an_agency_says_is_its_own_however_many_print_it() -> None:
    h = only(
        told("r1", "صحيفة الوادي", by="رويترز", kind="media"),
        told("r2", "منبر الجبل", by="رويترز", kind="media"),
    )
    assert counted(h) == (1, 1)
    assert h.origins is not None
    assert h.origins.names[0].kind is OriginKind.AGENCY


def test_a_demand_rests_on_who_makes_it() -> None:
    words = "طالب سالم الرملي جبهة الوادي بفتح المعبر"
    reports = [
        Report(f"r{n}", f"{words}، كما كتبت {n}.", outlet=outlet)
        .person("سالم الرملي")
        .person("جبهة الوادي", label=Label.ORG)
        .event(words, ("سالم الرملي", "جبهة الوادي"), None, "2031-05-09", type=EventType.REQUEST)
        for n, outlet in enumerate(("صحيفة الوادي", "منبر الجبل"))
    ]
    assert counted(only(*reports)) == (1, 1)


def point(document: str, value: float, *chain: str) -> FigurePoint:
    return FigurePoint(
        document=document,
        value=value,
        low=value,
        high=value,
        bound=Bound.EXACT,
        as_of=None,
        published="2031-05-10",
        chain=chain,
        start=0,
        end=4,
        text=LINE,
    )


def test_a_figure_rests_on_its_first_mouth_else_on_its_text() -> None:
    docs = {r.id: r.done() for r in (told("r1", "صحيفة الوادي"), told("r2", "منبر الجبل"))}
    roots = Roots(docs.values(), ())
    one = [
        point("r1", 27, "صحيفة الوادي", "وزارة الصحة"),
        point("r2", 27, "منبر الجبل", "وزارة الصحة"),
    ]
    assert (of_points(one, docs, roots).least, of_points(one, docs, roots).most) == (1, 1)
    own = [point("r1", 27, "صحيفة الوادي"), point("r2", 27, "منبر الجبل")]
    assert (of_points(own, docs, roots).least, of_points(own, docs, roots).most) == (1, 2)


def test_the_reason_names_who_stands_behind_the_line() -> None:
    h = only(
        told("r1", "صحيفة الوادي", by="سالم الرملي"), told("r2", "منبر الجبل", by="سالم الرملي")
    )
    assert h.origins is not None
    for lang in Lang:
        assert "سالم الرملي" in why(h.origins, lang) or lang is Lang.EN
    assert "2" in why(h.origins, Lang.EN)
