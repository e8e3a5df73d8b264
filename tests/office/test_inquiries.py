"""A message that is left for a service: the table, its bounds, and what goes when it is cancelled (SPEC O14, O15)."""

from dataclasses import replace

import pytest

from madang_office.inquiries import (
    CALLS_MAX,
    OPEN_INQUIRIES_MAX,
    OPEN_OF_SERVICE_MAX,
    TRANSITIONS,
    WORDS_CHARS_MAX,
    Inquiry,
    InquiryState,
    answer,
    called,
    cancel,
    change,
    faults_of,
    may_leave,
    take,
)
from madang_office.numbers import inquiry_number, read_inquiry_number
from madang_office.rejected import Rejected
from madang_protocol import Rejection

LEFT = Inquiry(
    id="q1", number="M-00001", key="7K3D-9QXP", service="consultation", visitor="mina", state=InquiryState.WAITING,
    words="When do you open?", phone="02-123-4567", consent=0.0, created=0.0, since=0.0,
)  # fmt: skip
TAKEN = replace(LEFT, state=InquiryState.TAKEN, officer="han")


def test_O14_the_table_is_what_was_agreed() -> None:
    assert {(state.value, event.value): end.value for (state, event), end in TRANSITIONS.items()} == {
        ("waiting", "change"): "waiting",
        ("waiting", "cancel"): "cancelled",
        ("waiting", "take"): "taken",
        ("taken", "cancel"): "cancelled",
        ("taken", "take"): "taken",
        ("taken", "answer"): "answered",
        ("taken", "reach"): "reached",
        ("taken", "miss"): "taken",
    }


@pytest.mark.parametrize(
    ("words", "phone", "consent", "faults"),
    [
        ("Hello", "", True, {}),
        ("Hello", "+82 (0)2-123.4567", True, {}),
        ("", "", True, {"text": "required"}),
        ("x" * (WORDS_CHARS_MAX + 1), "", True, {"text": "too_long"}),
        ("Hello", "12345", True, {"phone": "bad_phone"}),
        ("Hello", "call me", True, {"phone": "bad_phone"}),
        ("Hello", "0" * 25, True, {"phone": "bad_phone"}),
        ("Hello", "", False, {"consent": "missing"}),
    ],
)
def test_O14_what_is_left_is_looked_at_first(words: str, phone: str, consent: bool, faults: dict[str, str]) -> None:
    assert faults_of(words, phone, consent=consent) == faults


def test_O14_nobody_and_no_service_has_endless_messages() -> None:
    assert may_leave([LEFT] * (OPEN_INQUIRIES_MAX - 1), []) is None
    assert may_leave([LEFT] * OPEN_INQUIRIES_MAX, []) == Rejected(Rejection.LIMIT)
    assert may_leave([], [LEFT] * OPEN_OF_SERVICE_MAX) == Rejected(Rejection.LIMIT)


def test_O14_what_is_cancelled_is_taken_back() -> None:
    gone = cancel(TAKEN, 5.0)
    assert isinstance(gone, Inquiry)
    assert (gone.state, gone.words, gone.phone, gone.since) == (InquiryState.CANCELLED, "", "", 5.0)
    assert change(TAKEN, "Other words", "", 6.0) == Rejected(Rejection.WRONG_STATE)


def test_O15_it_is_answered_by_who_has_it() -> None:
    taken = take(LEFT, "han", [LEFT], 1.0)
    assert isinstance(taken, Inquiry)
    assert answer(LEFT, "At nine.", 2.0) == Rejected(Rejection.WRONG_STATE)
    answered = answer(taken, "At nine.", 2.0)
    assert isinstance(answered, Inquiry)
    assert (answered.state, answered.answer) == (InquiryState.ANSWERED, "At nine.")
    assert answer(taken, "", 2.0) == Rejected(Rejection.FORM_INVALID, {"text": "required"})
    assert cancel(answered, 3.0) == Rejected(Rejection.WRONG_STATE)


def test_O15_whoever_is_not_reached_is_called_again_and_not_for_ever() -> None:
    missed = called(TAKEN, 1.0, reached=False)
    assert isinstance(missed, Inquiry)
    assert (missed.state, missed.calls) == (InquiryState.TAKEN, 1)
    assert called(replace(TAKEN, calls=CALLS_MAX), 1.0, reached=False) == Rejected(Rejection.LIMIT)
    reached = called(missed, 2.0, reached=True)
    assert isinstance(reached, Inquiry)
    assert reached.state is InquiryState.REACHED
    assert called(replace(TAKEN, phone=""), 1.0, reached=True) == Rejected(Rejection.WRONG_STATE)


@pytest.mark.parametrize("typed", ["M-00012", "m12", " 12 ", "M 00012"])
def test_O14_a_number_is_read_as_it_is_typed(typed: str) -> None:
    assert read_inquiry_number(typed) == inquiry_number(12)


def test_O14_the_number_of_an_appointment_is_none_of_a_message() -> None:
    assert read_inquiry_number("R-00012") is None
