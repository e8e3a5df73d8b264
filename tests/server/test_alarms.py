"""An officer calls for help: who is told, who comes, and that it is true (SPEC O23 to O25)."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.live.live_server import eventually
from tests.server.both_sides import BothSides
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_begun_commands import begin
from tests.server.test_counters import Recording
from tests.server.test_outbox import MAIL, Postman, kept, sending, waits

from madang_office.outbox import WAITING_MAX, Way
from madang_office.protection import LIVE_S, OUTSIDE_AFTER_S, OUTSIDE_EVERY_S
from madang_protocol import Rejection, codec
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.office_app.commands.outgoing import send
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.outgoing.parcel import NotSent
from madang_server.store import tables
from madang_server.store.alarm_rows import KEPT_S


def alarms(site: Site, officer: Visitor) -> list[m.QueueAlarm]:
    return list(site.office.queue_view(officer).alarms)


async def raised(site: Site, officer: Visitor) -> str:
    return (await site.done(officer, c.DeskAlarm(id=request_id()))).ref or ""


async def accept(site: Site, officer: Visitor, alarm: str) -> None:
    await site.done(officer, c.AlarmAccept(id=request_id(), alarm=alarm))


async def close(site: Site, officer: Visitor, alarm: str) -> None:
    await site.done(officer, c.AlarmClose(id=request_id(), alarm=alarm))


async def supervisor_outside(site: Site) -> str:
    """A supervisor who is not on the page, and wants to be told by mail."""
    token = await site.sign_in("Supervisor Seo", supervisor=True)
    account = (await site.accounts.officer(token)).id
    await site.office.outbox.set_address(account, MAIL)
    return account


async def test_O23_every_colleague_reads_where_and_who_and_nobody_reads_of_the_citizen(site: Site) -> None:
    meeting = await BothSides.come(site)
    await meeting.serve()
    other, above = await site.officer("Officer Choi", ["echo"]), await site.supervisor()
    await raised(site, meeting.officer)
    for colleague in (other, above):
        [seen] = alarms(site, colleague)
        assert (seen.counter, seen.officer, seen.state, seen.mine, seen.here) == ("one", "Officer Han", "raised", False, 0)
        assert "Mina" not in codec.encode(seen).decode("utf-8", "replace")
    [mine] = alarms(site, meeting.officer)
    assert (mine.mine, mine.here, mine.outside) == (True, 2, False)


async def test_O23_the_citizen_gets_nothing_of_it(site: Site) -> None:
    meeting = await BothSides.come(site)
    await meeting.serve()
    helper = await site.officer("Officer Choi")
    before = len([1 for visitor, _ in site.notifier.said if visitor == meeting.citizen.id])
    alarm = await raised(site, meeting.officer)
    await accept(site, helper, alarm)
    await close(site, helper, alarm)
    assert len([1 for visitor, _ in site.notifier.said if visitor == meeting.citizen.id]) == before


async def test_O23_an_officer_has_one_alarm_at_a_time(site: Site) -> None:
    han = await site.officer(counter="one")
    assert await raised(site, han) == await raised(site, han)
    assert len(alarms(site, han)) == 1


async def test_O23_it_is_there_at_once_while_a_document_of_the_same_officer_is_made(tmp_path: Path) -> None:
    recording = Recording()
    async with open_site(tmp_path, consultation=recording) as site:
        meeting = await BothSides.come(site)
        await meeting.serve()
        choi = await site.officer("Officer Choi")
        finishing = asyncio.create_task(site.done(meeting.officer, c.DeskFinish(id=request_id(), outcome="solved")))
        try:
            await eventually(lambda: recording.asked)
            reply = await begin(site, meeting.officer, c.DeskAlarm(id=request_id()))
            assert isinstance(reply, m.Done)
            assert [one.id for one in alarms(site, choi)] == [reply.ref]
            await close(site, meeting.officer, reply.ref or "")
            assert not finishing.done()
        finally:
            recording.go_on.set()
        await finishing


async def test_O23_it_needs_an_officer_at_a_counter(site: Site) -> None:
    assert await site.code(await site.citizen(), c.DeskAlarm(id=request_id())) is Rejection.NOT_ALLOWED
    assert await site.code(await site.officer(), c.DeskAlarm(id=request_id())) is Rejection.NO_DESK


@pytest.mark.parametrize("command", [c.AlarmAccept, c.AlarmClose])
async def test_O24_it_is_nothing_for_citizens(site: Site, command: type[c.AlarmAccept | c.AlarmClose]) -> None:
    alarm = await raised(site, await site.officer(counter="one"))
    assert await site.code(await site.citizen(), command(id=request_id(), alarm=alarm)) is Rejection.NOT_ALLOWED


async def test_O24_one_colleague_comes_and_everybody_reads_who(site: Site) -> None:
    han, choi, park = [await site.officer(f"Officer {name}") for name in ("Han", "Choi", "Park")]
    await site.done(han, c.DeskOpen(id=request_id(), counter="one"))
    alarm = await raised(site, han)
    assert await site.code(han, c.AlarmAccept(id=request_id(), alarm=alarm)) is Rejection.NOT_ALLOWED
    await accept(site, choi, alarm)
    assert await site.code(park, c.AlarmAccept(id=request_id(), alarm=alarm)) is Rejection.WRONG_STATE
    seen = [alarms(site, officer)[0] for officer in (han, choi, park)]
    assert [(one.state, one.helper, one.coming) for one in seen] == [
        ("accepted", "Officer Choi", False),
        ("accepted", "Officer Choi", True),
        ("accepted", "Officer Choi", False),
    ]
    assert await site.code(park, c.AlarmClose(id=request_id(), alarm=alarm)) is Rejection.NOT_YOURS
    await close(site, choi, alarm)
    assert [alarms(site, officer) for officer in (han, choi, park)] == [[], [], []]
    assert await site.code(han, c.AlarmClose(id=request_id(), alarm=alarm)) is Rejection.UNKNOWN_ALARM


async def test_O24_whoever_raised_it_withdraws_it(site: Site) -> None:
    han, choi = await site.officer(counter="one"), await site.officer("Officer Choi")
    alarm = await raised(site, han)
    await close(site, han, alarm)
    assert alarms(site, choi) == []
    assert await site.code(choi, c.AlarmAccept(id=request_id(), alarm=alarm)) is Rejection.UNKNOWN_ALARM


async def test_O24_one_that_nobody_closes_ends_after_half_an_hour(site: Site) -> None:
    han = await site.officer(counter="one")
    await raised(site, han)
    await site.later(LIVE_S - 1)
    assert len(alarms(site, han)) == 1
    await site.later(2)
    assert alarms(site, han) == []


async def test_O25_with_nobody_here_who_supervises_is_told_at_once(site: Site) -> None:
    await supervisor_outside(site)
    han, mail, hook = await site.officer(counter="one"), Postman(), Postman()
    hook.fault = NotSent("http_410", lasting=True)
    await raised(site, han)
    [mine] = alarms(site, han)
    assert (mine.here, mine.outside, mine.mails, mine.mails_sent, mine.hooks) == (0, True, 1, 0, 1)
    async with sending(site, {Way.MAIL: mail, Way.WEBHOOK: hook}):
        await eventually(lambda: not waits(site))
    [mine] = alarms(site, han)
    assert (mine.mails_sent, mine.mails_failed, mine.hooks_sent, mine.hooks_failed) == (1, 0, 0, 1)
    [parcel] = mail.taken
    assert (parcel.to, parcel.kind, parcel.facts["counter"]) == (MAIL, "alarm.raised", "one")
    assert "one" in parcel.text
    assert "Officer Han" not in parcel.text + parcel.subject + json.dumps(dict(parcel.facts))


async def test_O25_when_nobody_accepts_it_in_half_a_minute_who_supervises_is_told_once(site: Site) -> None:
    await supervisor_outside(site)
    han = await site.officer(counter="one")
    await site.officer("Officer Choi")
    await raised(site, han)
    await site.later(OUTSIDE_AFTER_S - 1)
    assert (len(waits(site)), alarms(site, han)[0].outside) == (0, False)
    await site.later(2)
    await site.later(2)
    assert (len(waits(site)), alarms(site, han)[0].outside, alarms(site, han)[0].here) == (2, True, 1)


async def test_O25_nobody_is_told_outside_of_one_that_was_accepted_or_is_over(site: Site) -> None:
    await supervisor_outside(site)
    han, choi = await site.officer(counter="one"), await site.officer("Officer Choi")
    alarm = await raised(site, han)
    await accept(site, choi, alarm)
    await site.later(OUTSIDE_AFTER_S + 1)
    assert len(waits(site)) == 0
    await close(site, han, alarm)
    alarm = await raised(site, han)
    await site.later(OUTSIDE_AFTER_S + 1)
    assert len(waits(site)) == 2
    await accept(site, choi, alarm)
    assert (len(waits(site)), [why for _, _, why in await kept(site)]) == (0, ["over", "over"])


async def test_O10_O25_a_full_outbox_holds_up_no_alarm(site: Site) -> None:
    await supervisor_outside(site)
    han = await site.officer(counter="one")

    def fill(work: UnitOfWork) -> Outcome:
        kinds = ["doorbell.rung"] * (WAITING_MAX + 1)
        sent = [send(work, site.office._context, way=Way.MAIL, kind=kind, about="x", within_s=900) for kind in kinds]
        return Accepted(str(sum(one is not None for one in sent)))

    assert await site.office._path.perform(fill) == Accepted(str(WAITING_MAX))
    await raised(site, han)
    [mine] = alarms(site, han)
    assert (mine.outside, mine.mails, mine.hooks) == (True, 1, 1)
    due = [one.kind for one in site.office.outbox.due()]
    assert (due[:3], len(due)) == (["alarm.raised", "alarm.raised", "doorbell.rung"], WAITING_MAX + 2)


async def test_O25_with_nobody_to_tell_that_is_said(tmp_path: Path) -> None:
    async with open_site(tmp_path, ways=()) as site:
        han = await site.officer(counter="one")
        await raised(site, han)
        [mine] = alarms(site, han)
        assert (mine.here, mine.outside, mine.mails, mine.hooks) == (0, True, 0, 0)


async def test_O25_what_is_raised_again_within_a_minute_sends_no_further_mail(site: Site) -> None:
    await supervisor_outside(site)
    han, mail = await site.officer(counter="one"), Postman()
    async with sending(site, {Way.MAIL: mail, Way.WEBHOOK: mail}):
        alarm = await raised(site, han)
        await eventually(lambda: not waits(site))
        await close(site, han, alarm)
        alarm = await raised(site, han)
        assert (len(waits(site)), alarms(site, han)[0].mails_sent) == (0, 1)
        await close(site, han, alarm)
        await site.later(OUTSIDE_EVERY_S + 1)
        await raised(site, han)
        await eventually(lambda: not waits(site))
    assert len(mail.taken) == 4


async def test_O25_what_is_raised_again_and_goes_on_is_told_outside_once_the_minute_is_over(site: Site) -> None:
    await supervisor_outside(site)
    han, mail = await site.officer(counter="one"), Postman()
    async with sending(site, {Way.MAIL: mail, Way.WEBHOOK: mail}):
        before = await raised(site, han)
        await eventually(lambda: not waits(site))
        await close(site, han, before)
        alarm = await raised(site, han)
        await site.later(OUTSIDE_EVERY_S - 1)
        assert len(waits(site)) == 0
        await site.later(2)
        await eventually(lambda: not waits(site))
    await site.later(OUTSIDE_EVERY_S + 1)
    [mine] = alarms(site, han)
    assert (mine.id, mine.mails, mine.mails_sent, mine.hooks_sent, len(mail.taken)) == (alarm, 1, 1, 1, 4)


async def test_O23_O24_O25_all_of_it_survives_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        han, choi = await site.officer(counter="one"), await site.officer("Officer Choi")
        await site.done(choi, c.DeskOpen(id=request_id(), counter="two"))
        mine, other = await raised(site, han), await raised(site, choi)
        await accept(site, choi, mine)
    async with open_site(tmp_path, clock) as site:
        park = await site.officer("Officer Park")
        seen = [(one.id, one.counter, one.state, one.helper) for one in alarms(site, park)]
        assert seen == [(mine, "one", "accepted", "Officer Choi"), (other, "two", "raised", None)]
        await site.later(OUTSIDE_AFTER_S + 1)
        assert len(waits(site)) == 1
        await accept(site, park, other)


async def test_O23_what_is_over_is_kept_for_three_months(site: Site) -> None:
    han = await site.officer(counter="one")
    await close(site, han, await raised(site, han))
    await site.later(KEPT_S - 3_600)
    assert await rows(site) == ["withdrawn"]
    await site.later(7_200)
    for _ in range(60):
        await site.later(60)
    assert await rows(site) == []


async def rows(site: Site) -> list[str]:
    async with site.store.read() as sql:
        return [row.state for row in await sql.execute(select(tables.alarms.c.state))]
