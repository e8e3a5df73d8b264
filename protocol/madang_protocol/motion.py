"""The packed records inside `tick` frames (SPEC R8). Big-endian, no padding; pure bytes, no geometry.

section = cell u16 | kind u8 (0 changes, 1 whole cell) | count u16 | count x record
record  = slot u16 | x u16 | y u16 | motion u8 | input u8 | age u8      (9 bytes)
motion  = heading (bits 0-3) | operation (bits 4-5: 0 changed, 1 entered, 2 left) | guided (bit 6: the server leads)
age     = ticks between the change and the frame's tick `n`; x, y and heading hold at tick n - age.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

SECTION = struct.Struct(">HBH")
RECORD = struct.Struct(">HHHBBB")
RECORD_DTYPE = np.dtype([("slot", ">u2"), ("x", ">u2"), ("y", ">u2"), ("motion", "u1"), ("input", "u1"), ("age", "u1")])
CHANGES, WHOLE = 0, 1
CHANGED, ENTERED, LEFT = 0, 1, 2
GUIDED = 1 << 6
assert RECORD.size == RECORD_DTYPE.itemsize


class Record(NamedTuple):
    """One avatar in a section. x and y (units of 1/8 px) and heading (0 to 8) are of `age` ticks before the frame's tick."""

    slot: int
    x: int
    y: int
    heading: int
    operation: int
    guided: bool
    input: int
    age: int


class Section(NamedTuple):
    cell: int
    kind: int
    records: list[Record]


def pack_section(cell: int, kind: int, records: bytes) -> bytes:
    """Return the bytes of one section (SPEC R8). `records`: whole 9-byte records, at most 65,535 of them, packed as RECORD is.

    `kind` is CHANGES or WHOLE, `cell` a u16; `struct.error` when a number does not fit. The `d` of a `tick` is sections in a
    row.
    """
    return SECTION.pack(cell, kind, len(records) // RECORD.size) + records


def sections(data: bytes) -> Iterator[Section]:
    """Yield the sections of a `tick` frame's `d`, in order (SPEC R8).

    Raises `ValueError` when the bytes are cut short; the sections before the cut have been yielded by then. Values are not
    judged: the caller decides what an unknown cell or slot means.
    """
    at = 0
    while at < len(data):
        if at + SECTION.size > len(data):
            raise ValueError("section header cut short")
        cell, kind, count = SECTION.unpack_from(data, at)
        at += SECTION.size
        end = at + count * RECORD.size
        if end > len(data):
            raise ValueError("records cut short")
        yield Section(cell, kind, [_unpack(data, offset) for offset in range(at, end, RECORD.size)])
        at = end


def _unpack(data: bytes, offset: int) -> Record:
    slot, x, y, motion, number, age = RECORD.unpack_from(data, offset)
    return Record(slot, x, y, motion & 0xF, motion >> 4 & 3, bool(motion & GUIDED), number, age)
