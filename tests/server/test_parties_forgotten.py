"""What is between people and those whom they help goes with who is forgotten, and with the request (SPEC C49, C53, S36)."""

import json
from pathlib import Path

from tests.server.office_site import Site, open_site, request_id
from tests.server.party_site import helped, looks, parties_of
from tests.server.test_cases import act, opened, submitted
from tests.server.test_kept_cases import COPY_DAYS, TERMS, left_of, passes

from madang_office.parties import WHILE_OPEN
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor


async def forgets(site: Site, who: Visitor) -> None:
    found = await site.office.own_data.forget(who.new_token or "")
    assert found is not None
    assert not found.under_way


async def test_S36_C49_who_is_forgotten_helps_no_longer(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case)
    await forgets(site, jun)
    assert [(party.name, party.state) for party in parties_of(site, mina, case)] == [("Jun", "left")]
    assert site.notifier.told(jun, m.CaseGone) == [m.CaseGone(case)]


async def test_S36_C49_nobody_sees_the_requests_of_who_is_forgotten(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="papers")
    granted = await submitted(site, mina)
    await helped(site, mina, jun, granted)
    await act(site, han, granted, "grant")
    draft = await opened(site, mina)
    await helped(site, mina, jun, draft)
    await looks(site, jun, granted)
    await forgets(site, mina)
    assert {gone.case for gone in site.notifier.told(jun, m.CaseGone)} == {granted, draft}
    for case in (granted, draft):
        assert await site.code(jun, c.CaseLook(id=request_id(), case=case)) is Rejection.UNKNOWN_CASE
    assert [each for each in await site.office.state_of(jun) if isinstance(each, m.Case)] == []


async def test_S35_both_are_told_what_is_between_them(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case)
    for who in (mina, jun):
        told = await site.office.own_data.told(who.new_token or "")
        assert told is not None
        [row] = told["parties"]
        assert (row["case"], row["inviter"], row["name"], row["role"]) == (case, "Mina", "Jun", "interpreter")
        assert "code_hash" not in json.dumps(told)


async def test_C53_C49_who_helps_is_told_when_a_draft_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "services.toml").write_text(TERMS, "utf-8")
    async with open_site(tmp_path) as site:
        mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
        case = await opened(site, mina)
        await helped(site, mina, jun, case, days=WHILE_OPEN)
        await site.office.left(mina.id)
        await passes(site, COPY_DAYS + 0.1)
        assert site.notifier.told(jun, m.CaseGone) == [m.CaseGone(case)]
        assert await left_of(site, case) == {}
        assert await site.code(jun, c.CaseLook(id=request_id(), case=case)) is Rejection.UNKNOWN_CASE
