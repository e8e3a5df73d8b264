"""Forms: the codes of the server's check (C4), and the one declaration behind check and client's form (K4)."""

from datetime import date
from typing import Annotated

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.counters.samples import REQUEST

from madang_counters import Form, FormInvalid, Words, acts, answers, asks_consent, check_form, form_schema, tidy_answers
from madang_counters.backends.echo import Sentence
from madang_counters.backends.resident_register_copy import Approval, Request
from madang_counters.documents import unprintable
from madang_counters.sample import sample_day, sample_fields

TODAY = date(2026, 1, 2)
ASKED = Words("묻기", "Asked")
CODES = {
    "missing",
    "too_long",
    "too_short",
    "bad_format",
    "unknown_choice",
    "unknown_field",
    "out_of_range",
    "bad_type",
    "unprintable",
}
FORMS = [Request, Approval, Sentence, acts.Refusal, acts.Supplement, acts.Extension]

wire_values = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=300)
wire_fields = st.dictionaries(st.sampled_from([*REQUEST, "stranger"]) | st.text(max_size=10), wire_values, max_size=12)
printed_letters = st.characters(min_codepoint=0x20, max_codepoint=0x24F, categories=["L", "N"]) | st.sampled_from("가힣洪ặЖΩ①")
good_text = st.text(printed_letters, min_size=5, max_size=60).filter(lambda text: unprintable(text) == "")
good_requests = st.fixed_dictionaries(
    {
        "name": good_text,
        "birth_date": st.dates(date(1900, 1, 1), TODAY).map(date.isoformat),
        "address": good_text,
        "purpose": st.sampled_from(["bank", "school", "work", "court", "own"]),
    },
    optional={"history": st.booleans(), "language": st.sampled_from(["ko", "en"])},
)


class Permit(Form):
    consent: Annotated[bool, answers.consent(taken=ASKED, purpose=ASKED, kept=ASKED, declining=ASKED)]


class Phone(Form):
    number: Annotated[str, answers.text(ASKED, ASKED, length_max=13, pattern=r"^\d{3}-\d{4}-\d{4}$", example="010-1234-5678")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": None}, "missing"),
        ({"name": "   "}, "missing"),
        ({"name": "\u200b\u3164"}, "missing"),
        ({"name": "가" * 61}, "too_long"),
        ({"name": 7}, "bad_type"),
        ({"name": "홍\n길동"}, "bad_format"),
        ({"name": "홍\u202e길동"}, "bad_format"),
        ({"name": "홍\x00길동"}, "bad_format"),
        *(({"name": f"홍{hidden}길동"}, "bad_format") for hidden in "\u200b\u200e\u061c\u2060\u00ad\ufeff\U000e0041\ue000"),
        ({"address": "여기"}, "too_short"),
        ({"birth_date": "1990-5-17"}, "bad_format"),
        ({"birth_date": "19900517"}, "bad_format"),
        ({"birth_date": "1990-02-30"}, "bad_format"),
        ({"birth_date": "1899-12-31"}, "out_of_range"),
        ({"birth_date": 19900517}, "bad_type"),
        ({"purpose": "fun"}, "unknown_choice"),
        ({"history": 1}, "bad_type"),
        ({"language": "fr"}, "unknown_choice"),
        ({"stranger": "x"}, "unknown_field"),
    ],
)
def test_C4_each_faulty_field_is_named_with_a_code(change, code):
    assert check_form(Request, {**REQUEST, **change}, today=TODAY) == dict.fromkeys(change, code)


@pytest.mark.parametrize(("hours", "code"), [(81, "out_of_range"), (0, "out_of_range"), ("2", "bad_type"), (True, "bad_type")])
def test_C4_a_whole_number_is_held_to_its_bounds(hours, code):
    assert check_form(acts.Extension, {"reason": "Many asked", "hours": hours}, today=TODAY) == {"hours": code}


def test_C4_all_faulty_fields_are_named_at_once():
    faults = check_form(Request, {"name": "", "history": 9, "x": 1, "address": "마당시 가람구", "purpose": "bank"}, today=TODAY)
    assert faults == {"name": "missing", "birth_date": "missing", "history": "bad_type", "x": "unknown_field"}


def test_C4_a_pattern_is_checked():
    assert check_form(Phone, {"number": "010-1234-567"}, today=TODAY) == {"number": "bad_format"}
    assert check_form(Phone, {"number": "010-1234-5678"}, today=TODAY) == {}


class Visit(Form):
    """Days around today, and others in bounds of their own."""

    born: Annotated[date, answers.day(ASKED, ASKED, latest="today")]
    comes: Annotated[date | None, answers.day(ASKED, ASKED, earliest="today", latest=date(2030, 1, 1))] = None
    since: Annotated[date | None, answers.day(ASKED, ASKED, earliest=date(2027, 3, 1), latest="today")] = None


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"born": "2026-01-02"}, {}),
        ({"born": "2026-01-03"}, {"born": "out_of_range"}),
        ({"born": "2190-01-01"}, {"born": "out_of_range"}),
        ({"born": "2026-01-01", "comes": "2026-01-02"}, {}),
        ({"born": "2026-01-01", "comes": "2026-01-01"}, {"comes": "out_of_range"}),
        ({"born": "2026-01-01", "comes": "2030-01-02"}, {"comes": "out_of_range"}),
    ],
)
def test_K6_a_day_is_held_against_the_day_on_which_it_is_handed_in(fields, faults):
    assert check_form(Visit, fields, today=TODAY) == faults


