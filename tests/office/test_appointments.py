"""Appointments: slots, seats, the table, reminders; and how they are called among those who took a number (SPEC T29 to T34)."""

from dataclasses import replace
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.office.samples import ticket

from madang_office import Rejected, appointments
from madang_office.appointment_book import AppointmentBook
from madang_office.appointments import (
    OPEN_APPOINTMENTS_MAX,
    TRANSITIONS,
    Appointment,
    AppointmentRules,
    AppointmentState,
    Reminded,
    Slot,
)
from madang_office.calendar import Calendar
from madang_office.grounds import FAVOURED_CALLS_MAX
from madang_office.line import Kind, Line, due_called_after, favoured_calls_after, kind_of
from madang_office.numbers import (
    KEY_BYTES,
    NumberFault,
    appointment_key,
    appointment_number,
    read_appointment_key,
    read_appointment_number,
)
from madang_protocol import Rejection

SEOUL, NEW_YORK = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")
HOUR, MINUTE = 3_600.0, 60.0
RULES = AppointmentRules(desks=2, slot_s=20 * MINUTE, days_ahead=3)
WEEK = {day: ((time(9), time(12)), (time(13), time(14, 30))) for day in range(5)}
CALENDAR = Calendar(zone=SEOUL, hours=WEEK, holidays={date(2026, 1, 5)})


def seoul(text: str, zone: ZoneInfo = SEOUL) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()


NOW = seoul("2026-01-02T10:05")  # a Friday


def booked(name: str = "a1", **given: object) -> Appointment:
    at = seoul("2026-01-06T09:00")
    made = Appointment(
        id=name, number="R-00001", key="0000-0000", service="tax", visitor="mina", state=AppointmentState.BOOKED,
        at=at, until=at + 20 * MINUTE, seat=0, created=NOW, since=NOW,
    )  # fmt: skip
    return replace(made, **given)


def shown(zone: ZoneInfo, slots: list[Slot]) -> list[str]:
    return [f"{datetime.fromtimestamp(slot.at, zone):%d %H:%M}" for slot in slots]


def test_T29_slots_are_whole_stretches_of_the_opening_hours_without_holidays() -> None:
    found = shown(SEOUL, list(appointments.slots(CALENDAR, replace(RULES, slot_s=HOUR), NOW)))
    assert found == ["02 13:00"]  # 11:00 is within the lead; Monday the 5th is a holiday, and three days ahead the last
    longer = shown(SEOUL, list(appointments.slots(CALENDAR, replace(RULES, slot_s=HOUR, days_ahead=4), NOW)))
    assert longer == ["02 13:00", "06 09:00", "06 10:00", "06 11:00", "06 13:00"]


def test_T29_the_first_slot_is_at_least_the_lead_away() -> None:
    assert shown(SEOUL, list(appointments.slots(CALENDAR, RULES, NOW)))[:3] == ["02 11:20", "02 11:40", "02 13:00"]
    assert shown(SEOUL, list(appointments.slots(CALENDAR, RULES, seoul("2026-01-02T08:00"))))[0] == "02 09:00"


@pytest.mark.parametrize(
    ("day", "night"),
    [
        ("2026-03-08", ["08 01:00", "08 01:30", "08 03:00", "08 03:30"]),
        ("2026-11-01", ["01 01:00", "01 01:30", "01 01:00", "01 01:30", "01 02:00"]),
    ],
)
def test_T21_T29_slots_go_on_while_clocks_are_changed(day: str, night: list[str]) -> None:
    sunday = Calendar(zone=NEW_YORK, hours={6: ((time(1), time(4) if day < "2026-06" else time(2, 30)),)})
    found = appointments.slots(sunday, replace(RULES, slot_s=HOUR / 2), seoul(f"{day}T00:00", NEW_YORK))
    assert shown(NEW_YORK, list(found)) == night


