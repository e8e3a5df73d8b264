"""What the office holds about a citizen: told to them, and forgotten when they want it (SPEC S35, S36). Knows tokens, no HTTP."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from madang_office.appointments import AppointmentState
from madang_office.cases import CaseState
from madang_office.rejected import Rejected
from madang_office.reports import Report
from madang_protocol import Rejection
from madang_server.accounts import hash_token
from madang_server.faults import StorageFailed
from madang_server.notifier import Notifier
from madang_server.office_app.citizen_addresses import forget_address
from madang_server.office_app.commands import parties, reports
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.state import OfficeState
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import own_data_rows, party_rows, people, report_rows
from madang_server.store.own_data_rows import BY_OFFICE_TIME
from madang_server.store.people import VisitorRow

DAY_S = 24 * 3_600.0
TRIES = 3


@dataclass(frozen=True, slots=True)
class KeptRequest:
    """A request that stays. `until`: unix seconds after which it goes; None: the city names no term."""

    number: str
    until: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What must end before somebody is forgotten, each as a count; and what stays when they are."""

    tickets: int
    requests: int
    appointments: int
    messages: int
    kept: tuple[KeptRequest, ...] = ()

    @property
    def under_way(self) -> bool:
        return bool(self.tickets or self.requests or self.appointments or self.messages)


class OwnData:
    """Of one office. Each raises `StorageFailed`."""

    def __init__(self, context: OfficeContext, path: CommandPath, notifier: Notifier, one_proves: asyncio.Lock) -> None:
        """`one_proves`: held by whoever changes by what a citizen is known (recovery.py)."""
        self._context = context
        self._path = path
        self._notifier = notifier
        self._one_proves = one_proves
        self._one_at_a_time = asyncio.Lock()  # what is told of somebody is in memory whole

    async def told(self, token: str) -> dict[str, Any] | None:
        """Return everything that is told of the citizen whose token this is, as JSON takes it; None: nobody's."""
        visitor = await self._visitor_of(token)
        if visitor is None:
            return None
        async with self._one_at_a_time:
            async with self._context.store.read() as sql:
                found = await own_data_rows.rows_of(sql, visitor.id)
            return await asyncio.to_thread(self._in_words, found)

    async def standing(self, token: str) -> Standing | None:
        """Return what is under way, and what would stay; None: nobody's token."""
        visitor = await self._visitor_of(token)
        return None if visitor is None else await self._standing(visitor.id)

    async def forget(self, token: str) -> Standing | None:
        """Forget the citizen, unless something is under way: then nothing is done, and what is returned says so.

        Raises `StorageFailed` when they go on to begin something at each try.
        """
        for _ in range(TRIES):
            async with self._one_proves:
                visitor = await self._visitor_of(token)
                standing = await self._standing(visitor.id) if visitor is not None else None
                if visitor is None or standing is None or standing.under_way:
                    return standing
                async with self._context.store.read() as sql:
                    drafts = await own_data_rows.drafts_of(sql, visitor.id)
                    shared = set(await party_rows.shared_cases(sql, visitor.id)) - set(drafts)
                    about = await report_rows.reports_about(sql, visitor.id)
                name = visitor.name if standing.kept else ""
                forget = partial(_forget, context=self._context, citizen=visitor.id, name=name, drafts=drafts)
                forgotten = await self._path.perform(partial(forget, shared=sorted(shared), about=about), actor=visitor.id)
            if not isinstance(forgotten, Rejected):  # else something began meanwhile
                self._notifier.dismiss(visitor.id)
                await self._path.perform_unless_storage_fails(partial(_take_away, drafts=drafts))  # else it goes later (C53)
                return standing
        raise StorageFailed("storage")

    async def _standing(self, citizen: str) -> Standing:
        state = self._context.state
        async with self._context.store.read() as sql:
            requests = await own_data_rows.under_way(sql, citizen)
            kept = await own_data_rows.kept_of(sql, citizen)
        return Standing(
            tickets=len(state.tickets_of(citizen)),
            requests=requests,
            appointments=_booked(state, citizen),
            messages=_messages(state, citizen),
            kept=tuple(KeptRequest(number, self._until(service, since)) for number, service, since in kept),
        )

    def _until(self, service: str, since: float) -> float | None:
        days = self._context.catalogue.kept_days_of(service)
        return None if days is None else since + days * DAY_S

    def _in_words(self, found: Any) -> dict[str, Any]:
        """Return the rows with their instants as times of day in the office's time zone."""
        zone, shown = self._context.catalogue.calendar.zone, self._context.environment.office.shown
        told: dict[str, Any] = {}
        for table, rows in found.items():
            instants = own_data_rows.instants_of(table)
            for row in rows:
                for name in instants:
                    if row[name] is not None:
                        instant = shown(row[name]) if table in BY_OFFICE_TIME else row[name]
                        row[name] = datetime.fromtimestamp(instant, zone).isoformat(timespec="seconds")
            told[table.name] = rows
        return told

    async def _visitor_of(self, token: str) -> VisitorRow | None:
        async with self._context.store.read() as sql:
            return await people.visitor_by_token(sql, hash_token(token))


def _booked(state: OfficeState, citizen: str) -> int:
    return sum(one.state is AppointmentState.BOOKED for one in state.appointments.of_visitor(citizen))


def _messages(state: OfficeState, citizen: str) -> int:
    return len(state.contact.inquiries_of(citizen)) + len(state.contact.bells_of_visitor(citizen))


def _forget(
    work: UnitOfWork,
    context: OfficeContext,
    citizen: str,
    name: str,
    drafts: list[str],
    shared: list[str],
    about: Sequence[Report],
) -> Outcome:
    """`shared`: requests beside which somebody is, as whose citizen or as that somebody they are forgotten. `about`: reports."""
    state = work.state
    begun = {case.record.id: case for case in work.live_cases(citizen)}
    goes_on = begun.keys() != set(drafts) or any(case.record.state is not CaseState.DRAFT for case in begun.values())
    if goes_on or state.tickets_of(citizen) or _booked(state, citizen) or _messages(state, citizen):
        return Rejected(Rejection.WRONG_STATE)
    for case_id in shared:
        parties.forget(work, context, case_id, citizen)
    for draft, case in begun.items():
        parties.say_gone(work, draft)
        work.keep_case(replace(case, data=replace(case.data, fields={}, memory={})))
    for write in (*own_data_rows.forget(citizen, name=name), *own_data_rows.take_drafts_apart(drafts)):
        work.write(write)
    work.gone_cases.update(drafts)
    forget_address(work, citizen)
    reports.forget(work, citizen, about)
    work.note("visitor-forget", citizen)
    return Accepted()


def _take_away(work: UnitOfWork, drafts: list[str]) -> Outcome:
    for write in own_data_rows.take_drafts_away(drafts):
        work.write(write)
    work.gone_cases.update(drafts)
    return Accepted()
