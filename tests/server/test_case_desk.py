"""Officers find cases, hand them over and note things on them that no citizen ever gets (SPEC C44, C45)."""

import io
import json
from pathlib import Path

import msgspec
import pytest
from pypdf import PdfReader
from tests.server.office_site import Site, open_site, request_id
from tests.server.test_audit_log import rows, told
from tests.server.test_cases import REGISTER, act, opened, submitted

from madang_office.cases import CaseState
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.limits import CASE_NOTES_MAX
from madang_server.office_app import Visitor
from madang_server.store import documents
from madang_server.store.case_search_rows import Wanted

SECRET = "Compare the signature once more."


async def note(site: Site, officer: Visitor, case: str, text: str = SECRET) -> None:
    await site.done(officer, c.CaseNote(id=request_id(), case=case, text=text))


async def find(site: Site, who: Visitor, **wanted: object) -> list[str]:
    """The ids of what an officer finds in the services of the office's tests."""
    everything = {"services": ["consultation", "resident-register-copy", "echo"], **wanted}
    found, _ = await site.office.web_acts.find_cases(who.officer_id or "", Wanted(**everything), 50)  # type: ignore[arg-type]
    return [case.id for case in found]


# notes ------------------------------------------------------------------------------------------------------------------


async def test_C45_officers_who_have_the_case_read_a_note_with_time_and_author(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    await note(site, han, case)
    assert site.case(han, case).notes == [m.Note(1, int(site.clock.now()), "Officer Han", SECRET)]
    assert await site.code(lee, c.CaseNote(id=request_id(), case=case, text="x")) is Rejection.REASON_NEEDED
    await act(site, lee, case, "open", reason="Officer Han is ill.")
    assert [each.text for each in site.case(lee, case).notes] == [SECRET]
    assert (await told(site, f"case:{case}", han=han, lee=lee))[2] == "case-noted han"
    assert SECRET not in str(await rows(site))


async def test_C45_no_citizen_is_ever_sent_a_note(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        mina, han = await site.citizen(), await site.officer("Officer Han", counter="one")
        await site.take(mina)
        talk = await site.serve_next(han)
        await note(site, han, talk)
        await site.done(mina, c.CaseSay(id=request_id(), case=talk, text="Good morning."))
        await site.done(han, c.DeskFinish(id=request_id(), outcome="solved", note="Come again."))
        await site.done(han, c.DeskClose(id=request_id()))
        await site.done(han, c.DeskOpen(id=request_id(), counter="papers"))
        case = await submitted(site, mina)
        await act(site, han, case, "open")
        await note(site, han, case)
        await act(site, han, case, "grant")
        await note(site, han, case)
        sent = [message for visitor, message in site.notifier.said if visitor == mina.id]
        papers = [each.number for view in (site.case(mina, talk), site.case(mina, case)) for each in view.documents]
        assert len(papers) == 2
        async with site.store.read() as sql:
            pages = [await documents.own_document(sql, number, mina.id) for number in papers]
        texts = [page.extract_text() for found in pages if found for page in PdfReader(io.BytesIO(found[1])).pages]
        assert any("Come again." in text for text in texts)
    async with open_site(tmp_path) as site:
        again = await site.again(mina)
        sent += await site.office.state_of(again)
    whole = msgspec.json.encode(sent).decode() + " ".join(texts)
    assert "Good morning." in whole
    assert SECRET not in whole
    assert '"notes"' not in whole
    assert '"colleagues"' not in whole


async def test_C45_notes_survive_a_restart_and_stay_in_order(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
        case = await submitted(site, mina)
        await act(site, han, case, "open")
        await note(site, han, case, "first")
    async with open_site(tmp_path) as site:
        lee = await site.officer("Officer Lee")
        await act(site, lee, case, "open", reason="Officer Han is ill.")
        await note(site, lee, case, "second")
        assert [(each.n, each.name, each.text) for each in site.case(lee, case).notes] == [
            (1, "Officer Han", "first"), (2, "Officer Lee", "second"),
        ]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), [(" \n", Rejection.BLANK_TEXT), ("x" * 1_001, Rejection.FORM_INVALID)])
async def test_C45_a_note_has_words_and_a_bound(site: Site, text: str, code: Rejection) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await submitted(site, mina)
    assert await site.code(han, c.CaseNote(id=request_id(), case=case, text=text)) is code
    assert await site.code(mina, c.CaseNote(id=request_id(), case=case, text="x")) is Rejection.NOT_ALLOWED


async def test_C45_a_case_has_a_hundred_notes_at_most(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await submitted(site, mina)
    for number in range(CASE_NOTES_MAX):
        await note(site, han, case, f"note {number}")
    assert await site.code(han, c.CaseNote(id=request_id(), case=case, text="x")) is Rejection.LIMIT


# handing over -----------------------------------------------------------------------------------------------------------


async def test_C44_a_case_is_handed_over_with_a_note_and_the_colleague_is_told(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee, echo = await site.officer("Officer Lee"), await site.officer("Officer Echo", ["echo"])
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    assert site.case(han, case).colleagues == ["Officer Lee"]
    for name in (echo.name, han.name, "Nobody"):
        command = c.CaseHandOver(id=request_id(), case=case, to=name)
        assert await site.code(han, command) is Rejection.UNKNOWN_TARGET
    await site.done(han, c.CaseHandOver(id=request_id(), case=case, to="Officer Lee", note="I am away from Monday."))
    seen = site.case(lee, case)
    assert [(each.name, each.text) for each in seen.notes] == [("Officer Han", "I am away from Monday.")]
    assert [row.officer for row in site.office.queue_view(lee).cases] == ["Officer Lee"]
    notice = site.notifier.told(lee, m.Notice)[-1]
    assert (notice.code, notice.about["case"], notice.about["name"]) == (NoticeCode.CASE_HANDED_OVER, case, "Officer Han")
    assert await site.code(han, c.CaseAct(id=request_id(), case=case, act="grant")) is Rejection.REASON_NEEDED
    assert (await told(site, f"case:{case}", han=han, lee=lee))[-1] == "case-handed-over han"
    assert [entry.text for entry in site.case(mina, case).entries if "Monday" in entry.text] == []


async def test_C44_only_who_has_a_case_hands_it_over_and_not_to_who_decided_before(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee, park = await site.officer("Officer Lee"), await site.officer("Officer Park")
    case = await submitted(site, mina)
    assert await site.code(lee, c.CaseHandOver(id=request_id(), case=case, to="Officer Han")) is Rejection.WRONG_STATE
    await act(site, han, case, "refuse", reason="Another person's data.", remedy="Object within 90 days.")
    await site.done(mina, c.CaseObject(id=request_id(), case=case, text="Look again."))
    await act(site, lee, case, "open")
    assert site.case(lee, case).colleagues == ["Officer Park"]
    assert await site.code(lee, c.CaseHandOver(id=request_id(), case=case, to="Officer Han")) is Rejection.UNKNOWN_TARGET
    await site.done(lee, c.CaseHandOver(id=request_id(), case=case, to="Officer Park"))
    await act(site, park, case, "objection-uphold", reason="Right.")


# finding ----------------------------------------------------------------------------------------------------------------


async def test_C44_an_officer_finds_cases_of_their_services_by_number_name_state_and_words(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun 50%")
    han = await site.officer("Officer Han", counter="papers")
    first, second = await submitted(site, mina), await submitted(site, jun)
    draft = await opened(site, mina)
    await site.done(jun, c.CaseSay(id=request_id(), case=second, text="My Neighbour's tree."))
    number = site.case(mina, first).number
    assert await find(site, han) == [second, first]
    assert draft not in await find(site, han)
    assert await find(site, han, text=number[-4:]) == [first]
    assert (await find(site, han, text="min"), await find(site, han, text="50%"), await find(site, han, text="0_")) == (
        [first], [second], [],
    )  # fmt: skip
    assert await find(site, han, text="neighbour's") == [second]
    assert await find(site, han, services=["echo"], text="min") == []
    await act(site, han, first, "grant")
    assert (await find(site, han, state=CaseState.GRANTED), await find(site, han, state=CaseState.RECEIVED)) == (
        [first],
        [second],
    )
    searched = [row for row in await rows(site) if row.kind == "cases-searched"]
    assert len(searched) == 10
    assert [row for row in searched if "min" in row.details or row.actor != f"officer:{han.officer_id}"] == []


async def test_C44_the_audit_log_counts_the_cases_that_were_shown(site: Site) -> None:
    han = await site.officer("Officer Han", counter="papers")
    cases = [await submitted(site, await site.citizen(name)) for name in ("Jun", "Sora", "Mina")]
    found, more = await site.office.web_acts.find_cases(han.officer_id or "", Wanted(services=[REGISTER]), 2)
    assert ([one.id for one in found], more) == (cases[:0:-1], True)
    assert [json.loads(row.details)["found"] for row in await rows(site) if row.kind == "cases-searched"] == [2]


async def test_C44_my_cases_are_those_that_i_have_and_that_are_not_over(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    others = [await submitted(site, await site.citizen(name)) for name in ("Jun", "Sora")]
    case = await submitted(site, mina)
    for one in (case, others[0]):
        await act(site, han, one, "open")
    await act(site, han, others[0], "supplement", missing="A photo.")
    mine = han.officer_id
    assert sorted(await find(site, han, officer=mine)) == sorted([case, others[0]])
    await act(site, han, case, "grant")
    assert await find(site, han, officer=mine) == [others[0]]
