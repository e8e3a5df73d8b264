"""The appointments that take up seats now, found by id, visitor and service. Pure: knows no clock."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from madang_office.appointments import Appointment, AppointmentState


class AppointmentBook:
    """The appointments that are booked, and those kept whose time is not over, by id, visitor and service."""

    __slots__ = ("_by_id", "_of_service", "_of_visitor", "changes")

    def __init__(self) -> None:
        self.changes = 0  # how often it was changed
        self._by_id: dict[str, Appointment] = {}
        self._of_service: dict[str, dict[str, Appointment]] = {}
        self._of_visitor: dict[str, dict[str, Appointment]] = {}

    def __iter__(self) -> Iterator[Appointment]:
        return iter(self._by_id.values())

    def get(self, appointment_id: str) -> Appointment | None:
        return self._by_id.get(appointment_id)

    def put(self, appointment_id: str, appointment: Appointment | None) -> None:
        """Take one as it is now; None, or one without a seat, is let go."""
        self.changes += 1
        before = self._by_id.pop(appointment_id, None)
        if before is not None:
            for index, key in ((self._of_service, before.service), (self._of_visitor, before.visitor)):
                del index[key][appointment_id]
                if not index[key]:
                    del index[key]
        if appointment is not None and appointment.holding:
            self._by_id[appointment_id] = appointment
            self._of_service.setdefault(appointment.service, {})[appointment_id] = appointment
            self._of_visitor.setdefault(appointment.visitor, {})[appointment_id] = appointment

    def of_service(self, service: str) -> list[Appointment]:
        """Return those of a service, the earliest first."""
        return sorted(self._of_service.get(service, {}).values(), key=lambda one: (one.at, one.number))

    def of_visitor(self, visitor: str) -> list[Appointment]:
        """Return those of a visitor, the earliest first."""
        return sorted(self._of_visitor.get(visitor, {}).values(), key=lambda one: (one.at, one.number))

    def visitors(self) -> AbstractSet[str]:
        """Return whose they are."""
        return self._of_visitor.keys()

    def forget_over(self, now: float) -> None:
        """Let go of those kept whose time is over."""
        for over in [one.id for one in self if one.state is AppointmentState.KEPT and one.until <= now]:
            self.put(over, None)
