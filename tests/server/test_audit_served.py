"""The audit log of a real server: beside commands of the terminal, over a kill, for supervisors alone (SPEC A1, A3, A6)."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.server.running import PASSWORD, Running, madang, serving
from tests.server.two_offices import make_two_offices

BEARER = "authorization"
ASK_EVERY_S = 0.2


def supervisor_of(server: Running, name: str, *more: str) -> str:
    """The sign-in of a new supervisor."""
    added = madang("officer", "add", name, "--services", "echo", "--supervisor", *more, folder=server.folder)
    assert added.returncode == 0, added.stderr
    return server.first_sign_in(name, added.stdout)


@pytest.fixture(scope="module")
def supervisor(server: Running) -> str:
    return supervisor_of(server, "Han Sora")


def asked(http: httpx.Client, token: str | None, *, base: str = "", **wanted: str | int) -> httpx.Response:
    headers = {BEARER: f"Bearer {token}"} if token else {}
    return http.get(f"{base}/api/audit", headers=headers, params=wanted)


def rows(http: httpx.Client, token: str, **wanted: str | int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        http.get("/api/audit", headers={BEARER: f"Bearer {token}"}, params=wanted).raise_for_status().json()["rows"]
    )
    return found


def rows_when_told(http: httpx.Client, token: str, kind: str, wanted: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """The rows of a kind, as soon as these subjects and sources are among them: they are written behind the answer."""
    told: set[tuple[str, str]] = set()
    while not told >= wanted:
        time.sleep(ASK_EVERY_S)
        found = rows(http, token, kind=kind)
        told = {(row["subject"], row["details"]["source"]) for row in found}
    return found


# over HTTP ------------------------------------------------------------------------------------------------------------------


def test_A6_a_supervisor_reads_pages_of_rows_the_newest_first(server: Running, http: httpx.Client, supervisor: str) -> None:
    assert asked(http, supervisor).status_code == 200
    for number in range(3):
        madang("officer", "add", f"Officer {number}", "--services", "echo", folder=server.folder)
    first = asked(http, supervisor, limit=2).json()
    numbers = [row["number"] for row in first["rows"]]
    assert (numbers, first["more"]) == (sorted(numbers, reverse=True), True)
    assert first["names"][first["rows"][0]["subject"]] == "Officer 2"
    second = asked(http, supervisor, limit=2, before=numbers[-1]).json()
    assert [row["number"] for row in second["rows"]] == [numbers[-1] - 1, numbers[-1] - 2]
    assert asked(http, supervisor, before=2).json()["more"] is False
    assert first["checked"]["number"] <= numbers[0]
    assert "fault" not in first["checked"]


def test_A6_rows_are_found_by_kind_officer_subject_and_day(http: httpx.Client, supervisor: str) -> None:
    whole = rows(http, supervisor, limit=100)
    account = next(row["subject"] for row in whole if row["kind"] == "sign-in")
    own = rows(http, supervisor, actor=account.replace("account:", "officer:"))
    assert {row["kind"] for row in own} == {"password-chosen", "sign-in", "log-read"}
    assert {row["subject"] for row in rows(http, supervisor, subject="Han Sora")} == {account}
    assert {row["kind"] for row in rows(http, supervisor, kind="account-added")} == {"account-added"}
    assert rows(http, supervisor, day="2001-01-01") == []
    assert rows(http, supervisor, kind="sign-in", actor="terminal") == []


def test_A6_reading_the_log_is_a_row_of_it(http: httpx.Client, supervisor: str) -> None:
    for _ in range(3):
        assert asked(http, supervisor).status_code == 200
    assert len(rows(http, supervisor, kind="log-read")) == 1


def test_A6_nobody_else_reads_it(server: Running, http: httpx.Client) -> None:
    officer = server.officer_token("Officer Park", services="echo")
    for token in (officer, "forged", None):
        answer = asked(http, token)
        assert (answer.status_code, answer.json()) == (401, {"code": "not_allowed"})


@pytest.mark.parametrize("wrong", [{"limit": 101}, {"limit": 0}, {"before": 0}, {"kind": "x"}, {"day": "x"}, {"actor": "x" * 65}])
def test_A6_what_cannot_be_asked_is_rejected(http: httpx.Client, supervisor: str, wrong: dict[str, str | int]) -> None:
    assert http.get("/api/audit", headers={BEARER: f"Bearer {supervisor}"}, params=wrong).status_code == 422


def test_A1_tries_to_sign_in_are_told_without_what_was_typed(http: httpx.Client, supervisor: str) -> None:
    for name, place in (("Han Sora", "203.0.113.20"), ("hunter2 is my password", "203.0.113.21")):
        guess, headers = {"name": name, "password": "a guess"}, {"x-forwarded-for": place}
        while http.post("/api/officer/sign-in", json=guess, headers=headers).status_code != 429:
            pass
    mine = next(row["subject"] for row in rows(http, supervisor, subject="Han Sora"))
    wanted = {(mine, "203.0.113.20"), ("", "203.0.113.21")}
    failed, barred = (rows_when_told(http, supervisor, f"sign-in-{how}", wanted) for how in ("failed", "barred"))
    assert {row["actor"] for row in [*failed, *barred]} == {"anybody"}
    assert "hunter2" not in str([*failed, *barred])


def test_A6_who_supervises_another_office_does_not_read_this_ones(tmp_path: Path) -> None:
    make_two_offices(tmp_path / "data")
    with serving(tmp_path) as two, two.client() as http:
        added = madang("officer", "add", "Han", "--services", "echo", "--supervisor", "--office", "jongno", folder=tmp_path)
        one_time = added.stdout.strip().rpartition(" ")[2]
        sign_in = {"name": "Han", "password": one_time, "new_password": PASSWORD}
        token = http.post("/o/jongno/api/officer/sign-in", json=sign_in).raise_for_status().json()["token"]
        assert asked(http, token, base="/o/jongno").status_code == 200
        assert asked(http, token, base="/o/haeundae").status_code == 401
        assert madang("officer", "post", "Han", "--services", "echo", "--office", "haeundae", folder=tmp_path).returncode == 0
        assert asked(http, token, base="/o/haeundae").status_code == 401


# two writers, and a kill ----------------------------------------------------------------------------------------------------


def test_A3_a_kill_while_the_server_and_the_terminal_write_leaves_one_whole_chain(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        supervisor_of(server, "Han Sora")
        ended = threading.Event()

        def sign_in_and_out() -> None:
            with server.client() as http:
                while not ended.is_set():
                    asked = {"name": "Han Sora", "password": PASSWORD}
                    try:
                        token = http.post("/api/officer/sign-in", json=asked).json()["token"]
                        http.post("/api/officer/sign-out", headers={BEARER: f"Bearer {token}"})
                    except httpx.TransportError:
                        return

        people = [threading.Thread(target=sign_in_and_out) for _ in range(3)]
        for person in people:
            person.start()
        for number in range(4):
            assert madang("officer", "add", f"Officer {number}", "--services", "echo", folder=tmp_path).returncode == 0
        server.kill()
        ended.set()
        for person in people:
            person.join()
    checked = madang("audit", "verify", folder=tmp_path)
    assert (checked.returncode, "the chain holds" in checked.stdout) == (0, True), checked.stderr
    with closing(sqlite3.connect(tmp_path / "data" / "madang.db")) as database:
        numbers = [number for (number,) in database.execute("SELECT number FROM audit_log ORDER BY number")]
        added = database.execute("SELECT count(*) FROM audit_log WHERE kind = 'account-added'").fetchone()[0]
        signed_in = database.execute("SELECT count(*) FROM audit_log WHERE kind = 'sign-in'").fetchone()[0]
        signed_out = database.execute("SELECT count(*) FROM audit_log WHERE kind = 'sign-out'").fetchone()[0]
        left = database.execute("SELECT count(*) FROM sign_ins").fetchone()[0]
    assert numbers == list(range(1, len(numbers) + 1))
    assert added == 5
    assert signed_in > 5
    assert signed_in - signed_out == left  # a row and what it tells of are there together, or neither is
    with serving(tmp_path) as server:
        assert "the audit log holds" in server.output
