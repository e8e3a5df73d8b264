"""What goes to the child that draws a document, and what comes back. Plain data.

In: the length of the order (LENGTH_BYTES, big-endian), the order (msgpack), then nothing until the parent is gone.
Out: DRAWN and the document, or FAULT and what typst said.
"""

import msgspec

from madang_counters.documents.drawing import Kind
from madang_counters.documents.sheet import Sheet

DRAWN, FAULT = b"D", b"F"
LENGTH_BYTES = 4


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to draw, and how much of the machine it may take: bytes of address space, seconds of processor time."""

    sheet: Sheet
    kind: Kind
    memory_bytes: int
    cpu_seconds: int
