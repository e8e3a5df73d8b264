"""The audit log of a real server: beside commands of the terminal, over a kill, for supervisors alone, checked (A1 to A7)."""

import json
import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.prefork import ROOT
from tests.server.running import PASSWORD, Running, madang, serving
from tests.server.two_offices import make_two_offices

BEARER = "authorization"


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


def audit(*typed: str, folder: Path) -> tuple[int, str]:
    done = madang("audit", *typed, folder=folder)
    return done.returncode, done.stdout + done.stderr


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
        for _ in range(7):
            http.post("/api/officer/sign-in", json={"name": name, "password": "a guess"}, headers={"x-forwarded-for": place})
    mine = next(row["subject"] for row in rows(http, supervisor, subject="Han Sora"))
    failed, barred = (rows(http, supervisor, kind=f"sign-in-{how}") for how in ("failed", "barred"))
    told = {(row["subject"], row["details"]["source"]) for row in failed}
    assert told >= {(mine, "203.0.113.20"), ("", "203.0.113.21")}
    assert {(row["subject"], row["details"]["source"]) for row in barred} >= {(mine, "203.0.113.20"), ("", "203.0.113.21")}
    assert {row["actor"] for row in [*failed, *barred]} == {"anybody"}
    assert len([row for row in failed if row["details"]["source"] == "203.0.113.20"]) == 1
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
    code, told = audit("verify", folder=tmp_path)
    assert (code, "the chain holds" in told) == (0, True), told
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


# checked at the terminal ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose office has some rows."""
    folder = tmp_path_factory.mktemp("kept")
    for name in ("Han", "Lee", "Park", "Seo"):
        assert madang("officer", "add", name, "--services", "echo", folder=folder).returncode == 0
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """A copy of it, whose database takes every change: whoever may write the file can take its triggers away."""
    with closing(sqlite3.connect(kept / "data" / "madang.db")) as whole, closing(_open(tmp_path)) as copy:
        whole.backup(copy)
        for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f"DROP TRIGGER {name}")
    return tmp_path


def _open(folder: Path) -> sqlite3.Connection:
    (folder / "data").mkdir(exist_ok=True)
    return sqlite3.connect(folder / "data" / "madang.db")


def tampered(folder: Path, *statements: str) -> tuple[int, str]:
    with closing(_open(folder)) as database, database:
        for statement in statements:
            database.execute(statement)
    return audit("verify", folder=folder)


TAMPERED = {
    "changed": (["UPDATE audit_log SET actor = 'office' WHERE number = 2"], "row 2 was changed"),
    "missing": (["DELETE FROM audit_log WHERE number = 3"], "row 3 is missing"),
    "cut off": (["DELETE FROM audit_log WHERE number = 4"], "row 4 is missing"),
    "added": (
        [
            "CREATE TABLE one AS SELECT * FROM audit_log WHERE number = 4",
            "UPDATE one SET number = 5",
            "INSERT INTO audit_log SELECT * FROM one",
        ],
        "row 5 was added behind the end",
    ),
    "moved": (
        [
            "UPDATE audit_log SET number = 9 WHERE number = 2",
            "UPDATE audit_log SET number = 2 WHERE number = 3",
            "UPDATE audit_log SET number = 3 WHERE number = 9",
        ],
        "row 2 was changed",
    ),
    "no beginning": (
        [
            "UPDATE audit_chains SET pruned_number = 1, pruned_hash = (SELECT hash FROM audit_log WHERE number = 1)",
            "DELETE FROM audit_log WHERE number = 1",
        ],
        "the rows up to 1 are gone",
    ),
    "no chain": (["DELETE FROM audit_chains"], "row 1 was added behind the end"),
}


@pytest.mark.parametrize(("statements", "said"), TAMPERED.values(), ids=TAMPERED)
def test_A4_verify_names_the_first_row_that_is_wrong(folder: Path, statements: list[str], said: str) -> None:
    code, told = tampered(folder, *statements)
    assert code == 1
    assert told.startswith(f"main: {said}"), told


