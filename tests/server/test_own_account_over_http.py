"""One's own account over HTTP: what is told, how often one may guess, where an end counts (SPEC S26 to S29, S32)."""

import asyncio
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.live.wire import Client
from tests.server.running import PASSWORD, Running, madang, serving
from tests.server.test_audit_served import BEARER, supervisor_of

from madang_protocol import Close
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server import one_time_codes
from madang_server.web.throttle import TRIES_FOR_A_NAME

SIGN_IN = "/api/officer/sign-in"
PHONE = "Mozilla/5.0 (Linux; Android 15; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"


def asked(http: httpx.Client, token: str | None, path: str = "", body: Any = None) -> httpx.Response:
    headers = {BEARER: f"Bearer {token}"} if token else {}
    return http.post(f"/api/account{path}", headers=headers, json=body) if path else http.get("/api/account", headers=headers)


def again(http: httpx.Client, name: str, agent: str, **more: str) -> httpx.Response:
    """One more sign-in of an officer with `PASSWORD`."""
    return http.post(SIGN_IN, json={"name": name, "password": PASSWORD} | more, headers={"user-agent": agent})


def code_now(secret: str, steps: int = 0) -> str:
    return one_time_codes.code_at(one_time_codes.from_text(secret), one_time_codes.step_of(time.time()) + steps)


def test_S27_devices_are_told_in_kinds_and_never_by_what_they_say_themselves(server: Running, http: httpx.Client) -> None:
    server.officer_token("Officer Ahn", services="echo")
    tokens = [again(http, "Officer Ahn", agent).json()["token"] for agent in (PHONE, FIREFOX)]
    told = asked(http, tokens[1]).json()
    devices = [(one["device"], one["own"]) for one in told["sessions"]]
    assert devices[:2] == [("computer/linux/firefox", True), ("phone/android/chrome", False)]
    assert (told["name"], told["second_factor"], told["needs_second_factor"]) == ("Officer Ahn", None, False)
    assert not any(secret in str(told) for secret in (*tokens, "SM-S921N", "argon2"))


def test_S27_an_ended_sign_in_counts_nowhere(server: Running, http: httpx.Client) -> None:
    lost = server.officer_token("Officer Bong", services="echo")
    mine = again(http, "Officer Bong", FIREFOX).json()["token"]

    async def sees_the_end() -> list[tuple[int, str]]:
        desk = await Client.open(server.socket_url)
        await desk.send(c.Hello(versions=[1], officer=lost))
        await desk.until(m.Welcome)
        assert (await asyncio.to_thread(asked, http, mine, "/sessions/end-others")).status_code == 200
        again = await Client.open(server.socket_url)
        await again.send(c.Hello(versions=[1], officer=lost))
        return [await desk.until_closed(), await again.until_closed()]

    assert asyncio.run(sees_the_end()) == [(Close.FORBIDDEN, "")] * 2
    for path, body in (("", None), ("/sessions/end-others", None), ("/second-factor", {"password": PASSWORD})):
        assert asked(http, lost, path, body).status_code == 401
    assert len(asked(http, mine).json()["sessions"]) == 1


def test_S26_the_old_password_is_guessed_no_faster_than_at_the_sign_in(server: Running, http: httpx.Client) -> None:
    token = server.officer_token("Officer Cha", services="echo")
    guess = {"password": "a guess", "new_password": "another long password"}
    answers = [asked(http, token, "/password", guess) for _ in range(TRIES_FOR_A_NAME + 1)]
    assert [answer.json()["code"] for answer in answers] == ["wrong_password"] * TRIES_FOR_A_NAME + ["too_fast"]
    assert again(http, "Officer Cha", FIREFOX).status_code == 429


def test_S26_a_right_password_is_no_guess(server: Running, http: httpx.Client) -> None:
    token = server.officer_token("Officer Do", services="echo")
    weak = {"password": PASSWORD, "new_password": "short"}
    answers = [asked(http, token, "/password", weak) for _ in range(TRIES_FOR_A_NAME + 2)]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(422, "weak_password")}
    assert asked(http, token, "/password", weak | {"new_password": "another long password"}).json() == {}


