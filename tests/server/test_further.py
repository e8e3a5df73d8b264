"""A number for a further service of the same visit, which the officer gives to whoever they serve (SPEC T40)."""

from pathlib import Path

from tests.server.office_site import Clock, Site, open_site, request_id

from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m


def further(service: str) -> c.DeskFurther:
    return c.DeskFurther(id=request_id(), service=service)


async def test_T40_a_further_number_counts_from_the_time_of_the_first(site: Site) -> None:
    mina, others = await site.citizen(), [await site.citizen(f"Other {number}") for number in range(2)]
    officer = await site.officer(counter="one")
    await site.take(others[0], "echo")
    site.clock.instant += 60
    await site.take(mina)
    taken = site.clock.now()
    site.clock.instant += 60
    await site.take(others[1], "echo")
    await site.serve_next(officer)
    ref = (await site.done(officer, further("echo"))).ref
    mine = [ticket for ticket in site.tickets(mina) if ticket.id == ref]
    assert [(one.number, one.state, one.place, one.counts_from) for one in mine] == [("E-003", "waiting", 2, int(taken))]
    told = site.notifier.told(mina, m.Notice)[-1]
    assert (told.code, told.about["number"], told.about["first"]) == (NoticeCode.FURTHER, "E-003", "C-001")
    colleague = await site.officer("Officer Lee", ["echo"], counter="two")
    await site.done(colleague, c.DeskCall(id=request_id()))
    assert site.ticket_at(colleague).number == "E-001"
    await site.done(colleague, c.DeskMissed(id=request_id()))
    await site.done(colleague, c.DeskCall(id=request_id()))
    assert site.ticket_at(colleague).number == "E-002"  # T19: Mina is still served
    await site.done(colleague, c.DeskMissed(id=request_id()))
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    await site.done(colleague, c.DeskCall(id=request_id()))
    assert site.ticket_at(colleague).number == "E-003"


async def test_T40_priority_goes_along_and_a_third_number_counts_from_the_first_too(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="two")
    await site.take(mina, ground="age_80")
    taken = site.clock.now()
    await site.serve_next(officer)
    site.clock.instant += 300
    await site.done(officer, further("echo"))
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.done(officer, c.DeskServe(id=request_id()))
    assert site.ticket_at(officer).service == "echo"
    site.clock.instant += 300
    ref = (await site.done(officer, further("resident-register-copy"))).ref
    third = next(ticket for ticket in site.tickets(mina) if ticket.id == ref)
    assert third.counts_from == int(taken)
    papers = await site.officer("Officer Lee", counter="papers")
    assert [one.ground for one in site.office.queue_view(papers).tickets] == ["age_80"]


async def test_T40_it_is_for_whoever_is_served_and_one_for_a_service(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    assert await site.code(mina, further("echo")) is Rejection.NOT_ALLOWED
    assert await site.code(officer, further("echo")) is Rejection.WRONG_STATE
    await site.take(mina)
    await site.done(officer, c.DeskCall(id=request_id()))
    assert await site.code(officer, further("echo")) is Rejection.WRONG_STATE
    await site.done(officer, c.DeskServe(id=request_id()))
    assert await site.code(officer, further("marriage")) is Rejection.UNKNOWN_SERVICE
    assert await site.code(officer, further("consultation")) is Rejection.ALREADY_WAITING
    await site.done(officer, further("echo"))
    assert await site.code(officer, further("echo")) is Rejection.ALREADY_WAITING


async def test_T40_it_stands_there_after_a_restart_and_the_transfer_by_age_goes_by_it(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, officer = await site.citizen(), await site.officer(counter="one")
        await site.take(mina)
        taken = clock.now()
        await site.serve_next(officer)
        clock.instant += 600
        await site.done(officer, further("echo"))
        await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    async with open_site(tmp_path, clock) as site:
        back = await site.again(mina)
        state = await site.office.state_of(back)
        told = [one for one in state if isinstance(one, m.Tickets)]
        assert [one.counts_from for one in told[0].tickets] == [int(taken)]
        assert NoticeCode.FURTHER in [one.code for one in state if isinstance(one, m.Notice)]
        officer = await site.officer("Officer Lee", counter="two")
        await site.serve_next(officer)
        await site.done(officer, c.DeskTransfer(id=request_id(), service="consultation"))
        ticket = next(iter(site.office._context.state.tickets.values()))
        assert abs(ticket.rank - taken) < 1