def test_A4_verify_tells_the_head_and_finds_by_it_that_the_end_was_cut_off(folder: Path) -> None:
    code, told = audit("verify", folder=folder)
    assert (code, told.startswith("main: the chain holds: 4 rows, from 20")) == (0, True)
    head = told.split()[-1]
    assert audit("verify", "--expect", head, folder=folder)[0] == 0
    cut = (
        "DELETE FROM audit_log WHERE number = 4",
        "UPDATE audit_chains SET number = 3, hash = (SELECT hash FROM audit_log WHERE number = 3)",
    )
    assert tampered(folder, *cut)[0] == 0
    code, told = audit("verify", "--expect", head, folder=folder)
    assert (code, "its end was cut off" in told) == (1, True)


def test_A4_list_prints_rows_for_people_and_for_programs(folder: Path) -> None:
    code, told = audit("list", folder=folder)
    lines = told.splitlines()
    assert (code, [line.split("\t")[1] for line in lines]) == (0, ["4", "3", "2", "1"])
    assert "(Seo)" in lines[0]
    as_json = [json.loads(line) for line in audit("list", "--json", "--subject", "Lee", folder=folder)[1].splitlines()]
    assert [(row["number"], row["kind"], row["actor"]) for row in as_json] == [(2, "account-added", "terminal")]
    assert audit("list", "--since", "2999-01-01", folder=folder) == (0, "")
    assert audit("list", "--kind", "x", folder=folder)[0] == 2
    assert audit("verify", "--office", "mapo", folder=folder)[0] == 2


def test_A4_an_office_of_before_the_log_is_told_so(tmp_path: Path) -> None:
    code, told = audit("verify", folder=tmp_path)
    assert (code, "there is no office here" in told) == (2, True)


# backups ------------------------------------------------------------------------------------------------------------------


def test_A7_a_backup_has_the_log_and_making_and_restoring_it_are_rows(kept: Path, tmp_path: Path) -> None:
    made = madang("backup", "copy.db", folder=kept)
    assert (made.returncode, made.stdout) == (0, "copy.db: written\n")
    assert "backup-made" in audit("list", folder=kept)[1].splitlines()[0]
    (tmp_path / "data").mkdir()
    restored = madang("restore", str(kept / "copy.db"), folder=tmp_path)
    assert restored.returncode == 0, restored.stderr
    kinds = [line.split("\t")[4] for line in audit("list", folder=tmp_path)[1].splitlines()]
    assert kinds == ["backup-restored", *["account-added"] * 4]
    assert audit("verify", folder=tmp_path)[0] == 0


def test_A7_a_backup_whose_chain_does_not_hold_is_restored_and_named(folder: Path) -> None:
    assert madang("backup", "copy.db", folder=folder).returncode == 0
    with closing(sqlite3.connect(folder / "copy.db")) as copy, copy:
        copy.execute("UPDATE audit_log SET actor = 'office' WHERE number = 2")
    restored = madang("restore", "copy.db", folder=folder)
    assert restored.returncode == 1
    assert "audit log of main: row 2 was changed" in restored.stderr
    assert ": restored." in restored.stdout


CHECKER = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_A2_the_checker_of_the_reference_finds_what_verify_finds(folder: Path) -> None:
    """It knows nothing of Madang."""
    (program,) = CHECKER.findall((ROOT / "docs" / "reference" / "audit-log.md").read_text("utf-8"))

    def checked() -> subprocess.CompletedProcess[str]:
        printed = audit("list", "--json", folder=folder)[1]
        return subprocess.run([sys.executable, "-I", "-c", program], input=printed, capture_output=True, text=True, check=False)

    assert (checked().returncode, checked().stderr) == (0, "")
    tampered(folder, "UPDATE audit_log SET at = at - 1 WHERE number = 3")
    broken = checked()
    assert (broken.returncode, broken.stderr.splitlines()[-1]) == (1, "AssertionError: 3")
