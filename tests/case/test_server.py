"""Opening a case in PostgreSQL: what is wrong with it is told apart, with the remedy."""

import threading

import pytest
from sqlalchemy import create_engine, text

from musnad.case import server
from musnad.case.engine import Database
from musnad.case.store import open_case
from musnad.errors import CaseError, CaseWriteError
from musnad.model import Failure

pytestmark = pytest.mark.postgres


def run(url: str, *statements: str) -> None:
    """Run statements on the database of a case's URL, past Musnad."""
    engine = create_engine(
        url.partition("&schema=")[0].replace("postgresql:", "postgresql+psycopg:")
    )
    with engine.begin() as db:
        for statement in statements:
            db.execute(text(statement))
    engine.dispose()


def test_two_cases_of_one_database_know_nothing_of_each_other(postgres: str) -> None:
    first, second = (f"{postgres}&schema=desk {n}" for n in "ab")
    with open_case(first, create=True) as case:
        case.fail(Failure("a.txt", "empty"))
    with open_case(second, create=True) as case:
        assert case.failures() == ()
    with open_case(first) as case:
        assert case.failures() == (Failure("a.txt", "empty"),)


def test_a_name_of_any_signs_is_a_name(postgres: str) -> None:
    place = f"{postgres}&schema=ملف \"x'; DROP SCHEMA public"
    with open_case(place, create=True) as case:
        case.fail(Failure("a.txt", "empty"))
    assert open_case(place).failures() == (Failure("a.txt", "empty"),)


def test_a_case_is_not_made_unasked(postgres: str) -> None:
    with pytest.raises(CaseError, match=r"schema=none: no such case; make one with: musnad build"):
        open_case(f"{postgres}&schema=none")
    run(postgres, "CREATE SCHEMA none")
    with pytest.raises(CaseError, match="is empty; make the case with"):
        open_case(f"{postgres}&schema=none")
    open_case(f"{postgres}&schema=none", create=True).close()


@pytest.mark.parametrize("create", [False, True])
def test_another_programs_tables_are_left_alone(postgres: str, create: bool) -> None:
    run(postgres, "CREATE SCHEMA IF NOT EXISTS other", "CREATE TABLE IF NOT EXISTS other.things ()")
    with pytest.raises(CaseError, match=r"is not a Musnad case \(.*other program"):
        open_case(f"{postgres}&schema=other", create=create)


def test_a_newer_case_is_left_alone(postgres: str) -> None:
    place = f"{postgres}&schema=newer"
    open_case(place, create=True).close()
    run(postgres, "UPDATE newer.meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(CaseError, match=r"made by a newer Musnad \(schema 99.*upgrade"):
        open_case(place)


def test_a_server_that_is_not_there_is_told_without_the_password(postgres: str) -> None:
    with pytest.raises(CaseError) as told:
        open_case("postgresql://desk:secret@/postgres?host=/nowhere&password=secret")
    assert "check the server" in str(told.value)
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_what_is_no_url_is_told(postgres: str) -> None:
    with pytest.raises(CaseError, match="is no URL of a database; give postgresql://"):
        open_case("postgresql://host:port:9/x")


def test_a_server_of_another_release_is_told(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_OLDEST", 990000)
    with pytest.raises(CaseError, match=r"is PostgreSQL 1\d; give 15 or later"):
        open_case(f"{postgres}&schema=old", create=True)


def test_a_writer_that_waits_too_long_is_told(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"{postgres}&schema=waits"
    open_case(place, create=True).close()
    monkeypatch.setattr(server, "WAIT_SECONDS", 0.2)
    first, second = Database(place), open_case(place)
    with first.write(), pytest.raises(CaseWriteError, match="wait for the other run"):
        second.fail(Failure("a.txt", "empty"))
    second.fail(Failure("a.txt", "empty"))
    second.close()
    first.close()


def test_a_writer_that_waits_gets_its_turn(place: str) -> None:
    first = Database(place, create=True)
    second = open_case(place)
    done = threading.Event()

    def other() -> None:
        second.fail(Failure("a.txt", "empty"))
        done.set()

    with first.write():
        thread = threading.Thread(target=other)
        thread.start()
        assert not done.wait(0.2)
    thread.join()
    assert second.failures() == (Failure("a.txt", "empty"),)
    second.close()
    first.close()
