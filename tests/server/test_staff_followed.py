"""Who works at a service now has its cases, gets them and is told of them; who does no longer has none (SPEC C43, C44, T10)."""

from collections.abc import Awaitable, Callable

import pytest
from tests.server.office_site import PASSWORD, Site, request_id
from tests.server.test_case_desk import note
from tests.server.test_case_terms import HOUR, told
from tests.server.test_cases import act, submitted

from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.accounts import SignIn
from madang_server.office_app.runtime.staff_followed import STAFF_EVERY_S

NAME = "Officer Lee"
Change = Callable[[Site], Awaitable[None]]


async def closed(site: Site) -> None:
    await site.accounts.disable(NAME)


async def moved(site: Site) -> None:
    await site.accounts.give_post(NAME, services=["echo"], skills=[])


async def gone(site: Site) -> None:
    await site.accounts.take_post(NAME)


EACH_CHANGE = pytest.mark.parametrize("change", [closed, moved, gone])


@EACH_CHANGE
async def test_C44_a_case_is_not_handed_over_to_who_left_a_moment_ago(site: Site, change: Change) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    await site.officer(NAME)
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    await change(site)
    command = c.CaseHandOver(id=request_id(), case=case, to=NAME)
    assert await site.code(han, command) is Rejection.UNKNOWN_TARGET
    assert [row.officer for row in site.office.queue_view(han).cases] == ["Officer Han"]


async def test_C44_a_case_is_handed_over_to_who_was_added_a_moment_ago(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    await site.sign_in(NAME)
    await site.done(han, c.CaseHandOver(id=request_id(), case=case, to=NAME))
    assert [row.officer for row in site.office.queue_view(han).cases] == [NAME]


@EACH_CHANGE
async def test_C44_colleagues_are_those_who_work_at_the_service_now(site: Site, change: Change) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    await site.sign_in(NAME)
    case = await submitted(site, mina)
    await site.later(STAFF_EVERY_S)
    await act(site, han, case, "open")
    assert site.case(han, case).colleagues == [NAME]
    await change(site)
    await site.later(STAFF_EVERY_S)
    await act(site, han, case, "open")
    assert site.case(han, case).colleagues == []


@EACH_CHANGE
async def test_C43_a_term_is_told_to_the_service_when_who_has_the_case_left(site: Site, change: Change) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer(NAME)
    case = await submitted(site, mina)
    await act(site, lee, case, "open")
    await change(site)
    await site.later(2 * HOUR)
    assert (told(site, han), told(site, lee)) == ([NoticeCode.TERM_SOON], [])


async def test_C43_who_supervises_no_longer_is_not_told_of_a_term(site: Site) -> None:
    seo, lee = await site.supervisor(), await site.officer(NAME, ["echo"])
    await submitted(site, await site.citizen())
    await site.accounts.give_post(seo.name, services=["echo"], skills=[], supervisor=False)
    await site.accounts.give_post(NAME, services=["echo"], skills=[], supervisor=True)
    await site.later(4 * HOUR)
    assert (told(site, seo), told(site, lee)) == ([], [NoticeCode.TERM_OVER])


async def test_C45_who_was_moved_gets_neither_the_case_nor_its_notes_any_more(site: Site) -> None:
    mina, lee = await site.citizen(), await site.officer(NAME)
    case = await submitted(site, mina)
    await act(site, lee, case, "open")
    await note(site, lee, case)
    await moved(site)
    await site.later(STAFF_EVERY_S)
    again = await site.accounts.sign_in(NAME, PASSWORD)
    assert isinstance(again, SignIn)
    lee = await site.office.arrive(c.Hello(versions=[1], officer=again.token))
    site.notifier.said.clear()
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="Is anybody there?"))
    await site.done(mina, c.CaseWithdraw(id=request_id(), case=case))
    assert site.case(mina, case).state == "withdrawn"
    assert (site.notifier.told(lee, m.Case), site.notifier.told(lee, m.CaseEntry)) == ([], [])
