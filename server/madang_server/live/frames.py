"""The WebSocket framing of what the server sends. Pure bytes: a message is framed once and the same bytes go to everyone."""

from struct import Struct

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


def frame(payload: bytes) -> bytes:
    """Return `payload` as one binary frame of a server."""
    size = len(payload)
    if size <= _SHORT_MAX:
        return bytes((_BINARY, size)) + payload
    if size <= _MEDIUM_MAX:
        return _MEDIUM.pack(_BINARY, 126, size) + payload
    return _LONG.pack(_BINARY, 127, size) + payload


def close_frame(code: int, reason: str) -> bytes:
    """Return a close frame; `reason` is one word of a closed list, or empty (SPEC W5)."""
    payload = _CODE.pack(code) + reason.encode()
    assert len(payload) <= _CONTROL_PAYLOAD_MAX
    return bytes((_CLOSE, len(payload))) + payload


def ping_frame() -> bytes:
    """Return an empty ping; the answer may be empty too."""
    return bytes((_PING, 0))


def whole_payload(data: bytes) -> bytes | None:
    """The payload when `data` is exactly one short, masked, unfragmented binary frame; None when it is anything else."""
    size = len(data) - 6
    if size < 0 or size > _SHORT_MAX or data[0] != _BINARY or data[1] != _MASKED | size:
        return None
    mask = (data[2:6] * (size // 4 + 1))[:size]
    return (int.from_bytes(data[6:], "big") ^ int.from_bytes(mask, "big")).to_bytes(size, "big")
