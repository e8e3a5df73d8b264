"""Which officer sees and writes which case: own ones, one that nobody has, and others with a reason."""

import asyncio
from pathlib import Path

from sqlalchemy import select
from tests.server.office_site import Site, request_id
from tests.server.running import madang
from tests.server.test_cases import FORM, act, submitted

from madang_protocol import Rejection, limits
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.store.tables import acts


async def test_C13_a_case_that_nobody_has_is_shown_to_who_opens_it_and_theirs_from_then_on(site: Site) -> None:
    mina, han, lee = await site.citizen(), await site.officer("Officer Han", counter="papers"), await site.officer("Officer Lee")
    case = await submitted(site, mina)
    assert [(waiting.number, waiting.officer) for waiting in site.office.queue_view(lee).cases] == [("2026-000001", None)]
    assert (site.notifier.told(han, m.Case), site.notifier.told(lee, m.Case)) == ([], [])
    await act(site, han, case, "open")
    assert site.case(han, case).fields["name"] == FORM["name"]
    assert [waiting.officer for waiting in site.office.queue_view(lee).cases] == ["Officer Han"]
    rejected: list[c.DurableCommand] = [c.CaseAct(id=request_id(), case=case, act=name) for name in ("open", "grant")]
    for command in (*rejected, c.CaseSay(id=request_id(), case=case, text="x")):
        assert await site.code(lee, command) is Rejection.REASON_NEEDED
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="Are you there?"))
    assert site.notifier.told(lee, m.Case) == []
    assert site.notifier.told(lee, m.CaseEntry) == []


async def test_C13_a_colleague_opens_it_with_a_reason_that_both_sides_read_and_has_it_then(site: Site) -> None:
    mina, han, lee = await site.citizen(), await site.officer("Officer Han", counter="papers"), await site.officer("Officer Lee")
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    assert await site.code(lee, c.CaseAct(id=request_id(), case=case, act="open", fields={"reason": " \u200b "})) is (
        Rejection.REASON_NEEDED
    )
    long = c.CaseAct(id=request_id(), case=case, act="open", fields={"reason": "x" * (limits.REASON_CHARS_MAX + 1)})
    assert (await site.rejected(lee, long)).fields == {"reason": "too_long"}
    await act(site, lee, case, "open", reason="Officer Han is ill.")
    told = [(entry.code, entry.name, entry.text) for entry in site.case(mina, case).entries][-1]
    assert told == ("opened", "Officer Lee", "Officer Han is ill.")
    await act(site, lee, case, "grant")
    assert await site.code(han, c.CaseSay(id=request_id(), case=case, text="x")) is Rejection.REASON_NEEDED
    async with site.store.read() as sql:
        noted = (await sql.execute(select(acts.c.actor, acts.c.facts).where(acts.c.action == "case-open-with-reason"))).all()
    assert [(actor, list(facts)) for actor, facts in noted] == [(lee.id, ["entry"])]


async def test_C13_a_case_that_is_over_opens_with_a_reason_and_takes_no_line(site: Site) -> None:
    mina, han, lee = await site.citizen(), await site.officer("Officer Han", counter="papers"), await site.officer("Officer Lee")
    case = await submitted(site, mina)
    await act(site, han, case, "grant")
    assert await site.code(lee, c.CaseAct(id=request_id(), case=case, act="open")) is Rejection.REASON_NEEDED
    await act(site, lee, case, "open", reason="The citizen asks about it at my counter.")
    assert site.case(lee, case).state == "granted"
    for writer, code in ((mina, Rejection.WRONG_STATE), (han, Rejection.WRONG_STATE), (lee, Rejection.REASON_NEEDED)):
        assert await site.code(writer, c.CaseSay(id=request_id(), case=case, text="x")) is code


async def test_C13_the_reasons_are_listed_for_who_looks_after_the_office(site: Site, tmp_path: Path) -> None:
    mina, han, lee = await site.citizen(), await site.officer("Officer Han", counter="papers"), await site.officer("Officer Lee")
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    await act(site, lee, case, "open", reason="Officer Han is ill.")
    listed = await asyncio.to_thread(madang, "officer", "reasons", "--data", ".", folder=tmp_path)
    assert listed.stdout == "2026-01-02T01:00:00+00:00\tOfficer Lee\t2026-000001\tOfficer Han is ill.\n"


async def test_the_figures_count_what_was_served_and_issued(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="two")
    await site.take(mina, "echo")
    await site.serve_next(officer)
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="done"))
    case = await submitted(site, mina)
    assert (site.office.figures().served, site.office.figures().tray) == ({"echo": 1}, {"resident-register-copy": 1})
    await act(site, officer, case, "grant")
    assert (site.office.figures().documents_issued, site.office.figures().tray) == (1, {})


async def test_C13_a_talk_is_before_the_officer_at_whose_desk_it_is_served(site: Site) -> None:
    mina, han, lee = await site.citizen(), await site.officer("Officer Han", counter="one"), await site.officer("Officer Lee")
    await site.take(mina)
    case = await site.serve_next(han)
    assert await site.code(lee, c.CaseAct(id=request_id(), case=case, act="open")) is Rejection.REASON_NEEDED
    await act(site, lee, case, "open", reason="I help with the law.")
    for officer in (han, lee):
        await site.done(officer, c.CaseSay(id=request_id(), case=case, text=f"from {officer.name}"))
    assert [entry.text for entry in site.case(mina, case).entries if entry.code == "opened"] == ["I help with the law."]
