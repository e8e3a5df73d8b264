"""Bytes to commands and messages to bytes: one msgpack map a frame, tag `t` (SPEC W1). Knows no session and no socket."""

import unicodedata
from typing import Any

import msgspec

from madang_protocol import limits
from madang_protocol.codes import Close, Malformed, ProtocolError
from madang_protocol.commands import AnyCommand, Command, FormCommand, Move
from madang_protocol.messages import AnyMessage, Message

_FIXMAP = 0x80
_FIXMAP_MAX = 15
_MAP16, _MAP32 = 0xDE, 0xDF
_MOVE_BARE, _MOVE_TIMED = _FIXMAP + 3, _FIXMAP + 4  # the first byte of a `move` without and with `k`, each field once
_NO_K = 255
_SEQUENCE_KEY = b"\xa1s\xce"  # the key "s" and msgpack's marker of a u32

_command_decoder: msgspec.msgpack.Decoder[AnyCommand] = msgspec.msgpack.Decoder(AnyCommand)
_parts_decoder: msgspec.msgpack.Decoder[dict[str, msgspec.Raw]] = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
_message_decoder: msgspec.msgpack.Decoder[AnyMessage] = msgspec.msgpack.Decoder(AnyMessage)
_encoder = msgspec.msgpack.Encoder()


def decode_command(frame: bytes) -> AnyCommand:
    """Return the one command in `frame`, the payload of one binary WebSocket frame.

    Every field of the command is within its bounds, those of text in NFC; nothing was coerced (SPEC W4). Whatever the bytes
    are, the only error is `ProtocolError(MALFORMED)`. Its detail is a `Malformed` value: `too_large` past 24,576 bytes (W2),
    `not_msgpack`, `unknown_kind` (W3) or `bad_field` (W4, also for a field that is there twice). The caller closes the
    connection with it.
    """
    if len(frame) > limits.FRAME_IN_BYTES_MAX:
        raise ProtocolError(Close.MALFORMED, Malformed.TOO_LARGE.value)
    try:
        command = _read(frame)
    except msgspec.ValidationError as error:
        fault = _fault(frame, str(error)) if _is_map(frame) else Malformed.NOT_MSGPACK
        raise ProtocolError(Close.MALFORMED, fault.value) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(Close.MALFORMED, Malformed.NOT_MSGPACK.value) from error
    if _repeats(frame, command):
        raise ProtocolError(Close.MALFORMED, Malformed.BAD_FIELD.value)
    return command


def _read(frame: bytes) -> AnyCommand:
    try:
        return _command_decoder.decode(frame)
    except msgspec.ValidationError:
        written = msgspec.msgpack.decode(frame)
        composed = _composed(written)
        if composed == written:
            raise
        return _command_decoder.decode(_encoder.encode(composed))  # a text can be too long only because it is decomposed


def _composed(value: Any) -> Any:
    """Return the value with each text in it in NFC."""
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case dict():
            return {key: _composed(inner) for key, inner in value.items()}
        case list():
            return [_composed(inner) for inner in value]
        case _:
            return value


def _is_map(frame: bytes) -> bool:
    """Return whether the frame is a map by its first byte; the decoder has read it as one whole msgpack value."""
    return _FIXMAP <= frame[0] <= _FIXMAP + _FIXMAP_MAX or frame[0] in {_MAP16, _MAP32}


def _repeats(frame: bytes, command: AnyCommand) -> bool:
    """Return whether the frame has a field twice, at its top or among a form's answers. The decoder itself takes the last one."""
    if type(command) is Move and frame[0] == (_MOVE_BARE if command.k == _NO_K else _MOVE_TIMED):
        return False  # the count of pairs equals the count of fields: the hot path ends here
    parts = _parts_decoder.decode(frame)
    if len(parts) != _pairs(frame):
        return True
    answers = parts.get("fields")
    return answers is not None and isinstance(command, FormCommand) and len(command.fields) != _pairs(bytes(answers))


def _has_twice(frame: bytes) -> bool:
    return len(msgspec.msgpack.decode(frame)) != _pairs(frame)


def _pairs(packed: bytes) -> int:
    """Return the number of pairs that the head of a packed map gives."""
    if packed[0] < _MAP16:
        return packed[0] - _FIXMAP
    return int.from_bytes(packed[1 : 3 if packed[0] == _MAP16 else 5], "big")


def _fault(frame: bytes, text: str) -> Malformed:
    is_about_kind = text.endswith("`$.t`") or "field `t`" in text
    return Malformed.UNKNOWN_KIND if is_about_kind and not _has_twice(frame) else Malformed.BAD_FIELD


def encode_command(command: Command) -> bytes:
    """Return the frame of a client's command. Bounds are not checked here; `decode_command` checks them (W4)."""
    return _encoder.encode(command)


def encode(message: Message) -> bytes:
    """Return the msgpack map of a message. Bounds are not checked here.

    Of a message with `reliable` False it is the whole frame. The body of a reliable one has no number yet: push it into each
    receiver's `ReliableLane` and send what `number` makes of it (SPEC W9). One body serves many receivers.
    """
    return _encoder.encode(message)


def around_number(body: bytes) -> tuple[bytes, bytes]:
    """Return the bytes before and behind the four bytes of the number, when `body` gets one (SPEC W9).

    `body` is a map of at most 14 pairs, as `encode` made it; otherwise `ValueError`. Between the two parts the caller puts the
    number as u32, big-endian. Its size is fixed, so the two parts are the same in every session.
    """
    pairs = body[0] - _FIXMAP
    if not 0 <= pairs < _FIXMAP_MAX:
        msg = f"a reliable body must be a small map, not 0x{body[0]:02x}"
        raise ValueError(msg)
    return bytes((_FIXMAP + pairs + 1,)) + _SEQUENCE_KEY, body[1:]


def number(body: bytes, sequence: int) -> bytes:
    """Return the frame of a reliable message: `body` with the pair `s: sequence` in front (SPEC W9).

    `sequence` is what `ReliableLane.push` returned. `OverflowError` past 2**32 - 1; `ValueError` for a body past 14 pairs.
    """
    before, behind = around_number(body)
    return before + sequence.to_bytes(4, "big") + behind


def decode_message(frame: bytes) -> tuple[int | None, AnyMessage]:
    """Return (number or None, message) of a server's frame: what a client does. None: the message is volatile or `welcome`.

    Raises `ValueError` on bytes that are no such message, mostly its subclasses `msgspec.DecodeError` and `UnicodeDecodeError`.
    The caller checks that numbers rise by one and sends `ack` (SPEC W9, S4).
    """
    if len(frame) > 8 and frame[1:4] == _SEQUENCE_KEY:
        body = bytes((frame[0] - 1,)) + frame[8:]
        return int.from_bytes(frame[4:8], "big"), _message_decoder.decode(body)
    return None, _message_decoder.decode(frame)
