"""Requests go when the time is over for which the city keeps them, with all that belongs to them (SPEC C53)."""

from collections.abc import AsyncIterator
from importlib import resources
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_audit_log import told
from tests.server.test_cases import act, opened, submitted
from tests.server.test_objections import objects

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.office_app import Visitor
from madang_server.office_app.runtime.kept_cases import DAY_S, REST_S
from madang_server.store import kept_cases, pruning, tables

DAYS, COPY_DAYS = 400, 100
SHIPPED = resources.files("madang_server").joinpath("office_app", "services.toml").read_text("utf-8")
TERMS = SHIPPED.replace("[office]\n", f"[office]\nkept_days = {DAYS}\n").replace(
    'prefix = "D"\n', f'prefix = "D"\nkept_days = {COPY_DAYS}\n'
)
COPY = "resident-register-copy"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    (tmp_path / "services.toml").write_text(TERMS, "utf-8")
    async with open_site(tmp_path) as opened_site:
        yield opened_site


async def passes(site: Site, days: float) -> None:
    """Let so many days pass, and the office look for what is over."""
    site.clock.instant += days * DAY_S
    for _ in range(3):
        await site.office.tick()


async def left_of(site: Site, case: str) -> dict[str, int]:
    """How many rows there are of the case, by table; those without any are left out."""
    found: dict[str, int] = {}
    async with site.store.read() as sql:
        for table in (tables.cases, *kept_cases.BELONG):
            of_case = table.c.id if table is tables.cases else table.c.case
            found[table.name] = (await sql.execute(select(func.count()).where(of_case == case))).scalar_one()
    return {name: count for name, count in found.items() if count}


async def granted(site: Site, citizen: Visitor, officer: Visitor) -> str:
    case = await submitted(site, citizen)
    await act(site, officer, case, "grant")
    return case


def test_C53_all_that_points_at_a_request_belongs_to_it() -> None:
    assert {"entries", "timers", "documents", "attachments", "case_notes"} <= {table.name for table in kept_cases.BELONG}
    assert all(table.name in pruning.KEPT or table is tables.attachments or table is tables.timers for table in kept_cases.BELONG)


async def test_C53_a_request_goes_whole_when_its_time_is_over(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="papers")
    case = await granted(site, mina, han)
    await site.done(han, c.CaseNote(id=request_id(), case=case, text="A copy was in the post."))
    await passes(site, COPY_DAYS - 1)
    assert await left_of(site, case) == {"cases": 1, "entries": 6, "documents": 1, "case_notes": 1}
    await passes(site, 1.1)
    assert await left_of(site, case) == {}
    assert (await told(site, f"case:{case}"))[-1] == "case-deleted office"
    assert await site.code(mina, c.CaseWithdraw(id=request_id(), case=case)) is Rejection.UNKNOWN_CASE


async def test_C53_a_talk_is_kept_as_the_office_says_and_its_ticket_forgets_it(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(mina)
    case = await site.serve_next(han)
    await site.done(han, c.DeskFinish(id=request_id(), outcome="solved"))
    await passes(site, DAYS - 1)
    assert (await left_of(site, case))["cases"] == 1
    await passes(site, 1.1)
    assert await left_of(site, case) == {}
    async with site.store.read() as sql:
        assert (await sql.execute(select(tables.tickets.c.case).where(tables.tickets.c.id == ticket))).all() in ([], [(None,)])


async def test_C53_what_goes_on_stays_however_old(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="papers")
    waiting, objected = await submitted(site, mina), await submitted(site, jun)
    await act(site, han, objected, "refuse", reason="Another person's data.", remedy="Object within 90 days.")
    await objects(site, jun, objected)
    await passes(site, COPY_DAYS + DAYS)
    assert [(await left_of(site, case))["cases"] for case in (waiting, objected)] == [1, 1]


async def test_C53_a_draft_goes_when_its_citizen_was_away_for_as_long(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    here, left = await opened(site, mina), await opened(site, jun)
    await site.office.left(jun.id)
    await passes(site, COPY_DAYS + 1)
    assert (await left_of(site, here), await left_of(site, left)) == ({"cases": 1}, {})


async def test_C53_who_has_nothing_left_is_forgotten_as_a_stranger_is(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="papers")
    await granted(site, mina, han)
    await site.office.left(mina.id)
    await passes(site, COPY_DAYS + 1)
    await passes(site, pruning.STRANGERS_KEPT_S / DAY_S)
    async with site.store.read() as sql:
        assert (await sql.execute(select(tables.visitors.c.id).where(tables.visitors.c.id == mina.id))).all() == []


async def test_C53_many_go_a_few_at_a_time_and_then_it_rests(site: Site) -> None:
    mina = await site.citizen()
    drafts = [await opened(site, mina) for _ in range(1)]
    for number in range(kept_cases.AT_ONCE + 2):
        jun = await site.citizen(f"Jun {number}")
        drafts.append(await opened(site, jun))
        await site.office.left(jun.id)
    site.clock.instant += (COPY_DAYS + 1) * DAY_S
    counted = []
    for _ in range(6):
        await site.office.tick()
        async with site.store.read() as sql:
            counted.append((await sql.execute(select(func.count()).select_from(tables.cases))).scalar_one())
    assert (len(drafts), counted[0] >= len(drafts) - kept_cases.AT_ONCE, counted[-1]) == (kept_cases.AT_ONCE + 3, True, 1)
    assert site.office._each_second._kept_cases._rests_until > site.clock.now() + REST_S / 2


async def test_C53_an_office_that_names_no_term_keeps_everything(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text(SHIPPED, "utf-8")
    async with open_site(tmp_path, Clock()) as site:
        mina, han = await site.citizen(), await site.officer(counter="papers")
        case = await granted(site, mina, han)
        await passes(site, 4_000)
        assert (await left_of(site, case))["cases"] == 1
