"""A case as it stood on an earlier day is the case of what had been published by then."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from musnad import open_case
from musnad.api import Case
from musnad.case import schema
from musnad.errors import UsageError
from musnad.ingest import files
from musnad.link import link
from musnad.model import Links, Status
from musnad.pipeline import annotate
from musnad.run import examples, local, replay
from tests.link.build import Report


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    place = tmp_path_factory.mktemp("replay") / "talks.musnad"
    local.build([examples.talks()], place, workers=1)
    with open_case(place) as opened:
        yield opened


@pytest.mark.parametrize("day", ["2025-06-16", "2025-07-07", "2025-12-31"])
def test_it_is_the_case_of_the_reports_of_those_days(case: Case, day: str) -> None:
    known = [d for d in case.documents() if d.published and d.published <= day]
    assert 0 < len(known) < 16
    assert case.view(as_known_on=day) == link(known)


def test_on_a_day_before_all_reports_nothing_was_known(case: Case) -> None:
    assert case.view(as_known_on="2024") == Links((), (), (), ())


def test_a_plan_is_a_plan_until_it_happened(case: Case) -> None:
    def talks(until: str) -> set[Status]:
        found = case.chronology(as_known_on=until)
        return {e.happening.status for e in found if "09" in {r.id[:2] for r in e.reports}}

    assert Status.PLANNED in talks("2025-07-10")


def test_what_was_denied_later_was_not_denied_yet(case: Case) -> None:
    assert len(case.disagreements("denial", as_known_on="2025-06-15")) == 0
    assert len(case.disagreements("denial", as_known_on="2025-06-16")) == 1


def test_a_month_means_its_last_day(case: Case) -> None:
    assert case.view(as_known_on="2025-06") == case.view(as_known_on="2025-06-30")
    with pytest.raises(UsageError, match="--as-known-on yesterday: no such date"):
        case.view(as_known_on="yesterday")


def test_a_report_without_a_date_counts_from_the_day_it_was_added(tmp_path: Path) -> None:
    with open_case(tmp_path / "c", create=True) as case:
        case.add(replace(Report("r1", "نص", published=None).done(), path="r1.txt"), b"x")
        with case.database.write() as db:
            db.execute(schema.documents.update().values(added="2031-05-10T08:00:00+00:00"))
        assert [d.id for d in case.known_on("2031-05-09")] == []
        assert [d.id for d in case.known_on("2031-05-10")] == ["r1"]
        assert case.added() == {"r1": "2031-05-10T08:00:00+00:00"}


def test_a_report_annotated_anew_was_added_when_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = annotate(files.read_text("غادر الوفد العاصمة أمس.".encode(), "r1.txt"))
    with open_case(tmp_path / "c", create=True) as case:
        case.add(doc, b"x")
        with case.database.write() as db:
            db.execute(schema.documents.update().values(added="2031-05-10", version="0.0.1"))
        case.add(doc, b"x")
        assert case.has(doc.id)
        assert case.added() == {doc.id: "2031-05-10"}


def test_one_story_is_told_alone(case: Case) -> None:
    stories = case.stories()
    assert len(stories) > 1
    story = stories[1].story
    inside = set(story.documents)
    links = case.view(story=story.id)
    assert links.statements
    assert {s.document for s in links.statements} <= inside
    assert all(inside & {d for d, _ in h.mentions} for h in links.happenings)
    assert len(case.chronology(story=story.id)) == len(links.happenings) > 0


def test_a_story_is_meant_by_a_name_in_it(case: Case) -> None:
    assert case.view(story="كمال الجرموزي").stories[0].id in {s.story.id for s in case.stories()}
    with pytest.raises(UsageError, match="--story nothing: no such story; see them with"):
        case.view(story="nothing")
    with pytest.raises(UsageError, match=r"stories name it .*; give one id"):
        case.view(story="رعان")


def test_the_clocks_of_an_entry(case: Case) -> None:
    visit = next(e for e in case.chronology() if {r.id[:2] for r in e.reports} >= {"05", "06"})
    assert visit.published
    assert (visit.published.earliest, visit.published.latest) >= ("2025-06-22", "2025-06-23")
    assert visit.happening.earliest
    assert visit.happening.earliest <= visit.published.earliest
    assert visit.added
    assert visit.added[0] <= visit.added[1]
    assert replay.known_on(case, visit.published.latest).happenings
