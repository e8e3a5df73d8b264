"""A ticket lives for its day (SPEC T22), a place is kept for a while (SPEC T23), and numbers start anew each day (SPEC T14)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from tests.server.office_site import Clock, Site, open_site, request_id

from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import tables
from madang_server.store.rows import insert_into

HOUR = 3_600.0
TO_CLOSING, TO_THE_END = 8 * HOUR, 8.5 * HOUR  # from Friday 10:00: it closes at 18:00, and serves until 18:30
TO_THE_EVENING = 9 * HOUR  # the next day of the office has begun
DAY = 24 * HOUR
OFFICE = """
[office]
name = { ko = "한", en = "Han" }
issuer = { ko = "장", en = "Mayor" }
seal = "마당시장의인"
after_closing_minutes = 15
away_minutes = 20
[hours]
friday = ["09:00-11:00"]
[holidays]
country = "none"
[services.consultation]
prefix = "C"
[services.consultation.hours]
friday = ["09:00-17:00"]
[services.resident-register-copy]
prefix = "C"
[services.echo]
prefix = "E"
[services.echo.hours]
"""


def seoul(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Seoul")).timestamp())


def notices(site: Site, visitor: Visitor) -> list[NoticeCode]:
    return [notice.code for notice in site.notifier.told(visitor, m.Notice)]


async def told_on_return(site: Site, visitor: Visitor) -> list[m.Notice]:
    back = await site.again(visitor)
    return [message for message in await site.office.state_of(back) if isinstance(message, m.Notice)]


async def taken(site: Site, service: str = "consultation") -> tuple[Visitor, str]:
    visitor = await site.citizen()
    return visitor, await site.take(visitor, service)


async def rows(site: Site) -> list[tuple[str, str, str]]:
    columns = tables.acts.c
    async with site.store.read() as sql:
        return [tuple(row) for row in await sql.execute(select(columns.action, columns.about, columns.actor))]


async def test_T22_who_waits_as_the_office_closes_is_served_for_a_while_and_then_told_when_it_opens(site: Site) -> None:
    officer = await site.officer(counter="one")
    (first, _), (second, ticket) = await taken(site), await taken(site)
    assert site.tickets(second)[0].ends == seoul("2026-01-02T18:30")
    await site.later(TO_CLOSING)
    assert (site.service().open, site.service().serves_until) == (False, seoul("2026-01-02T18:30"))
    await site.serve_next(officer)
    await site.later(0.5 * HOUR - 1)
    assert [mine.state for mine in site.tickets(second)] == ["waiting"]
    await site.later(2)
    assert site.tickets(second) == []
    (notice,) = site.notifier.told(second, m.Notice)
    assert (notice.code, notice.about["opens"]) == (NoticeCode.EXPIRED, str(seoul("2026-01-05T09:00")))
    assert site.notifier.told(officer, m.Notice)[-1].about == {"service": "consultation", "count": "1"}
    assert [mine.state for mine in site.tickets(first)] == ["serving"]
    await site.later(HOUR)
    assert [action for action, about, _ in await rows(site) if about == ticket] == ["ticket-take", "ticket-expire"]


async def test_T22_who_is_called_or_served_as_the_day_ends_is_not_cut_off(site: Site) -> None:
    officer, colleague = await site.officer(counter="one"), await site.officer("Officer Lee", counter="two")
    (served, _), (called, ticket) = await taken(site), await taken(site)
    await site.serve_next(officer)
    await site.later(TO_THE_END - 30)
    await site.done(colleague, c.DeskCall(id=request_id()))
    await site.later(31)
    assert [site.tickets(one)[0].state for one in (served, called)] == ["serving", "called"]
    await site.done(called, c.TicketAnswer(id=request_id(), ticket=ticket))
    await site.done(colleague, c.DeskServe(id=request_id()))
    await site.later(HOUR)
    await site.done(colleague, c.DeskFinish(id=request_id(), outcome="solved"))
    assert await site.code(officer, c.DeskHold(id=request_id())) is Rejection.DAY_OVER
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    assert notices(site, served) == notices(site, called) == [NoticeCode.FINISHED]


async def test_T22_a_ticket_that_is_set_aside_ends_with_its_day_and_a_missed_call_at_the_end_is_the_last(site: Site) -> None:
    officer = await site.officer(counter="one")
    (held, _), (missed, _) = await taken(site), await taken(site)
    await site.serve_next(officer)
    await site.done(officer, c.DeskHold(id=request_id()))
    await site.later(TO_THE_END - 30)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.later(91)
    assert site.tickets(held) == site.tickets(missed) == []
    assert notices(site, held)[-1] is notices(site, missed)[-1] is NoticeCode.EXPIRED


async def test_T22_a_day_that_ended_while_the_server_was_down_ends_once_at_its_start(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, ticket = await taken(site)
    clock.instant += DAY
    for _ in range(2):
        async with open_site(tmp_path, clock) as site:
            await site.later(1)
            (notice,) = await told_on_return(site, mina)
            assert (notice.code, notice.about["number"]) == (NoticeCode.EXPIRED, "C-001")
            assert [row[0] for row in await rows(site) if row[1] == ticket] == ["ticket-take", "ticket-expire"]
            assert notice.n is not None
    async with open_site(tmp_path, clock) as site:
        await site.office.notices_shown(mina.id, [notice.n])
        assert await told_on_return(site, mina) == []


async def test_T22_a_service_may_have_hours_of_its_own_and_one_without_ends_at_midnight(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text(OFFICE, "utf-8")
    async with open_site(tmp_path) as site:
        ends = []
        for service in ("consultation", "resident-register-copy", "echo"):
            visitor, _ = await taken(site, service)
            ends.append(site.tickets(visitor)[0].ends)
    assert ends == [seoul(text) for text in ("2026-01-02T17:15", "2026-01-02T11:15", "2026-01-03T00:00")]


async def test_T22_who_is_sent_on_keeps_the_later_day(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text(OFFICE, "utf-8")
    async with open_site(tmp_path) as site:
        officer, (mina, _) = await site.officer(counter="two"), await taken(site)
        await site.serve_next(officer)
        await site.done(officer, c.DeskTransfer(id=request_id(), service="echo"))
        assert site.tickets(mina)[0].ends == seoul("2026-01-03T00:00")
        await site.done(officer, c.DeskCall(id=request_id()))
        await site.done(officer, c.DeskTransfer(id=request_id(), service="consultation", to="first"))
        assert site.tickets(mina)[0].ends == seoul("2026-01-03T00:00")


async def test_T23_who_was_away_for_longer_than_was_said_has_given_the_place_back(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text(OFFICE, "utf-8")
    async with open_site(tmp_path) as site:
        assert site.office.office_view().away_minutes == 20
        (gone, _), (held, ticket), officer = await taken(site), await taken(site), await site.officer(counter="one")
        await site.done(officer, c.DeskCall(id=request_id(), ticket=ticket))
        await site.done(officer, c.DeskServe(id=request_id()))
        await site.done(officer, c.DeskHold(id=request_id()))
        await site.office.left(gone.id)
        await site.office.left(held.id)
        await site.later(20 * 60 - 1)
        assert [mine.number for mine in site.tickets(gone)] == ["C-001"]
        await site.later(1)
        (notice,) = await told_on_return(site, gone)
        assert (notice.code, notice.about["number"], notice.about["minutes"]) == (NoticeCode.ABANDONED, "C-001", "20")
        assert site.tickets(gone) == []
        assert [mine.state for mine in site.tickets(held)] == ["held"]  # an officer set it aside: no place is kept


async def test_T23_whoever_comes_back_in_time_keeps_the_place_also_over_a_restart(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text(OFFICE, "utf-8")
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, _ = await taken(site)
        await site.office.left(mina.id)
        await site.later(19 * 60)
    clock.instant += HOUR  # nobody could come while the office was not there
    async with open_site(tmp_path, clock) as site:
        await site.later(19 * 60)
        await site.again(mina)
        await site.later(HOUR)
        assert [mine.place for mine in site.tickets(mina)] == [1]


async def test_T14_numbers_are_given_once_a_day_and_start_anew_each_day(site: Site) -> None:
    given = []
    for service in ("consultation", "consultation", "echo"):
        visitor, ticket = await taken(site, service)
        given.append(site.tickets(visitor)[0].number)
        await site.done(visitor, c.TicketLeave(id=request_id(), ticket=ticket))
    await site.later(DAY)
    visitor, _ = await taken(site)
    assert [*given, site.tickets(visitor)[0].number] == ["C-001", "C-002", "E-001", "C-001"]


async def test_T14_nobody_gets_a_number_that_is_live_from_another_day(site: Site) -> None:
    (first, _), officer = await taken(site), await site.officer(counter="one")
    await site.serve_next(officer)
    await site.later(TO_THE_EVENING)
    second, _ = await taken(site)
    assert [site.tickets(one)[0].number for one in (first, second)] == ["C-001", "C-002"]


async def test_T14_services_with_the_same_letters_count_together(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text(OFFICE, "utf-8")
    async with open_site(tmp_path) as site:
        taken_there = [await taken(site, service) for service in ("consultation", "resident-register-copy", "consultation")]
        assert [site.tickets(one)[0].number for one, _ in taken_there] == ["C-001", "C-002", "C-003"]


@pytest.mark.parametrize("changed", [{"state": "left"}, {"day": "2026-01-03"}])
async def test_T14_the_database_itself_keeps_numbers_apart(site: Site, changed: dict[str, str]) -> None:
    _, ticket = await taken(site)
    async with site.store.read() as sql:
        row = (await sql.execute(select(tables.tickets).where(tables.tickets.c.id == ticket))).one()
    with pytest.raises(IntegrityError):
        await insert(site, dict(row._mapping) | {"id": "another"} | changed)


async def insert(site: Site, row: dict[str, object]) -> None:
    async with site.store.write() as sql:
        await sql.execute(insert_into(tables.tickets), row)


async def test_T12_everybody_is_told_when_a_service_opens_and_closes(site: Site) -> None:
    await site.later(1)
    told = site.notifier.office_changes
    for passed_s, changes in ((1, 0), (TO_CLOSING, 1), (HOUR, 1), (60, 0), (62 * HOUR, 1)):
        await site.later(passed_s)
        assert site.notifier.office_changes - told == changes, passed_s
        told = site.notifier.office_changes
