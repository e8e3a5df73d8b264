"""Each command once: the same request id again, at the same time, and after a restart."""

import asyncio
from pathlib import Path

from sqlalchemy import text
from tests.server.office_site import Clock, Site, open_site, request_id

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app.runtime.idempotency import request_of
from madang_server.store import command_replies


async def test_W6_the_same_request_id_does_the_thing_once(site: Site) -> None:
    mina = await site.citizen()
    command = c.TicketTake(id=request_id(), service="consultation")
    assert await site.office.execute(mina, command) == await site.office.execute(mina, command)
    assert len(site.tickets(mina)) == 1


async def test_W6_the_same_request_id_twice_at_the_same_time(site: Site) -> None:
    mina = await site.citizen()
    command = c.TicketTake(id=request_id(), service="consultation")
    answered = await asyncio.gather(*(site.office.execute(mina, command) for _ in range(8)))
    assert len({answer.ref for answer in answered if isinstance(answer, m.Done)}) == 1
    assert len(answered) == 8


async def test_W6_a_rejection_is_repeated_even_when_it_would_be_accepted_now(site: Site) -> None:
    mina = await site.citizen()
    ticket = await site.take(mina)
    command = c.TicketTake(id=request_id(), service="consultation")
    first = await site.rejected(mina, command)
    await site.done(mina, c.TicketLeave(id=request_id(), ticket=ticket))
    assert await site.rejected(mina, command) == first


async def test_W6_another_visitor_may_use_the_same_id(site: Site) -> None:
    command = c.TicketTake(id=request_id(), service="consultation")
    first = await site.done(await site.citizen(), command)
    assert (await site.done(await site.citizen(), command)).ref != first.ref


async def test_W6_the_same_answer_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    command = c.TicketTake(id=request_id(), service="consultation")
    async with open_site(tmp_path, clock) as site:
        mina = await site.citizen()
        before = await site.done(mina, command)
    async with open_site(tmp_path, clock) as site:
        again = await site.again(mina)
        assert await site.done(again, command) == before
        assert len(site.office.queue_view(await site.officer()).tickets) == 1


async def test_W6_replies_are_forgotten_when_nobody_can_ask_again(site: Site) -> None:
    mina = await site.citizen()
    command = c.Profile(id=request_id(), look="student")
    await site.done(mina, command)
    await site.later(command_replies.KEPT_SECONDS + 1)
    async with site.store.read() as sql:
        assert await command_replies.kept_replies(sql, [request_of(mina, command)]) == {}


async def test_W6_the_same_id_on_another_command_is_rejected_and_does_nothing(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    first = c.Profile(id=request_id(), look="student")
    done = await site.done(mina, first)
    others: list[c.DurableCommand] = [
        c.Profile(id=first.id, look="halmoni"),
        c.TicketTake(id=first.id, service="echo"),
        c.CaseOpen(id=first.id, service="resident-register-copy"),
    ]
    assert [await site.code(mina, other) for other in others] == [Rejection.ID_REUSED] * len(others)
    assert (site.office.seen_as(mina).look, len(site.tickets(mina))) == ("student", 1)
    assert await site.done(mina, first) == done
    assert await site.office.state_of(officer)


async def test_W6_the_same_id_on_another_command_is_rejected_after_a_restart_as_well(tmp_path: Path) -> None:
    clock = Clock()
    command = c.TicketTake(id=request_id(), service="consultation")
    async with open_site(tmp_path, clock) as site:
        mina = await site.citizen()
        before = await site.done(mina, command)
    async with open_site(tmp_path, clock) as site:
        again = await site.again(mina)
        assert await site.code(again, c.TicketTake(id=command.id, service="echo")) is Rejection.ID_REUSED
        assert await site.done(again, command) == before


async def test_W6_a_form_is_the_same_command_in_whatever_order_its_answers_come(site: Site) -> None:
    mina = await site.citizen()
    case = (await site.done(mina, c.CaseOpen(id=request_id(), service="resident-register-copy"))).ref or ""
    answered = {"name": "Mina", "history": True}
    draft = c.CaseDraft(id=request_id(), case=case, fields=dict(answered), rev=0)
    turned = c.CaseDraft(id=draft.id, case=case, fields=dict(reversed(answered.items())), rev=0)
    assert await site.done(mina, draft) == await site.done(mina, turned)


async def test_W6_an_answer_from_before_commands_were_kept_is_still_given(site: Site) -> None:
    mina = await site.citizen()
    command = c.TicketTake(id=request_id(), service="consultation")
    before = await site.done(mina, command)
    async with site.store.write() as sql:
        await sql.execute(text("UPDATE command_replies SET command = NULL"))
    assert await site.done(mina, command) == before
