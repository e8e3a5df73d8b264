"""What a supervisor announces: who may, what is kept, when it holds, and what a closed line does (SPEC T24, T25, T26)."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from tests.server.office_site import MORNING, Clock, Site, open_site, request_id

from madang_protocol import Rejection, limits
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import tables
from madang_server.store.announcement_rows import KEPT_S

NOW, HOUR, DAY = int(MORNING), 3_600, 24 * 3_600
LINES = limits.ANNOUNCEMENTS_MAX


def seoul(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Seoul")).timestamp())


def post(**given: Any) -> c.AnnouncementPost:
    said: dict[str, Any] = {
        "kind": "outage",
        "ko": "전산 점검 중입니다",
        "en": "Our systems are being serviced",
        "until": NOW + HOUR,
    }
    return c.AnnouncementPost(id=request_id(), **(said | given))


def change(announcement: str, **given: Any) -> c.AnnouncementChange:
    said: dict[str, Any] = {"kind": "other", "ko": "끝났습니다", "until": NOW + 2 * HOUR}
    return c.AnnouncementChange(id=request_id(), announcement=announcement, **(said | given))


def withdraw(announcement: str) -> c.AnnouncementWithdraw:
    return c.AnnouncementWithdraw(id=request_id(), announcement=announcement)


def shown(site: Site) -> list[m.Announcement]:
    return list(site.office.office_view().announcements)


def planned(site: Site, officer: Visitor) -> list[str]:
    return [one.ko for one in site.office.queue_view(officer).planned]


async def posted(site: Site, supervisor: Visitor, **given: Any) -> str:
    ref = (await site.done(supervisor, post(**given))).ref
    assert ref is not None
    return ref


async def test_T24_a_supervisor_posts_changes_and_withdraws(site: Site) -> None:
    supervisor = await site.supervisor()
    ref = await posted(site, supervisor)
    assert shown(site) == [
        m.Announcement(
            id=ref, kind="outage", since=NOW, until=NOW + HOUR, ko="전산 점검 중입니다", en="Our systems are being serviced"
        )
    ]
    await site.done(supervisor, change(ref, service="echo"))
    assert shown(site) == [m.Announcement(id=ref, kind="other", since=NOW, until=NOW + 2 * HOUR, ko="끝났습니다", service="echo")]
    changes = site.notifier.office_changes
    await site.done(supervisor, withdraw(ref))
    assert (shown(site), site.notifier.office_changes) == ([], changes + 1)
    async with site.store.read() as sql:
        done = (await sql.execute(select(tables.acts.c.action).where(tables.acts.c.about == ref))).scalars().all()
    assert done == ["announcement-post", "announcement-change", "announcement-withdraw"]


async def test_T24_nobody_else_may(site: Site) -> None:
    supervisor, officer, citizen = await site.supervisor(), await site.officer(), await site.citizen()
    ref = await posted(site, supervisor)
    codes = [await site.code(who, what) for who in (officer, citizen) for what in (post(), change(ref), withdraw(ref))]
    assert codes == [Rejection.NOT_ALLOWED] * 6
    assert [one.kind for one in shown(site)] == ["outage"]


async def test_T24_who_supervises_no_longer_may_not_either(site: Site) -> None:
    supervisor = await site.supervisor()
    await site.accounts.give_post("Supervisor Seo", services=["consultation"], skills=[], supervisor=False)
    assert await site.code(supervisor, post()) is Rejection.NOT_ALLOWED
    assert shown(site) == []


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"ko": " \u200b\n", "en": ""}, {"ko": "missing", "en": "missing"}),
        ({"ko": "가" * 301}, {"ko": "too_long"}),
        ({"ko": "", "en": "n" * 301}, {"en": "too_long"}),
        ({"until": NOW}, {"until": "out_of_range"}),
        ({"until": NOW + 367 * DAY}, {"until": "out_of_range"}),
        ({"since": NOW + HOUR}, {"since": "out_of_range"}),
    ],
)
async def test_T24_what_is_announced_has_words_and_an_end(site: Site, given: dict[str, Any], faults: dict[str, str]) -> None:
    supervisor = await site.supervisor()
    rejected = await site.rejected(supervisor, post(**given))
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, faults)
    assert shown(site) == []


async def test_T24_its_words_are_tidied_and_as_long_as_they_may_be(site: Site) -> None:
    await posted(site, await site.supervisor(), ko="가" * 300, en="  Closed\u202e \n\n\n today ")
    assert [(len(one.ko), one.en) for one in shown(site)] == [(300, "Closed\n\n today")]


async def test_T24_an_unknown_service_or_announcement_is_named(site: Site) -> None:
    supervisor = await site.supervisor()
    assert await site.code(supervisor, post(service="taxes")) is Rejection.UNKNOWN_SERVICE
    assert await site.code(supervisor, change("nothing")) is Rejection.UNKNOWN_ANNOUNCEMENT
    ref = await posted(site, supervisor)
    await site.later(HOUR)
    codes = [await site.code(supervisor, what) for what in (change(ref, until=NOW + DAY), withdraw(ref))]
    assert codes == [Rejection.UNKNOWN_ANNOUNCEMENT] * 2


async def test_T24_there_are_so_many_at_once_and_no_more(site: Site) -> None:
    supervisor = await site.supervisor()
    for number in range(LINES):
        await posted(site, supervisor, until=NOW + HOUR + number)
    assert await site.code(supervisor, post()) is Rejection.LIMIT
    await site.later(HOUR)
    await posted(site, supervisor, until=NOW + DAY)


async def test_W6_an_announcement_is_made_once_for_each_id(site: Site) -> None:
    supervisor, command = await site.supervisor(), post()
    replies = [await site.done(supervisor, command) for _ in range(2)]
    assert (replies[0], len(shown(site))) == (replies[1], 1)


async def test_T24_what_was_announced_is_there_after_a_restart_and_what_was_withdrawn_is_not(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        supervisor = await site.supervisor()
        first, second, third = [await posted(site, supervisor, until=NOW + hours * HOUR) for hours in (1, 2, 3)]
        await site.done(supervisor, withdraw(second))
        await site.done(supervisor, change(third, until=NOW + 4 * HOUR))
    for hours, still in ((0, {first, third}), (1, {third}), (4, set())):
        clock.instant = MORNING + hours * HOUR
        async with open_site(tmp_path, clock) as site:
            assert {one.id for one in shown(site)} == still


async def test_T25_it_begins_and_ends_by_itself_and_everybody_is_told(site: Site) -> None:
    supervisor = await site.supervisor()
    await posted(site, supervisor, ko="쉽니다", kind="holiday", since=NOW + HOUR, until=NOW + 2 * HOUR)
    assert (shown(site), planned(site, supervisor)) == ([], ["쉽니다"])
    told = []
    await site.later(1)
    for seconds in (HOUR - 2, 1, HOUR - 1, 1):
        changes = site.notifier.office_changes
        await site.later(seconds)
        told.append((len(shown(site)), site.notifier.office_changes > changes))
    assert told == [(0, False), (1, True), (1, False), (0, True)]
    assert planned(site, supervisor) == []


async def test_T25_the_newest_is_first_and_what_is_to_come_is_seen_by_officers_alone(site: Site) -> None:
    supervisor = await site.supervisor()
    for since in (NOW - 60, NOW - 30, NOW + 60, NOW + 30):
        await posted(site, supervisor, ko=str(since - NOW), since=since)
    assert [one.ko for one in shown(site)] == ["-30", "-60"]
    assert planned(site, await site.officer()) == ["30", "60"]


async def test_T26_a_closed_line_gives_no_new_numbers_and_serves_those_who_wait(site: Site) -> None:
    officer, supervisor, mina, juno = (
        await site.officer(counter="one"),
        await site.supervisor(),
        *[await site.citizen() for _ in range(2)],
    )
    await site.take(mina)
    ref = await posted(site, supervisor, kind="line_closed", service="consultation", until=seoul("2026-01-02T18:00"))
    take = c.TicketTake(id=request_id(), service="consultation")
    assert await site.code(juno, take) is Rejection.LINE_CLOSED
    await site.take(juno, "echo")
    assert (site.service().line_closed, site.service("echo").line_closed) == (True, False)
    assert site.service().opens == seoul("2026-01-05T09:00")  # it is Friday
    await site.serve_next(officer)
    await site.done(supervisor, withdraw(ref))
    assert (site.service().line_closed, site.service().opens) == (False, None)
    await site.take(juno)


async def test_T26_of_the_whole_office_every_line_is_closed_until_its_end(site: Site) -> None:
    supervisor, mina = await site.supervisor(), await site.citizen()
    await posted(site, supervisor, kind="line_closed", until=NOW + HOUR)
    await posted(site, supervisor, kind="line_closed", service="echo", since=NOW + HOUR, until=NOW + 2 * HOUR)
    assert [site.service(name).opens for name in ("consultation", "echo")] == [NOW + HOUR, NOW + 2 * HOUR]
    take = c.TicketTake(id=request_id(), service="echo")
    assert await site.code(mina, take) is Rejection.LINE_CLOSED
    await site.later(HOUR)
    await site.take(mina)
    assert await site.code(mina, c.TicketTake(id=request_id(), service="echo")) is Rejection.LINE_CLOSED
    await site.later(HOUR)
    await site.take(mina, "echo")


async def test_T24_what_is_over_is_cleared_away(site: Site) -> None:
    await posted(site, await site.supervisor())
    await site.later(HOUR + KEPT_S + 1)
    await site.later(HOUR)
    async with site.store.read() as sql:
        assert (await sql.execute(select(tables.announcements))).all() == []


async def test_O7_the_board_tells_numbers_and_no_person(site: Site) -> None:
    officer, colleague, supervisor = (
        await site.officer(counter="one"),
        await site.officer("Officer Lee", counter="two"),
        (await site.supervisor()),
    )
    people = [await site.citizen(f"Secret {number}") for number in range(6)]
    for person in people:
        await site.take(person)
    await site.serve_next(officer)
    await site.done(colleague, c.DeskCall(id=request_id()))
    await posted(site, supervisor)
    board = site.office.public_board()
    assert [(one["number"], one["counter"]["en"], one["calls"]) for one in board["called"]] == [("C-002", "two", 1)]
    assert [(one["number"], one["counter"]["en"]) for one in board["served"]] == [("C-001", "one")]
    line = next(service for service in board["services"] if service["id"] == "consultation")
    assert (line["next"], line["waiting"]) == (["C-003", "C-004", "C-005"], 4)
    assert [one["kind"] for one in board["announcements"]] == ["outage"]
    told = str(board)
    assert [word for word in ("Secret", "Officer", *(person.id for person in people)) if word in told] == []


async def test_O7_the_newest_call_is_first_and_a_recall_is_one(site: Site) -> None:
    first, second = await site.officer(counter="one"), await site.officer("Officer Lee", counter="two")
    for _ in range(2):
        await site.take(await site.citizen())
    for officer in (first, second):
        await site.done(officer, c.DeskCall(id=request_id()))
        await site.later(5)
    assert [one["number"] for one in site.office.public_board()["called"]] == ["C-002", "C-001"]
    await site.done(first, c.DeskRecall(id=request_id()))
    assert [(one["number"], one["calls"]) for one in site.office.public_board()["called"]] == [("C-001", 2), ("C-002", 1)]