def test_S28_a_second_factor_is_set_up_and_asked_for(server: Running, http: httpx.Client) -> None:
    token = server.officer_token("Officer Eun", services="echo")
    begun = asked(http, token, "/second-factor", {"password": PASSWORD}).json()
    assert begun["address"].startswith("otpauth://totp/")
    assert {len(row) for row in begun["picture"]} == {len(begun["picture"])}
    codes = asked(http, token, "/second-factor/confirm", {"code": code_now(begun["secret"])}).json()["recovery_codes"]
    told = asked(http, token).json()
    assert (told["second_factor"]["recovery_left"], begun["secret"] in str(told)) == (len(codes), False)
    assert again(http, "Officer Eun", FIREFOX).json() == {"token": None, "must_change": False, "needs_code": True}
    wrong = again(http, "Officer Eun", FIREFOX, code="000000")
    assert (wrong.status_code, wrong.json()) == (401, {"code": "wrong_code"})
    right = again(http, "Officer Eun", FIREFOX, code=code_now(begun["secret"], 1)).json()
    assert len(right["token"]) == 43
    assert madang("officer", "second-factor-off", "Officer Eun", folder=server.folder).returncode == 0
    assert asked(http, right["token"]).status_code == 401
    assert len(again(http, "Officer Eun", FIREFOX).json()["token"]) == 43


def test_S29_codes_are_guessed_no_faster_than_passwords(server: Running, http: httpx.Client) -> None:
    token = server.officer_token("Officer Gil", services="echo")
    begun = asked(http, token, "/second-factor", {"password": PASSWORD}).json()
    asked(http, token, "/second-factor/confirm", {"code": code_now(begun["secret"])}).raise_for_status()
    answers = [again(http, "Officer Gil", FIREFOX, code="000000") for _ in range(TRIES_FOR_A_NAME + 1)]
    assert [answer.json()["code"] for answer in answers] == ["wrong_code"] * TRIES_FOR_A_NAME + ["too_fast"]
    elsewhere = {"user-agent": PHONE, "x-forwarded-for": "203.0.113.77"}
    body = {"name": "Officer Gil", "password": PASSWORD, "code": code_now(begun["secret"], 1)}
    barred = http.post(SIGN_IN, json=body, headers=elsewhere)
    assert (barred.status_code, barred.json()) == (429, {"code": "codes_barred"})


@pytest.mark.parametrize("path", ["", "/password", "/sessions/end-others", "/sessions/x/end", "/second-factor/off"])
def test_S26_nobody_is_told_nothing(http: httpx.Client, path: str) -> None:
    body = {"/password": {"password": "x", "new_password": "y"}, "/second-factor/off": {"password": "x", "code": "1"}}.get(path)
    for token in (None, "forged"):
        answer = asked(http, token, path, body)
        assert (answer.status_code, answer.json()) == (401, {"code": "not_allowed"})


def test_S32_the_open_desk_of_a_supervisor_who_takes_the_second_factor_off_is_closed(tmp_path: Path) -> None:
    with serving(tmp_path, MADANG_SECOND_FACTOR="supervisors") as strict, strict.client() as http:
        token = supervisor_of(strict, "Supervisor Seo")
        begun = asked(http, token, "/second-factor", {"password": PASSWORD}).json()
        asked(http, token, "/second-factor/confirm", {"code": code_now(begun["secret"])}).raise_for_status()
        proof = {"password": PASSWORD, "code": code_now(begun["secret"], 1)}

        async def sees_the_end() -> tuple[str, int, tuple[int | None, str]]:
            desk = await Client.open(strict.socket_url)
            await desk.send(c.Hello(versions=[1], officer=token))
            role = (await desk.until(m.Welcome)).role
            off = await asyncio.to_thread(asked, http, token, "/second-factor/off", proof)
            return role, off.status_code, await desk.until_closed()

        role, answered, closed = asyncio.run(sees_the_end())
    assert (role, answered, closed) == ("supervisor", 200, (Close.FORBIDDEN, ""))
