"""What others reported about somebody who is forgotten is kept without their name (SPEC S35, S36)."""

from pathlib import Path

from sqlalchemy import select
from tests.server.office_site import Clock, Site, open_site
from tests.server.test_own_data import everything, forget
from tests.server.test_reports import SAID, a_day, decide, is_out, made, told

from madang_office.reports import AGAIN_S
from madang_server.store import tables


async def kept(site: Site) -> dict[str, tuple[str, list[str], list[str]]]:
    """Name, names of lines and their texts of each report in the database."""
    async with site.store.read() as sql:
        rows = list(await sql.execute(select(tables.reports)))
    return {row.id: (row.name, [line["name"] for line in row.lines], [line["text"] for line in row.lines]) for row in rows}


async def test_S35_what_others_reported_about_a_citizen_is_not_told_and_neither_is_who(site: Site) -> None:
    mina, jun, seo = await site.citizen("Mina"), await site.citizen("Jun"), await site.supervisor()
    await site.done(seo, a_day(await made(site, mina, jun)))
    assert (await everything(site, jun))["reports"] == []


async def test_S36_reports_about_who_is_forgotten_lose_the_name_and_bars_hold(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, sol, jun, seo = await site.citizen(), await site.citizen("Sol"), await site.citizen("Jun"), await site.supervisor()
        old = await made(site, mina, jun)
        await site.done(seo, decide(old, "warned"))
        await site.later(AGAIN_S + 1)
        barred, waiting = await made(site, mina, jun), await made(site, sol, jun)
        other = await made(site, mina, sol)
        await site.done(seo, a_day(barred))
        assert old not in site.office.reports._context.state.contact.reports
        await forget(site, jun)
        nameless = ("", [""], [SAID.text])
        assert await kept(site) == {old: nameless, barred: nameless, waiting: nameless, other: ("Sol", [SAID.name], [SAID.text])}
        assert [one.name for one in told(site, sol).reports] == [""]
        [seen, _] = (await site.office.reports.told())["reports"]
        assert (seen["id"], seen["name"], seen["lines"][0]["name"]) == (waiting, "", "")
        assert is_out(site, jun)
    async with open_site(tmp_path, clock) as site:
        assert {one["name"] for one in (await site.office.reports.told())["bars"]} == {""}


async def test_S36_who_is_forgotten_brings_no_report_back_that_is_gone(site: Site) -> None:
    mina, jun, seo = await site.citizen("Mina"), await site.citizen("Jun"), await site.supervisor()
    await site.done(seo, decide(await made(site, mina, jun), "warned"))
    await forget(site, mina)
    await forget(site, jun)
    assert await kept(site) == {}