def test_K6_what_was_within_its_bounds_when_it_was_handed_in_is_read_on_any_later_day():
    assert Visit.read({"born": "2026-01-02", "comes": "2026-01-02"}).comes == date(2026, 1, 2)


def test_K6_the_form_says_which_bound_is_today():
    bounds = {name: (asked.get("x-earliest"), asked.get("x-latest")) for name, asked in form_schema(Visit)["properties"].items()}
    assert bounds == {"born": ("1900-01-01", "today"), "comes": ("today", "2030-01-01"), "since": ("2027-03-01", "today")}
    assert form_schema(Request)["properties"]["birth_date"]["x-latest"] == "today"


@pytest.mark.parametrize("pasted", ["3 Naru-ro\tMadang", "3 Naru-ro\vMadang", "3 Naru-ro\u2028Madang", "3 Naru-ro\r\n\n Madang"])
def test_C4_what_is_pasted_into_one_line_is_one_line(pasted):
    fields = tidy_answers(Request, {**REQUEST, "address": pasted})
    assert (fields["address"], check_form(Request, fields, today=TODAY)) == ("3 Naru-ro Madang", {})


def test_C4_what_is_pasted_into_lines_keeps_its_lines():
    assert tidy_answers(Approval, {"past_addresses": "one\u2028two\vthree\tfour"}) == {"past_addresses": "one\ntwo\nthree four"}


def test_C4_faulty_answers_are_not_read():
    with pytest.raises(FormInvalid, match="name: missing") as caught:
        Request.read({**REQUEST, "name": ""})
    assert caught.value.fields == {"name": "missing"}


@given(wire_fields)
def test_C4_whatever_the_wire_brings_the_check_answers_with_codes_of_the_closed_list(fields):
    assert set(check_form(Request, fields, today=TODAY).values()) <= CODES


@given(good_requests)
def test_K4_what_the_clients_form_allows_passes_the_servers_check(fields):
    jsonschema.validate(fields, form_schema(Request), format_checker=jsonschema.FormatChecker())
    assert check_form(Request, fields, today=TODAY) == {}


@given(good_requests, st.sampled_from(["history", "purpose", "birth_date", "language"]), wire_values)
def test_K4_what_the_server_takes_the_clients_form_allows(fields, name, value):
    changed = {key: answer for key, answer in {**fields, name: value}.items() if str(answer).strip() and answer is not None}
    allowed = jsonschema.Draft202012Validator(form_schema(Request), format_checker=jsonschema.FormatChecker()).is_valid(changed)
    assert allowed or check_form(Request, changed, today=TODAY) != {}


@pytest.mark.parametrize("form", FORMS)
def test_K4_every_question_has_words_in_both_languages_and_its_place(form):
    schema = form_schema(form)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["x-order"] == list(form.model_fields)
    spoken = [question[language] for question in schema["properties"].values() for language in ("x-ko", "x-en")]
    assert all(words["title"] and words["hint"] for words in spoken)


def test_K4_choices_have_words_in_both_languages():
    purpose = form_schema(Request)["properties"]["purpose"]
    assert purpose["enum"] == ["bank", "school", "work", "court", "own"]  # in the order in which they are offered
    assert set(purpose["enum"]) == purpose["x-ko"]["choices"].keys() == purpose["x-en"]["choices"].keys()
    assert purpose["x-ko"]["choices"]["bank"] == "금융기관 제출"


@pytest.mark.parametrize("form", [*FORMS, Permit, Phone, Visit])
def test_a_sample_fits_its_form(form):
    assert check_form(form, sample_fields(form), today=sample_day(form)) == {}


def test_an_answer_longer_than_the_wire_cannot_be_declared():
    with pytest.raises(ValueError, match="at most 4000"):
        answers.text(ASKED, ASKED, length_max=4001)


def test_K4_the_form_says_which_answers_are_the_citizens_own():
    own = {name: declared.get("x-autofill") for name, declared in form_schema(Request)["properties"].items()}
    assert {name: purpose for name, purpose in own.items() if purpose} == {
        "name": "name", "birth_date": "bday", "address": "address-line1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"consent": True}, {}),
        ({"consent": False}, {"consent": "missing"}),
        ({"consent": None}, {"consent": "missing"}),
        ({}, {"consent": "missing"}),
        ({"consent": 1}, {"consent": "bad_type"}),
    ],
)
def test_C17_a_form_that_asks_for_consent_is_taken_with_it_alone(fields, faults):
    assert check_form(Permit, fields, today=TODAY) == faults
    assert jsonschema.Draft202012Validator(form_schema(Permit)).is_valid({"consent": False}) is False


def test_C17_consent_says_what_is_taken_what_for_how_long_and_what_follows_without_it():
    asked = form_schema(Permit)["properties"]["consent"]
    assert asked["x-ko"]["consent"] == dict.fromkeys(["taken", "purpose", "kept", "declining"], "묻기")
    assert asked["x-en"]["consent"] == dict.fromkeys(["taken", "purpose", "kept", "declining"], "Asked")
    assert [asks_consent(form) for form in (Permit, Sentence)] == [True, False]


def test_what_is_done_to_a_schema_changes_no_other():
    form_schema(Request)["properties"].clear()
    assert "birth_date" in form_schema(Request)["properties"]
