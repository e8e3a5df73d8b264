"""Who comes in: by token, by an officer's sign-in, or new (SPEC S2, S10). Knows hello and the rows of people, no desk."""

from dataclasses import replace
from functools import partial

from madang_protocol.commands import Hello
from madang_protocol.fields import Role
from madang_server.accounts import Accounts, hash_token
from madang_server.faults import StorageFailed
from madang_server.office_app.commands.profile import take_name_back
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import Perform
from madang_server.office_app.reserved_names import NEWCOMER, is_reserved, tidy_name
from madang_server.office_app.runtime.newcomers import Newcomers
from madang_server.office_app.runtime.visitor_writer import VisitorWriter
from madang_server.office_app.state import Visitor
from madang_server.store import people
from madang_server.store.people import OfficerRow, VisitorRow

SEEN_EVERY_S = 3_600  # coming back more often than this is not written down: a storm of reconnects must not queue for the disk


class Arrivals:
    """Makes a visitor of a hello."""

    def __init__(self, context: OfficeContext, accounts: Accounts, newcomers: Newcomers, perform: Perform) -> None:
        self._context = context
        self._perform = perform
        self._accounts = accounts
        self._newcomers = newcomers
        self._visitor_writer = VisitorWriter(context.store)

    async def admit(self, hello: Hello, source: str | None) -> Visitor:
        """Return who came. Raises `Forbidden` for a sign-in that proves nothing (SPEC S10), `TooManyNewcomers` (S15)."""
        if hello.officer is not None:
            return await self._officer(hello, hello.officer)
        row = await self._by_token(hello.token) if hello.token is not None else None
        known = await self._known(row) if row is not None else None
        if known is not None:
            return known
        if source is None:
            return await self._newcomer(hello)
        self._newcomers.take(source)
        try:
            return await self._newcomer(hello)
        except StorageFailed:
            self._newcomers.give_back(source)
            raise

    async def _by_token(self, token: str) -> VisitorRow | None:
        async with self._context.store.read() as sql:
            return await people.visitor_by_token(sql, hash_token(token))

    async def _officer(self, hello: Hello, token: str) -> Visitor:
        officer = await self._accounts.officer(token)
        async with self._context.store.read() as sql:
            row = await people.visitor_of_officer(sql, officer.id)
        row = row or await self._first_visit(hello, officer)
        state = self._context.state
        state.staff[officer.id] = officer
        state.staff_visitors[officer.id] = row.id
        state.sign_ins[row.id] = hash_token(token)
        return self._visitor(row, officer)

    async def _first_visit(self, hello: Hello, officer: OfficerRow) -> VisitorRow:
        """Make the officer's person in the rooms, once: two first hellos may come at the same time."""
        async with self._context.store.write() as sql:  # one writer at a time: whoever is second finds the first
            found = await people.visitor_of_officer(sql, officer.id)
            row = found or self._row(hello, name=officer.name, role=_role(officer), officer_id=officer.id)
            if found is None:
                await people.add_visitors(sql, [row])
        return row

    async def staff_names(self) -> list[str]:
        """Return the names of all accounts, a moment old. Raises `StorageFailed`."""
        return await self._visitor_writer.staff_names(self._context.environment.monotonic())

    def reserved(self, name: str, staff: list[str]) -> bool:
        """Say whether a citizen may not be called so (SPEC S17)."""
        return name not in NEWCOMER.values() and is_reserved(name, staff, self._context.catalogue.own_names)

    async def _known(self, row: VisitorRow) -> Visitor | None:
        """Return who comes again; None: they were forgotten in this very moment (SPEC S21).

        A name that looks like the office meanwhile is not theirs any more (SPEC S17).
        """
        now = self._context.environment.now()
        if row.officer_id is None and self.reserved(row.name, await self.staff_names()):
            await self._perform(partial(take_name_back, visitor=self._visitor(row)))
            row = replace(row, name=NEWCOMER[self._context.catalogue.served_language(row.lang)])
        if now - row.seen >= SEEN_EVERY_S:
            async with self._context.store.write() as sql:
                if not await people.change_visitor(sql, row.id, seen=now):
                    return None
        self._context.state.contact.came(row.id, self._context.environment.office.now())
        return self._visitor(row)

    async def _newcomer(self, hello: Hello) -> Visitor:
        staff = await self.staff_names()
        token = self._context.environment.secret()
        wanted = tidy_name(hello.name or "")
        name = (
            wanted
            if wanted and not self.reserved(wanted, staff)
            else NEWCOMER[self._context.catalogue.served_language(hello.lang)]
        )
        row = replace(self._row(hello, name=name, role="citizen"), token_hash=hash_token(token))
        await self._visitor_writer.enter(row)
        return replace(self._visitor(row), new_token=token)

    def _row(self, hello: Hello, *, name: str, role: Role, officer_id: str | None = None) -> VisitorRow:
        now, key = self._context.environment.now(), self._context.environment.key()
        return VisitorRow(
            id=key,
            token_hash=None,
            officer_id=officer_id,
            name=name,
            look=self._context.avatars.dress(role, hello.look, key),
            lang=self._context.catalogue.served_language(hello.lang),
            place=hello.place,
            created=now,
            seen=now,
        )

    def _visitor(self, row: VisitorRow, officer: OfficerRow | None = None) -> Visitor:
        return Visitor(
            id=row.id,
            name=officer.name if officer else row.name,
            look=row.look,
            lang=self._context.catalogue.served_language(row.lang),  # the office may have served in others then
            role=_role(officer) if officer else "citizen",
            officer_id=officer.id if officer else None,
            place=row.place,
        )


def _role(officer: OfficerRow) -> Role:
    return "supervisor" if officer.supervisor else "officer"
