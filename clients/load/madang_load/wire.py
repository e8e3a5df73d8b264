"""Reads kind and number of a frame without decoding it: most frames of most simulated visitors are only counted."""

HEAD_BYTES = 32  # of a frame: number and kind are within them
_TAG = b"\xa1t"
_NUMBER = b"\xa1s"
_FIXSTR = 0xA0


def peek(head: bytes) -> tuple[bytes, int]:
    """Return the kind of a server's frame, and its number in the reliable lane: 0 for a frame without one.

    `head`: the first HEAD_BYTES bytes. The tag comes first, or the number and then the tag (SPEC W1, W9). The kind of any other
    frame is empty.
    """
    if head[1:3] == _TAG:
        return head[4 : 4 + head[3] - _FIXSTR], 0
    if head[1:3] == _NUMBER and len(head) > 10:
        return head[11 : 11 + head[10] - _FIXSTR], int.from_bytes(head[4:8], "big")
    return b"", 0
