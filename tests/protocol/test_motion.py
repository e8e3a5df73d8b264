"""Packed motion records: bytes in, records out, and nothing but a named error for bytes cut short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang_protocol import motion

records = st.builds(
    motion.Record,
    slot=st.integers(0, 59_999),
    x=st.integers(0, 65_535),
    y=st.integers(0, 65_535),
    heading=st.integers(0, 8),
    operation=st.integers(0, 2),
    guided=st.booleans(),
    input=st.integers(0, 255),
    age=st.integers(0, 255),
)
cells = st.builds(motion.Section, st.integers(0, 65_535), st.integers(0, 1), st.lists(records, max_size=20))


def pack(section: motion.Section) -> bytes:
    rows = [
        motion.RECORD.pack(
            each.slot, each.x, each.y, each.heading | each.operation << 4 | each.guided * motion.GUIDED, each.input, each.age
        )
        for each in section.records
    ]
    return motion.pack_section(section.cell, section.kind, b"".join(rows))


@given(st.lists(cells, max_size=5))
def test_R8_sections_come_back_as_they_were(sections):
    assert list(motion.sections(b"".join(map(pack, sections)))) == sections


def test_R8_a_record_is_nine_bytes():
    assert motion.RECORD.size == motion.RECORD_DTYPE.itemsize == 9


@given(cells.filter(lambda section: section.records), st.integers(1, 8))
def test_R8_bytes_cut_short_are_an_error(section, missing):
    with pytest.raises(ValueError, match="cut short"):
        list(motion.sections(pack(section)[:-missing]))
