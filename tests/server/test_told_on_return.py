"""What happened to somebody while they were away is told when they are back, until it was shown (SPEC T20)."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.server.both_sides import BothSides
from tests.server.office_site import MORNING, PASSWORD, Clock, Site, open_site, request_id
from tests.server.test_cases import FORM, REGISTER

from madang_protocol import NoticeCode
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.accounts import SignIn
from madang_server.office_app import Visitor


class Absence(BothSides):
    """A citizen and an officer at counter one, whose client acknowledges nothing from now on."""

    # what happens meanwhile ------------------------------------------------------------------------------------------

    async def colleague_takes_over(self) -> None:
        await self.officer_goes()
        await self.site.officer("Officer Seo", counter="one")

    async def stays_away(self) -> None:
        await self.officer_goes()
        await self.site.later(31 * 60)

    async def leaves_the_office(self) -> None:
        await self.site.office.left(self.officer.id, on_purpose=True)

    async def sign_in_ends(self) -> None:
        await self.officer_goes()
        await self.site.later(13 * 3_600)

    async def colleague_takes_the_request(self) -> None:
        case = (await self.site.done(self.citizen, c.CaseOpen(id=request_id(), service=REGISTER))).ref or ""
        await self.citizen_does(c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
        await self.officer_does(c.CaseAct(id=request_id(), case=case, act="open"))
        await self.officer_goes()
        colleague = await self.site.officer("Officer Seo")
        reason = {"reason": "Officer Han is on holiday."}
        await self.site.done(colleague, c.CaseAct(id=request_id(), case=case, act="open", fields=reason))

    async def citizen_leaves(self) -> None:
        await self.serve()
        await self.officer_goes()
        await self.citizen_does(c.TicketLeave(id=request_id(), ticket=self.ticket))

    async def citizen_misses_the_call(self) -> None:
        await self.citizen_goes()
        await self.officer_does(c.DeskCall(id=request_id(), ticket=self.ticket))
        await self.site.later(91)

    async def citizen_is_sent_on(self) -> None:
        await self.serve()
        await self.citizen_goes()
        await self.officer_does(c.DeskTransfer(id=request_id(), service="echo"))

    async def citizen_is_put_on_hold(self) -> None:
        await self.serve()
        await self.citizen_goes()
        await self.officer_does(c.DeskHold(id=request_id()))

    async def talk_is_finished(self) -> None:
        await self.serve()
        await self.citizen_goes()
        await self.officer_does(c.DeskFinish(id=request_id(), outcome="solved"))

    async def counter_closes_under_the_citizen(self) -> None:
        await self.serve()
        await self.citizen_goes()
        await self.stays_away()


@pytest.fixture
async def absence(site: Site) -> Absence:
    return await Absence.come(site)


async def told(site: Site, visitor: Visitor) -> list[m.Notice]:
    """The notices that somebody gets who comes in fresh."""
    return [message for message in await site.office.state_of(visitor) if isinstance(message, m.Notice)]


Do = Callable[[Absence], Awaitable[None]]
TO_OFFICERS: dict[NoticeCode, Do] = {
    NoticeCode.DESK_TAKEN_OVER: Absence.colleague_takes_over,
    NoticeCode.DESK_CLOSED: Absence.stays_away,
    NoticeCode.CASE_TAKEN_OVER: Absence.colleague_takes_the_request,
    NoticeCode.CITIZEN_LEFT: Absence.citizen_leaves,
}
TO_CITIZENS: dict[NoticeCode, Do] = {
    NoticeCode.MISSED: Absence.citizen_misses_the_call,
    NoticeCode.TRANSFERRED: Absence.citizen_is_sent_on,
    NoticeCode.HELD: Absence.citizen_is_put_on_hold,
    NoticeCode.FINISHED: Absence.talk_is_finished,
    NoticeCode.RETURNED: Absence.counter_closes_under_the_citizen,
}


@pytest.mark.parametrize("code", TO_OFFICERS)
async def test_T20_an_officer_who_was_away_is_told_on_return(absence: Absence, code: NoticeCode) -> None:
    await TO_OFFICERS[code](absence)
    assert [notice.code for notice in await told(absence.site, absence.officer)] == [code]


@pytest.mark.parametrize("code", TO_CITIZENS)
async def test_T20_a_citizen_who_was_away_is_told_on_return(absence: Absence, code: NoticeCode) -> None:
    await TO_CITIZENS[code](absence)
    assert [notice.code for notice in await told(absence.site, absence.citizen)] == [code]


async def test_T20_who_took_the_counter_over_and_when_is_said(absence: Absence) -> None:
    await absence.colleague_takes_over()
    about = (await told(absence.site, absence.officer))[0].about
    assert about == {"counter": "one", "at": str(int(MORNING)), "name": "Officer Seo"}


@pytest.mark.parametrize(
    ("happens", "why"),
    [(Absence.stays_away, "gone"), (Absence.sign_in_ends, "signed_out"), (Absence.leaves_the_office, "left")],
)
async def test_T20_why_the_office_closed_the_counter_is_said(absence: Absence, happens: Do, why: str) -> None:
    await happens(absence)
    assert [(one.code, one.about["why"]) for one in await told(absence.site, absence.officer)] == [("desk_closed", why)]


async def test_T20_an_officer_who_closes_the_counter_is_told_nothing(absence: Absence) -> None:
    await absence.officer_does(c.DeskClose(id=request_id()))
    assert await told(absence.site, absence.officer) == []


async def test_T20_what_was_shown_is_told_no_more_and_by_its_own_visitor_alone(absence: Absence) -> None:
    await absence.stays_away()
    (notice,) = await told(absence.site, absence.officer)
    assert notice.n is not None
    await absence.site.office.notices_shown(absence.citizen.id, [notice.n])
    assert await told(absence.site, absence.officer) == [notice]
    await absence.site.office.notices_shown(absence.officer.id, [notice.n])
    assert await told(absence.site, absence.officer) == []


async def test_T20_what_happens_next_to_a_ticket_takes_the_place_of_what_was_kept(absence: Absence) -> None:
    await absence.citizen_misses_the_call()
    await absence.officer_does(c.DeskCall(id=request_id(), ticket=absence.ticket))
    assert await told(absence.site, absence.citizen) == []


async def test_T20_after_a_week_it_is_told_no_more(absence: Absence) -> None:
    await absence.talk_is_finished()
    await absence.site.later(7 * 24 * 3_600 + 1)
    assert await told(absence.site, absence.citizen) == []


async def test_T20_it_is_told_after_a_restart_to_who_signs_in_anew(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        officer = await site.officer(counter="one")
        await site.office.left(officer.id)
        await site.officer("Officer Seo", counter="one")
    async with open_site(tmp_path, clock) as site:
        signed = await site.accounts.sign_in("Officer Han", PASSWORD)
        assert isinstance(signed, SignIn)
        again = await site.office.arrive(c.Hello(versions=[1], officer=signed.token))
        assert [notice.code for notice in await told(site, again)] == [NoticeCode.DESK_TAKEN_OVER]


async def test_T20_a_number_that_was_given_is_given_to_no_other_notice(absence: Absence) -> None:
    """A client that is slow to acknowledge would take the second notice for the first."""
    await absence.citizen_is_put_on_hold()
    (first,) = await told(absence.site, absence.citizen)
    await absence.officer_does(c.DeskCall(id=request_id(), ticket=absence.ticket))
    assert await told(absence.site, absence.citizen) == []
    await absence.officer_does(c.DeskServe(id=request_id()))
    await absence.officer_does(c.DeskFinish(id=request_id(), outcome="solved"))
    (second,) = await told(absence.site, absence.citizen)
    assert (second.n or 0) > (first.n or 0)
