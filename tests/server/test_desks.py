"""Desks through the office: who may sit, call and serve, and what happens when an officer is lost."""

from pathlib import Path

import pytest
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_lost_officers import seat

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor


async def test_T10_a_citizen_can_do_nothing_at_a_desk(site: Site) -> None:
    mina = await site.citizen()
    commands = [
        c.DeskOpen(id=request_id(), counter="one"), c.DeskCall(id=request_id()), c.DeskServe(id=request_id()),
        c.DeskFinish(id=request_id(), outcome="solved"), c.CaseAct(id=request_id(), case="any", act="grant"),
    ]  # fmt: skip
    assert {await site.code(mina, command) for command in commands} == {Rejection.NOT_ALLOWED}
    assert {counter.state for counter in site.office.office_view().counters} == {"closed"}


async def test_T10_a_counter_that_is_taken_is_rejected(site: Site) -> None:
    await site.officer("Officer Han", counter="one")
    other = await site.officer("Officer Seo")
    assert await site.code(other, c.DeskOpen(id=request_id(), counter="one")) is Rejection.DESK_TAKEN
    assert await site.code(other, c.DeskOpen(id=request_id(), counter="nowhere")) is Rejection.UNKNOWN_COUNTER
    assert await site.code(other, c.DeskCall(id=request_id())) is Rejection.NO_DESK


async def test_T10_an_officer_acts_on_the_lines_of_their_services_alone(site: Site) -> None:
    mina = await site.citizen()
    ticket = await site.take(mina, "consultation")
    officer = await site.officer("Officer Han", ["echo"])
    assert await site.code(officer, c.DeskOpen(id=request_id(), counter="one")) is Rejection.NOT_ALLOWED
    await site.done(officer, c.DeskOpen(id=request_id(), counter="two"))
    assert await site.code(officer, c.DeskCall(id=request_id())) is Rejection.NOBODY_WAITING
    assert await site.code(officer, c.DeskCall(id=request_id(), ticket=ticket)) is Rejection.NOT_ALLOWED
    assert site.office.queue_view(officer).tickets == []


async def test_T10_a_disabled_officer_is_rejected_from_the_next_command_on(site: Site) -> None:
    officer = await site.officer("Officer Han", counter="one")
    await site.accounts.disable("Officer Han")
    assert await site.code(officer, c.DeskPause(id=request_id())) is Rejection.NOT_ALLOWED


async def test_S10_an_officer_whose_account_is_closed_writes_and_reads_nothing_more(site: Site) -> None:
    mina, officer = await site.citizen("Mina"), await site.officer("Officer Han", counter="one")
    await site.take(mina)
    case = await site.serve_next(officer)
    await site.accounts.disable("Officer Han")
    assert await site.code(officer, c.CaseSay(id=request_id(), case=case, text="still here")) is Rejection.NOT_ALLOWED
    await site.later(1)
    assert site.notifier.dismissed == [officer.id]


async def end_sign_in(site: Site, token: str, ending: str) -> None:
    """End the sign-in of Officer Han, who has this token."""
    match ending:
        case "disable":
            await site.accounts.disable("Officer Han")
        case "sign_out":
            await site.accounts.sign_out(token)
        case "renew":
            await site.accounts.renew("Officer Han")
        case "expire":
            await site.later(13 * 3_600)
        case _:
            raise AssertionError(ending)


@pytest.mark.parametrize("ending", ["sign_out", "renew", "expire"])
async def test_S10_the_session_of_an_officer_ends_with_the_sign_in(site: Site, ending: str) -> None:
    token = await site.sign_in("Officer Han")
    officer = await site.office.arrive(c.Hello(versions=[1], officer=token))
    await site.officer("Officer Seo")
    await site.later(1)
    assert site.notifier.dismissed == []
    await end_sign_in(site, token, ending)
    await site.later(1)
    assert officer.id in site.notifier.dismissed


