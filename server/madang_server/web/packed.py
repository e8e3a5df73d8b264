"""Texts that are made once and sent as often as asked, compressed when the browser allows it. Knows no route and no file."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from madang_server.web.files import accepted_encodings, has_already


@dataclass(frozen=True, slots=True)
class Packed:
    """One text, plain and compressed, with its tag."""

    plain: bytes
    packed: bytes
    tag: str
    media_type: str

    def answer(self, request: Request, about: Mapping[str, str]) -> Response:
        """Return it as the browser takes it, or 304, with the headers of `about`."""
        is_packed = "gzip" in accepted_encodings(request)
        tag = f'"{self.tag}-{"gzip" if is_packed else "plain"}"'
        headers = {**about, "vary": "accept-encoding", "etag": tag}
        if has_already(request, tag):
            return Response(status_code=304, headers=headers)
        if not is_packed:
            return Response(self.plain, media_type=self.media_type, headers=headers)
        return Response(self.packed, media_type=self.media_type, headers=headers | {"content-encoding": "gzip"})


def packed(plain: bytes, media_type: str) -> Packed:
    """Return the text ready to be sent."""
    return Packed(plain, gzip.compress(plain, mtime=0), hashlib.sha256(plain).hexdigest()[:16], media_type)


def packed_json(value: Any) -> Packed:
    """Return `value` ready to be sent."""
    return packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), "application/json")
