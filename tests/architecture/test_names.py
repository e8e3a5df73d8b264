"""Words that were retired for those of the field stay away, and a rejected command shares no word with a refused case."""

import re
from pathlib import Path

import pytest
from tests.architecture import repository

SOURCES = ("*.py", "*.ts", "*.tsx", "*.mjs", "*.ftl", "*.md", "*.css", "*.json")
# Where the old words are told as history: migrations, the changelog, the decision that retired them, and this list itself.
HISTORY = re.compile(r"migrations/versions/|CHANGELOG\.md$|decisions/0017|test_names\.py$|glossary\.md$|package-lock\.json$")
# house word -> word of the field (decision 0017)
RETIRED = {
    r"wish(?:es|ed)?": "command",
    r"[Dd]eeds?": "unit of work, action",
    r"[Bb]ureau": "office context",
    r"Granted(?=[(:\]]| \|)": "Accepted",
    r"[Ss]urroundings?": "environment",
    r"Errands?|ERRANDS_MAX": "CommandQueue",
    r"Wardrobe|Workshop|Porter|Messenger|Reception|Entrance|Gateway|CaseFile|LiveOutbox": "see the glossary",
    r"class (?:Course|Crew|Letter|Peer|Hall|Folder|Guests|Outbox|Sight|Paper|Veil|Curtain|Leanings|Deed|Wish)": "glossary",
    r"_journal|open_journal": "structlog",
    r"MAILBOX_MAX|_mail_left": "what it bounds",
}
REFUSAL = re.compile(r"refus", re.IGNORECASE)
# Files that are about the lawful decision itself: only here may something be refused ...
OF_CASES = (
    "server/madang_counters/", "server/madang_office/cases.py", "server/madang_office/objections.py",
    "tests/office/test_objections.py", "tests/server/test_objections.py", "tests/browser/test_objections.py",
    "tests/browser/busy_morning.py",
    "tests/server/test_decided_anew.py",
    "tests/server/test_case_terms.py", "tests/simulation/objecting.py", "docs/reference/state-tables.md",
    "tests/counters/", "tests/office/test_cases.py", "clients/web/src/words/en/cases.ftl", "clients/web/src/words/ko/cases.ftl",
    "clients/web/src/words/en/record.ftl", "clients/web/src/words/ko/record.ftl",
    "clients/web/src/words/built-keys.test.ts", "tests/architecture/test_promises.py",
    "clients/web/src/words/en/news.ftl", "clients/web/src/words/ko/news.ftl",
)  # fmt: skip
# ... and where one of its states, events or acts is named.
LAWFUL = re.compile(
    r"""["']refused?["']|\b(?:acts|steps|CaseEvent|CaseState)\.\w*refus|(?:is|case)[-_]refused|desk-refuse|`Refuse`|remedy"""
    r"""|\bcases? """,
    re.IGNORECASE,
)


def texts() -> list[Path]:
    return [path for path in repository.files(*SOURCES) if not HISTORY.search(repository.name_of(path))]


def present(path: Path) -> list[str]:
    """The lines of a file but those that say that they are about a retired word."""
    return [line for line in path.read_text("utf-8").splitlines() if "decision 0017" not in line]


@pytest.mark.parametrize("word", RETIRED)
def test_a_retired_word_stays_away(word):
    retired = re.compile(rf"(?<![A-Za-z]){word}(?![a-z])")
    found = [repository.name_of(path) for path in texts() if any(map(retired.search, present(path)))]
    assert found == [], f"say {RETIRED[word]}"


def test_only_cases_are_refused():
    lines = [
        f"{repository.name_of(path)}:{number}: {line.strip()}"
        for path in texts()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if REFUSAL.search(line) and not LAWFUL.search(line)
    ]
    assert [line for line in lines if not line.startswith(OF_CASES)] == []