async def test_T11_a_colleague_takes_over_the_counter_of_an_officer_who_is_gone(site: Site) -> None:
    mina, officer, other = await site.citizen(), await site.officer(counter="one"), await site.officer("Officer Seo")
    await site.take(mina)
    case = await site.serve_next(officer)
    opened = [await site.office.execute(other, c.DeskOpen(id=request_id(), counter="one"))]
    await site.office.left(officer.id)
    opened.append(await site.office.execute(other, c.DeskOpen(id=request_id(), counter="one")))
    assert [type(reply) for reply in opened] == [m.Rejected, m.Done]
    assert (seat(site), site.desk(officer).counter) == (("open", "Officer Seo"), None)
    assert [(ticket.state, ticket.place) for ticket in site.tickets(mina)] == [("waiting", 1)]
    assert await site.serve_next(other) == case


async def test_T28_the_desk_names_the_counter_that_transferred_first_and_sends_it_back(site: Site) -> None:
    mina, han, seo = await site.citizen(), await site.officer(counter="one"), await site.officer("Officer Seo", counter="two")
    await site.take(mina)
    await site.serve_next(han)
    assert site.desk(han).first is None
    await site.done(han, c.DeskTransfer(id=request_id(), service="echo"))
    await site.serve_next(seo)
    assert site.desk(seo).first == "one"
    await site.done(seo, c.DeskTransfer(id=request_id(), service="echo", to="first"))
    await site.serve_next(han)
    assert (site.tickets(mina)[0].service, site.desk(han).first) == ("consultation", None)
    assert await site.code(han, c.DeskTransfer(id=request_id(), service="echo", to="first")) is Rejection.WRONG_STATE


async def test_T10_only_who_may_sit_there_takes_a_counter_over(site: Site) -> None:
    officer, other = await site.officer(counter="one"), await site.officer("Officer Seo", ["echo"])
    await site.office.left(officer.id)
    assert await site.code(other, c.DeskOpen(id=request_id(), counter="one")) is Rejection.NOT_ALLOWED
    assert seat(site) == ("paused", "Officer Han")


async def serve_as_officer(site: Site, token: str, citizen: Visitor, *, here: bool) -> None:
    """Open counter `one` and serve this citizen there. An officer who is not `here` loses the connection after that."""
    officer = await site.office.arrive(c.Hello(versions=[1], officer=token))
    await site.done(officer, c.DeskOpen(id=request_id(), counter="one"))
    await site.take(citizen)
    await site.serve_next(officer)
    if not here:
        await site.office.left(officer.id)


@pytest.mark.parametrize("ending", ["disable", "sign_out", "renew", "expire"])
@pytest.mark.parametrize("here", [True, False], ids=["here", "gone"])
async def test_T11_the_desk_closes_with_the_sign_in_and_its_ticket_goes_back(site: Site, ending: str, *, here: bool) -> None:
    site.clock.instant += 9 * 3_600  # in the evening: a ticket that is taken now is good for all of tomorrow (T22)
    mina, token = await site.citizen(), await site.sign_in("Officer Han")
    await serve_as_officer(site, token, mina, here=here)
    await end_sign_in(site, token, ending)
    await site.later(1)
    assert seat(site) == ("closed", None)
    assert [(ticket.state, ticket.place) for ticket in site.tickets(mina)] == [("waiting", 1)]
    await site.done(await site.officer("Officer Seo"), c.DeskOpen(id=request_id(), counter="one"))


async def test_T11_the_desk_of_an_officer_disabled_on_a_break_is_free_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        await site.done(await site.officer("park", counter="one"), c.DeskPause(id=request_id(), reason="break"))
        await site.accounts.disable("park")
    async with open_site(tmp_path, clock) as site:
        await site.later(1)
        assert seat(site) == ("closed", None)


