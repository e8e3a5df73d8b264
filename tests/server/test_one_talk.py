"""A person is at one desk at a time, whatever numbers they hold (SPEC T19)."""

from dataclasses import dataclass

import pytest
from tests.server.office_site import Site, request_id

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.office_app import Visitor


@dataclass
class TwoDesks:
    """Mina is served at counter one, and waits for counter two with another ticket."""

    site: Site
    mina: Visitor
    one: Visitor
    two: Visitor
    waiting: str

    async def call(self, ticket: str | None = None) -> Rejection:
        return await self.site.code(self.two, c.DeskCall(id=request_id(), ticket=ticket))

    async def finish(self) -> None:
        await self.site.done(self.one, c.DeskFinish(id=request_id(), outcome="solved"))


@pytest.fixture
async def desks(site: Site) -> TwoDesks:
    mina = await site.citizen("Mina")
    one, two = await site.officer(counter="one"), await site.officer("Officer Seo", ["echo"], counter="two")
    await site.take(mina)
    await site.serve_next(one)
    return TwoDesks(site, mina, one, two, await site.take(mina, "echo"))


async def test_T19_who_is_in_a_talk_is_not_called_to_a_second_desk(desks: TwoDesks) -> None:
    assert await desks.call() is Rejection.IN_TALK
    assert await desks.call(desks.waiting) is Rejection.IN_TALK
    assert [(ticket.state, ticket.place) for ticket in desks.site.tickets(desks.mina)] == [("serving", 0), ("waiting", 1)]


async def test_T19_who_stands_behind_is_called_and_the_place_is_kept(desks: TwoDesks) -> None:
    jun = await desks.site.citizen("Jun")
    await desks.site.take(jun, "echo")
    await desks.site.done(desks.two, c.DeskCall(id=request_id()))
    assert [ticket.state for ticket in desks.site.tickets(jun)] == ["called"]
    assert [ticket.place for ticket in desks.site.tickets(desks.mina)] == [0, 1]


async def test_T19_whoever_lets_the_next_go_first_passes_over_who_is_in_a_talk(desks: TwoDesks) -> None:
    jun, ara = await desks.site.citizen("Jun"), await desks.site.citizen("Ara")
    called = await desks.site.take(jun, "echo")
    await desks.site.done(desks.two, c.DeskCall(id=request_id()))
    assert await desks.site.code(jun, c.TicketDefer(id=request_id(), ticket=called)) is Rejection.NOBODY_WAITING
    await desks.site.take(ara, "echo")
    await desks.site.done(jun, c.TicketDefer(id=request_id(), ticket=called))
    await desks.site.done(desks.two, c.DeskCall(id=request_id()))
    assert [ticket.state for ticket in desks.site.tickets(ara)] == ["called"]


async def test_T19_after_the_talk_the_other_ticket_is_called(desks: TwoDesks) -> None:
    await desks.finish()
    await desks.site.done(desks.two, c.DeskCall(id=request_id()))
    assert [(ticket.id, ticket.state) for ticket in desks.site.tickets(desks.mina)] == [(desks.waiting, "called")]


async def test_T19_the_officer_sees_at_which_counter_they_are(desks: TwoDesks) -> None:
    def seen() -> dict[str, str | None]:
        return {ticket.id: ticket.busy_at for ticket in desks.site.office.queue_view(desks.two).tickets}

    assert seen() == {desks.waiting: "one"}
    await desks.finish()
    assert seen() == {desks.waiting: None}


async def test_T19_who_is_called_elsewhere_and_has_not_come_is_not_called_again(site: Site) -> None:
    mina = await site.citizen("Mina")
    one, two = await site.officer(counter="one"), await site.officer("Officer Seo", counter="two")
    await site.take(mina)
    await site.done(one, c.DeskCall(id=request_id()))
    await site.take(mina, "echo")
    assert await site.code(two, c.DeskCall(id=request_id())) is Rejection.IN_TALK
