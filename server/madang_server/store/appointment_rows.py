"""Rows of appointments: madang_office's records 1:1. Decides nothing."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.appointments import Appointment, AppointmentState
from madang_server.store.rows import many, of_office, one, to_row
from madang_server.store.tables import appointments
from madang_server.store.writes import How, Write

KEPT_S = 90 * 24 * 3_600.0  # after its time: the results of four weeks are made of them
NUMBERED = "appointment"  # under this name they are counted


def save_appointment(appointment: Appointment) -> Write:
    """Write it as it is; all are written in the order of their decisions, for one may take the seat that another gives back."""
    return Write(appointments, How.UPSERT, to_row(appointment), key=appointments.name)


async def holding_appointments(sql: AsyncConnection, instant: float) -> list[Appointment]:
    """Return those that are booked, and those that were kept whose time is not over at the instant."""
    kept = (appointments.c.state == AppointmentState.KEPT.value) & (appointments.c.until > instant)
    holding = or_(appointments.c.state == AppointmentState.BOOKED.value, kept)
    return many(Appointment, await sql.execute(select(appointments).where(of_office(sql, appointments), holding)))


async def appointment_of_number(sql: AsyncConnection, number: str) -> Appointment | None:
    """Return the appointment of this number, whatever became of it. The caller compares the key."""
    found = select(appointments).where(of_office(sql, appointments), appointments.c.number == number)
    return one(Appointment, (await sql.execute(found)).first())
