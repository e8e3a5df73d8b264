"""A talk becomes long, its citizen is warned, and it is ended: in words, on record, and with nothing lost (T43 to T45)."""

from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.server.both_sides import BothSides
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_audit_log import told
from tests.server.test_cases import FORM

from madang_office.tickets import Ending
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.fields import Conduct
from madang_server.office_app import Visitor
from madang_server.office_app.commands.conduct import WARNINGS_MAX
from madang_server.store import tables

MINUTE_S = 60.0
SHIPPED = files("madang_server").joinpath("office_app", "services.toml").read_text("utf-8")


@pytest.fixture
async def meeting(site: Site) -> BothSides:
    """A talk goes on."""
    both = await BothSides.come(site)
    await both.serve()
    return both


def warn(reason: Conduct = "abuse") -> c.DeskWarn:
    return c.DeskWarn(id=request_id(), reason=reason)


def end(reason: Conduct = "abuse") -> c.DeskEndTalk:
    return c.DeskEndTalk(id=request_id(), reason=reason)


def notices(site: Site, visitor: Visitor) -> list[m.Notice]:
    return site.notifier.told(visitor, m.Notice)


def codes(view: m.CaseView) -> list[str | None]:
    return [entry.code for entry in view.entries]


async def ending(site: Site, ticket: str) -> tuple[str, str]:
    async with site.store.read() as sql:
        row = (await sql.execute(select(tables.tickets).where(tables.tickets.c.id == ticket))).one()
        return row.state, row.ending


async def test_T43_the_officer_reads_once_at_fifteen_and_twenty_minutes_that_it_is_long(meeting: BothSides) -> None:
    site = meeting.site
    seen = [await after(site, meeting.officer, minutes) for minutes in (14, 1, 1, 4, 1)]
    assert seen == [(0, None, False), (1, 15, False), (0, 15, False), (1, 20, True), (0, 20, True)]
    assert site.desk(meeting.officer).state == "serving"
    assert notices(site, meeting.citizen) == []


async def after(site: Site, officer: Visitor, minutes: int) -> tuple[int, int | None, bool]:
    """How often the desk was told in these minutes, and what it says."""
    before = len(site.notifier.told(officer, m.Desk))
    for _ in range(minutes):
        await site.later(MINUTE_S)
    desk = site.desk(officer)
    return len(site.notifier.told(officer, m.Desk)) - before, desk.talk_minutes, desk.talk_overlong


