"""The JSON API: as its description says, never a failure, the same answers as Python's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from musnad import open_case
from musnad.present.table import Table
from musnad.web.app import create

_LOCAL = {"host": "localhost"}
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def client(case: Path) -> Iterator[TestClient]:
    with TestClient(create(case), base_url="http://localhost") as made:
        yield made


def test_no_question_fails_and_answers_are_as_described(case: Path) -> None:
    app = create(case)
    described = schemathesis.openapi.from_asgi("/openapi.json", app, headers=_LOCAL)
    tried = 0
    for found in described.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @settings(max_examples=30, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(question=operation.as_strategy())
        def ask(question: schemathesis.Case[Any]) -> None:
            nonlocal tried
            tried += 1
            question.call_and_validate(headers=_LOCAL, checks=_CHECKS)

        ask()
    app.state.shelf.close()
    assert tried > 200


def test_answers_are_those_of_python(case: Path, client: TestClient) -> None:
    def asked(path: str, **query: str) -> list[Any]:
        answer = client.get(f"/api/{path}", params={"limit": "500", **query}).json()
        assert answer["total"] == len(answer["items"])
        items: list[Any] = answer["items"]
        return items

    def plain(table: Table[Any]) -> list[Any]:
        return msgspec.json.decode(msgspec.json.encode(table.to_dicts()), type=list[Any])

    with open_case(case) as held:
        assert asked("chronology") == plain(held.chronology())
        some = {"since": "2025-07", "who": "ميدارا"}
        assert asked("chronology", **some) == plain(held.chronology(**some))
        told = held.chronology(outlet="السنديانة", status="occurred")
        assert asked("chronology", outlet="السنديانة", status="occurred") == plain(told)
        assert 0 < len(told) < len(held.chronology())
        assert asked("statements", kind="anonymous") == plain(held.statements(kind="anonymous"))
        assert asked("figures", measure="killed") == plain(held.figures(measure="killed"))
        assert asked("entities", kind="PER") == plain(held.entities(kind="PER"))
        assert asked("disagreements") == plain(held.disagreements())
        assert asked("stories") == plain(held.stories())
        then = held.chronology(as_known_on="2025-06-23")
        assert asked("chronology", as_known_on="2025-06-23") == plain(then)
        assert asked("sources") == plain(held.sources())
        found = client.get("/api/search", params={"q": "الهدنة", "most": 7}).json()["items"]
        assert found == plain(held.search("الهدنة", 7))


def test_a_list_comes_in_pieces(client: TestClient) -> None:
    whole = client.get("/api/statements?limit=500").json()["items"]
    pieces = [
        item
        for offset in range(0, len(whole), 40)
        for item in client.get(f"/api/statements?limit=40&offset={offset}").json()["items"]
    ]
    assert pieces == whole


def test_what_is_not_there_is_said(client: TestClient) -> None:
    for path in ("/api/entries/none", "/api/reports/none"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "none" in answer.json()["detail"]
    assert "no such date" in client.get("/api/chronology?since=soon").json()["detail"]
