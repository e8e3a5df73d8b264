"""The words of the page are named in the head of its answer, so that a browser fetches them beside the code and not after it."""

import json
from functools import lru_cache
from pathlib import Path

_MANIFEST = Path(".vite") / "manifest.json"
_WORDS = {"ko": "src/words/ko/index.ts", "en": "src/words/en/index.ts"}


def words_header(client: Path, accepted: str) -> dict[str, str]:
    """Return the `link` header for a browser that accepts these languages; nothing for a client that was built otherwise."""
    try:
        path = client / _MANIFEST
        words = _words_in(path, path.stat().st_mtime_ns)[_language_of(accepted)]
    except (OSError, ValueError, KeyError):
        return {}
    return {"link": f"</{words}>; rel=modulepreload", "vary": "accept-encoding, accept-language"}


def _language_of(accepted: str) -> str:
    """The language in which the page begins (clients/web/src/model/settings.ts): Korean, unless only others are read."""
    tags = [part.partition(";")[0].strip().lower() for part in accepted.split(",")]
    return "ko" if accepted in ("", "*") or any(tag.startswith("ko") for tag in tags) else "en"


@lru_cache(maxsize=4)
def _words_in(manifest: Path, _changed_ns: int) -> dict[str, str]:
    built = json.loads(manifest.read_text("utf-8"))
    return {language: built[source]["file"] for language, source in _WORDS.items()}
