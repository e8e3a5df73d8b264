"""Accounts over HTTP for supervisors alone (SPEC S24, S25), and what a closed account can still do: nothing."""

import asyncio
from typing import Any

import httpx
import pytest
from tests.live.wire import Client
from tests.server.running import PASSWORD, Running
from tests.server.test_audit_served import BEARER, supervisor_of

from madang_protocol import Close
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.web.accounts import ACTS_A_MINUTE

POST = {"services": ["echo"], "skills": ["english"], "supervisor": False}


@pytest.fixture(scope="module")
def supervisor(server: Running) -> str:
    return supervisor_of(server, "Han Sora")


def asked(http: httpx.Client, token: str | None, path: str = "", body: Any = None, **headers: str) -> httpx.Response:
    """A request about accounts, with what may be a sign-in."""
    sent = headers | ({BEARER: f"Bearer {token}"} if token else {})
    if body is None and path == "":
        return http.get("/api/accounts", headers=sent)
    return http.post(f"/api/accounts{path}", headers=sent, json=body)


def made(http: httpx.Client, token: str, name: str) -> dict[str, str]:
    """A new account: its id and its one-time password."""
    account: dict[str, str] = asked(http, token, body=POST | {"name": name}).raise_for_status().json()
    return account


def first_sign_in(http: httpx.Client, name: str, one_time: str) -> str:
    signed = http.post("/api/officer/sign-in", json={"name": name, "password": one_time, "new_password": PASSWORD})
    return str(signed.raise_for_status().json()["token"])


def test_S24_a_supervisor_makes_an_account_and_its_officer_signs_in(http: httpx.Client, supervisor: str) -> None:
    account = made(http, supervisor, "  Officer  Kang ")
    token = first_sign_in(http, "Officer Kang", account["password"])
    listed = {one["id"]: one for one in asked(http, supervisor).json()["accounts"]}
    told = listed[account["account"]]
    assert (told["name"], told["services"], told["skills"], told["own"], told["yours"], told["one_time"]) == (
        "Officer Kang", ["echo"], ["english"], False, True, False,
    )  # fmt: skip
    assert told["last_sign_in"] > 0
    assert not any(secret in str(listed) for secret in (account["password"], PASSWORD, token, "argon2", "hash"))


def test_S24_answers_are_kept_nowhere(http: httpx.Client, supervisor: str) -> None:
    answer = asked(http, supervisor, body=POST | {"name": "Officer Ryu"})
    assert answer.headers["cache-control"] == "no-store"


def test_S25_an_officer_a_forger_and_nobody_are_told_nothing(server: Running, http: httpx.Client, supervisor: str) -> None:
    officer = server.officer_token("Officer Park", services="echo")
    account = made(http, supervisor, "Officer Bae")["account"]
    requests = [("", None), ("", POST | {"name": "Officer Kim"}), (f"/{account}/post", POST), (f"/{account}/disable", None)]
    for token in (officer, "forged", None):
        for path, body in requests:
            answer = asked(http, token, path, body)
            assert (answer.status_code, answer.json()) == (401, {"code": "not_allowed"})


def test_S10_a_disabled_officers_sign_in_is_worth_nothing_over_http_and_over_the_socket(
    server: Running, http: httpx.Client, supervisor: str
) -> None:
    account = made(http, supervisor, "Officer Moon")
    token = first_sign_in(http, "Officer Moon", account["password"])

    async def sees_the_end() -> list[tuple[int, str]]:
        desk = await Client.open(server.socket_url)
        await desk.send(c.Hello(versions=[1], officer=token))
        await desk.until(m.Welcome)
        closes = await asyncio.to_thread(asked, http, supervisor, f"/{account['account']}/disable")
        assert closes.status_code == 200
        again = await Client.open(server.socket_url)
        await again.send(c.Hello(versions=[1], officer=token))
        return [await desk.until_closed(), await again.until_closed()]

    assert asyncio.run(sees_the_end()) == [(Close.FORBIDDEN, "")] * 2
    assert asked(http, token).status_code == 401
    assert http.get("/api/audit", headers={BEARER: f"Bearer {token}"}).status_code == 401


WRONG = [
    ({"name": "Officer Yoo", "services": ["echo"], "supervisor": "yes"}, "supervisor"),
    ({"name": "Officer Yoo", "services": "echo"}, "services"),
    ({"name": "\u200b", "services": ["echo"]}, "name"),
    ({"name": "x" * 25, "services": ["echo"]}, "name"),
    ({"name": 7, "services": ["echo"]}, "name"),
    ({"name": "Officer Yoo", "services": ["echo"], "password": "mine"}, "password"),
]


@pytest.mark.parametrize(("body", "field"), WRONG)
def test_S24_what_is_no_account_is_named(http: httpx.Client, supervisor: str, body: dict[str, Any], field: str) -> None:
    answer = asked(http, supervisor, body=body)
    assert (answer.status_code, answer.json()) == (422, {"code": "bad_field", "fields": [field]})


CODES = [
    ("", POST | {"name": "Han Sora"}, 409, "taken_name"),
    ("", POST | {"name": "Officer Nam", "services": ["mayor"]}, 422, "unknown_service"),
    ("", POST | {"name": "Officer Nam", "services": []}, 422, "unknown_service"),
    ("/nobody/post", POST, 404, "unknown_account"),
    ("/nobody/renew", None, 404, "unknown_account"),
]


@pytest.mark.parametrize(("path", "body", "status", "code"), CODES)
def test_S24_what_cannot_be_done_has_a_code(
    http: httpx.Client, supervisor: str, path: str, body: Any, status: int, code: str
) -> None:
    answer = asked(http, supervisor, path, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_S24_acts_of_one_sign_in_are_bounded(server: Running, http: httpx.Client) -> None:
    busy = supervisor_of(server, "Director Lim")
    answers = [asked(http, busy, "/nobody/disable") for _ in range(ACTS_A_MINUTE + 1)]
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, "too_fast")


def test_fixation_a_sign_in_that_is_sent_along_is_never_the_next_ones(http: httpx.Client, supervisor: str) -> None:
    account = made(http, supervisor, "Officer Shim")
    body = {"name": "Officer Shim", "password": account["password"], "new_password": PASSWORD}
    planted = {BEARER: "Bearer " + "p" * 43, "cookie": "token=" + "p" * 43}
    signed = http.post("/api/officer/sign-in", json=body, headers=planted)
    assert signed.json()["token"] not in {"p" * 43, supervisor}
    assert "set-cookie" not in signed.headers
    assert asked(http, "p" * 43).status_code == 401
