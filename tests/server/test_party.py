"""Several people with one number (SPEC T41)."""

from pathlib import Path

import pytest
from tests.server.office_site import Clock, Site, open_site, request_id

from madang_protocol import ProtocolError, codec
from madang_protocol import commands as c
from madang_protocol import messages as m


def take(people: int, service: str = "consultation") -> c.TicketTake:
    return c.TicketTake(id=request_id(), service=service, people=people)


async def test_T41_holder_and_officers_read_how_many_come(site: Site) -> None:
    mina, jun, officer = await site.citizen(), await site.citizen("Jun"), await site.officer(counter="one")
    await site.done(mina, take(4))
    await site.take(jun)
    assert [site.tickets(person)[0].people for person in (mina, jun)] == [4, 1]
    assert [one.people for one in site.office.queue_view(officer).tickets] == [4, 1]
    await site.serve_next(officer)
    assert site.ticket_at(officer).people == 4
    await site.done(officer, c.DeskFurther(id=request_id(), service="echo"))
    assert [ticket.people for ticket in site.tickets(mina)] == [4, 4]


async def test_T41_it_is_kept_over_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina = await site.citizen()
        await site.done(mina, take(6))
    async with open_site(tmp_path, clock) as site:
        told = [one for one in await site.office.state_of(await site.again(mina)) if isinstance(one, m.Tickets)]
        assert [one.people for one in told[0].tickets] == [6]


@pytest.mark.parametrize("people", [0, 7])
def test_T41_W4_there_are_one_to_six(people: int) -> None:
    with pytest.raises(ProtocolError):
        codec.decode_command(codec.encode_command(take(people)))
