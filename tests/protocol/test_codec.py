"""The codec: whatever bytes come, a command or one named error; whatever is encoded comes back the same."""

import json
import unicodedata
from typing import get_args

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang_protocol import Close, Malformed, ProtocolError, codec, commands, limits, messages, schema, vectors

GOLDEN = json.loads(vectors.FILE.read_text("utf-8"))
MOVE = codec.encode_command(commands.Move(n=1, h=3))


DECODING = {"too_large", "not_msgpack", "unknown_kind", "bad_field"}  # what can be wrong with one binary frame


def fault_of(frame: bytes) -> str:
    with pytest.raises(ProtocolError) as caught:
        codec.decode_command(frame)
    assert caught.value.close is Close.MALFORMED
    return caught.value.detail


def packed(value: object) -> bytes:
    return msgspec.msgpack.encode(value)


def test_W2_a_frame_over_the_limit_is_rejected():
    fitting = {"t": "ping", "c": 1}
    assert codec.decode_command(packed(fitting)) == commands.Ping(c=1)
    assert fault_of(bytes(limits.FRAME_IN_BYTES_MAX + 1)) == Malformed.TOO_LARGE


BROKEN = [
    b"",
    b"\x81\xa1t\xa4moved",
    b"\x82\xa1t\xa5fetch",
    b"\x82\xa1t\xa5fetch\xa1a\xc1",
    b"\xc1",
    MOVE[:-1],
    MOVE + b"x",
    b"\x91" * 5_000,
    b"\xdf\xff\xff\xff\xff",
]
NO_MAP = [b"\x92\xa1t\xa4move", b"\x05", b"\x90", b"\xa1x", b"\xc0", b"\xc3", b"\xcb" + bytes(8), b"\x91\x80"]


@pytest.mark.parametrize("frame", [*BROKEN, *NO_MAP])
def test_W3_bytes_that_are_not_one_whole_map_are_rejected(frame):
    assert fault_of(frame) == Malformed.NOT_MSGPACK


@pytest.mark.parametrize("value", [{"t": "nope"}, {"n": 1}, {"t": 5}, {}])
def test_W3_an_unknown_kind_is_rejected_by_name(value):
    assert fault_of(packed(value)) == Malformed.UNKNOWN_KIND


@pytest.mark.parametrize(
    "value",
    [
        {"t": "move", "n": 1},
        {"t": "move", "n": 1, "h": 9},
        {"t": "move", "n": 1, "h": -1},
        {"t": "move", "n": 256, "h": 1},
        {"t": "move", "n": "1", "h": 1},
        {"t": "move", "n": 1.0, "h": 1},
        {"t": "move", "n": True, "h": 1},
        {"t": "move", "n": 1, "h": 1, "x": 400},
        {"t": "say", "id": "short", "to": "near", "text": "x"},
        {"t": "say", "id": "req-00000001", "to": "all", "text": "x"},
        {"t": "say", "id": "req-00000001", "to": "near", "text": 7},
        {"t": "case.draft", "id": "req-00000001", "case": "c1", "rev": 0, "fields": {f"f{n}": 1 for n in range(65)}},
        {"t": "case.draft", "id": "req-00000001", "case": "c1", "rev": 0, "fields": {"Bad Name": 1}},
        {"t": "case.draft", "id": "req-00000001", "case": "c1", "rev": 0, "fields": {"nested": {"a": 1}}},
        {"t": "hello", "versions": []},
        {"t": "hello", "versions": [1], "lang": "fr"},
        {"t": "hello", "versions": [1], "role": "officer"},
    ],
)
def test_W4_a_field_that_is_wrong_is_rejected_and_nothing_is_coerced(value):
    assert fault_of(packed(value)) == Malformed.BAD_FIELD


SYLLABLES = "각" * 1_000  # three code points each when they are decomposed


@pytest.mark.parametrize(
    ("field", "command"),
    [
        ("text", commands.Say(id="req-00000001", to="near", text=SYLLABLES)),
        ("note", commands.DeskFinish(id="req-00000001", outcome="solved", note=SYLLABLES)),
        ("fields", commands.CaseDraft(id="req-00000001", case="c1", rev=0, fields={"a": "é" * 4_000})),
        ("name", commands.Hello(versions=[1], name="각" * 24)),
    ],
)
def test_W4_the_length_of_a_text_is_that_of_its_composed_form(field, command):
    frame = packed(msgspec.to_builtins(command))
    decomposed = msgspec.msgpack.decode(frame)
    value = decomposed[field]
    written = {"a": unicodedata.normalize("NFD", value["a"])} if field == "fields" else unicodedata.normalize("NFD", value)
    read = codec.decode_command(packed(decomposed | {field: written}))
    assert unicodedata.normalize("NFC", str(msgspec.to_builtins(read))) == str(msgspec.to_builtins(command))