async def test_T11_desk_and_served_ticket_are_there_again_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        token = await site.sign_in("Officer Han")
        officer = await site.office.arrive(c.Hello(versions=[1], officer=token))
        await site.done(officer, c.DeskOpen(id=request_id(), counter="one"))
        await site.take(await site.citizen())
        case = await site.serve_next(officer)
    async with open_site(tmp_path, clock) as site:
        officer = await site.office.arrive(c.Hello(versions=[1], officer=token))
        desk, served = await site.office.state_of(officer)
        assert isinstance(desk, m.Desk)
        assert isinstance(served, m.Case)
        assert (desk.counter, desk.state, served.case.id) == ("one", "serving", case)
        await site.later(61)
        await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))


async def test_T11_an_officer_who_does_not_come_back_after_a_restart_is_lost(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        await site.officer(counter="one")
    async with open_site(tmp_path, clock) as site:
        assert site.service().desks == 1
        await site.later(61)
        assert site.service().desks == 0


async def test_T12_the_board_is_whole_every_time(site: Site) -> None:
    officer = await site.officer("Officer Han", counter="two")
    await site.take(await site.citizen(), "echo")
    await site.done(officer, c.DeskCall(id=request_id()))
    office = site.office.office_view()
    assert {service.id: (service.waiting, service.desks) for service in office.services} == {
        "consultation": (0, 1), "resident-register-copy": (0, 0), "echo": (0, 1),
    }  # fmt: skip
    counters = {counter.id: (counter.state, counter.officer, counter.calling) for counter in office.counters}
    assert counters == {"one": ("closed", None, None), "two": ("open", "Officer Han", "E-001"), "papers": ("closed", None, None)}
    assert office.zone == "Asia/Seoul"


async def test_both_are_seated_in_a_booth_that_nobody_else_has(site: Site) -> None:
    pairs = [(await site.citizen(), await site.officer(f"Officer {name}", counter=name)) for name in ("one", "two")]
    for citizen, officer in pairs:
        await site.take(citizen)
        await site.serve_next(officer)
    assert site.notifier.seated == [
        ([pairs[0][0].id, pairs[0][1].id], "b1", "one"), ([pairs[1][0].id, pairs[1][1].id], "b2", "two"),
    ]  # fmt: skip


async def test_R20_a_place_with_two_rooms_open_has_every_booth_twice(site: Site) -> None:
    site.notifier.rooms["hall"] = 2
    counters = ("one", "two", "papers")
    pairs = [(await site.citizen(), await site.officer(f"Officer {name}", counter=name)) for name in counters]
    for (citizen, officer), service in zip(pairs, ("consultation", "consultation", "resident-register-copy"), strict=True):
        await site.take(citizen, service)
        await site.serve_next(officer)
    assert [booth for _, booth, _ in site.notifier.seated] == ["b1", "b2", "b1"]
    cases = [site.ticket_at(officer).case for _, officer in pairs]
    await site.office.said_in_booth(pairs[2][0], "hall", "b1", "I am the third.")
    told = [(line.case, line.entry.text) for _, officer in pairs for line in site.notifier.told(officer, m.CaseEntry)]
    assert told == [(cases[2], "I am the third.")]


async def test_hold_and_transfer_keep_the_ticket_and_close_the_talk(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="two")
    ticket = await site.take(mina)
    case = await site.serve_next(officer)
    await site.done(officer, c.DeskHold(id=request_id()))
    assert [view.state for view in site.tickets(mina)] == ["held"]
    await site.done(officer, c.DeskCall(id=request_id(), ticket=ticket))
    assert (await site.done(officer, c.DeskServe(id=request_id()))).ref == case
    await site.done(officer, c.DeskTransfer(id=request_id(), service="echo", to="front"))
    assert [(view.service, view.state, view.place) for view in site.tickets(mina)] == [("echo", "transferred", 1)]
    assert (site.case(mina, case).state, site.case(mina, case).outcome) == ("closed", "transferred")
