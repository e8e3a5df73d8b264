"""Numbers that people can say, write down and type back. Pure: counts and unguessable bytes are handed in."""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are easily misread
BETWEEN = r"[\W_ー\u1173]*"  # spaces, dashes, what is not seen; and two letters (NFKC of ー, ㅡ) that are typed for a dash
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
UNGUESSABLE_BYTES = 10
KEY_BYTES = 5
KEY_LETTERS = 8
_APPOINTMENT = re.compile(r"R?0*([1-9][0-9]{0,8})")
_INQUIRY = re.compile(r"M?0*([1-9][0-9]{0,8})")
_DIGIT, _LETTER = rf"[0-9]{BETWEEN}", rf"[0-9A-HJKMNP-TV-Z]{BETWEEN}"
DOCUMENT = re.compile(rf"(?<![0-9A-Z])(?=((?:{_DIGIT}){{4}}(?:{_LETTER}){{17}}[0-9A-HJKMNP-TV-Z])(?![0-9A-Z]))")
_NO_LETTER = re.compile(r"[^0-9A-Z]")
CHECK = 1021  # a prime, so that every wrong character, and every two that changed places, change the remainder


class NumberFault(ValueError):
    """What was handed in cannot make a number."""


def ticket_number(prefix: str, count: int) -> str:
    """Return `C-012`: the service's letters and the count of the day. `NumberFault` for a count below 1."""
    _need_positive(count)
    return f"{prefix}-{count:03d}"


def case_number(year: int, count: int) -> str:
    """Return `2026-000123`: the year and the count in it. `NumberFault` for a count below 1."""
    _need_positive(count)
    return f"{year:04d}-{count:06d}"


def document_number(year: int, unguessable: bytes) -> str:
    """Return `2026-7K3D-9QXP-2B4T-8WYZ-C4`: year, ten unguessable bytes, two check characters (SPEC C7).

    The check notices every wrong character, and every two that changed places. `NumberFault` unless there are
    UNGUESSABLE_BYTES.
    """
    if len(unguessable) != UNGUESSABLE_BYTES:
        raise NumberFault(f"a document number needs {UNGUESSABLE_BYTES} unguessable bytes, not {len(unguessable)}")
    body = f"{year:04d}{_letters(int.from_bytes(unguessable, 'big'), 16)}"
    return _grouped(body + _letters((1 - _value(body) * len(ALPHABET) ** 2) % CHECK, 2))


def appointment_number(count: int) -> str:
    """Return `R-00123`: the count of the office. `NumberFault` for a count below 1."""
    _need_positive(count)
    return f"R-{count:05d}"


def inquiry_number(count: int) -> str:
    """Return `M-00123`: the count of the office. `NumberFault` for a count below 1."""
    _need_positive(count)
    return f"M-{count:05d}"


def appointment_key(unguessable: bytes) -> str:
    """Return `7K3D-9QXP`: what opens an appointment or a message beside its number. `NumberFault` unless there are KEY_BYTES."""
    if len(unguessable) != KEY_BYTES:
        raise NumberFault(f"a key needs {KEY_BYTES} unguessable bytes, not {len(unguessable)}")
    return _key(_letters(int.from_bytes(unguessable, "big"), KEY_LETTERS))


def read_appointment_number(typed: str) -> str | None:
    """Return the number as it was given, from what somebody typed; None when it can be none."""
    found = _APPOINTMENT.fullmatch(_packed(typed))
    return appointment_number(int(found[1])) if found is not None else None


def read_inquiry_number(typed: str) -> str | None:
    """Return the number as it was given, from what somebody typed; None when it can be none."""
    found = _INQUIRY.fullmatch(_packed(typed))
    return inquiry_number(int(found[1])) if found is not None else None


def read_appointment_key(typed: str) -> str | None:
    """Return the key as it was given, from what somebody typed; None when it can be none."""
    packed = _packed(typed)
    readable = len(packed) == KEY_LETTERS and set(packed) <= set(ALPHABET)
    return _key(packed) if readable else None


def _packed(typed: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", typed).upper().translate(MISREAD))


def _key(packed: str) -> str:
    return f"{packed[:4]}-{packed[4:]}"


def read_document_number(typed: str) -> str | None:
    """Return the number as it was issued, from what somebody typed or scanned; None when it can be none.

    Case, width, spaces, dashes and characters that are not seen do not matter, nor O for 0 and I or L for 1, nor words before
    and after it. That it was issued is not known here: look it up.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(MISREAD)
    packed = (_NO_LETTER.sub("", found[1]) for found in DOCUMENT.finditer(text))
    return next((_grouped(number) for number in packed if _value(number) % CHECK == 1), None)


def _need_positive(count: int) -> None:
    if count < 1:
        raise NumberFault(f"counts begin with 1, not {count}")


def _letters(value: int, count: int) -> str:
    return "".join(ALPHABET[value >> shift & 31] for shift in range(5 * (count - 1), -1, -5))


def _value(packed: str) -> int:
    value = 0
    for character in packed:
        value = value * len(ALPHABET) + ALPHABET.index(character)
    return value


def _grouped(packed: str) -> str:
    return "-".join([*(packed[at : at + 4] for at in range(0, 20, 4)), packed[20:]])
