"""How large a filled-in form can become on the wire (SPEC W2, K5). Knows schemas, no answers."""

from typing import Any

from madang_protocol import codec
from madang_protocol.commands import CaseAct, CaseDraft, CaseSubmit
from madang_protocol.fields import FieldValue

BYTES_A_LETTER_MAX = 4  # in UTF-8
_KEY, _IDENT, _REV = "k" * 40, "i" * 48, 1_000_000
_HEAD_MAX = 3  # bytes before a map or a text, in msgpack
_NUMBER_MAX = 9


def form_bytes_max(questions: dict[str, dict[str, Any]]) -> int:
    """Return the bytes of the largest command with an answer to each of these questions (`properties` of a form's schema)."""
    return _around() + sum(len(name) + 1 + _HEAD_MAX + _answer_bytes_max(question) for name, question in questions.items())


def _around() -> int:
    """Return the bytes of the largest command without its answers: request id, case and the other fields."""
    fields: dict[str, FieldValue] = {}
    empty = (
        CaseDraft(id=_KEY, case=_KEY, fields=fields, rev=_REV),
        CaseSubmit(id=_KEY, case=_KEY, fields=fields),
        CaseAct(id=_KEY, case=_KEY, act=_IDENT, fields={_IDENT: None}),  # an empty map would be left out of the message
    )
    return max(len(codec.encode_command(command)) for command in empty) + _HEAD_MAX


def _answer_bytes_max(question: dict[str, Any]) -> int:
    match question:
        case {"enum": [*options]}:
            return _HEAD_MAX + max(len(str(option).encode()) for option in options)
        case {"maxLength": int(letters)}:
            return _HEAD_MAX + letters * BYTES_A_LETTER_MAX
        case {"format": "date"}:
            return _HEAD_MAX + len("2026-01-31")
        case _:
            return _NUMBER_MAX
