"""Hangul words that are one alike jamo apart (SPEC S17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang_server.office_app.near_syllables import folded, hangul_of, is_near_in_two, near_words
from madang_server.office_app.titles import is_title
from madang_server.office_app.writing_systems import mixes_scripts, parts_by_script

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=3, max_size=4)


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        ("자", True),  # a standing stroke for another
        ("쟈", True),
        ("재", True),
        ("지", True),
        ("조", False),  # a lying stroke for a standing one
        ("처", True),
        ("서", True),
        ("더", False),
        ("절", False),
    ],
)
def test_syllables_are_near_by_one_stroke(other: str, is_near: bool) -> None:
    first, behind = near_words("관리저")
    assert (folded(f"관리{other}") in first | behind) is is_near


@given(SYLLABLES)
def test_a_word_is_not_near_itself(word: str) -> None:
    first, behind = near_words(word)
    assert folded(word) not in first | behind


@given(SYLLABLES)
def test_what_is_near_differs_in_one_syllable_alone(word: str) -> None:
    first, behind = near_words(word)
    differing = [sum(a != b for a, b in zip(folded(word), other, strict=True)) for other in first | behind]
    assert set(differing) <= {1}
    assert all(other[1:] == folded(word)[1:] for other in first)
    assert all(other[0] == folded(word)[0] for other in behind)


@given(SYLLABLES)
def test_folding_is_done_once(word: str) -> None:
    assert folded(folded(word)) == folded(word)


def test_a_word_has_a_bounded_number_of_neighbours() -> None:
    assert max(sum(map(len, near_words(word))) for word in ("관리자", "공무원", "상담창구", "슈퍼바이저")) < 120


@pytest.mark.parametrize(
    ("text", "hangul"), [("관 리·자!", "관리자"), ("관리ㅈㅓ", "관리저"), ("관리a", ""), ("ㅋㅋ", ""), ("", "")]
)
def test_hangul_is_whole_syllables_alone(text: str, hangul: str) -> None:
    assert hangul_of(text) == hangul


@pytest.mark.parametrize("text", ["officeя", "Ꮎfficer", "ოfficer", "Ελena", "김я", "あб", "가あ", "Kimかな韓글", "Mina Иvan"])
def test_S17_scripts_that_nobody_writes_together_are_mixed(text: str) -> None:
    assert mixes_scripts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mina Иван",
        "김Anna",
        "王Anna",
        "山田エミkun",
        "人々",
        "スーパー",
        "Nguyễn Thị Hoa",
        "ⓜⓘⓝⓐ",
        "ａｂ",
        "नेहा",
        "K2★",
        "",
        "12",
    ],
)
def test_S17_one_script_or_those_of_one_language_are_not_mixed(text: str) -> None:
    assert not mixes_scripts(text)


@pytest.mark.parametrize(
    ("word", "parts"), [("김admin", ["김", "admin"]), ("a1김b", ["a", "김", "b"]), ("김서연2", ["김서연"]), ("12", [])]
)
def test_a_word_is_cut_where_hangul_begins_and_ends(word: str, parts: list[str]) -> None:
    assert parts_by_script(word) == parts


@pytest.mark.parametrize(
    ("word", "is_near"),
    [("괸라자", True), ("관라저", True), ("괸라저", False), ("관라자", False), ("관리자", False), ("관모저", False)],
)
def test_two_syllables_may_be_near_and_no_more(word: str, is_near: bool) -> None:
    assert is_near_in_two(folded(word), "관리자") is is_near


@pytest.mark.parametrize(
    ("word", "is_so"), [("마당봇", True), ("adminteam", True), ("마당발", False), ("봇", False), ("1111", False)]
)
def test_S17_words_of_the_office_one_behind_the_other_are_a_title(word: str, is_so: bool) -> None:
    assert is_title(word) is is_so


def test_a_word_of_many_pieces_is_read_once_from_left_to_right() -> None:
    assert [is_title(word) for word in ("thereal" * 12, "thereal" * 12 + "x", "관리" * 12 + "x")] == [True, False, False]
