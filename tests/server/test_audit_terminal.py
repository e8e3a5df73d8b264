"""The audit log at the terminal: checked, listed, in backups, and by a checker that knows nothing of Madang (SPEC A2, A4, A7)."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.prefork import ROOT
from tests.server.running import madang


def audit(*typed: str, folder: Path) -> tuple[int, str]:
    done = madang("audit", *typed, folder=folder)
    return done.returncode, done.stdout + done.stderr


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
