"""The peek agrees with the codec."""

import json
from pathlib import Path

import pytest

from madang_load.wire import peek

MESSAGES = json.loads((Path(__file__).parents[2] / "protocol" / "vectors" / "messages.json").read_text("utf-8"))["messages"]


@pytest.mark.parametrize("row", MESSAGES, ids=[row["value"]["t"] for row in MESSAGES])
def test_W9_a_peek_finds_the_kind_and_the_number_of_every_golden_message(row):
    seen = peek(memoryview(bytes.fromhex(row["hex"])))
    assert (seen.kind.decode(), seen.sequence) == (row["value"]["t"], row["value"].get("s", 0))


@pytest.mark.parametrize("frame", [b"", b"\x80", b"\xa1", b"\x81\xa1z\x01"])
def test_a_peek_at_a_frame_of_nobody_finds_nothing(frame):
    assert peek(memoryview(frame)) == (b"", 0)
