"""The calendar file of an appointment (RFC 5545): when, for what, and an alarm. Knows no HTTP; the key is not in it."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from madang_office.appointments import AppointmentState
from madang_protocol.messages import Words
from madang_server.office_app.appointment_desk import FoundAppointment

PRODUCT = "-//Madang//Appointments//EN"


def calendar_file(found: FoundAppointment, office: Words, address: str) -> bytes:
    """Return the file, in UTC. `address`: of the office. It takes a quarter of a second the first time: call it in a thread."""
    from icalendar import Alarm, Calendar, Event  # heavy, and wanted by few

    one = found.appointment
    title = f"{found.title.ko} · {found.title.en}"
    event, alarm, calendar = Event(), Alarm(), Calendar()
    event.add("uid", f"{one.id}@{urlsplit(address).hostname}")
    event.add("dtstamp", _utc(one.since))
    event.add("sequence", max(0, int(one.since - one.created)))
    event.add("dtstart", _utc(one.at))
    event.add("dtend", _utc(one.until))
    event.add("summary", title)
    event.add("location", f"{office.ko} · {office.en}")
    event.add("description", _description(one.number, address))
    event.add("url", address)
    event.add("status", "CANCELLED" if one.state is AppointmentState.CANCELLED else "CONFIRMED")
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(seconds=-found.early_s))
    event.add_component(alarm)
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(number: str, address: str) -> str:
    return (
        f"예약 번호 {number}. 시간이 되면 예약하신 기기로 {address} 에 들어와 ‘도착했어요’를 눌러 주세요.\n"
        f"Appointment {number}. When it is time, come to {address} on the device on which you booked and press “I have arrived”."
    )


def _utc(instant: float) -> datetime:
    return datetime.fromtimestamp(int(instant), UTC)
