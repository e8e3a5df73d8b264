"""Peeks at frames without decoding them: most frames of most simulated visitors are only counted."""

from typing import NamedTuple

_TAG = b"\xa1t"
_NUMBER = b"\xa1s"
_FIXSTR = 0xA0


class Peek(NamedTuple):
    """The kind of a frame and its number in the reliable lane, 0 for a volatile one."""

    kind: bytes
    sequence: int


def peek(frame: memoryview) -> Peek:
    """Read the first keys of a server frame (SPEC W1, W9): tag first, or number first and then the tag."""
    if frame[1:3] == _TAG:
        return Peek(_string(frame, 3), 0)
    if frame[1:3] == _NUMBER:
        return Peek(_string(frame, 10), int.from_bytes(frame[4:8], "big"))
    return Peek(b"", 0)


def _string(frame: memoryview, at: int) -> bytes:
    return bytes(frame[at + 1 : at + 1 + (frame[at] - _FIXSTR)])
