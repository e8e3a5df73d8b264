"""The audit log of an office: what is told to it, as one chain, and that the database takes nothing back (SPEC A1 to A5)."""

import asyncio
import json

import pytest
from sqlalchemy import Executable, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from tests.server.office_site import PASSWORD, Site, database_of, open_site, request_id
from tests.server.test_cases import FORM, act, opened, submitted

from madang_office.audit import AuditEntry, AuditKind, AuditRow
from madang_protocol import commands as c
from madang_server.accounts import SignIn
from madang_server.office_app import Visitor
from madang_server.store import audit_chain, audit_log, open_store, pruning
from madang_server.store.audit_log import Wanted
from madang_server.store.tables import audit_chains
from madang_server.store.tables import audit_log as log
from madang_server.web.failed_tries import FailedTries

TOLD = AuditEntry(at=1, actor="terminal", kind=AuditKind.BACKUP_MADE)


async def rows(site: Site, **wanted: str) -> list[AuditRow]:
    """The rows of the log, oldest first."""
    async with site.store.read() as sql:
        return (await audit_log.newest(sql, Wanted(**wanted), limit=10_000))[::-1]  # type: ignore[arg-type]


async def told(site: Site, about: str, **people: Visitor) -> list[str]:
    """What the log says of one thing, oldest first: the kind and who did it, by their name in `people`."""
    names = {f"officer:{visitor.officer_id}": name for name, visitor in people.items() if visitor.officer_id}
    names |= {f"visitor:{visitor.id}": name for name, visitor in people.items() if not visitor.officer_id}
    return [f"{row.kind} {names.get(row.actor, row.actor)}" for row in await rows(site, subject=about)]


async def holds(site: Site) -> bool:
    return (await audit_log.check(site.store)).fault is None


# what is told -------------------------------------------------------------------------------------------------------------


async def test_A1_what_an_officer_reads_and_decides_of_a_case_is_told(site: Site) -> None:
    citizen, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await submitted(site, citizen)
    await act(site, han, case, "open")
    await act(site, han, case, "extend", reason="The archive is closed.", hours=2)
    await act(site, lee, case, "open", reason="Officer Han is ill.")
    await act(site, lee, case, "refuse", reason="Another person's data.", remedy="Appeal within 90 days.")
    assert await told(site, f"case:{case}", han=han, lee=lee) == [
        "case-taken-on han", "case-read han", "case-acted han",
        "case-opened-with-reason lee", "case-taken-on lee", "case-read lee", "case-refused lee",
    ]  # fmt: skip
    assert await holds(site)
    said = str(await rows(site))
    words = ("is ill", "Appeal", "archive", "Mina", "Officer Han", str(FORM["name"]))
    assert [word for word in words if word in said] == []


async def test_A1_one_reading_of_a_case_is_one_row_however_often_the_officer_looks(site: Site) -> None:
    citizen, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await submitted(site, citizen)
    for seconds in (0, 60, 14 * 60, 60):
        await site.later(seconds)
        await act(site, han, case, "open")
    assert (await told(site, f"case:{case}", han=han))[1:] == ["case-read han"] * 2


async def test_A1_serving_somebody_is_a_reading_of_their_case(site: Site) -> None:
    citizen, han = await site.citizen(), await site.officer("Officer Han", counter="one")
    await site.take(citizen)
    case = await site.serve_next(han)
    assert await told(site, f"case:{case}", han=han) == ["case-read han"]


async def test_A1_a_document_is_told_from_its_issue_to_whoever_looks_it_up(site: Site) -> None:
    citizen, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await submitted(site, citizen)
    await act(site, han, case, "grant")
    number = site.case(citizen, case).documents[0].number
    for _ in range(3):
        await site.office.web_acts.delivered(number, citizen.id)
        await site.office.web_acts.document_checked(number)
    assert await told(site, f"document:{number}", han=han, citizen=citizen) == [
        "document-issued han", "document-downloaded citizen", "document-checked anybody",
    ]  # fmt: skip
    assert "case-granted han" in await told(site, f"case:{case}", han=han)


