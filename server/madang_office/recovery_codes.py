"""The code by which a citizen finds their own things again on another device: digits, as people write them down. Pure.

Digits are the same in every language, on a telephone's keys and for a screen reader. Two of them check the others (ISO 7064,
MOD 97-10), so that a slip of the pen is told from a code that is not known.
"""

import unicodedata

UNGUESSABLE_BYTES = 10
DIGITS, CHECK_DIGITS = 24, 2
_BODY = DIGITS - CHECK_DIGITS
_MODULUS = 97


def recovery_code(unguessable: bytes) -> str:
    """Return `1234 5678 9012 3456 7890 1234`: 22 digits (73 bits) of ten unguessable bytes, and two that check them."""
    if len(unguessable) != UNGUESSABLE_BYTES:
        raise ValueError(f"a recovery code needs {UNGUESSABLE_BYTES} unguessable bytes, not {len(unguessable)}")
    body = int.from_bytes(unguessable, "big") % 10**_BODY
    check = 98 - body * 10**CHECK_DIGITS % _MODULUS
    return _grouped(f"{body:0{_BODY}d}{check:0{CHECK_DIGITS}d}")


def read_recovery_code(typed: str) -> str | None:
    """Return the code as it was made, from what somebody typed; None when it can be none: a digit is wrong, missing or too many.

    Digits of any script count; whatever stands between them does not, such as spaces and dashes.
    """
    digits = "".join(str(unicodedata.decimal(each)) for each in typed if each.isdecimal())
    return _grouped(digits) if len(digits) == DIGITS and int(digits) % _MODULUS == 1 else None


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, DIGITS, 4))
