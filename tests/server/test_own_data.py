"""A citizen gets everything that the office holds about them, and is forgotten when they want it (SPEC S35, S36)."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select
from tests.live.wire import Client
from tests.server.office_site import Site, request_id
from tests.server.running import serving
from tests.server.test_cases import FORM, act, opened, submitted
from tests.server.test_inquiries import left
from tests.server.test_visit import welcome_of

from madang_protocol import commands as c
from madang_server.office_app import Visitor
from madang_server.office_app.own_data import Standing
from madang_server.store import own_data_rows, pruning, tables
from madang_server.store.own_data_rows import NOT_TOLD, NOT_TOLD_BESIDE, OF_CITIZEN, THROUGH

ABOUT = {"visitor", "citizen", "ticket", "case", "actor", "recipient", "reporter"}  # what a row names that is about a citizen
NOTHING = Standing(tickets=0, requests=0, appointments=0, messages=0)


async def everything(site: Site, visitor: Visitor) -> dict[str, list[dict[str, object]]]:
    told = await site.office.own_data.told(visitor.new_token or "")
    assert told is not None
    return told


async def forget(site: Site, visitor: Visitor) -> Standing:
    found = await site.office.own_data.forget(visitor.new_token or "")
    assert found is not None
    return found


async def rows(site: Site, visitor: Visitor) -> dict[str, int]:
    """How many rows there are of them, by table; those without any are left out."""
    async with site.store.read() as sql:
        counts = {
            table.name: (await sql.execute(select(func.count()).where(table.c[column] == visitor.id))).scalar_one()
            for table, column in OF_CITIZEN.items()
        }
    return {name: count for name, count in counts.items() if count}


def test_S35_every_table_that_names_a_citizen_is_told_or_says_why_not() -> None:
    named = {table.name for table in tables.metadata.sorted_tables if ABOUT & set(table.c.keys())}
    assert named | {"visitors"} == {table.name for table in (*OF_CITIZEN, *THROUGH)} | NOT_TOLD.keys()


async def test_S35_what_is_held_about_somebody_is_found_by_an_index(site: Site) -> None:
    columns = {table.name: column for table, column in OF_CITIZEN.items() if column != "id"}
    leading = {
        table.name: {tuple(index.columns.keys())[:2] for index in table.indexes} | {tuple(table.primary_key.columns.keys())[:2]}
        for table in OF_CITIZEN
    }
    assert [name for name, column in columns.items() if ("office", column) not in leading[name]] == []
    async with site.store.read() as sql:
        there = await sql.run_sync(lambda on: {one["name"] for one in inspect(on).get_indexes("audit")})
    assert "ix_audit_office_actor" in there


def test_S35_no_proof_and_no_content_is_told() -> None:
    told = {f"{table.name}.{column.name}" for table in (*OF_CITIZEN, *THROUGH) for column in own_data_rows._told(table)}
    secrets = {f"{table.name}.{column.name}" for table in OF_CITIZEN for column in table.c if "hash" in column.name}
    assert told & (secrets | {"documents.pdf", "appointments.key", "inquiries.key"}) == set()
    assert {"visitors.name", "cases.fields", "entries.text", "inquiries.words", "inquiries.phone", "tickets.number"} <= told


async def test_S35_one_is_told_what_one_wrote_and_nobody_else_did(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer("Officer Han", counter="papers")
    case, other = await submitted(site, mina), await submitted(site, jun)
    await act(site, han, case, "grant")
    await site.done(han, c.CaseNote(id=request_id(), case=case, text="A note among officers."))
    ticket = await site.take(mina)
    told = await everything(site, mina)
    assert [(row["id"], row["state"], row["fields"]) for row in told["cases"]] == [(case, "granted", FORM)]
    assert [row["number"] for row in told["documents"]] == [site.case(mina, case).documents[0].number]
    assert [row["ticket"] for row in told["periods"]] == [ticket]
    assert told["visitors"][0]["name"] == "Mina"
    assert told["visitors"][0]["created"] == "2026-01-02T10:00:00+09:00"
    written = json.dumps(told, ensure_ascii=False)
    assert [word in written for word in (other, jun.id, "A note among officers.", mina.new_token or "")] == [False] * 4


async def test_S35_a_clock_that_was_set_moves_no_instant_of_a_law(site: Site) -> None:
    mina = await site.citizen()
    await submitted(site, mina)
    site.clock.jumped_s = 3_600
    ticket = await site.take(mina)
    told = await everything(site, mina)
    assert told["cases"][0]["submitted"] == "2026-01-02T10:00:00+09:00"
    assert (told["tickets"][0]["id"], told["tickets"][0]["created"]) == (ticket, "2026-01-02T11:00:00+09:00")


@pytest.mark.parametrize("token", ["", "nobody's"])
async def test_S35_S36_nobodys_token_is_told_nothing_and_forgets_nobody(site: Site, token: str) -> None:
    own = site.office.own_data
    assert [await own.told(token), await own.standing(token), await own.forget(token)] == [None] * 3


async def test_S36_who_has_nothing_to_keep_is_forgotten_whole(site: Site) -> None:
    mina = await site.citizen("Mina")
    await opened(site, mina)
    await site.office.recovery.renew(mina.new_token or "")
    ticket = await site.take(mina)
    await site.done(mina, c.TicketLeave(id=request_id(), ticket=ticket))
    assert await forget(site, mina) == NOTHING
    assert site.notifier.dismissed == [mina.id]
    assert await rows(site, mina) == {"visitors": 1, "tickets": 1, "audit": 5}
    async with site.store.read() as sql:
        row = (await sql.execute(select(tables.visitors).where(tables.visitors.c.id == mina.id))).one()
    assert (row.name, row.token_hash) == ("", None)
    assert await site.office.own_data.standing(mina.new_token or "") is None
    assert (await site.again(mina)).id != mina.id


async def test_S36_a_citizen_without_any_ticket_goes_within_a_day(site: Site) -> None:
    mina = await site.citizen("Mina")
    await forget(site, mina)
    await site.office.left(mina.id)
    await site.later(1)
    assert "visitors" not in await rows(site, mina)


async def test_S36_what_is_under_way_ends_first_and_nothing_is_lost_before(site: Site) -> None:
    mina, han = await site.citizen("Mina"), await site.officer(counter="papers")
    case, ticket = await submitted(site, mina), await site.take(mina)
    standing = await forget(site, mina)
    assert (standing.tickets, standing.requests, standing.under_way) == (1, 1, True)
    assert (await site.again(mina)).id == mina.id
    await site.done(mina, c.TicketLeave(id=request_id(), ticket=ticket))
    await act(site, han, case, "grant")
    assert (await forget(site, mina)).under_way is False


async def test_S36_an_objection_is_under_way(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer(counter="papers")
    case = await submitted(site, mina)
    await act(site, han, case, "refuse", reason="Another person's data.", remedy="Object within 90 days.")
    await site.done(mina, c.CaseObject(id=request_id(), case=case, text="My address is right."))
    assert (await forget(site, mina)).requests == 1


async def test_S36_a_message_that_waits_is_under_way_and_goes_when_it_is_over(site: Site) -> None:
    mina = await site.citizen()
    inquiry = await left(site, mina)
    assert (await forget(site, mina)).messages == 1
    await site.done(mina, c.InquiryCancel(id=request_id(), inquiry=inquiry.id))
    assert (await forget(site, mina)).under_way is False
    assert "inquiries" not in await rows(site, mina)


async def test_S36_what_must_be_kept_stays_under_its_name_and_nobody_comes_as_them(site: Site) -> None:
    mina, han = await site.citizen("Mina"), await site.officer(counter="papers")
    case = await submitted(site, mina)
    await act(site, han, case, "grant")
    standing = await forget(site, mina)
    assert [(kept.number, kept.until) for kept in standing.kept] == [(site.case(mina, case).number, None)]
    assert await site.office.own_data.told(mina.new_token or "") is None
    async with site.store.read() as sql:
        assert (await sql.execute(select(tables.visitors.c.name).where(tables.visitors.c.id == mina.id))).scalar_one() == "Mina"
        assert (await sql.execute(select(func.count()).select_from(tables.documents))).scalar_one() == 1
    await site.office.left(mina.id)
    await site.later(pruning.STRANGERS_KEPT_S)
    assert (await rows(site, mina))["cases"] == 1


async def test_S36_the_next_start_knows_nothing_of_who_was_forgotten(site: Site) -> None:
    mina = await site.citizen("Mina")
    await forget(site, mina)
    assert (await site.office.arrive(c.Hello(versions=[1], token=mina.new_token))).id != mina.id


async def test_S35_S36_over_http(tmp_path: Path) -> None:
    with serving(tmp_path) as running, running.client() as http:
        client = await Client.arrive(running.socket_url, name="Mina")
        http.headers["authorization"] = f"Bearer {welcome_of(client).token}"
        file = http.get("/api/own-data.json")
        assert (file.status_code, file.headers["cache-control"]) == (200, "no-store")
        assert file.headers["content-disposition"].startswith('attachment; filename="madang.json"')
        assert file.json()["visitors"][0]["name"] == "Mina"
        assert file.json()["not_in_this_file"] == NOT_TOLD | NOT_TOLD_BESIDE
        assert "reports_by_others" in NOT_TOLD_BESIDE
        nothing = {"tickets": 0, "requests": 0, "appointments": 0, "messages": 0, "kept": []}
        assert http.get("/api/own-data").json() == nothing
        gone = http.delete("/api/own-data")
        assert (gone.status_code, gone.json()) == (200, nothing)
        assert [http.get("/api/own-data").status_code, http.delete("/api/own-data").status_code] == [401, 401]
        assert "It is deleted" in http.get("/forgotten").text
        tried = [http.get("/api/own-data.json").status_code for _ in range(10)]
        assert (tried[0], tried[-1]) == (401, 429)
        await client.close()