async def test_A1_sign_ins_and_accounts_are_told(site: Site) -> None:
    password = await site.accounts.add("Officer Han", services=["echo"], skills=[], supervisor=True)
    signed = await site.accounts.sign_in("Officer Han", password, PASSWORD, source="192.0.2.7")
    assert isinstance(signed, SignIn)
    assert signed.token is not None
    account = await site.accounts.account_here("Officer Han")
    await site.accounts.sign_out(signed.token)
    await site.accounts.sign_out(signed.token)
    await site.accounts.give_post("Officer Han", services=["echo"], skills=[], supervisor=False)
    await site.accounts.renew("Officer Han")
    await site.accounts.disable("Officer Han")
    of_account = await rows(site, subject=f"account:{account}")
    who = [(row.kind, row.actor.partition(":")[0]) for row in of_account]
    assert who == [
        ("account-added", "terminal"), ("password-chosen", "officer"), ("sign-in", "officer"), ("sign-out", "officer"),
        ("post-given", "terminal"), ("account-renewed", "terminal"), ("account-disabled", "terminal"),
    ]  # fmt: skip
    assert json.loads(of_account[2].details) == {"source": "192.0.2.7"}
    assert "Han" not in str(of_account)


async def test_A1_failed_tries_to_sign_in_do_not_flood_the_log(site: Site) -> None:
    await site.accounts.add("Officer Han", services=["echo"], skills=[])
    failed = FailedTries(site.accounts, site.clock.monotonic)

    async def tries(name: str, *places: str) -> int:
        """How many rows come of them."""
        before = len(await rows(site, kind="sign-in-failed"))
        for place in places:
            await failed.tell(AuditKind.SIGN_IN_FAILED, name, place)
        return len(await rows(site, kind="sign-in-failed")) - before

    everywhere = [f"203.0.113.{n}" for n in range(40)]
    assert await tries("Officer Han", *["192.0.2.7"] * 9) == 1
    assert await tries("Officer Han", *everywhere) == 9  # ten a minute of one account
    assert (
        await tries("Nobody", *everywhere[:20]) + await tries("Somebody", *everywhere[20:]) == 10
    )  # names that are none are one
    site.clock.instant += 61
    assert await tries("Officer Han", "192.0.2.7", "192.0.2.7") == 1


async def test_A1_a_name_that_is_taken_back_is_told(site: Site) -> None:
    citizen = await site.citizen("Kim Hana")
    await site.accounts.add("Kim Hana", services=["echo"], skills=[])
    await site.later(60)
    assert await told(site, f"visitor:{citizen.id}") == ["name-taken-back office"]


async def test_A1_tickets_and_desks_are_not_in_the_log(site: Site) -> None:
    citizen, han = await site.citizen(), await site.officer("Officer Han", counter="one")
    before = await rows(site)
    await site.done(citizen, c.TicketLeave(id=request_id(), ticket=await site.take(citizen)))
    await site.done(han, c.DeskPause(id=request_id()))
    assert await rows(site) == before


async def test_A1_a_rejected_command_tells_nothing(site: Site) -> None:
    citizen, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await submitted(site, citizen)
    await act(site, han, case, "open")
    before = await rows(site)
    await site.rejected(lee, c.CaseAct(id=request_id(), case=case, act="open"))
    assert await rows(site) == before


# one chain ----------------------------------------------------------------------------------------------------------------


async def test_A3_two_writers_at_once_make_one_chain_without_a_gap(site: Site, tmp_path: object) -> None:
    """The office commits commands while another process, which has no lease, writes beside it."""
    citizen, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    cases = [await submitted(site, await site.citizen(f"Mina {n}")) for n in range(8)]
    other = open_store(database_of(tmp_path))  # type: ignore[arg-type]

    async def at_the_terminal() -> None:
        for _ in range(20):
            async with other.write() as sql:
                await audit_chain.append(sql, [TOLD, TOLD], office=site.store.office)

    async def at_the_desk() -> None:
        for case in cases:
            await act(site, han, case, "grant")

    before = len(await rows(site))
    await asyncio.gather(at_the_terminal(), at_the_desk(), at_the_terminal())
    await other.close()
    written = await rows(site)
    assert [row.number for row in written] == list(range(1, len(written) + 1))
    assert len(written) == before + 80 + 2 * len(cases)  # a grant is a decision and a document
    assert await holds(site)
    assert citizen.officer_id is None


async def test_A3_what_is_rolled_back_leaves_no_number(site: Site) -> None:
    await site.officer("Officer Han")
    before = await rows(site)
    with pytest.raises(RuntimeError):
        async with site.store.write() as sql:
            await audit_chain.append(sql, [TOLD])
            raise RuntimeError
    async with site.store.write() as sql:
        await audit_chain.append(sql, [TOLD])
    assert [row.number for row in await rows(site)] == [*(row.number for row in before), len(before) + 1]
    assert await holds(site)


