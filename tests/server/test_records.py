"""How large the record of a case may become, and what happens when its document cannot be made."""

import sys
from pathlib import Path

import pytest
from tests.server.office_site import Site, open_site, request_id

from madang_counters.documents import Renderer
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import case_rows
from madang_server.store.case_rows import EntryRow
from madang_server.store.writes import write_all

DIES_WHILE_OUT_OF_ORDER = """
import os, sys
if os.path.exists(sys.argv[1]):
    sys.exit(7)
os.execv(sys.executable, [sys.executable, "-m", "madang_counters.documents.worker"])
"""


async def fill(site: Site, case: str, lines: int, text: str = "") -> None:
    """Write these lines as both sides would have, without saying them one by one."""
    async with site.store.write() as sql:
        before = len(await case_rows.entries_of(sql, case))
        rows = [
            EntryRow(case=case, n=n, at=site.clock.now(), by="citizen", name="Mina", text=text)
            for n in range(before + 1, lines + 1)
        ]
        await write_all(sql, list(map(case_rows.add_entry, rows)))
    site.office._context.state.cases.put(case, None)  # it was written behind the office's back


async def talk(site: Site) -> tuple[Visitor, Visitor, str]:
    """A citizen and an officer in a served talk, and its case."""
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    return mina, officer, await site.serve_next(officer)


def say(case: str, text: str = "a") -> c.CaseSay:
    return c.CaseSay(id=request_id(), case=case, text=text)


def notices(site: Site, visitor: Visitor) -> list[str]:
    return [notice.code for notice in site.notifier.told(visitor, m.Notice)]


async def test_C12_both_sides_are_told_once_before_the_letters_are_used_up(site: Site) -> None:
    mina, officer, case = await talk(site)
    await fill(site, case, 89, "가" * 1_000)
    for _ in range(3):
        await site.done(mina, say(case, "나" * 1_000))
    assert (notices(site, mina), notices(site, officer)) == (["record_nearly_full"], ["record_nearly_full"])


async def test_C12_letters_that_do_not_fit_are_rejected_and_fewer_are_taken(site: Site) -> None:
    mina, officer, case = await talk(site)
    await fill(site, case, 101, "가" * 990)
    assert await site.code(officer, say(case, "나" * 1_000)) is Rejection.RECORD_FULL
    await site.done(mina, say(case, "나" * 200))


@pytest.mark.parametrize(("text", "lines"), [("😀" * 1_000, 12), ("가\n" * 499 + "가", 6)], ids=["symbols", "line breaks"])
async def test_C12_what_takes_more_room_in_a_document_counts_as_more(site: Site, text: str, lines: int) -> None:
    mina, _, case = await talk(site)
    await fill(site, case, lines, text)
    assert await site.code(mina, say(case, text)) is Rejection.RECORD_FULL


async def test_C12_both_sides_are_told_before_the_lines_are_used_up(site: Site) -> None:
    _, officer, case = await talk(site)
    await fill(site, case, 899)
    await site.done(officer, say(case))
    assert notices(site, officer) == ["record_nearly_full"]


async def test_C12_a_line_too_many_is_rejected_aloud_and_in_writing(site: Site) -> None:
    mina, _, case = await talk(site)
    await fill(site, case, 1_000)
    assert await site.code(mina, say(case)) is Rejection.RECORD_FULL
    assert await site.office.said_in_booth(mina, "hall", "b1", "a") is Rejection.RECORD_FULL


async def test_C12_a_full_record_can_be_finished_and_is_issued(site: Site) -> None:
    mina, officer, case = await talk(site)
    await fill(site, case, 1_000, "".join(chr(0xAC00 + 113 * n) for n in range(96)))
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved", note="나" * 1_000))
    assert (site.case(mina, case).state, len(site.case(mina, case).documents)) == ("closed", 1)


async def test_K7_a_document_that_cannot_be_made_leaves_the_case_as_it_was_and_may_be_asked_again(tmp_path: Path) -> None:
    out_of_order = tmp_path / "out-of-order"
    out_of_order.touch()
    worker = (sys.executable, "-c", DIES_WHILE_OUT_OF_ORDER, str(out_of_order))
    async with open_site(tmp_path, render=Renderer(worker=worker).pdf) as site:
        mina, officer, case = await talk(site)
        assert await site.code(officer, c.DeskFinish(id=request_id(), outcome="solved")) is Rejection.DOCUMENT_FAILED
        assert not site.service("consultation").broken
        await site.done(mina, say(case, "still here"))
        out_of_order.unlink()
        await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
        assert (site.case(mina, case).state, len(site.case(mina, case).documents)) == ("closed", 1)
