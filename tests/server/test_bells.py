"""Who rings where nobody is: officers are told, and what is said to the citizen is true (SPEC O12, O13)."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.live.live_server import eventually
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_outbox import MAIL, Postman, kept, officer_of, sending, waits

from madang_office.bells import AGAIN_S, JOIN_S, LIVE_S, RINGS_MAX
from madang_office.outbox import Way
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.outgoing.courier import LOOK_S
from madang_server.outgoing.parcel import NotSent
from madang_server.store import tables
from madang_server.store.pruning import DAY_S


def ring(service: str = "consultation") -> c.BellRing:
    return c.BellRing(id=request_id(), service=service)


async def rung(site: Site, visitor: Visitor) -> str:
    return (await site.done(visitor, ring())).ref or ""


def mine(site: Site, visitor: Visitor) -> Sequence[m.BellView]:
    return site.notifier.told(visitor, m.Bells)[-1].bells


def notices(site: Site, visitor: Visitor) -> list[NoticeCode]:
    return [notice.code for notice in site.notifier.told(visitor, m.Notice)]


def in_queue(site: Site, officer: Visitor) -> list[tuple[str, str | None]]:
    return [(bell.name, bell.officer) for bell in site.office.queue_view(officer).bells]


async def test_O12_every_officer_of_the_service_is_told_and_the_citizen_sees_what_came_of_it(site: Site) -> None:
    han, jang = await officer_of(site), await officer_of(site, "Officer Jang", "jang@city.example")
    await site.office.outbox.set_address(jang, None)
    here = await site.officer("Officer Choi")
    mina, mail, hook = await site.citizen(), Postman(), Postman()
    hook.fault = NotSent("http_410", lasting=True)
    assert site.service().bell is True
    await rung(site, mina)
    [told] = mine(site, mina)
    assert (told.here, told.mails, told.mails_sent, told.hooks, told.hooks_sent) == (1, 1, 0, 1, 0)
    assert notices(site, here) == [NoticeCode.BELL_RUNG]
    async with sending(site, {Way.MAIL: mail, Way.WEBHOOK: hook}):
        await eventually(lambda: not waits(site))
    [told] = mine(site, mina)
    assert (told.mails_sent, told.mails_failed, told.hooks_sent, told.hooks_failed) == (1, 0, 0, 1)
    [parcel] = mail.taken
    assert (parcel.to, parcel.kind, parcel.facts["service"]) == (MAIL, "doorbell.rung", "consultation")
    assert "http://office.example/officer" in parcel.text
    assert "Mina" not in parcel.text + parcel.subject + json.dumps(dict(parcel.facts))
    assert in_queue(site, here) == [("Mina", None)]
    assert han != jang


@pytest.mark.parametrize("service", ["nothing", "resident-register-copy"])
async def test_O12_where_nobody_need_be_nobody_is_rung_for(site: Site, service: str) -> None:
    await officer_of(site)
    assert await site.code(await site.citizen(), ring(service)) is Rejection.UNKNOWN_SERVICE


async def test_O12_nobody_rings_while_somebody_is_there(site: Site) -> None:
    await site.officer(counter="one")
    assert site.service().bell is False
    assert await site.code(await site.citizen(), ring()) is Rejection.SOMEBODY_THERE


async def test_O12_nobody_rings_when_it_is_closed_by_its_hours(site: Site) -> None:
    await officer_of(site)
    await site.later(12 * 3_600)
    assert site.service().bell is False
    assert await site.code(await site.citizen(), ring()) is Rejection.SERVICE_CLOSED


async def test_O12_officers_do_not_ring(site: Site) -> None:
    assert await site.code(await site.officer(), ring()) is Rejection.NOT_ALLOWED


async def test_O12_where_nobody_can_be_told_nothing_is_promised(tmp_path: Path) -> None:
    async with open_site(tmp_path, ways=()) as site:
        await officer_of(site)
        assert site.service().bell is False
        assert await site.code(await site.citizen(), ring()) is Rejection.NOBODY_TO_TELL


async def test_O12_an_officer_whose_account_is_closed_is_nobody_to_tell(tmp_path: Path) -> None:
    async with open_site(tmp_path, ways=()) as site:
        han = await site.officer()
        assert site.service().bell is True
        state = site.office._context.state
        account = state.staff[han.officer_id or ""]
        state.put_staff([account.id], {account.id: replace(account, disabled=True)})
        assert site.service().bell is False
        assert await site.code(await site.citizen(), ring()) is Rejection.NOBODY_TO_TELL


async def test_O12_one_rings_again_after_three_minutes_and_others_join_a_round(site: Site) -> None:
    await officer_of(site)
    mina, jun = await site.citizen(), await site.citizen("Jun")
    await rung(site, mina)
    assert await site.code(mina, ring()) is Rejection.TOO_EARLY
    await site.later(JOIN_S / 2)
    await rung(site, jun)
    assert len(waits(site)) == 2  # one mail and one webhook, for both of them
    async with sending(site, {Way.MAIL: Postman(), Way.WEBHOOK: Postman()}):
        await eventually(lambda: not waits(site))
    assert [bell.mails_sent for bell in (*mine(site, mina), *mine(site, jun))] == [1, 1]
    assert mine(site, mina)[0].left_s == AGAIN_S - JOIN_S / 2
    await site.later(AGAIN_S)
    await rung(site, mina)
    assert len(waits(site)) == 2
    assert mine(site, mina)[0].left_s == AGAIN_S
    assert mine(site, mina)[0].mails_sent == 0


async def test_O12_whoever_rang_may_stop_and_nobody_else_stops_it(site: Site) -> None:
    await officer_of(site)
    mina, jun = await site.citizen(), await site.citizen("Jun")
    bell = await rung(site, mina)
    assert await site.code(jun, c.BellStop(id=request_id(), bell=bell)) is Rejection.UNKNOWN_BELL
    await site.done(mina, c.BellStop(id=request_id(), bell=bell))
    assert mine(site, mina) == []
    assert await site.code(mina, c.BellStop(id=request_id(), bell=bell)) is Rejection.UNKNOWN_BELL


async def stop(site: Site, visitor: Visitor, bell: str) -> None:
    await site.done(visitor, c.BellStop(id=request_id(), bell=bell))


async def test_O12_whoever_stops_and_rings_again_tells_no_officer_once_more(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        await officer_of(site)
        mina = await site.citizen()
        await stop(site, mina, await rung(site, mina))
        assert await site.code(mina, ring()) is Rejection.TOO_EARLY
    async with open_site(tmp_path, clock) as site:
        assert await site.code(await site.again(mina), ring()) is Rejection.TOO_EARLY
        for _ in range(RINGS_MAX - 1):
            await site.later(AGAIN_S + 1)
            await stop(site, mina, await rung(site, mina))
        await site.later(AGAIN_S + 1)
        assert await site.code(mina, ring()) is Rejection.LIMIT
        await site.later(LIVE_S)
        await rung(site, mina)
        assert mine(site, mina)[0].again is not None
        assert len(site.office._context.state.contact.past_bells) == 0


async def test_O12_a_round_is_joined_also_when_nobody_of_it_rings_any_more(tmp_path: Path) -> None:
    clock, postman = Clock(), Postman()
    async with open_site(tmp_path, clock, ways=[Way.MAIL]) as site:
        await officer_of(site)
        mina, jun = await site.citizen(), await site.citizen("Jun")
        bell = await rung(site, mina)
        async with sending(site, {Way.MAIL: postman}):
            await eventually(lambda: not waits(site))
        await stop(site, mina, bell)
        await rung(site, jun)
        assert (len(waits(site)), mine(site, jun)[0].mails_sent) == (0, 1)
    async with open_site(tmp_path, clock, ways=[Way.MAIL]) as site:
        bo = await site.citizen("Bo")
        await rung(site, bo)
        assert (len(waits(site)), mine(site, bo)[0].mails_sent) == (0, 1)
        await site.later(JOIN_S + 1)
        await rung(site, await site.citizen("Ari"))
        assert len(waits(site)) == 1


async def test_O13_who_joins_a_round_that_was_answered_is_told_who_comes(site: Site) -> None:
    han, mina, jun = await site.officer(), await site.citizen(), await site.citizen("Jun")
    bell = await rung(site, mina)
    await site.done(han, c.BellAnswer(id=request_id(), bell=bell))
    await rung(site, jun)
    assert (mine(site, jun)[0].state, mine(site, jun)[0].officer) == ("coming", "Officer Han")
    assert notices(site, jun) == [NoticeCode.BELL_COMING]
    assert in_queue(site, han) == [("Mina", "Officer Han"), ("Jun", "Officer Han")]


async def test_O12_nobody_is_mailed_for_a_ring_that_is_over(site: Site) -> None:
    await officer_of(site)
    mina, jun, postman = await site.citizen(), await site.citizen("Jun"), Postman()
    first, second = await rung(site, mina), await rung(site, jun)
    await stop(site, mina, first)
    assert len(waits(site)) == 2
    await stop(site, jun, second)
    async with sending(site, {Way.MAIL: postman, Way.WEBHOOK: postman}):
        await asyncio.sleep(LOOK_S)
    assert (postman.tried, [why for _, _, why in await kept(site)]) == ([], ["over", "over"])
    await rung(site, await site.citizen("Bo"))  # nobody was told of that round
    assert len(waits(site)) == 2


async def test_O13_no_further_officer_is_mailed_when_one_has_said_that_they_come(site: Site) -> None:
    han, mina = await site.officer(), await site.citizen()
    bell = await rung(site, mina)
    await site.done(han, c.BellAnswer(id=request_id(), bell=bell))
    assert (len(waits(site)), [why for _, _, why in await kept(site)]) == (0, ["over"])


async def test_O13_an_officer_says_that_they_come_and_all_who_rang_are_told(site: Site) -> None:
    han = await site.officer()
    choi = await site.officer("Officer Choi")
    mina, jun = await site.citizen(), await site.citizen("Jun")
    bell = await rung(site, mina)
    await rung(site, jun)
    await site.done(han, c.BellAnswer(id=request_id(), bell=bell))
    for citizen in (mina, jun):
        assert (mine(site, citizen)[0].state, mine(site, citizen)[0].officer) == ("coming", "Officer Han")
        assert notices(site, citizen) == [NoticeCode.BELL_COMING]
    assert in_queue(site, choi) == [("Mina", "Officer Han"), ("Jun", "Officer Han")]
    assert await site.code(choi, c.BellAnswer(id=request_id(), bell=bell)) is Rejection.WRONG_STATE
    assert await site.code(mina, ring()) is Rejection.WRONG_STATE


async def test_O13_an_officer_of_another_service_sees_no_ring(site: Site) -> None:
    await officer_of(site)
    other = await site.officer("Officer Choi", ["echo"])
    bell = await rung(site, await site.citizen())
    assert in_queue(site, other) == []
    assert await site.code(other, c.BellAnswer(id=request_id(), bell=bell)) is Rejection.UNKNOWN_BELL


async def test_O13_an_open_counter_answers_everybody(site: Site) -> None:
    han, mina = await site.officer(), await site.citizen()
    await rung(site, mina)
    await site.done(han, c.DeskOpen(id=request_id(), counter="one"))
    await site.later(1)
    assert (mine(site, mina), notices(site, mina)) == ([], [NoticeCode.BELL_OPEN])
    assert in_queue(site, han) == []


@pytest.mark.parametrize("comes", [False, True])
async def test_O13_who_is_not_met_is_told_so(site: Site, comes: bool) -> None:
    han, mina = await site.officer(), await site.citizen()
    bell = await rung(site, mina)
    for answer in [c.BellAnswer(id=request_id(), bell=bell)] * comes:
        await site.done(han, answer)
    await site.later(LIVE_S - 1)
    assert len(mine(site, mina)) == 1
    await site.later(2)
    assert (mine(site, mina), notices(site, mina)[-1]) == ([], NoticeCode.BELL_UNANSWERED)


async def test_O12_a_ring_and_who_comes_survive_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        han, mina = await site.officer(), await site.citizen()
        bell = await rung(site, mina)
        await site.done(han, c.BellAnswer(id=request_id(), bell=bell))
    async with open_site(tmp_path, clock) as site:
        again = await site.again(mina)
        told: list[Any] = await site.office.state_of(again)
        [bells] = [message for message in told if isinstance(message, m.Bells)]
        assert (bells.bells[0].state, bells.bells[0].officer) == ("coming", "Officer Han")
        assert [notice.code for notice in told if isinstance(notice, m.Notice)] == [NoticeCode.BELL_COMING]


async def test_O12_the_same_request_rings_once(site: Site) -> None:
    await officer_of(site)
    mina, command = await site.citizen(), ring()
    first, again = await site.done(mina, command), await site.done(mina, command)
    assert (first.ref, len(waits(site))) == (again.ref, 2)


async def test_O12_what_is_over_is_kept_for_a_week(site: Site) -> None:
    await officer_of(site)
    await rung(site, await site.citizen())
    await site.later(LIVE_S + 1)
    await site.later(8 * DAY_S)
    for _ in range(60):
        await site.later(60)
    async with site.store.read() as sql:
        assert list(await sql.execute(select(tables.bells.c.id))) == []
