"""The page of an appointment by number and key, without script, in both languages (SPEC T35). Words and HTML, no data access."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from html import escape
from itertools import groupby

from madang_office.appointments import AppointmentState
from madang_protocol import Rejection
from madang_server.office_app.appointment_desk import FoundAppointment
from madang_server.web.instants import opening_in_english, opening_in_korean
from madang_server.web.pages import both

PATH = "/appointment"
TITLE = "내 예약 · My appointment"
_STATES = {
    AppointmentState.BOOKED: ("예약되어 있습니다", "It is booked", "good"),
    AppointmentState.KEPT: ("오신 것을 확인했습니다", "You have arrived", "good"),
    AppointmentState.MISSED: ("시간이 지나 예약이 끝났습니다", "Its time has passed, and it is over", "bad"),
    AppointmentState.CANCELLED: ("취소된 예약입니다", "It was cancelled", "bad"),
}
MOVED = "예약 시간을 바꾸었습니다", "The time was changed", "good"
CANCELLED = "예약을 취소했습니다", "The appointment was cancelled", "good"
GONE = "그 시간은 이제 예약할 수 없습니다. 예약은 그대로입니다.", "That time can no longer be booked. Nothing was changed.", "bad"
LATE = "예약 시간이 지나 바꿀 수 없습니다", "The time has passed, so it cannot be changed", "bad"
NOT_NOW = "지금은 할 수 없습니다. 예약은 그대로입니다.", "This cannot be done now. Nothing was changed.", "bad"
Told = tuple[str, str, str]
TOLD_OF = {Rejection.SLOT_GONE: GONE, Rejection.TOO_LATE: LATE}


def ask(base: str, *, told: str = "") -> str:
    """Return the form that asks for number and key; `told`: HTML above it."""
    return (
        both("h1", "내 예약", "My appointment")
        + both("p", "예약 번호와 확인 문자를 적어 주세요.", "Give the number of the appointment and its access code.")
        + told
        + f'<form action="{base}{PATH}" method="post">'
        '<label for="number">예약 번호 <span lang="en">· Appointment number</span></label>'
        '<input id="number" name="number" required maxlength="40" autocomplete="off" placeholder="R-00123">'
        '<label for="key">확인 문자 <span lang="en">· Access code</span></label>'
        '<input id="key" name="key" required maxlength="40" autocomplete="off" autocapitalize="characters">'
        '<button>보기 <span lang="en">· Show</span></button></form>'
    )


def unknown() -> str:
    """Return that number and key do not belong together: which of them is wrong is not said."""
    return both(
        "p", "번호와 확인 문자가 맞는 예약이 없습니다.", "There is no appointment with this number and access code.", kind="bad"
    )


def too_fast(seconds: int) -> str:
    """Return that nothing was looked at, for too much was tried."""
    return both(
        "p",
        f"여러 번 틀렸습니다. {seconds}초 뒤에 다시 해 주세요.",
        f"Too many tries. Try again in {seconds} seconds.",
        kind="bad",
    )


def show(found: FoundAppointment, free: Iterable[int], zone: tzinfo, base: str, told: Told | None = None) -> str:
    """Return what the appointment is, and what can be done with it. `free`: the times to which it may be moved."""
    one = found.appointment
    keys = _hidden(found)
    said = told or _STATES[one.state]
    head = (
        both("h1", "내 예약", "My appointment")
        + both("h2", said[0], said[1], kind=said[2])
        + both("p", found.title.ko, found.title.en)
        + both("p", opening_in_korean(one.at, zone), opening_in_english(one.at, zone))
        + f"<p><code>{escape(one.number)}</code></p>"
    )
    return head + (_booked(keys, free, zone, base) if found.booked else "")


def sure(found: FoundAppointment, zone: tzinfo, base: str) -> str:
    """Return the question before it is cancelled."""
    at = found.appointment.at
    return (
        both("h1", "예약을 취소할까요?", "Cancel the appointment?")
        + both("p", opening_in_korean(at, zone), opening_in_english(at, zone))
        + f'<form action="{base}{PATH}" method="post">{_hidden(found)}'
        '<button class="second">그대로 두기 <span lang="en">· Keep it</span></button></form>'
        f'<form action="{base}{PATH}/cancel" method="post">{_hidden(found)}<input type="hidden" name="sure" value="yes">'
        '<button>예약 취소하기 <span lang="en">· Cancel it</span></button></form>'
    )


def _booked(keys: str, free: Iterable[int], zone: tzinfo, base: str) -> str:
    return (
        both(
            "p",
            "오실 때는 예약하신 기기의 마당에서 ‘도착했어요’를 눌러 주세요.",
            "When you come, press “I have arrived” in Madang on the device on which you booked.",
        )
        + _button(f"{base}{PATH}/calendar", keys, "달력에 넣기", "Add to calendar")
        + _move(keys, free, zone, base)
        + _button(f"{base}{PATH}/cancel", keys, "예약 취소하기", "Cancel the appointment")
    )


def _move(keys: str, free: Iterable[int], zone: tzinfo, base: str) -> str:
    days = groupby(free, key=lambda at: _day(at, zone))
    options = "".join(_of_day(list(times), zone) for _, times in days)
    if not options:
        return both("p", "지금은 바꿀 수 있는 시간이 없습니다.", "There is no other time at the moment.")
    return (
        f'<form action="{base}{PATH}/move" method="post">{keys}'
        '<label for="at">다른 시간 <span lang="en">· Another time</span></label>'
        f'<select id="at" name="at" required><option value=""></option>{options}</select>'
        '<button>시간 바꾸기 <span lang="en">· Change the time</span></button></form>'
    )


def _of_day(times: list[int], zone: tzinfo) -> str:
    ko, en = opening_in_korean(times[0], zone), opening_in_english(times[0], zone)
    label = f"{ko.partition(') ')[0]}) · {en.partition(',')[0]}"
    options = "".join(f'<option value="{at}">{_time(at, zone)}</option>' for at in times)
    return f'<optgroup label="{escape(label, quote=True)}">{options}</optgroup>'


def _time(at: int, zone: tzinfo) -> str:
    ko = opening_in_korean(at, zone).partition(") ")[2]
    return f"{escape(ko)} · {datetime.fromtimestamp(at, zone):%H:%M}"


def _day(at: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(at, zone).date()


def _button(action: str, keys: str, ko: str, en: str) -> str:
    return (
        f'<form action="{action}" method="post">{keys}<button class="second">{ko} <span lang="en">· {en}</span></button></form>'
    )


def _hidden(found: FoundAppointment) -> str:
    one = found.appointment
    return "".join(
        f'<input type="hidden" name="{name}" value="{escape(value, quote=True)}">'
        for name, value in (("number", one.number), ("key", one.key))
    )
