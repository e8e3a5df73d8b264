"""The built client's page as it is sent: with the answers that it would ask for first in it. Knows addresses, no words."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from madang_server.web.packed import Packed, packed

PAGE_FILE = "index.html"
_BEFORE = b"<script"  # the first of the page: what it asks for must be there before it runs


class ClientPage:
    """`known`: bodies by their addresses, as JSON; the client takes them from the page (clients/web/src/ahead.ts)."""

    def __init__(self, client: Path, known: Mapping[str, Any]) -> None:
        self._path = client / PAGE_FILE
        told = json.dumps(known, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        self._block = f'<script type="application/json" id="known">{told}</script>\n    '.encode()
        self._made: tuple[int, Packed] | None = None  # when the file was changed, and what was made of it
        self.read()  # compressed before anybody asks

    def read(self) -> Packed | None:
        """Return the page, ready to be sent; None when no client was built."""
        try:
            changed_ns = self._path.stat().st_mtime_ns
            if self._made is None or self._made[0] != changed_ns:
                whole = self._path.read_bytes().replace(_BEFORE, self._block + _BEFORE, 1)
                self._made = changed_ns, packed(whole, "text/html; charset=utf-8")
        except OSError:
            return None
        return self._made[1]
