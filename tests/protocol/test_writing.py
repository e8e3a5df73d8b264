"""What people write: what is dropped, what stays, and what is nothing at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang_protocol.writing import is_seen, tidy_line, tidy_text

NOTHING = ["", " ", "\u200b", "\n\n", "\u3164 \u2800", "\x00", "\u202e", "\u200d\u200e", "\ufe0f", "\u0301", "\u00ad"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\x00b", "ab"),
        ("\u202etxt.exe", "txt.exe"),
        ("\u2066in\u2069 a\u200bb\ufeff", "in ab"),
        ("one\n\n\n\n\n\n\ntwo", "one\n\ntwo"),
        ("one\n \n\u3164\n\ntwo", "one\n\ntwo"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("one\ttwo", "one two"),
        ("a\u200eb\u200fc\u061cd", "abcd"),
        ("\n\n  hello  \n", "hello"),
        ("flag \U000e0067\U000e007f", "flag"),
    ],
)
def test_R18_what_hides_turns_or_pushes_is_dropped(written, shown):
    assert tidy_text(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "안녕하세요.\n두 번째 줄입니다.", "a\n\nb", "1. one\n   2. two", "한국어 English العربية עברית",
        "👩‍👩‍👧 👍🏽 ✌️ 🇰🇷", "می\u200cخواهم",
        "ㅋㅋㅋ", "e\u0301", "\u1112\u1161\u11ab", "$5 → €4", "<b>&amp;",
    ],
)  # fmt: skip
def test_R18_ordinary_writing_of_all_scripts_stays(text):
    assert tidy_text(text) == text


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_R18_text_of_which_nothing_is_seen_is_nothing(text):
    assert (tidy_text(text), tidy_line(text), is_seen(text)) == ("", "", False)


@pytest.mark.parametrize(
    "name", ["می\u200cخواهم", "شَ\u200cز", "ක්\u200dෂ", "क्\u200dष", "👩🏽\u200d🚀", "🏳️\u200d🌈", "👩\u200d👩\u200d👧"]
)
def test_S16_joiners_that_a_script_or_an_emoji_needs_stay_in_names(name):
    assert tidy_line(name) == name


@pytest.mark.parametrize("joiner", "\u200c\u200d")
@pytest.mark.parametrize("name", ["ad{}min", "{}Kim", "Kim{}", "마{}당", "a{}👧", "👧{}a", "م{} م"])
def test_S16_a_joiner_that_joins_nothing_is_dropped_from_names(name, joiner):
    assert tidy_line(name.format(joiner)) == name.format("")


@given(
    st.text(
        st.characters(exclude_categories=["Cs"])
        | st.sampled_from("\n\r\t\u200c\u200d\u094d👧م\u0651 \u202e\u200b\u3164\u1160\u0301a가"),
        max_size=60,
    )
)
def test_R18_tidying_again_changes_nothing(text):
    line = tidy_line(text)
    assert tidy_line(line) == line
    once = tidy_text(text)
    assert (tidy_text(once), len(once) <= len(text)) == (once, True)
    assert is_seen(once) or once == ""
    assert "\n\n\n" not in once
