"""A citizen with a ticket and an officer at counter one, and what each of them does, through a real office."""

from dataclasses import dataclass
from typing import Self

from tests.server.office_site import Site, request_id

from madang_protocol import commands as c
from madang_server.office_app import Visitor


@dataclass
class BothSides:
    """A citizen with a ticket, and an officer at counter one."""

    site: Site
    citizen: Visitor
    officer: Visitor
    ticket: str

    @classmethod
    async def come(cls, site: Site) -> Self:
        citizen = await site.citizen()
        return cls(site, citizen, await site.officer(counter="one"), await site.take(citizen))

    async def officer_does(self, command: c.DurableCommand) -> None:
        await self.site.done(self.officer, command)

    async def citizen_does(self, command: c.DurableCommand) -> None:
        await self.site.done(self.citizen, command)

    async def call(self) -> None:
        await self.officer_does(c.DeskCall(id=request_id()))

    async def serve(self) -> None:
        await self.call()
        await self.officer_does(c.DeskServe(id=request_id()))

    async def officer_goes(self) -> None:
        await self.site.office.left(self.officer.id)

    async def citizen_goes(self) -> None:
        await self.site.office.left(self.citizen.id)
