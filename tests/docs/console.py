"""The console blocks of a page of the docs, as text. Knows Markdown and the project's marks, runs nothing."""

import re
from dataclasses import dataclass

from tests.architecture import repository

PAGES = ("README.md", "CONTRIBUTING.md", "docs/tutorial/*.md", "docs/how-to/*.md", "docs/reference/cli.md")
FENCE = r"^(?P<indent> *)```{}\n(?P<text>.*?)^(?P=indent)```"
MARK = r"(?:^ *<!-- not run by the tests: (?P<why>[^\n]+) -->\n)?"
BLOCK = re.compile(MARK + FENCE.format("console"), re.MULTILINE | re.DOTALL)
CODE = re.compile(FENCE.format("(?P<language>python|json)"), re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^ *[$#] (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One block: its commands, and why the tests do not run them, if they do not."""

    page: str
    commands: tuple[str, ...]
    why_not: str | None


def pages() -> list[str]:
    """Every page whose commands are held to what they say."""
    return [repository.name_of(path) for path in repository.files(*PAGES)]


def blocks_of(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    found = BLOCK.finditer(repository.text_of(page))
    return [Block(page, tuple(PROMPT.findall(match["text"])), match["why"]) for match in found]


def code_of(page: str, language: str) -> list[str]:
    """The other code of a page, in order, without the indent of its list."""
    found = [match for match in CODE.finditer(repository.text_of(page)) if match["language"] == language]
    return [re.sub(rf"^{match['indent']}", "", match["text"], flags=re.MULTILINE) for match in found]
