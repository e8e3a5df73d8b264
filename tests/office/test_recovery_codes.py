"""A recovery code is written down, said and typed back (SPEC S30)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang_office.recovery_codes import read_recovery_code, recovery_code

BYTES = st.binary(min_size=10, max_size=10)
WIDE = str.maketrans({digit: chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
HOW = {
    "no space": lambda code: code.replace(" ", ""),
    "dashes": lambda code: code.replace(" ", "-"),
    "lines": lambda code: code.replace(" ", "\n"),
    "words before it": lambda code: f"my code: {code}.",
    "wide digits": lambda code: code.translate(WIDE),
    "digits of another script": lambda code: code.translate(ARABIC),
}


def test_S30_a_code_needs_ten_unguessable_bytes() -> None:
    with pytest.raises(ValueError, match="unguessable"):
        recovery_code(b"short")


@given(BYTES)
def test_S30_a_code_is_six_groups_of_four_digits(unguessable: bytes) -> None:
    groups = recovery_code(unguessable).split(" ")
    assert [len(group) for group in groups] == [4] * 6
    assert all(group.isdecimal() and group.isascii() for group in groups)


@pytest.mark.parametrize("how", HOW)
@given(unguessable=BYTES)
def test_S30_a_code_is_read_back_however_it_is_typed(how: str, unguessable: bytes) -> None:
    code = recovery_code(unguessable)
    assert read_recovery_code(HOW[how](code)) == code


@given(BYTES, st.integers(0, 23), st.integers(1, 9))
def test_S30_a_wrong_digit_is_noticed(unguessable: bytes, place: int, by: int) -> None:
    digits = recovery_code(unguessable).replace(" ", "")
    wrong = str((int(digits[place]) + by) % 10)
    assert read_recovery_code(digits[:place] + wrong + digits[place + 1 :]) is None


@given(BYTES, st.integers(0, 22))
def test_S30_two_digits_that_changed_places_are_noticed(unguessable: bytes, place: int) -> None:
    digits = recovery_code(unguessable).replace(" ", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert read_recovery_code(swapped) == (recovery_code(unguessable) if swapped == digits else None)


@pytest.mark.parametrize("typed", ["", "1234", "1" * 25, "no digits", "²" * 24, "0" * 24])
def test_S30_what_can_be_no_code_is_none(typed: str) -> None:
    assert read_recovery_code(typed) is None