@pytest.mark.parametrize(
    "command",
    [
        commands.Say(id="req-00000001", to="near", text=""),
        commands.Say(id="req-00000001", to="near", text="x" * 1_001),
        commands.CaseSay(id="req-00000001", case="c1", text="가" * 8_000),
        commands.DeskFinish(id="req-00000001", outcome="solved", note="x" * 1_001),
        commands.CaseDraft(id="req-00000001", case="c1", rev=0, fields={"a": "x" * 4_001}),
        commands.CaseAct(id="req-00000001", case="c1", act="grant", fields={"a": "x" * 20_000}),
    ],
)
def test_W13_what_people_write_is_read_at_any_length_that_a_frame_holds(command):
    assert codec.decode_command(codec.encode_command(command)) == command


@pytest.mark.parametrize(
    "value",
    [
        {"t": "hello", "versions": [1], "name": "x" * 97},
        {"t": "hello", "versions": [1], "name": "한글", "look": unicodedata.normalize("NFD", "é")},
        {"t": "say", "id": "req-00000001", "to": "near", "text": ["e\u0301"]},
    ],
)
def test_W4_composing_makes_no_wrong_field_right(value):
    assert fault_of(packed(value)) == Malformed.BAD_FIELD


def test_W4_a_repeated_field_is_rejected_in_decomposed_text_too():
    text = packed(unicodedata.normalize("NFD", "각" * 1_000))
    head = b"\x85\xa1t\xa3say\xa2id\xacreq-00000001\xa2to\xa4near\xa4text" + text + b"\xa4text" + text
    assert fault_of(head) == Malformed.BAD_FIELD


REPEATED = {
    "ping": b"\x83\xa1t\xa4ping\xa1c\x01\xa1c\x02",
    "kind": b"\x83\xa1t\xa4ping\xa1c\x01\xa1t\xa4ping",
    "another kind": b"\x82\xa1t\xa4ping\xa1t\xa3bye",
    "an unknown kind": b"\x83\xa1c\x01\xa1t\xa4ping\xa1t\xa4nope",
    "move": b"\x84\xa1t\xa4move\xa1n\x01\xa1h\x01\xa1h\x02",
    "timed move": b"\x85\xa1t\xa4move\xa1n\x01\xa1h\x01\xa1k\x04\xa1k\x05",
    "move without k, once": b"\x85\xa1t\xa4move\xa1n\x01\xa1h\x01\xa1k\x05\xa1k\xcc\xff",
    "in a large map": b"\xde\x00\x03\xa1t\xa4ping\xa1c\x01\xa1c\x02",
}
ANSWERS = b"\x85\xa1t\xaacase.draft\xa2id\xacreq-00000001\xa4case\xa2c1\xa3rev\x00\xa6fields"


@pytest.mark.parametrize("name", REPEATED)
def test_W4_a_field_that_is_repeated_is_rejected(name):
    assert fault_of(REPEATED[name]) == Malformed.BAD_FIELD


@pytest.mark.parametrize(
    "answers", [b"\x82\xa1a\x01\xa1a\x02", b"\xde\x00\x02\xa1a\x01\xa1a\x01", b"\xdf\x00\x00\x00\x02\xa1a\x01\xa1a\xc0"]
)
def test_W4_an_answer_that_is_repeated_is_rejected(answers):
    assert fault_of(ANSWERS + answers) == Malformed.BAD_FIELD


@pytest.mark.parametrize(
    ("frame", "command"),
    [
        (b"\x84\xa1t\xa4move\xa1n\x01\xa1h\x01\xa1k\xcc\xff", commands.Move(n=1, h=1)),
        (b"\xde\x00\x03\xa1t\xa4move\xa1n\x01\xa1h\x01", commands.Move(n=1, h=1)),
        (b"\xdf\x00\x00\x00\x02\xa1t\xa4ping\xa1c\x01", commands.Ping(c=1)),
        (ANSWERS + b"\xde\x00\x01\xa1a\x01", commands.CaseDraft(id="req-00000001", case="c1", rev=0, fields={"a": 1})),
        (ANSWERS + b"\x80", commands.CaseDraft(id="req-00000001", case="c1", rev=0, fields={})),
    ],
)
def test_W4_other_spellings_of_the_same_map_are_read(frame, command):
    assert codec.decode_command(frame) == command


