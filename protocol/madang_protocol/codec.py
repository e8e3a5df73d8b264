"""Bytes to commands and messages to bytes. One msgpack map a frame, tag `t` (SPEC W1). Knows no session and no socket."""

import msgspec

from madang_protocol import limits
from madang_protocol.codes import Close, Malformed, ProtocolError
from madang_protocol.commands import AnyCommand, Command, FormCommand, Move
from madang_protocol.messages import AnyMessage, Message

_FIXMAP = 0x80
_FIXMAP_MAX = 15
_MAP16 = 0xDE
_MOVE_BARE, _MOVE_TIMED = _FIXMAP + 3, _FIXMAP + 4  # a `move` without and with `k`, each field once
_NO_K = 255
_SEQUENCE_KEY = b"\xa1s\xce"  # the key "s" and the marker of a u32

_command_decoder: msgspec.msgpack.Decoder[AnyCommand] = msgspec.msgpack.Decoder(AnyCommand)
_parts_decoder: msgspec.msgpack.Decoder[dict[str, msgspec.Raw]] = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
_message_decoder: msgspec.msgpack.Decoder[AnyMessage] = msgspec.msgpack.Decoder(AnyMessage)
_encoder = msgspec.msgpack.Encoder()


def decode_command(frame: bytes) -> AnyCommand:
    """Return the one command in `frame`.

    Raises `ProtocolError(MALFORMED)` with a `Malformed` value as detail; never anything else, whatever the bytes are.
    """
    if len(frame) > limits.FRAME_IN_BYTES_MAX:
        raise ProtocolError(Close.MALFORMED, Malformed.TOO_LARGE.value)
    try:
        command = _command_decoder.decode(frame)
    except msgspec.ValidationError as error:
        raise ProtocolError(Close.MALFORMED, _fault(str(error)).value) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(Close.MALFORMED, Malformed.NOT_MSGPACK.value) from error
    if _repeats(frame, command):
        raise ProtocolError(Close.MALFORMED, Malformed.BAD_FIELD.value)
    return command


def _repeats(frame: bytes, command: AnyCommand) -> bool:
    """Say whether the frame names a field twice, at its top or among a form's answers: the decoder itself takes the last."""
    if type(command) is Move and frame[0] == (_MOVE_BARE if command.k == _NO_K else _MOVE_TIMED):
        return False  # all that it must have and nothing else: the hot path ends here
    parts = _parts_decoder.decode(frame)
    if len(parts) != _pairs(frame):
        return True
    answers = parts.get("fields")
    return answers is not None and isinstance(command, FormCommand) and len(command.fields) != _pairs(bytes(answers))


def _pairs(packed: bytes) -> int:
    """Return how many pairs the map says that it has."""
    if packed[0] < _MAP16:
        return packed[0] - _FIXMAP
    return int.from_bytes(packed[1 : 3 if packed[0] == _MAP16 else 5], "big")


def _fault(text: str) -> Malformed:
    return Malformed.UNKNOWN_KIND if text.endswith("`$.t`") or "field `t`" in text else Malformed.BAD_FIELD


def encode_command(command: Command) -> bytes:
    """Return the frame of a client's command."""
    return _encoder.encode(command)


def encode(message: Message) -> bytes:
    """Return the frame of a volatile message, or the unnumbered body of a reliable one."""
    return _encoder.encode(message)


def around_number(body: bytes) -> tuple[bytes, bytes]:
    """Return what stands before and behind the number when `body` (a map of up to 14 pairs) gets one.

    The number is a u32, big-endian, whatever it is: so one body serves every session (SPEC W9).
    """
    pairs = body[0] - _FIXMAP
    if not 0 <= pairs < _FIXMAP_MAX:
        msg = f"a reliable body must be a small map, not 0x{body[0]:02x}"
        raise ValueError(msg)
    return bytes((_FIXMAP + pairs + 1,)) + _SEQUENCE_KEY, body[1:]


def number(body: bytes, sequence: int) -> bytes:
    """Return `body` with its number in front (SPEC W9)."""
    before, behind = around_number(body)
    return before + sequence.to_bytes(4, "big") + behind


def decode_message(frame: bytes) -> tuple[int | None, AnyMessage]:
    """Return (sequence or None, message): what a client does. Raises `msgspec.DecodeError` on a broken frame."""
    if len(frame) > 8 and frame[1:4] == _SEQUENCE_KEY:
        body = bytes((frame[0] - 1,)) + frame[8:]
        return int.from_bytes(frame[4:8], "big"), _message_decoder.decode(body)
    return None, _message_decoder.decode(frame)
