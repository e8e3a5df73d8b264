"""The child process that draws one document and ends. Knows bytes of the parent; reads no file but our own, writes none.

What goes in and comes out is in `order.py`. A child that ends without an answer has died.
"""

import os
import resource
import sys
import threading
from typing import BinaryIO

import msgspec

from madang_counters.documents.drawing import DrawingFault, drawn
from madang_counters.documents.order import DRAWN, FAULT, LENGTH_BYTES, Order

FAULT_CHARS_MAX = 500
NICENESS = 5  # the server goes first


def main() -> None:
    order = _read_order(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, args=(sys.stdin.buffer,), daemon=True).start()
    _bound(order)
    try:
        answer = DRAWN + drawn(order.sheet, order.kind)
    except DrawingFault as fault:
        answer = FAULT + str(fault)[:FAULT_CHARS_MAX].encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # the thread still waits for the parent


def _read_order(source: BinaryIO) -> Order:
    length = int.from_bytes(source.read(LENGTH_BYTES), "big")
    return msgspec.msgpack.decode(source.read(length), type=Order)


def _end_with_parent(source: BinaryIO) -> None:
    """The pipe ends when the parent does, however it went: nobody waits for the document any more."""
    source.read(1)
    os._exit(1)


def _bound(order: Order) -> None:
    os.nice(NICENESS)
    for what, most in (
        (resource.RLIMIT_AS, order.memory_bytes),
        (resource.RLIMIT_CPU, order.cpu_seconds),
        (resource.RLIMIT_CORE, 0),  # a core file would hold what people wrote
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
