"""The client's own words, read from its bundles, so that a test names a message and not today's wording of it."""

import re
from functools import cache
from pathlib import Path

BUNDLES = Path(__file__).parents[2] / "clients/web/src/words"
MESSAGE = re.compile(r"^([a-z][\w-]*) = (.+)$", re.MULTILINE)


@cache
def bundle(language: str) -> dict[str, str]:
    return dict(MESSAGE.findall("\n".join(file.read_text() for file in sorted((BUNDLES / language).glob("*.ftl")))))


def say(language: str, key: str, **about: object) -> str:
    """Return the message in that language with its variables filled in; plain messages only, no plurals."""
    text = bundle(language)[key]
    for name, value in about.items():
        text = text.replace(f"{{ ${name} }}", str(value))
    assert "{" not in text, f"{key} wants more than {sorted(about)}"
    return text
