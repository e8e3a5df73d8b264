"""Looking for cases over HTTP: who may, how often, and what is answered (SPEC C44)."""

from typing import Any

import httpx
import pytest
from tests.server.test_canned_replies import tokens as tokens  # noqa: PLC0414 - a fixture


def search(http: httpx.Client, token: str, **body: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return http.post("/api/cases/search", headers=headers, json=body)


def test_C44_an_officer_searches_and_others_do_not(http: httpx.Client, tokens: dict[str, str]) -> None:
    assert search(http, tokens["officer"]).json() == {"cases": [], "more": False}
    assert search(http, tokens["officer"], mine=True, state="received", service="echo", text="Kim").status_code == 200
    for role in ("forged", "none"):
        answer = search(http, tokens[role], text="Kim")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_allowed")


@pytest.mark.parametrize("body", [{"text": "x"}, {"text": "x" * 101}, {"state": "lost"}, {"more": 1}, {"mine": "yes"}])
def test_C44_what_cannot_be_looked_for_is_rejected(http: httpx.Client, tokens: dict[str, str], body: dict[str, Any]) -> None:
    assert search(http, tokens["officer"], **body).status_code == 422


def test_C44_an_account_searches_thirty_times_a_minute(http: httpx.Client, tokens: dict[str, str]) -> None:
    answers = [search(http, tokens["supervisor"]).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
