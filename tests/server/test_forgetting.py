"""Who is forgotten stays so, whatever happens at that moment, and nothing that is under way is lost (SPEC S36, R12)."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select
from tests.server.office_site import Site, request_id
from tests.server.party_site import code_of, helped, looks
from tests.server.test_cases import FORM, opened, submitted

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.faults import StorageFailed
from madang_server.office_app.own_data import TRIES
from madang_server.store import own_data_rows, tables


async def cases_of(site: Site) -> list[tuple[str, dict[str, Any]]]:
    async with site.store.read() as sql:
        return [(row.state, row.fields) for row in await sql.execute(select(tables.cases.c.state, tables.cases.c.fields))]


def before_the_decision(site: Site, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Awaitable[object]]) -> list[int]:
    """Let that happen each time after the drafts were read; how often it did."""
    read, times = own_data_rows.drafts_of, []

    async def then(sql: Any, citizen: str) -> list[str]:
        drafts = await read(sql, citizen)
        times.append(1)
        await happens()
        return drafts

    monkeypatch.setattr(own_data_rows, "drafts_of", then)
    return times


async def test_S36_a_request_that_is_handed_in_at_that_moment_stays(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    mina = await site.citizen("Mina")
    case = await opened(site, mina)
    before_the_decision(site, monkeypatch, lambda: site.office.execute(mina, c.CaseSubmit(id="once-1", case=case, fields=FORM)))
    standing = await site.office.own_data.forget(mina.new_token or "")
    assert standing is not None
    assert (standing.requests, [state for state, _ in await cases_of(site)]) == (1, ["received"])
    assert (await site.again(mina)).id == mina.id


async def test_S36_who_goes_on_to_begin_something_is_never_told_that_they_are_forgotten(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    mina = await site.citizen("Mina")
    services = iter(["echo", "resident-register-copy", "nothing"])
    happens = before_the_decision(
        site, monkeypatch, lambda: site.office.execute(mina, c.CaseOpen(id=request_id(), service=next(services)))
    )
    assert (await site.office.own_data.forget(mina.new_token or "")) is not None
    assert len(happens) == TRIES  # the third time nothing new began
    assert await site.office.own_data.standing(mina.new_token or "") is None


async def test_S36_answers_of_a_draft_are_gone_though_the_office_ends_at_that_moment(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    mina = await site.citizen("Mina")
    case = await opened(site, mina)
    await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields={"name": "Kim Mina"}, rev=0))

    def fails(_drafts: list[str]) -> list[Any]:
        raise StorageFailed("storage")

    with monkeypatch.context() as broken:
        broken.setattr(own_data_rows, "take_drafts_away", fails)
        assert await site.office.own_data.forget(mina.new_token or "") is not None
    assert site.notifier.dismissed == [mina.id]
    assert await cases_of(site) == [("draft", {})]
    await site.office.left(mina.id)
    for _ in range(2):
        await site.office.tick()
    assert await cases_of(site) == []


async def test_S36_no_code_is_made_for_who_is_being_forgotten(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    mina = await site.citizen("Mina")
    token, codes = mina.new_token or "", []

    async def wants_one() -> None:
        codes.append(site.office.recovery.renew(token))  # it waits for its turn

    before_the_decision(site, monkeypatch, wants_one)
    assert await site.office.own_data.forget(token) is not None
    assert await codes[0] is None


async def test_S36_who_was_forgotten_is_let_in_beside_nothing(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    code = await code_of(site, mina, await submitted(site, mina))
    who = await site.office.parties.citizen(jun.new_token or "")
    assert who is not None
    await site.office.own_data.forget(jun.new_token or "")
    assert await site.office.parties.join(who, code) == Rejected(Rejection.NOT_ALLOWED)


async def test_R12_what_is_said_in_a_booth_is_heard_by_nobody_beside_the_request(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(han)
    await helped(site, mina, jun, case, fields=())
    await looks(site, jun, case)
    place, booth = "hall", site.notifier.seated[-1][1]
    await site.office.said_in_booth(mina, place, booth, "Between us.")
    assert [told.entry.text for told in site.notifier.told(han, m.CaseEntry)][-1] == "Between us."
    assert site.notifier.told(jun, m.CaseEntry) == []
    assert "Between us." in [entry.text for entry in (await looks(site, jun, case)).entries]
