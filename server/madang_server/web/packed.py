"""JSON that is made once and sent as often as asked, compressed when the browser allows it. Knows no route and no file."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from madang_server.web.files import accepted_encodings, has_already


@dataclass(frozen=True, slots=True)
class PackedJson:
    """One JSON text, plain and compressed, with its tag."""

    plain: bytes
    packed: bytes
    tag: str

    def answer(self, request: Request, about: Mapping[str, str]) -> Response:
        """Return it as the browser takes it, or 304, with the headers of `about`."""
        is_packed = "gzip" in accepted_encodings(request)
        tag = f'"{self.tag}-{"gzip" if is_packed else "plain"}"'
        headers = {**about, "vary": "accept-encoding", "etag": tag}
        if has_already(request, tag):
            return Response(status_code=304, headers=headers)
        if not is_packed:
            return Response(self.plain, media_type="application/json", headers=headers)
        return Response(self.packed, media_type="application/json", headers=headers | {"content-encoding": "gzip"})


def packed_json(value: Any) -> PackedJson:
    """Return `value` ready to be sent."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return PackedJson(plain, gzip.compress(plain, mtime=0), hashlib.sha256(plain).hexdigest()[:16])