def test_T29_an_office_that_never_opens_has_no_slot() -> None:
    assert list(appointments.slots(Calendar(zone=SEOUL, hours={}), RULES, NOW)) == []


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([10, 20, 30, 45]))), st.integers(1, 4))
def test_T30_no_instant_has_more_appointments_than_desks(wanted: list[tuple[int, int]], desks: int) -> None:
    taken: list[Appointment] = []
    for number, (step, minutes) in enumerate(wanted):  # also when the length of a slot was changed meanwhile
        slot = Slot(NOW + step * 10 * MINUTE, NOW + (step * 10 + minutes) * MINUTE)
        seats = appointments.free_seats(slot, desks, taken)
        taken += [booked(str(number), at=slot.at, until=slot.until, seat=seat) for seat in seats[:1]]
    instants = [NOW + minute * MINUTE for minute in range(100)]
    at_once = [[one.seat for one in taken if one.at <= instant < one.until] for instant in instants]
    assert all(len(set(seats)) == len(seats) <= desks for seats in at_once)


def test_T30_who_cancelled_or_did_not_come_has_no_seat() -> None:
    others = [booked(state=state) for state in AppointmentState]
    slot = Slot(others[0].at, others[0].until)
    found = [appointments.free_seats(slot, 2, [one]) for one in others]
    assert found == [[1], [1], [0, 1], [0, 1]]


def test_T30_one_at_a_service_and_so_many_in_all() -> None:
    mine = [booked(str(n), service=f"s{n}") for n in range(OPEN_APPOINTMENTS_MAX)]
    assert appointments.may_book(mine, "s0") == Rejected(Rejection.ALREADY_BOOKED)
    assert appointments.may_book(mine, "other") == Rejected(Rejection.LIMIT)
    assert appointments.may_book([*mine[1:], replace(mine[0], state=AppointmentState.KEPT)], "s0") is None


def test_T31_the_table_has_these_entries_and_no_other() -> None:
    assert {(state.value, event.value): after.value for (state, event), after in TRANSITIONS.items()} == {
        ("booked", "move"): "booked",
        ("booked", "check_in"): "kept",
        ("booked", "miss"): "missed",
        ("booked", "cancel"): "cancelled",
    }


@pytest.mark.parametrize("state", [state for state in AppointmentState if state is not AppointmentState.BOOKED])
def test_T31_what_is_over_stays_as_it_is(state: AppointmentState) -> None:
    over = booked(state=state)
    done = [
        appointments.move(over, Slot(1.0, 2.0), 0, NOW),
        appointments.cancel(over, NOW),
        appointments.miss(over, NOW),
        appointments.check_in(over, RULES, "t1", over.at),
    ]
    assert done == [Rejected(Rejection.WRONG_STATE)] * 4


def test_T31_moving_takes_the_other_slot_until_its_own_begins() -> None:
    mine, slot = booked(reminded=Reminded.EVENING_BEFORE), Slot(NOW + 9 * HOUR, NOW + 10 * HOUR)
    moved = appointments.move(mine, slot, 1, NOW)
    assert moved == replace(mine, at=slot.at, until=slot.until, seat=1, since=NOW)
    assert appointments.move(mine, slot, 1, mine.at) == Rejected(Rejection.TOO_LATE)


@pytest.mark.parametrize(
    ("minutes", "rejected"),
    [(-15.1, Rejection.TOO_EARLY), (-15, None), (0, None), (9.9, None), (10, Rejection.TOO_LATE)],
)
def test_T32_one_checks_in_from_a_while_before_until_the_grace_is_over(minutes: float, rejected: Rejection | None) -> None:
    mine = booked()
    now = mine.at + minutes * MINUTE
    found = appointments.may_check_in(mine, RULES, now)
    assert (found.code if found else None, appointments.is_missed(mine, RULES, now)) == (rejected, minutes >= 10)


def test_T32_who_checks_in_has_kept_it() -> None:
    kept = appointments.check_in(booked(), RULES, "t1", booked().at)
    assert isinstance(kept, Appointment)
    assert (kept.state, kept.ticket, appointments.is_missed(kept, RULES, kept.at + HOUR)) == (AppointmentState.KEPT, "t1", False)


def test_T34_one_is_reminded_in_the_evening_before_and_shortly_before() -> None:
    mine = booked()
    told = [
        appointments.reminder_at(mine, CALENDAR, RULES, now)
        for now in (NOW, seoul("2026-01-05T17:59"), seoul("2026-01-05T18:00"), mine.at - 15 * MINUTE)
    ]
    assert told == [Reminded.NOT_YET, Reminded.NOT_YET, Reminded.EVENING_BEFORE, Reminded.SOON]
    acts = [appointments.acts_next(replace(mine, reminded=reminded), CALENDAR, RULES) for reminded in Reminded]
    assert acts == [seoul("2026-01-05T18:00"), mine.at - 15 * MINUTE, mine.at + 10 * MINUTE]


