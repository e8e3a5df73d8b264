"""The scaffold: what it writes is a package whose own tests pass."""

import subprocess
import sys

import pytest

from madang_counters.scaffold import ScaffoldFault, write_counter


def test_a_new_service_keeps_the_contract_from_its_first_minute(tmp_path):
    written = write_counter("library-card", tmp_path)
    assert [path.relative_to(tmp_path / "library-card").as_posix() for path in written] == [
        "pyproject.toml",
        "README.md",
        "library_card/__init__.py",
        "tests/test_library_card.py",
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=.", "tests"]
    ran = subprocess.run(command, cwd=tmp_path / "library-card", capture_output=True, text=True, check=False)
    assert (ran.returncode, "2 passed" in ran.stdout) == (0, True), ran.stdout


@pytest.mark.parametrize("name", ["", "Library", "library_card", "-card", "card-", "a--b", "../card", "a" * 41, "도서관"])
def test_a_bad_name_writes_nothing(tmp_path, name):
    with pytest.raises(ScaffoldFault, match="no name of a service"):
        write_counter(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_overwritten(tmp_path):
    write_counter("card", tmp_path)
    with pytest.raises(ScaffoldFault, match="there already"):
        write_counter("card", tmp_path)
