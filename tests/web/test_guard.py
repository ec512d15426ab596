"""Who may ask, and what a page may do."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from fastapi.testclient import TestClient

from musnad.case.engine import Database
from musnad.errors import CaseError, UsageError
from musnad.web.app import create
from musnad.web.guard import check_address

_SECRET = "a-long-enough-secret"  # noqa: S105 - a test's


@pytest.fixture(scope="module")
def client(case: Path) -> Iterator[TestClient]:
    with TestClient(create(case), base_url="http://localhost:8274") as made:
        yield made


@pytest.fixture(scope="module")
def guarded(case: Path) -> Iterator[TestClient]:
    with TestClient(create(case, _SECRET), base_url="http://desk.example") as made:
        yield made


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    for host in ("rebound.example", "localhost.rebound.example", ""):
        assert client.get("/api/case", headers={"host": host}).status_code == 421


def test_every_answer_says_what_it_may_do(client: TestClient) -> None:
    for path in ("/", "/static/style.css", "/api/case", "/none", "/openapi.json"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_a_case_that_can_not_be_read_is_said_so(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create(case)

    def broken(self: Database) -> NoReturn:
        raise CaseError("talks.musnad: can't be read as a case (disk I/O error)")

    with TestClient(app, base_url="http://localhost") as client:
        assert client.get("/statements").status_code == 200
        monkeypatch.setattr(Database, "read", broken)
        for path in ("/", "/statements", "/api/statements"):
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert "disk I/O error" in answer.text


def test_without_the_token_nothing_is_told(guarded: TestClient) -> None:
    for path in ("/", "/api/chronology", "/openapi.json", "/static/style.css", "/?token=wrong"):
        answer = guarded.get(path)
        assert answer.status_code == 401, path
        assert "السهل" not in answer.text
    bearer = {"authorization": f"Bearer {_SECRET}"}
    assert guarded.get("/api/case", headers=bearer).json()["reports"] == 16


def test_the_token_moves_from_the_address_into_a_cookie(case: Path) -> None:
    with TestClient(create(case, _SECRET), base_url="http://desk.example") as client:
        answer = client.get(f"/reports?outlet=x&token={_SECRET}", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == "http://desk.example/reports?outlet=x"
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert client.get("/reports").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])  # noqa: S104 - it is refused
def test_others_need_a_token(host: str) -> None:
    with pytest.raises(UsageError, match="--token"):
        check_address(host, None)
    check_address(host, _SECRET)


def test_a_token_is_no_short_word() -> None:
    with pytest.raises(UsageError, match="16 characters"):
        check_address("0.0.0.0", "short")  # noqa: S104
    with pytest.raises(UsageError, match="no address"):
        check_address("desk", _SECRET)
    for local in ("127.0.0.1", "::1", "localhost"):
        check_address(local, None)
