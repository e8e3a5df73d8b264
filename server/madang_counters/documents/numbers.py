"""Numbers of documents: read aloud, typed by hand, checked at the verify page. Pure: chance is handed in."""

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: nothing is taken for something else
LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
ENTROPY_BYTES = 8
GROUPS = 3
GROUP_LETTERS = 4
BODY_LETTERS = GROUPS * GROUP_LETTERS - 1  # 55 bits of chance, then a check letter
YEAR_MAX = 9999


def document_number(year: int, entropy: bytes) -> str:
    """A number like `2026-7K3F-9M2Q-X4TB`. `entropy`: at least eight bytes of chance; it cannot be guessed from another."""
    if not 1000 <= year <= YEAR_MAX or len(entropy) < ENTROPY_BYTES:
        raise ValueError(f"a year of four digits and {ENTROPY_BYTES} bytes of chance make a number")
    chance = int.from_bytes(entropy[:ENTROPY_BYTES])
    body = "".join(LETTERS[(chance >> (5 * place)) & 31] for place in range(BODY_LETTERS))
    return _grouped(year, body + _check_letter(f"{year}{body}"))


def read_number(typed: str) -> str | None:
    """The number as it was issued, from what somebody typed; none when it cannot be one (a slip of one letter is found)."""
    letters = "".join(typed.upper().split()).replace("-", "").translate(LOOKALIKES)
    year, body = letters[:4], letters[4:]
    well_formed = len(body) == BODY_LETTERS + 1 and year.isascii() and year.isdigit() and set(body) <= set(LETTERS)
    if not well_formed or body[-1] != _check_letter(letters[:-1]):
        return None
    return _grouped(int(year), body)


def _grouped(year: int, letters: str) -> str:
    groups = (letters[start : start + GROUP_LETTERS] for start in range(0, len(letters), GROUP_LETTERS))
    return f"{year:04d}-{'-'.join(groups)}"


def _check_letter(letters: str) -> str:
    # Odd weights are invertible modulo 32: one wrong letter always changes the sum.
    total = sum((2 * place + 1) * LETTERS.index(letter) for place, letter in enumerate(letters))
    return LETTERS[total % len(LETTERS)]
