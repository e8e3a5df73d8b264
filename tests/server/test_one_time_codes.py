"""One-time codes by time: the vectors of RFC 6238 and RFC 4226, and which steps of time count (SPEC S28)."""

import pytest

from madang_server import one_time_codes as codes

SECRET = b"12345678901234567890"  # of both RFCs
RFC_6238 = {
    59: "94287082",
    1_111_111_109: "07081804",
    1_111_111_111: "14050471",
    1_234_567_890: "89005924",
    2_000_000_000: "69279037",
    20_000_000_000: "65353130",
}
RFC_4226 = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
NOW = 1_767_315_600.0
HERE = codes.step_of(NOW)


@pytest.mark.parametrize(("at", "code"), list(RFC_6238.items()))
def test_S28_codes_are_those_of_rfc_6238(at: int, code: str) -> None:
    assert codes.code_at(SECRET, codes.step_of(at), digits=8) == code


@pytest.mark.parametrize(("count", "code"), list(enumerate(RFC_4226)))
def test_S28_codes_are_those_of_rfc_4226(count: int, code: str) -> None:
    assert codes.code_at(SECRET, count) == code


@pytest.mark.parametrize(("steps", "found"), [(-2, None), (-1, HERE - 1), (0, HERE), (1, HERE + 1), (2, None)])
def test_S28_a_code_is_good_for_its_step_and_the_one_on_either_side(steps: int, found: int | None) -> None:
    assert codes.step_of_code(SECRET, codes.code_at(SECRET, HERE + steps), NOW, after=0) == found


@pytest.mark.parametrize("steps", [-1, 0])
def test_S28_of_a_step_that_was_used_or_passed_no_code_is_good(steps: int) -> None:
    assert codes.step_of_code(SECRET, codes.code_at(SECRET, HERE + steps), NOW, after=HERE) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666"])
def test_S28_what_is_no_code_is_none(typed: str) -> None:
    assert codes.step_of_code(SECRET, typed, NOW, after=0) is None


def test_S28_the_address_says_what_an_app_needs() -> None:
    address = codes.address_of(SECRET, issuer="나루 민원실", account="Han & Lee")
    assert address.startswith("otpauth://totp/%EB%82%98%EB%A3%A8%20%EB%AF%BC%EC%9B%90%EC%8B%A4%3AHan%20%26%20Lee?")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&" in address
    assert codes.from_text(codes.as_text(SECRET)) == SECRET
