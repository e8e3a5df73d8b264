"""A message left for a service at whose counters nobody is: followed by number and key, answered in words or a call (O14). Pure.

A number to call is there only if its author wants to be called. Instants are of the office's own time.

States and events, made by `make generate` from the table below:

    waiting    change -> waiting; cancel -> cancelled; take -> taken
    taken      cancel -> cancelled; miss, take -> taken; answer -> answered; reach -> reached
    answered   the end
    reached    the end
    cancelled  the end
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from madang_office.rejected import Rejected
from madang_protocol import Rejection, limits

OPEN_INQUIRIES_MAX = 3  # of a visitor
OPEN_OF_SERVICE_MAX = 500
TAKEN_MAX = 10  # that an officer has at a time: their words are told with every line
WORDS_CHARS_MAX = limits.TEXT_CHARS_MAX
PHONE_CHARS_MAX = limits.PHONE_CHARS_MAX
PHONE_DIGITS_MIN = 7
CALLS_MAX = 20
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]*")


class InquiryState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"  # an officer has it
    ANSWERED = "answered"  # in words
    REACHED = "reached"  # by a call
    CANCELLED = "cancelled"


class InquiryEvent(StrEnum):
    CHANGE = "change"
    CANCEL = "cancel"
    TAKE = "take"
    ANSWER = "answer"
    REACH = "reach"
    MISS = "miss"  # called, and not reached


S, E = InquiryState, InquiryEvent
TRANSITIONS: dict[tuple[InquiryState, InquiryEvent], InquiryState] = {
    (S.WAITING, E.CHANGE): S.WAITING,
    (S.WAITING, E.CANCEL): S.CANCELLED,
    (S.WAITING, E.TAKE): S.TAKEN,
    (S.TAKEN, E.CANCEL): S.CANCELLED,
    (S.TAKEN, E.TAKE): S.TAKEN,  # by a colleague
    (S.TAKEN, E.ANSWER): S.ANSWERED,
    (S.TAKEN, E.REACH): S.REACHED,
    (S.TAKEN, E.MISS): S.TAKEN,
}
OPEN_STATES = (S.WAITING, S.TAKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One message; immutable. `key` opens it beside its number; `consent`: when its author agreed; `since`: of its state.

    `calls`: how often somebody called and did not reach them. Who cancels takes words and phone back.
    """

    id: str
    number: str
    key: str
    service: str
    visitor: str
    state: InquiryState
    words: str
    phone: str
    consent: float
    created: float
    since: float
    officer: str | None = None
    answer: str = ""
    calls: int = 0

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES


def faults_of(words: str, phone: str, *, consent: bool = True) -> dict[str, str]:
    """Return what is wrong with what somebody leaves, by field: `required`, `too_long`, `bad_phone`, `missing` (the consent)."""
    faults = {}
    if not words or len(words) > WORDS_CHARS_MAX:
        faults["text"] = "too_long" if words else "required"
    if phone and not _is_phone(phone):
        faults["phone"] = "bad_phone"
    return faults if consent else {**faults, "consent": "missing"}


def may_leave(mine: Iterable[Inquiry], of_service: Iterable[Inquiry]) -> Rejected | None:
    """Return why a visitor may leave no message, or None. Both: the open ones. LIMIT."""
    full = len(list(mine)) >= OPEN_INQUIRIES_MAX or len(list(of_service)) >= OPEN_OF_SERVICE_MAX
    return Rejected(Rejection.LIMIT) if full else None


def change(one: Inquiry, words: str, phone: str, now: float) -> Inquiry | Rejected:
    """Return it with other words; nobody has taken it yet. Rejections: WRONG_STATE, FORM_INVALID."""
    after, faults = _after(one, E.CHANGE, now), faults_of(words, phone)
    if isinstance(after, Rejected):
        return after
    return Rejected(Rejection.FORM_INVALID, faults) if faults else replace(after, words=words, phone=phone)


def cancel(one: Inquiry, now: float) -> Inquiry | Rejected:
    """Return it cancelled, without words and phone. Rejection: WRONG_STATE."""
    after = _after(one, E.CANCEL, now)
    return after if isinstance(after, Rejected) else replace(after, words="", phone="")


def take(one: Inquiry, officer: str, others: Iterable[Inquiry], now: float) -> Inquiry | Rejected:
    """Return it as an officer's; `others`: that wait for an answer. Rejections: WRONG_STATE, it is over; LIMIT."""
    after = _after(one, E.TAKE, now)
    if isinstance(after, Rejected):
        return after
    has = sum(other.officer == officer and other.id != one.id for other in others)
    return Rejected(Rejection.LIMIT) if has >= TAKEN_MAX else replace(after, officer=officer)


def answer(one: Inquiry, words: str, now: float) -> Inquiry | Rejected:
    """Return it answered in words. Rejections: WRONG_STATE, FORM_INVALID."""
    after, faults = _after(one, E.ANSWER, now), faults_of(words, "")
    if isinstance(after, Rejected):
        return after
    return Rejected(Rejection.FORM_INVALID, faults) if faults else replace(after, answer=words)


def called(one: Inquiry, now: float, *, reached: bool) -> Inquiry | Rejected:
    """Return it after a call. Rejections: WRONG_STATE, also without a number to call; LIMIT after CALLS_MAX in vain."""
    if not one.phone:
        return Rejected(Rejection.WRONG_STATE)
    after = _after(one, E.REACH if reached else E.MISS, now)
    if isinstance(after, Rejected) or reached:
        return after
    return Rejected(Rejection.LIMIT) if one.calls >= CALLS_MAX else replace(after, calls=one.calls + 1)


def _is_phone(phone: str) -> bool:
    digits = sum(letter.isdigit() for letter in phone)
    return len(phone) <= PHONE_CHARS_MAX and digits >= PHONE_DIGITS_MIN and _PHONE.fullmatch(phone) is not None


def _after(one: Inquiry, event: InquiryEvent, now: float) -> Inquiry | Rejected:
    state = TRANSITIONS.get((one.state, event))
    return Rejected(Rejection.WRONG_STATE) if state is None else replace(one, state=state, since=now)
