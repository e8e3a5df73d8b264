"""The WebSocket framing of what the server sends. Pure bytes: a message is framed once and the same bytes go to everyone."""

from struct import Struct

from madang_protocol import codec

_BINARY = 0x82  # one whole, unmasked binary frame
_CLOSE = 0x88
_PING = 0x89
_MASKED = 0x80
_SHORT_MAX = 125
_MEDIUM_MAX = 65_535
_CONTROL_PAYLOAD_MAX = 125
_MEDIUM = Struct(">BBH")
_LONG = Struct(">BBQ")
_CODE = Struct(">H")
_NUMBER_BYTES = 4


def frame(payload: bytes) -> bytes:
    """Return `payload` as one binary frame of a server."""
    return _header(len(payload)) + payload


class ReliableFrame:
    """A reliable message, framed once for all who get it: only the number in it is each session's own (SPEC W9)."""

    __slots__ = ("_before", "_behind", "body")

    def __init__(self, body: bytes) -> None:
        """`body`: the encoded message without a number."""
        before, self._behind = codec.around_number(body)
        self.body = body
        self._before = _header(len(before) + _NUMBER_BYTES + len(self._behind)) + before

    def numbered(self, number: int) -> bytes:
        """Return the whole frame for a session in which the message has this number."""
        return self._before + number.to_bytes(_NUMBER_BYTES, "big") + self._behind


def _header(size: int) -> bytes:
    if size <= _SHORT_MAX:
        return bytes((_BINARY, size))
    if size <= _MEDIUM_MAX:
        return _MEDIUM.pack(_BINARY, 126, size)
    return _LONG.pack(_BINARY, 127, size)


def close_frame(code: int, reason: str) -> bytes:
    """Return a close frame; `reason` is one word of a closed list, or empty (SPEC W5)."""
    payload = _CODE.pack(code) + reason.encode()
    assert len(payload) <= _CONTROL_PAYLOAD_MAX
    return bytes((_CLOSE, len(payload))) + payload


def ping_frame() -> bytes:
    return bytes((_PING, 0))


def whole_payload(data: bytes) -> bytes | None:
    """The payload when `data` is exactly one short, masked, unfragmented binary frame; None when it is anything else."""
    size = len(data) - 6
    if size < 0 or size > _SHORT_MAX or data[0] != _BINARY or data[1] != _MASKED | size:
        return None
    mask = (data[2:6] * (size // 4 + 1))[:size]
    return (int.from_bytes(data[6:], "big") ^ int.from_bytes(mask, "big")).to_bytes(size, "big")
