"""How people outside are reached, what they report, and what one unit of work changes of it. Decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.bells import LIVE_S, Bell
from madang_office.inquiries import Inquiry
from madang_office.outbox import CITIZENS_WAITING_MAX, WAITING_MAX, Outgoing, SendState
from madang_office.protection import KNOWN_S, Alarm
from madang_office.reports import AGAIN_S, Report, ReportState
from madang_server.office_app.journal import Journal, put_or_take
from madang_server.store import alarm_rows, bell_rows, citizen_address_rows, inquiry_rows, outbox_rows, report_rows
from madang_server.store.writes import Write


@dataclass(slots=True)
class ContactState:
    """What waits to be sent. `has_mail`: officers who want to be told by mail, as it was read last."""

    outgoing: dict[str, Outgoing] = field(default_factory=dict)
    bells: dict[str, Bell] = field(default_factory=dict)  # those that somebody may still answer
    past_bells: dict[str, Bell] = field(default_factory=dict)  # those that are over, and count for the next ring (O12)
    inquiries: dict[str, Inquiry] = field(default_factory=dict)  # those that wait for an answer
    alarms: dict[str, Alarm] = field(default_factory=dict)  # those that go on
    past_alarms: dict[str, Alarm] = field(default_factory=dict)  # those that are over, and count for the next (O25)
    reports: dict[str, Report] = field(default_factory=dict)  # those that wait for a decision, and those made lately (O28)
    bars: dict[str, Report] = field(default_factory=dict)  # those by which somebody may not be in the rooms (R24)
    has_mail: dict[str, frozenset[str]] = field(default_factory=dict)  # with their services
    citizens: dict[str, float] = field(default_factory=dict)  # who has a confirmed address (SPEC S37) -> when they came last

    def put_bell(self, bell_id: str, bell: Bell | None) -> None:
        """Take a ring as it is now; None: there is none."""
        put_or_take(self.bells, bell_id, bell if bell is not None and bell.live else None)
        put_or_take(self.past_bells, bell_id, bell if bell is not None and not bell.live else None)

    def known_bell(self, bell_id: str) -> Bell | None:
        """Return a ring that somebody may still answer, or that was over lately."""
        return self.bells.get(bell_id) or self.past_bells.get(bell_id)

    def rung(self, *, visitor: str | None = None, service: str | None = None) -> list[Bell]:
        """Return the rings of a visitor, or at a service, that somebody may still answer or that were over lately."""
        known = (*self.past_bells.values(), *self.bells.values())
        return [bell for bell in known if visitor in {None, bell.visitor} and service in {None, bell.service}]

    def forget_bells(self, now: float) -> None:
        """Let go of rings that are over and count no more. `now`: of the office's own time."""
        for bell_id in [bell.id for bell in self.past_bells.values() if bell.rung + LIVE_S <= now]:
            del self.past_bells[bell_id]

    def bells_of_visitor(self, visitor: str) -> list[Bell]:
        """Return the rings of a visitor, the oldest first."""
        return [bell for bell in self.bells.values() if bell.visitor == visitor]

    def bells_of_service(self, service: str) -> list[Bell]:
        """Return the rings at a service, the oldest first."""
        return [bell for bell in self.bells.values() if bell.service == service]

    def put_alarm(self, alarm_id: str, alarm: Alarm | None) -> None:
        """Take an alarm as it is now; None: there is none."""
        put_or_take(self.alarms, alarm_id, alarm if alarm is not None and alarm.live else None)
        put_or_take(self.past_alarms, alarm_id, alarm if alarm is not None and not alarm.live else None)

    def known_alarms(self) -> list[Alarm]:
        """Return the alarms that go on, or were over lately."""
        return [*self.past_alarms.values(), *self.alarms.values()]

    def known_alarm(self, alarm_id: str) -> Alarm | None:
        return self.alarms.get(alarm_id) or self.past_alarms.get(alarm_id)

    def alarm_of(self, officer: str | None) -> Alarm | None:
        """Return the alarm of an officer that goes on."""
        return next((alarm for alarm in self.alarms.values() if alarm.officer == officer), None)

    def forget_alarms(self, now: float) -> None:
        """Let go of alarms that are over and count no more. `now`: of the office's own time."""
        for alarm_id in [alarm.id for alarm in self.past_alarms.values() if alarm.raised + KNOWN_S <= now]:
            del self.past_alarms[alarm_id]

    def put_inquiry(self, inquiry_id: str, inquiry: Inquiry | None) -> None:
        """Take a message as it is now; None, or one that is over, is let go."""
        if inquiry is not None and inquiry.open:
            self.inquiries[inquiry_id] = inquiry
        else:
            self.inquiries.pop(inquiry_id, None)

    def inquiries_of(self, visitor: str) -> list[Inquiry]:
        """Return the messages of a visitor that wait for an answer, the oldest first."""
        return [one for one in self.inquiries.values() if one.visitor == visitor]

    def inquiries_at(self, service: str) -> list[Inquiry]:
        """Return those for a service, the oldest first."""
        return [one for one in self.inquiries.values() if one.service == service]

    def visitors(self) -> set[str]:
        """Return whose rings, messages and reports somebody may still answer."""
        asking = {bell.visitor for bell in self.bells.values()} | {one.visitor for one in self.inquiries.values()}
        return asking | {one.reporter for one in self.open_reports()}

    def put_report(self, report_id: str, report: Report | None) -> None:
        """Take a report as it is now; None: there is none."""
        put_or_take(self.reports, report_id, report)
        put_or_take(self.bars, report_id, report if report is not None and report.outcome is ReportState.BARRED else None)

    def open_reports(self) -> list[Report]:
        """Return those that wait for a decision, the oldest first."""
        return [one for one in self.reports.values() if one.outcome is ReportState.OPEN]

    def bar_of(self, visitor: str) -> Report | None:
        """Return by what a visitor may not be in the rooms, the one that holds longest. None: they may."""
        theirs = (one for one in self.bars.values() if one.reported == visitor)
        return max(theirs, key=lambda one: one.bar_until or 0.0, default=None)

    def forget_reports(self, now: float) -> None:
        """Let go of reports that were decided and count no more. `now`: of the office's own time."""
        for report_id in [one.id for one in self.reports.values() if not one.live and one.created + AGAIN_S <= now]:
            del self.reports[report_id]

    def put_outgoing(self, outgoing_id: str, outgoing: Outgoing | None) -> None:
        """Take one as it is now; None, or one that waits no longer, is let go."""
        if outgoing is not None and outgoing.state is SendState.WAITING:
            self.outgoing[outgoing_id] = outgoing
        else:
            self.outgoing.pop(outgoing_id, None)

    async def load(self, sql: AsyncConnection, now: float) -> None:
        """Fill an empty one from the database. `now`: of the office's own time."""
        self.outgoing.update({one.id: one for one in await outbox_rows.waiting(sql)})
        for bell in await bell_rows.bells_that_count(sql, since=now - LIVE_S):
            self.put_bell(bell.id, bell)
        for alarm in await alarm_rows.alarms_that_count(sql, since=now - KNOWN_S):
            self.put_alarm(alarm.id, alarm)
        self.inquiries.update({one.id: one for one in await inquiry_rows.open_inquiries(sql)})
        for report in await report_rows.reports_that_count(sql, since=now - AGAIN_S):
            self.put_report(report.id, report)
        self.has_mail = await outbox_rows.officers_with_mail(sql)
        self.citizens = dict.fromkeys(await citizen_address_rows.visitors_with_mail(sql), 0.0)

    def came(self, visitor: str, now: float) -> None:
        """Somebody came again: they see what there is."""
        if visitor in self.citizens:
            self.citizens[visitor] = now


