"""One contract of the office as the live side sees it: the one in memory, and the real one on either database."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.offices import Seam, in_memory, on_an_updated_postgresql, on_an_updated_sqlite, on_postgresql, on_sqlite
from tests.live.wire import request_id
from tests.postgresql_server import PostgreSQL

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.faults import Forbidden, StorageFailed

SERVICE, OTHER = "consultation", "echo"


@pytest.fixture(params=[in_memory, on_sqlite, on_postgresql, on_an_updated_sqlite, on_an_updated_postgresql])
async def seam(request: pytest.FixtureRequest, tmp_path: Path, postgresql: PostgreSQL) -> AsyncIterator[Seam]:
    async with request.param(tmp_path, postgresql) as opened:
        yield opened


async def newcomer(seam: Seam, name: str = "Mina") -> Any:
    return await seam.office.arrive(c.Hello(versions=[1], name=name))


def take(service: str = SERVICE) -> c.TicketTake:
    return c.TicketTake(id=request_id(), service=service)


async def tickets_of(seam: Seam, visitor: Any) -> list[m.TicketView]:
    (told,) = [message for message in await seam.office.state_of(visitor) if isinstance(message, m.Tickets)]
    return list(told.tickets)


async def test_S2_a_newcomer_gets_a_token_once_and_is_known_by_it(seam: Seam) -> None:
    mina = await newcomer(seam)
    again = await seam.office.arrive(c.Hello(versions=[1], token=mina.new_token))
    assert mina.new_token
    assert (again.id, again.name, again.role, again.new_token) == (mina.id, "Mina", "citizen", None)


async def test_S10_an_unknown_token_makes_a_new_citizen(seam: Seam) -> None:
    mina = await newcomer(seam)
    other = await seam.office.arrive(c.Hello(versions=[1], token="t" * 43))
    assert other.id != mina.id
    assert (other.role, bool(other.new_token)) == ("citizen", True)


async def test_S10_an_officer_comes_by_a_true_sign_in_alone(seam: Seam) -> None:
    officer = await seam.office.arrive(c.Hello(versions=[1], officer=seam.sign_in))
    assert (officer.role, officer.name, officer.new_token) == ("officer", "Officer Han", None)
    with pytest.raises(Forbidden):
        await seam.office.arrive(c.Hello(versions=[1], officer="f" * 43))


async def test_S5_the_fresh_state_is_whole_for_either_side(seam: Seam) -> None:
    mina = await newcomer(seam)
    officer = await seam.office.arrive(c.Hello(versions=[1], officer=seam.sign_in))
    assert await seam.office.state_of(mina) == [m.Tickets(tickets=[])]
    (desk,) = await seam.office.state_of(officer)
    assert (type(desk), desk.counter, desk.state) == (m.Desk, None, "closed")


async def test_W6_the_same_command_is_done_once_and_has_one_reply(seam: Seam) -> None:
    mina, command = await newcomer(seam), take()
    replies = [await seam.office.execute(mina, command) for _ in range(3)]
    assert isinstance(replies[0], m.Done)
    assert replies == [m.Done(id=command.id, ref=(await tickets_of(seam, mina))[0].id)] * 3
    assert len(seam.notifier.told(mina, m.Tickets)) == 1


async def test_W6_another_command_of_the_same_id_does_nothing_and_the_first_reply_stays(seam: Seam) -> None:
    mina, command = await newcomer(seam), take()
    first = await seam.office.execute(mina, command)
    other = c.TicketTake(id=command.id, service=OTHER)
    assert await seam.office.execute(mina, other) == m.Rejected(id=command.id, code=Rejection.ID_REUSED)
    assert await seam.office.execute(mina, command) == first
    assert [ticket.service for ticket in await tickets_of(seam, mina)] == [SERVICE]


async def test_W6_the_ids_of_two_visitors_are_their_own(seam: Seam) -> None:
    mina, jun, command = await newcomer(seam), await newcomer(seam, "Jun"), take()
    replies = [await seam.office.execute(visitor, command) for visitor in (mina, jun)]
    assert [type(reply) for reply in replies] == [m.Done, m.Done]
    assert replies[0] != replies[1]


async def test_T1_W7_a_second_ticket_is_rejected_tells_nobody_and_changes_nothing(seam: Seam) -> None:
    mina = await newcomer(seam)
    await seam.office.execute(mina, take())
    before, said = await tickets_of(seam, mina), len(seam.notifier.said)
    assert (await seam.office.execute(mina, take())).code == Rejection.ALREADY_WAITING
    assert (await tickets_of(seam, mina), len(seam.notifier.said)) == (before, said)


async def test_T2_places_follow_the_order_of_arrival_and_are_told_before_the_reply(seam: Seam) -> None:
    people = [await newcomer(seam, name) for name in ("Mina", "Jun", "Sora")]
    for visitor in people:
        await seam.office.execute(visitor, take())
        assert seam.notifier.said[-1][0] == visitor.id
    told = [seam.notifier.told(visitor, m.Tickets)[0].tickets[0] for visitor in people]
    assert [(ticket.state, ticket.place) for ticket in told] == [("waiting", 1), ("waiting", 2), ("waiting", 3)]
    assert len({ticket.number for ticket in told}) == 3


async def test_T10_what_officers_do_is_not_allowed_to_citizens(seam: Seam) -> None:
    reply = await seam.office.execute(await newcomer(seam), c.DeskCall(id=request_id()))
    assert reply.code == Rejection.NOT_ALLOWED


async def test_S10_a_name_of_the_office_is_rejected_and_another_is_seen_at_once(seam: Seam) -> None:
    mina = await newcomer(seam)
    rejected = await seam.office.execute(mina, c.Profile(id=request_id(), name="Officer Han"))
    assert (rejected.code, seam.office.seen_as(mina).name) == (Rejection.TAKEN_NAME, "Mina")
    await seam.office.execute(mina, c.Profile(id=request_id(), name=" Mina  Kim "))
    assert seam.office.seen_as(mina).name == "Mina Kim"


async def test_S6_who_left_keeps_ticket_and_place(seam: Seam) -> None:
    mina = await newcomer(seam)
    await seam.office.execute(mina, take())
    before = await tickets_of(seam, mina)
    await seam.office.left(mina.id)
    again = await seam.office.arrive(c.Hello(versions=[1], token=mina.new_token))
    assert await tickets_of(seam, again) == before


async def test_R19_who_is_not_served_belongs_in_no_booth_and_what_they_say_there_is_not_kept(seam: Seam) -> None:
    mina = await newcomer(seam)
    assert seam.office.seating_of(mina) is None
    assert await seam.office.said_in_booth(mina, "hall", "b1", "hello") is None


async def test_C9_a_write_that_fails_is_rejected_with_storage_and_may_be_asked_again(seam: Seam) -> None:
    mina, command, said = await newcomer(seam), take(), list(seam.notifier.said)
    await seam.break_storage()
    assert await seam.office.execute(mina, command) == m.Rejected(id=command.id, code=Rejection.STORAGE)
    assert (await tickets_of(seam, mina), seam.notifier.said) == ([], said)
    await seam.mend_storage()
    assert isinstance(await seam.office.execute(mina, command), m.Done)


async def test_C9_a_newcomer_who_cannot_be_written_down_is_not_let_in(seam: Seam) -> None:
    await seam.break_storage()
    with pytest.raises(StorageFailed):
        await newcomer(seam)
    await seam.mend_storage()
    assert (await newcomer(seam)).new_token
