"""The peek agrees with the codec."""

import json
from pathlib import Path

import pytest

from madang_load.wire import HEAD_BYTES, peek

MESSAGES = json.loads((Path(__file__).parents[2] / "protocol" / "vectors" / "messages.json").read_text("utf-8"))["messages"]


@pytest.mark.parametrize("row", MESSAGES, ids=[row["value"]["t"] for row in MESSAGES])
def test_W9_a_peek_finds_the_kind_and_the_number_of_every_golden_message(row):
    kind, number = peek(bytes.fromhex(row["hex"])[:HEAD_BYTES])
    assert (kind.decode(), number) == (row["value"]["t"], row["value"].get("s", 0))


@pytest.mark.parametrize("frame", [b"", b"\x80", b"\xa1", b"\x81\xa1z\x01", b"\x82\xa1s\xce\x00\x00"])
def test_a_peek_at_a_frame_of_nobody_finds_nothing(frame):
    assert peek(frame) == (b"", 0)
