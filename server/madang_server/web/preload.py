"""What the page needs is named in the head of its answer, so that a browser asks for it before it has read the page.

The largest piece of its code comes first: it gets the connection that the page came by, which needs no handshake. Then the words.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from madang_protocol.fields import Language

_MANIFEST = Path(".vite") / "manifest.json"
_PAGE = "index.html"
_WORDS = {"ko": "src/words/ko/index.ts", "en": "src/words/en/index.ts"}


def preload_header(client: Path, accepted: str, served: Sequence[Language]) -> dict[str, str]:
    """Return the `link` header for a browser that accepts these languages, of an office that serves those; nothing for a client
    that was built otherwise.
    """
    try:
        path = client / _MANIFEST
        named = _named_in(client, path.stat().st_mtime_ns)[_language_of(accepted, served)]
    except (OSError, ValueError, KeyError):
        return {}
    return {"link": named, "vary": "accept-encoding, accept-language"}


def _language_of(accepted: str, served: Sequence[Language]) -> Language:
    """The language in which the page begins (clients/web/src/model/preferences.ts): Korean, unless only others are read."""
    if accepted in ("", "*"):
        return served[0]
    tags = [part.partition(";")[0].strip().lower() for part in accepted.split(",")]
    wanted: Language = "ko" if any(tag.startswith("ko") for tag in tags) else "en"
    return wanted if wanted in served else served[0]


@lru_cache(maxsize=4)
def _named_in(client: Path, _changed_ns: int) -> dict[str, str]:
    built: dict[str, dict[str, Any]] = json.loads((client / _MANIFEST).read_text("utf-8"))
    pieces = [built[name]["file"] for name in built[_PAGE].get("imports", ())]
    largest = sorted(pieces, key=lambda file: (client / file).stat().st_size)[-1:]
    return {language: _header([*largest, built[source]["file"]]) for language, source in _WORDS.items()}


def _header(files: list[str]) -> str:
    return ", ".join(f"</{file}>; rel=modulepreload" for file in files)