async def test_T43_an_office_sets_the_minutes(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text(SHIPPED.replace("talk_minutes = [15, 20]", "talk_minutes = [5, 30]"), "utf-8")
    async with open_site(tmp_path) as site:
        both = await BothSides.come(site)
        await both.serve()
        assert await after(site, both.officer, 5) == (1, 5, False)
        assert await after(site, both.officer, 25) == (1, 30, True)


async def test_T44_the_citizen_reads_of_what_they_are_warned_and_it_is_in_the_record(meeting: BothSides) -> None:
    site = meeting.site
    case = site.ticket_at(meeting.officer).case or ""
    await meeting.officer_does(warn("threat"))
    [notice] = notices(site, meeting.citizen)
    about = {"ticket": meeting.ticket, "number": "C-001", "service": "consultation", "case": case, "reason": "threat"}
    assert (notice.code, notice.about) == (NoticeCode.TALK_WARNED, about)
    assert notice.n is not None
    for visitor in (meeting.citizen, meeting.officer):
        [line] = site.notifier.told(visitor, m.CaseEntry)
        assert (line.entry.by, line.entry.code, line.entry.text) == ("officer", "warned-threat", "")
    assert (site.desk(meeting.officer).warned, site.desk(meeting.officer).may_end) == ("threat", True)
    assert await told(site, f"case:{case}", han=meeting.officer) == ["case-read han", "citizen-warned han"]


@pytest.mark.parametrize("command", [warn(), end()])
async def test_T44_T45_they_are_the_serving_officers_own(meeting: BothSides, command: c.DurableCommand) -> None:
    site = meeting.site
    assert await site.code(meeting.citizen, command) is Rejection.NOT_ALLOWED
    assert await site.code(await site.officer("Officer Choi"), command) is Rejection.NO_DESK
    assert await site.code(await site.officer("Officer Park", counter="two"), command) is Rejection.WRONG_STATE


async def test_T44_nobody_is_warned_before_they_are_served(site: Site) -> None:
    both = await BothSides.come(site)
    await both.call()
    assert await site.code(both.officer, warn()) is Rejection.WRONG_STATE


async def test_T44_warnings_of_one_talk_are_bounded(meeting: BothSides) -> None:
    for _ in range(WARNINGS_MAX):
        await meeting.officer_does(warn())
    assert await meeting.site.code(meeting.officer, warn()) is Rejection.LIMIT


async def test_T44_a_warning_stays_over_a_hold_and_goes_with_a_transfer(meeting: BothSides) -> None:
    site = meeting.site
    await meeting.officer_does(warn())
    await meeting.officer_does(c.DeskHold(id=request_id()))
    await meeting.officer_does(c.DeskCall(id=request_id(), ticket=meeting.ticket))
    await meeting.officer_does(c.DeskServe(id=request_id()))
    assert site.desk(meeting.officer).warned == "abuse"
    other = await site.officer("Officer Choi", ["echo"], counter="two")
    await meeting.officer_does(c.DeskTransfer(id=request_id(), service="echo"))
    await site.serve_next(other)
    assert (site.desk(other).warned, site.desk(other).may_end) == (None, False)


async def test_T44_a_warning_ends_with_a_talk_that_broke_off(meeting: BothSides) -> None:
    site = meeting.site
    await meeting.officer_does(warn())
    await meeting.officer_goes()
    choi = await site.officer("Officer Choi")
    await site.done(choi, c.DeskOpen(id=request_id(), counter="one"))  # it takes the counter over
    await site.serve_next(choi)
    assert (site.desk(choi).warned, site.desk(choi).may_end) == (None, False)
    assert await site.code(choi, end()) is Rejection.WRONG_STATE


async def test_T45_nobody_is_sent_away_without_a_warning_or_an_alarm(meeting: BothSides) -> None:
    assert meeting.site.desk(meeting.officer).may_end is False
    assert await meeting.site.code(meeting.officer, end()) is Rejection.WRONG_STATE
    assert meeting.site.ticket_at(meeting.officer).state == "serving"


async def test_T45_after_a_warning_it_ends_with_the_reason_on_record(meeting: BothSides) -> None:
    site = meeting.site
    case = site.ticket_at(meeting.officer).case or ""
    await meeting.officer_does(warn("abuse"))
    await meeting.officer_does(end("sexual"))
    assert await ending(site, meeting.ticket) == ("done", Ending.TALK_ENDED)
    notice = notices(site, meeting.citizen)[-1]
    assert (notice.code, notice.about["reason"], notice.about["case"]) == (NoticeCode.TALK_ENDED, "sexual", case)
    view = site.case(meeting.citizen, case)
    assert (view.state, view.outcome, codes(view)[-3:]) == ("closed", "talk_ended", ["warned-abuse", "ended-sexual", "close"])
    assert (site.desk(meeting.officer).state, site.desk(meeting.officer).ticket) == ("open", None)
    assert (await told(site, f"case:{case}", han=meeting.officer))[-2:] == ["citizen-warned han", "talk-ended han"]
    await site.done(meeting.officer, c.DeskPause(id=request_id(), reason="break"))
    await site.take(meeting.citizen)  # they may come again


async def test_T45_an_alarm_of_this_talk_needs_no_warning(meeting: BothSides) -> None:
    site = meeting.site
    alarm = (await site.done(meeting.officer, c.DeskAlarm(id=request_id()))).ref or ""
    assert site.desk(meeting.officer).may_end is True
    await site.done(meeting.officer, c.AlarmClose(id=request_id(), alarm=alarm))
    assert site.desk(meeting.officer).may_end is False
    await site.done(meeting.officer, c.DeskAlarm(id=request_id()))
    await meeting.officer_does(end("threat"))
    assert (await ending(site, meeting.ticket))[1] == Ending.TALK_ENDED


async def test_T45_an_alarm_from_before_the_talk_is_none_of_it(site: Site) -> None:
    both = await BothSides.come(site)
    await both.officer_does(c.DeskAlarm(id=request_id()))
    await both.serve()
    assert site.desk(both.officer).may_end is False
    assert await site.code(both.officer, end()) is Rejection.WRONG_STATE


async def test_T45_a_request_by_form_goes_on(site: Site) -> None:
    citizen = await site.citizen()
    case = (await site.done(citizen, c.CaseOpen(id=request_id(), service="resident-register-copy"))).ref or ""
    await site.done(citizen, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
    officer = await site.officer(counter="papers")
    ticket = await site.take(citizen, "resident-register-copy")
    assert await site.serve_next(officer) == case
    await site.done(officer, warn())
    await site.done(officer, end())
    assert await ending(site, ticket) == ("done", Ending.TALK_ENDED)
    [shown] = [message.case for message in await site.office.state_of(citizen) if isinstance(message, m.Case)]
    assert (shown.state, codes(shown)[-2:]) == ("received", ["warned-abuse", "ended-abuse"])


async def test_T44_T45_a_warning_and_an_end_survive_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        both = await BothSides.come(site)
        await both.serve()
        await both.officer_does(warn("other"))
        token = both.citizen
    async with open_site(tmp_path, clock) as site:
        again = await site.again(token)
        codes_told = [message.code for message in await site.office.state_of(again) if isinstance(message, m.Notice)]
        assert codes_told == [NoticeCode.TALK_WARNED]
        [ticket] = site.office._context.state.tickets.values()
        assert ticket.warned == "other"