@dataclass(slots=True)
class ContactChanges:
    """What a unit of work changes of it."""

    outgoing: dict[str, Outgoing] = field(default_factory=dict)
    bells: dict[str, Bell] = field(default_factory=dict)
    alarms: dict[str, Alarm] = field(default_factory=dict)
    inquiries: dict[str, Inquiry] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    citizens: dict[str, float | None] = field(default_factory=dict)  # who has a confirmed address from now on; None: no more
    gone_inquiries: set[str] = field(default_factory=set)  # that nobody answered in their time: their rows go

    @property
    def changes_queue(self) -> bool:
        """Whether officers see something of it."""
        return bool(self.bells or self.alarms or self.inquiries or self.reports or self.gone_inquiries)

    @property
    def alarmed(self) -> set[str]:
        """The officers whose alarms are changed: what they may do at their desk follows from it."""
        return {alarm.officer for alarm in self.alarms.values()}

    @property
    def visitors(self) -> set[str]:
        """Whose rings are changed."""
        return {bell.visitor for bell in self.bells.values()}

    def rows(self) -> Iterator[Write]:
        yield from map(outbox_rows.save_outgoing, self.outgoing.values())
        yield from map(bell_rows.save_bell, self.bells.values())
        yield from map(alarm_rows.save_alarm, self.alarms.values())
        yield from map(inquiry_rows.save_inquiry, self.inquiries.values())
        yield from map(report_rows.save_report, self.reports.values())
        yield from map(inquiry_rows.remove_inquiry, sorted(self.gone_inquiries))

    def waiting(self, state: ContactState, *, to_citizens: bool) -> list[Outgoing]:
        """Return what waits to be sent, to citizens or to all others, without alarms."""
        waiting = [one for one in {**state.outgoing, **self.outgoing}.values() if not one.calls_help]
        return [one for one in waiting if one.to_citizen is to_citizens]

    def has_room(self, state: ContactState, *, to_citizen: bool = False) -> bool:
        """Return whether one more may wait to be sent: mail to citizens takes no place of the others (SPEC O10)."""
        return len(self.waiting(state, to_citizens=to_citizen)) < (CITIZENS_WAITING_MAX if to_citizen else WAITING_MAX)

    def change_state(self, state: ContactState, journal: Journal) -> None:
        """Make the state what the database will be, by way of the journal."""
        for key, one in self.outgoing.items():
            journal.change(partial(state.put_outgoing, key), state.outgoing.get(key), one)
        for key, bell in self.bells.items():
            journal.change(partial(state.put_bell, key), state.known_bell(key), bell)
        for key, alarm in self.alarms.items():
            journal.change(partial(state.put_alarm, key), state.known_alarm(key), alarm)
        for key, inquiry in self.inquiries.items():
            journal.change(partial(state.put_inquiry, key), state.inquiries.get(key), inquiry)
        for key, report in self.reports.items():
            journal.change(partial(state.put_report, key), state.reports.get(key), report)
        for key, came in self.citizens.items():
            journal.change(partial(put_or_take, state.citizens, key), state.citizens.get(key), came)
        for key in self.gone_inquiries:
            journal.change(partial(state.put_inquiry, key), state.inquiries.get(key), None)
