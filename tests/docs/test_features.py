"""The table of features names tests that are there, and says of nothing that it is done without one."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "reference" / "features.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if re.match(r"\| \d+ \|", line)]
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)))


@pytest.mark.parametrize(("file", "test"), TESTS, ids=[test for _, test in TESTS])
def test_a_test_that_the_table_names_is_there(file: str, test: str) -> None:
    assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)


def test_what_is_there_has_a_test_and_what_is_not_has_none() -> None:
    claims = {row[0]: (row[2] in {"yes", "in part"}, row[4].startswith("`tests/")) for row in ROWS}
    assert claims
    assert [number for number, (is_there, has_test) in claims.items() if is_there is not has_test] == []
    assert {row[2] for row in ROWS} <= {"yes", "in part", "no"}


def test_no_row_comes_twice() -> None:
    numbers = [row[0] for row in ROWS]
    assert len(set(numbers)) == len(numbers)