def test_T30_the_book_has_those_that_have_a_seat() -> None:
    book, mine, later = AppointmentBook(), booked("a"), booked("b", at=booked().at + HOUR)
    for one in (later, mine, booked("c", state=AppointmentState.MISSED, visitor="juno")):
        book.put(one.id, one)
    assert ([one.id for one in book.of_visitor("mina")], book.visitors()) == (["a", "b"], {"mina"})
    book.put("a", replace(mine, state=AppointmentState.CANCELLED))
    book.put("b", replace(later, state=AppointmentState.KEPT))
    assert [one.id for one in book.of_service("tax")] == ["b"]
    book.forget_over(later.until)
    assert (list(book), book.get("b"), book.visitors()) == ([], None, set())


# the line ------------------------------------------------------------------------------------------------------------


def line_of(random: Random) -> Line:
    """A line of some of each kind, at noon; those who are early among them."""
    made = [
        replace(
            ticket(f"{number:02}"), service="tax", rank=float(random.randrange(100)), favoured=random.random() < 0.3,
            due=float(random.randrange(100)) if random.random() < 0.5 else None,
        )
        for number in range(random.randrange(30))
    ]  # fmt: skip
    return Line("tax", tuple(made), random.randrange(FAVOURED_CALLS_MAX + 1), due_called=random.random() < 0.5, now=50.0)


@pytest.mark.parametrize("seed", range(300))
def test_T33_an_appointment_that_is_due_goes_first_and_is_never_more_than_one_in_two_calls(seed: int) -> None:
    line = line_of(Random(seed))
    order, favoured_calls, due_called = line.order(), line.favoured_calls, line.due_called
    kinds = [kind_of(one, line.now) for one in order]
    for place, (one, kind) in enumerate(zip(order, kinds, strict=True)):
        rest = kinds[place:]
        assert not (kind is Kind.DUE and due_called and Kind.ORDINARY in rest), "two appointments in a row, and others wait"
        assert not (kind is Kind.ORDINARY and not due_called and Kind.DUE in rest), "one that is due is passed over"
        assert not (kind is Kind.FAVOURED and favoured_calls == FAVOURED_CALLS_MAX and set(rest) != {Kind.FAVOURED})
        favoured_calls, due_called = favoured_calls_after(favoured_calls, one), due_called_after(due_called, one, line.now)


@pytest.mark.parametrize("seed", range(300))
def test_T33_nobody_who_took_a_number_waits_for_ever(seed: int) -> None:
    line = line_of(Random(seed))
    ordinary = [place for place, one in enumerate(line.order(), 1) if kind_of(one, line.now) is Kind.ORDINARY]
    bounds = [(2 + 2 * FAVOURED_CALLS_MAX) * number for number in range(1, len(ordinary) + 1)]
    assert all(place <= bound for place, bound in zip(ordinary, bounds, strict=True))


@pytest.mark.parametrize("seed", range(100))
def test_T33_who_is_early_stands_behind_all_who_came_before_that_time(seed: int) -> None:
    line = line_of(Random(seed))
    order = [one for one in line.order() if kind_of(one, line.now) is Kind.ORDINARY]
    assert [one.turn for one in order] == sorted(one.turn for one in order)


# numbers -------------------------------------------------------------------------------------------------------------


def test_T30_a_number_can_be_said_and_is_read_however_it_is_typed() -> None:
    assert (appointment_number(7), appointment_key(bytes(range(KEY_BYTES)))) == ("R-00007", "000G-40R4")
    assert [read_appointment_number(typed) for typed in ("R-00007", " r 7 ", "7", "Ｒ－00007")] == ["R-00007"] * 4
    assert [read_appointment_number(typed) for typed in ("", "R", "C-012", "R-0", "1" * 30)] == [None] * 5
    assert [read_appointment_key(typed) for typed in ("000G-40R4", "oooG 4or4", "000g/40r4")] == ["000G-40R4"] * 3
    assert [read_appointment_key(typed) for typed in ("", "000G-40R", "000G-40RU", "000G-40R44")] == [None] * 4


def test_T30_a_number_needs_a_count_and_a_key_its_bytes() -> None:
    with pytest.raises(NumberFault):
        appointment_number(0)
    with pytest.raises(NumberFault):
        appointment_key(b"")