async def test_A3_each_office_has_a_chain_of_its_own(site: Site) -> None:
    await site.officer("Officer Han")
    mapo = site.store.of("mapo")
    async with mapo.write() as sql:
        await audit_chain.append(sql, [TOLD])
    assert (await audit_log.check(mapo)).rows == 1
    assert await holds(site)


async def test_A1_what_is_done_to_an_account_is_told_in_every_office_where_it_works(site: Site) -> None:
    await site.accounts.add("Officer Han", services=["echo"], skills=[])
    there = site.accounts.at(site.store.of("mapo"), site.accounts._environment)
    await there.give_post("Officer Han", services=["echo"], skills=[])
    await there.disable("Officer Han")
    async with site.store.of("mapo").read() as sql:
        in_mapo = [row.kind for row in await audit_log.newest(sql, Wanted(), limit=10)]
    assert (in_mapo, [row.kind for row in await rows(site)][-1]) == (["account-disabled", "post-given"], "account-disabled")


# only added ---------------------------------------------------------------------------------------------------------------

ADDED_TWICE = insert(log).from_select(list(log.c.keys()), select(log))
FORBIDDEN = {
    "change": update(log).values(actor="officer:other"),
    "delete": delete(log),
    "add twice": ADDED_TWICE,
    "set back": update(audit_chains).values(number=1),
    "forget the chain": delete(audit_chains),
    "prune too far": update(audit_chains).values(pruned_number=1_000_000),
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
async def test_A5_the_database_rejects_what_changes_or_deletes_a_row(site: Site, statement: Executable) -> None:
    await site.officer("Officer Han")
    before = await rows(site)
    with pytest.raises(IntegrityError):
        async with site.store.write() as sql:
            await sql.execute(statement)
    assert await rows(site) == before
    assert await holds(site)


async def test_A5_the_database_rejects_what_empties_or_replaces(site: Site) -> None:
    await site.officer("Officer Han")
    before = await rows(site)
    other = ", ".join("'officer:other'" if name == "actor" else name for name in log.c.keys())  # noqa: SIM118 - of columns
    sqlite = f"INSERT OR REPLACE INTO audit_log SELECT {other} FROM audit_log"  # noqa: S608 - our own names
    with pytest.raises(IntegrityError):
        async with site.store.write() as sql:
            await sql.execute(text("TRUNCATE audit_log" if site.store.on_postgresql else sqlite))
    assert await rows(site) == before


async def test_A5_old_rows_go_from_the_beginning_and_the_chain_holds(site: Site) -> None:
    for name in ("Officer Han", "Officer Lee"):
        await site.sign_in(name)
    old = await rows(site)
    site.clock.instant += pruning.AUDIT_KEPT_S - 60
    await site.sign_in("Officer Kim")
    young = (await rows(site))[len(old) :]
    await site.later(120)
    left = await rows(site)
    assert left[:-1] == young
    last = old[-1]
    assert (left[-1].kind, json.loads(left[-1].details)) == ("log-pruned", {"number": last.number, "hash": last.hash})
    assert await holds(site)
    assert (await audit_log.check(site.store, expected=last.hash)).fault is None
    await site.later(3_600)
    assert await rows(site) == left


async def test_A5_a_great_beginning_goes_in_portions(site: Site) -> None:
    many = audit_log.PRUNED_AT_ONCE * 2 + 10
    async with site.store.write() as sql:
        await audit_chain.append(sql, [TOLD] * many)
    for left in (many - audit_log.PRUNED_AT_ONCE, 10, 0):
        await site.later(1)
        kept = [row for row in await rows(site) if row.at == TOLD.at]
        assert len(kept) == left
        assert await holds(site)


async def test_A3_the_log_goes_on_over_a_restart(tmp_path: object) -> None:
    async with open_site(tmp_path) as site:  # type: ignore[arg-type]
        await opened(site, await site.citizen())
        await site.sign_in("Officer Han")
        before = await rows(site)
    async with open_site(tmp_path, site.clock) as site:  # type: ignore[arg-type]
        await site.sign_in("Officer Lee")
        assert (await rows(site))[: len(before)] == before
        assert await holds(site)
