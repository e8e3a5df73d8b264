"""The machine's clock is set a day ahead and back, also between two starts: order, numbers and deadlines stay (SPEC T14)."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.two_offices import make_two_offices

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.app import build
from madang_server.environment import Environment
from madang_server.office_app import Visitor
from madang_server.office_clock import OfficeClock
from madang_server.settings import load_settings

DAY = 86_400.0
WhenCalled = Callable[[Site, Visitor, str], Awaitable[None]]
JUMPS = [DAY, -DAY]
THERE_AND_BACK = [(DAY, 0.0), (-DAY, 0.0), (DAY, -DAY), (-DAY, DAY)]
HOURS = 6 * 3_600.0  # within the day: at a start nobody can tell a clock that was set from time that passed (T22)


async def newcomers(site: Site, number: int) -> list[Visitor]:
    return [await site.citizen(f"Mina {one}") for one in range(number)]


def numbers(site: Site, visitors: list[Visitor]) -> list[str]:
    return [site.tickets(visitor)[0].number for visitor in visitors]


@pytest.mark.parametrize(("first", "second"), THERE_AND_BACK)
async def test_T14_the_line_keeps_its_order_and_its_numbers(site: Site, first: float, second: float) -> None:
    visitors = await newcomers(site, 3)
    for visitor, jumped in zip(visitors, (0.0, first, second), strict=True):
        site.clock.jumped_s = jumped
        site.clock.instant += 1
        await site.take(visitor)
    await site.later(1)
    assert [site.tickets(visitor)[0].place for visitor in visitors] == [1, 2, 3]
    assert len(set(numbers(site, visitors))) == 3


@pytest.mark.parametrize(("first", "second"), [(HOURS, 0.0), (-HOURS, 0.0), (HOURS, -HOURS), (-HOURS, HOURS)])
async def test_T14_the_line_keeps_its_order_over_restarts(tmp_path: Path, first: float, second: float) -> None:
    clock, visitors = Clock(), []
    for jumped in (0.0, first, second):
        clock.jumped_s = jumped
        clock.instant += 1
        async with open_site(tmp_path, clock) as site:
            visitors.append(await site.citizen(f"Mina {jumped}"))
            await site.take(visitors[-1])
    async with open_site(tmp_path, clock) as site:
        again = [await site.again(visitor) for visitor in visitors]
        told = [next(x for x in await site.office.state_of(visitor) if isinstance(x, m.Tickets)).tickets[0] for visitor in again]
    assert [ticket.place for ticket in told] == [1, 2, 3]
    assert len({ticket.number for ticket in told}) == 3


@pytest.mark.parametrize("jumped", JUMPS)
async def test_T14_a_call_lasts_as_long_as_ever(site: Site, jumped: float) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    site.clock.jumped_s = jumped
    await site.later(89)
    assert site.tickets(mina)[0].state == "called"
    await site.later(2)
    assert site.tickets(mina)[0].state == "missed"


@pytest.mark.parametrize("jumped", JUMPS)
async def test_T14_people_are_shown_by_the_clock_on_the_wall_until_when_to_come(site: Site, jumped: float) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    site.clock.jumped_s = jumped
    await site.done(officer, c.DeskCall(id=request_id()))
    assert site.tickets(mina)[0].until == pytest.approx(site.clock.now() + 90, abs=2)


@pytest.mark.parametrize("jumped", JUMPS)
async def test_T14_a_sign_in_lasts_as_long_as_ever(site: Site, jumped: float) -> None:
    token = await site.sign_in("Officer Kim")
    site.clock.jumped_s = jumped
    site.clock.instant += 11 * 3_600
    assert (await site.office.arrive(c.Hello(versions=[1], officer=token))).name == "Officer Kim"


async def test_T14_what_is_left_of_a_call_after_a_restart_is_no_longer_than_a_call(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, officer = await site.citizen(), await site.officer(counter="one")
        await site.take(mina)
        await site.done(officer, c.DeskCall(id=request_id()))
    clock.jumped_s = -DAY
    async with open_site(tmp_path, clock) as site:
        await site.again(mina)
        await site.later(91)
        assert site.tickets(mina)[0].state == "missed"


async def says_nothing(_site: Site, _visitor: Visitor, _ticket: str) -> None: ...


async def says_they_come(site: Site, visitor: Visitor, ticket: str) -> None:
    await site.done(visitor, c.TicketAnswer(id=request_id(), ticket=ticket))


@pytest.mark.parametrize(("when_called", "whole_s"), [(says_nothing, 90), (says_they_come, 180)])
@pytest.mark.parametrize("down_s", [100.0, 3_600.0])
async def test_T14_a_call_waits_its_whole_time_again_after_the_server_was_down(
    tmp_path: Path, down_s: float, when_called: WhenCalled, whole_s: int
) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, sign_in = await site.citizen(), await site.sign_in("Officer Han")
        officer = await site.office.arrive(c.Hello(versions=[1], officer=sign_in))
        await site.done(officer, c.DeskOpen(id=request_id(), counter="one"))
        ticket = await site.take(mina)
        await site.done(officer, c.DeskCall(id=request_id()))
        await when_called(site, mina, ticket)
        await site.later(50)
    for _ in range(2):  # another start gives no more
        clock.jumped_s += down_s
        async with open_site(tmp_path, clock) as site:
            await site.again(mina)
            await site.office.arrive(c.Hello(versions=[1], officer=sign_in))
            assert (site.tickets(mina)[0].state, site.tickets(mina)[0].left_s) == ("called", whole_s)
            await site.later(whole_s - 1)
            assert site.tickets(mina)[0].state == "called"


async def test_T14_what_is_said_bears_the_time_on_the_wall(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(officer)
    site.clock.jumped_s = DAY
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="Hello."))
    at = site.notifier.told(officer, m.CaseEntry)[-1].entry.at
    assert datetime.fromtimestamp(at, UTC) == datetime.fromtimestamp(int(site.clock.now()), UTC)


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(-1e7, 1e7))), st.floats(0, 2e9))
def test_T14_the_offices_time_never_goes_back_and_measures_truly(steps: list[tuple[float, float]], last: float) -> None:
    clock = Clock()
    office = OfficeClock(clock.now, clock.monotonic)
    office.go_on_after(last)
    assert office.now() > last
    for seconds, jump in steps:
        before = office.now()
        clock.instant += seconds
        clock.jumped_s += jump
        assert office.now() - before == pytest.approx(seconds, abs=1e-3)
        assert office.shown(office.now()) == pytest.approx(clock.now(), abs=1e-3)


def test_T14_an_office_that_is_ahead_moves_no_other_of_its_server(tmp_path: Path) -> None:
    """Its last instant may be ahead of the wall, and it may be opened long after the others (as at a node)."""
    make_two_offices(tmp_path)
    clock = Clock()
    application = build(load_settings(data=tmp_path), Environment(clock.now, clock.monotonic))
    ahead, other = (office.service._context.environment.office for office in application.offices)
    before = other.now()
    ahead.go_on_after(before + HOURS)
    assert other.now() == before
    assert ahead.now() > before + HOURS
    other.go_on_after(before)
    assert ahead.now() > before + HOURS
