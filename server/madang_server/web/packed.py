"""Texts that are made once and sent as often as asked, compressed when the browser allows it. Knows no route and no file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from madang_server.web.compression import ENCODINGS, compress
from madang_server.web.files import accepted_encodings, has_already


@dataclass(frozen=True, slots=True)
class Packed:
    """One text, plain and compressed, with its tag."""

    plain: bytes
    packed: Mapping[str, bytes]  # by encoding
    tag: str
    media_type: str

    def answer(self, request: Request, about: Mapping[str, str]) -> Response:
        """Return it as the browser takes it, or 304, with the headers of `about`."""
        accepted = accepted_encodings(request)
        encoding = next((name for name in ENCODINGS if name in accepted), None)
        tag = f'"{self.tag}-{encoding or "plain"}"'
        headers = {**about, "vary": "accept-encoding", "etag": tag}
        if has_already(request, tag):
            return Response(status_code=304, headers=headers)
        if encoding is None:
            return Response(self.plain, media_type=self.media_type, headers=headers)
        return Response(self.packed[encoding], media_type=self.media_type, headers=headers | {"content-encoding": encoding})


def packed(plain: bytes, media_type: str) -> Packed:
    """Return the text ready to be sent."""
    return Packed(plain, compress(plain), hashlib.sha256(plain).hexdigest()[:16], media_type)


def packed_json(value: Any) -> Packed:
    """Return `value` ready to be sent."""
    return packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), "application/json")
