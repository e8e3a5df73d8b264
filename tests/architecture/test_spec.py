"""The SPEC and the tests name the same rules."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULE = re.compile(r"^- \*\*([WSRTCKONA]\d+)\*\*", re.MULTILINE)
WHOLE_RULE = re.compile(r"^- \*\*(?P<number>[WSRTCKONA]\d+)\*\*(?P<text>.*(?:\n  .*)*)", re.MULTILINE)
PYTHON_TEST = re.compile(r"def test_([WSRTCKONA]\d+)_")
WEB_TEST = re.compile(r"\b(?:test|it)\(\s*[\"'`]([WSRTCKONA]\d+) ")
SKIPPED = {"node_modules", "dist"}


def text_of(pattern: str, folder: Path) -> str:
    paths = [path for path in folder.rglob(pattern) if not SKIPPED & set(path.parts)]
    return "\n".join(path.read_text("utf-8") for path in paths)


def rules() -> list[str]:
    return RULE.findall((ROOT / "protocol" / "SPEC.md").read_text("utf-8"))


def unfinished() -> list[str]:
    """The rules whose text, with its further lines, does not end with a full stop."""
    text = (ROOT / "protocol" / "SPEC.md").read_text("utf-8")
    return [found["number"] for found in WHOLE_RULE.finditer(text) if not found["text"].rstrip().endswith(".")]


def ids_in_tests() -> set[str]:
    in_python = PYTHON_TEST.findall(text_of("test_*.py", ROOT / "tests"))
    return {*in_python, *WEB_TEST.findall(text_of("*.test.ts*", ROOT / "clients" / "web"))}


def test_no_rule_number_is_given_twice():
    assert len(rules()) == len(set(rules()))


def test_every_rule_has_a_test_that_carries_its_number():
    assert set(rules()) - ids_in_tests() == set()


def test_no_test_carries_a_number_that_is_no_rule():
    assert ids_in_tests() - set(rules()) == set()


def test_every_rule_is_a_whole_text():
    assert unfinished() == []