@given(st.binary(max_size=200))
def test_W3_no_bytes_break_the_decoder(frame):
    outcome = None
    try:
        outcome = codec.decode_command(frame)
    except ProtocolError as error:
        assert error.close is Close.MALFORMED
        assert error.detail in DECODING - {"too_large"}
    assert outcome is None or isinstance(outcome, get_args(commands.AnyCommand))


@given(st.sampled_from(vectors.COMMANDS), st.integers(0, 255), st.integers(0, 400))
def test_W3_no_flipped_byte_breaks_the_decoder(command, value, position):
    frame = bytearray(codec.encode_command(command))
    frame[position % len(frame)] = value
    try:
        assert isinstance(codec.decode_command(bytes(frame)), get_args(commands.AnyCommand))
    except ProtocolError as error:
        assert error.detail in DECODING - {"too_large"}


@pytest.mark.parametrize("command", vectors.COMMANDS, ids=lambda command: command.__struct_config__.tag)
def test_W11_every_command_comes_back_as_it_was(command):
    assert codec.decode_command(codec.encode_command(command)) == command


@given(
    st.builds(
        commands.Say,
        id=st.from_regex(r"[A-Za-z0-9_-]{8,40}", fullmatch=True),
        to=st.sampled_from(["near", "room"]),
        text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=limits.TEXT_CHARS_MAX),
    )
)
def test_W11_any_text_comes_back_as_it_was(command):
    assert codec.decode_command(codec.encode_command(command)) == command


@pytest.mark.parametrize("message", vectors.MESSAGES, ids=lambda message: message.__struct_config__.tag)
def test_W11_every_message_comes_back_as_it_was(message):
    assert codec.decode_message(codec.encode(message)) == (None, message)


def test_W11_the_golden_file_holds_every_kind():
    tags = {each.__struct_config__.tag for each in (*get_args(commands.AnyCommand), *get_args(messages.AnyMessage))}
    assert {row["value"]["t"] for row in (*GOLDEN["commands"], *GOLDEN["messages"])} == tags


@pytest.mark.parametrize("row", GOLDEN["commands"], ids=lambda row: row["value"]["t"])
def test_W11_golden_bytes_of_commands_are_still_read(row):
    assert codec.encode_command(codec.decode_command(bytes.fromhex(row["hex"]))).hex() == row["hex"]


@pytest.mark.parametrize("row", [*GOLDEN["commands"], *GOLDEN["messages"]], ids=lambda row: row["value"]["t"])
def test_W1_every_frame_is_one_map_that_the_published_schema_admits(row):
    document = schema.json_schema()
    definition = {"$defs": document["$defs"], "$ref": "#/$defs/AnyCommand"}
    other = {"$defs": document["$defs"], "$ref": "#/$defs/AnyMessage"}
    validators = [jsonschema.Draft202012Validator(each) for each in (definition, other)]
    assert any(validator.is_valid(row["value"]) for validator in validators)
    assert bytes.fromhex(row["hex"])[0] & 0xF0 == 0x80


def test_W9_a_number_goes_in_front_and_leaves_the_body_alone():
    body = codec.encode(messages.Done(id="req-00000001"))
    frames = [codec.number(body, sequence) for sequence in (1, 70_000)]
    assert [codec.decode_message(frame) for frame in frames] == [
        (1, messages.Done(id="req-00000001")),
        (70_000, messages.Done(id="req-00000001")),
    ]
    assert [next(iter(msgspec.msgpack.decode(frame))) for frame in frames] == ["s", "s"]


def test_W9_a_body_that_is_no_small_map_is_a_bug_and_says_so():
    with pytest.raises(ValueError, match="small map"):
        codec.number(packed([1]), 1)


def test_W5_the_reasons_are_these_words_and_no_others():
    assert {word.value for word in Malformed} == {
        "not_binary",
        "not_msgpack",
        "too_large",
        "unknown_kind",
        "bad_field",
        "unexpected_hello",
    }
