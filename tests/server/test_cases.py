"""Requests, drafts, transcripts and documents through the office, with the shipped counters."""

from dataclasses import replace

import pytest
from tests.server.office_site import Site, request_id

from madang_office.cases import CaseState
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import case_rows, documents
from madang_server.store.writes import write_all

REGISTER = "resident-register-copy"
FORM = {"name": "Kim Mina", "birth_date": "1990-05-17", "address": "12 Sejong-daero, Seoul", "purpose": "bank", "language": "en"}


async def opened(site: Site, visitor: Visitor, service: str = REGISTER) -> str:
    """A draft's id."""
    ref = (await site.done(visitor, c.CaseOpen(id=request_id(), service=service))).ref
    assert ref is not None
    return ref


async def submitted(site: Site, visitor: Visitor) -> str:
    """A request that was handed in."""
    case = await opened(site, visitor)
    await site.done(visitor, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
    return case


def codes(case: m.CaseView) -> list[str]:
    """The events in a transcript."""
    return [entry.code for entry in case.entries if entry.code]


async def act(site: Site, officer: Visitor, case: str, name: str, **fields: str | int) -> None:
    await site.done(officer, c.CaseAct(id=request_id(), case=case, act=name, fields=dict(fields)))


async def test_C1_an_event_that_the_table_does_not_have_is_rejected(site: Site) -> None:
    mina = await site.citizen()
    case = await submitted(site, mina)
    assert await site.code(mina, c.CaseDraft(id=request_id(), case=case, fields={}, rev=1)) is Rejection.WRONG_STATE
    assert await site.code(mina, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM))) is Rejection.WRONG_STATE
    await site.done(mina, c.CaseWithdraw(id=request_id(), case=case))
    assert await site.code(mina, c.CaseSay(id=request_id(), case=case, text="hello?")) is Rejection.WRONG_STATE


async def test_C3_a_draft_on_an_older_revision_is_rejected_and_the_newer_one_sent(site: Site) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    kept = await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields={"name": "Kim"}, rev=0))
    assert kept.rev == 1
    assert await site.code(mina, c.CaseDraft(id=request_id(), case=case, fields={"name": "K"}, rev=0)) is Rejection.FORM_STALE
    again = await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields={"name": "Kim"}, rev=0))
    assert again.rev == 1
    assert (site.case(mina, case).rev, site.case(mina, case).fields) == (1, {"name": "Kim"})
    assert await opened(site, mina) == case


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"name": "Kim", "nothing": "x"}, {"nothing": "unknown_field"}),
        ({"name": 7}, {"name": "bad_type"}),
        ({"name": True}, {"name": "bad_type"}),
        ({"history": "yes"}, {"history": "bad_type"}),
        ({f"n{number}": "x" for number in range(20)}, {f"n{number}": "unknown_field" for number in range(20)}),
    ],
)
async def test_C3_a_draft_holds_answers_to_its_form_alone(
    site: Site, fields: dict[str, str | int], faults: dict[str, str]
) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    rejected = await site.rejected(mina, c.CaseDraft(id=request_id(), case=case, fields=dict(fields), rev=0))
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, faults)
    assert (site.case(mina, case).rev, site.case(mina, case).fields) == (0, {})


async def test_C3_what_is_half_typed_is_kept(site: Site) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    half: dict[str, str | None] = {"name": "", "birth_date": "19", "purpose": None}
    assert (await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields=dict(half), rev=0))).rev == 1


async def test_C16_a_citizen_gets_form_and_answers_after_handing_in(site: Site) -> None:
    mina = await site.citizen()
    case = await submitted(site, mina)
    seen = site.case(mina, case)
    assert seen.form is not None
    assert set(FORM) <= set(seen.form["properties"])
    assert {name: seen.fields[name] for name in FORM} == FORM


async def test_C5_a_case_does_not_exist_for_others(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    stranger = await site.officer("Officer Echo", ["echo"])
    case = await submitted(site, mina)
    commands = [c.CaseSay(id=request_id(), case=case, text="x"), c.CaseWithdraw(id=request_id(), case=case)]
    assert {await site.code(jun, command) for command in commands} == {Rejection.UNKNOWN_CASE}
    for command in (c.CaseSay(id=request_id(), case=case, text="x"), c.CaseAct(id=request_id(), case=case, act="open")):
        assert await site.code(stranger, command) is Rejection.UNKNOWN_CASE
    assert (site.notifier.told(jun, m.Case), site.notifier.told(stranger, m.Case)) == ([], [])
    assert site.office.queue_view(stranger).cases == []


async def test_C5_a_draft_is_the_citizens_own(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await opened(site, mina)
    assert await site.code(officer, c.CaseAct(id=request_id(), case=case, act="open")) is Rejection.UNKNOWN_CASE


async def test_C6_the_transcript_has_both_sides_and_comes_at_the_end(site: Site) -> None:
    mina, officer = await site.citizen("Mina"), await site.officer("Officer Han", counter="one")
    await site.take(mina)
    case = await site.serve_next(officer)
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="My neighbour's tree."))
    site.clock.instant += 30
    await site.done(officer, c.CaseSay(id=request_id(), case=case, text="Let us look."))
    await site.office.said_in_booth(mina, "hall", "b1", "Thank you.")
    assert site.notifier.told(officer, m.CaseEntry)[0].entry.text == "My neighbour's tree."
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved", note="advised"))
    seen = site.case(mina, case)
    assert [(entry.by, entry.text) for entry in seen.entries if entry.text][1:] == [
        ("citizen", "My neighbour's tree."), ("officer", "Let us look."), ("citizen", "Thank you."), ("office", "advised"),
    ]  # fmt: skip
    assert (seen.state, seen.outcome, len(seen.documents)) == ("closed", "solved", 1)
    assert [entry.n for entry in seen.entries] == list(range(1, len(seen.entries) + 1))


async def test_R18_what_is_written_into_a_case_is_kept_as_it_may_be_shown(site: Site) -> None:
    mina, officer = await site.citizen("Mina"), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(officer)
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="My\u202e tree.\x00\n\n\n\nPlease."))
    assert site.notifier.told(officer, m.CaseEntry)[-1].entry.text == "My tree.\n\nPlease."
    assert await site.code(mina, c.CaseSay(id=request_id(), case=case, text="\u200b")) is Rejection.BLANK_TEXT
    assert await site.code(officer, c.CaseSay(id=request_id(), case=case, text=" \n ")) is Rejection.BLANK_TEXT


async def test_C6_the_citizen_reads_how_it_ended_and_what_the_officer_left_them(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(officer)
    assert site.case(mina, case).outcome_title is None
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved", note="Come again in May."))
    seen = site.case(mina, case)
    assert seen.outcome_title == m.Words(ko="해결됨", en="Solved")
    assert [(entry.by, entry.text) for entry in seen.entries if entry.code == "close"] == [("office", "Come again in May.")]


async def test_C6_what_a_stranger_says_in_the_booth_is_not_written_down(site: Site) -> None:
    mina, jun, officer = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(officer)
    await site.office.said_in_booth(jun, "hall", "b1", "I was never here.")
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    assert "I was never here." not in [entry.text for entry in site.case(mina, case).entries]


async def test_C4_past_addresses_that_were_asked_for_are_required_of_the_officer(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await opened(site, mina)
    await site.done(mina, c.CaseSubmit(id=request_id(), case=case, fields={**FORM, "history": True}))
    rejected = await site.rejected(officer, c.CaseAct(id=request_id(), case=case, act="grant", fields={"past_addresses": " "}))
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, {"past_addresses": "missing"})
    assert (site.case(mina, case).state, site.case(mina, case).documents) == ("received", [])
    await act(site, officer, case, "grant", past_addresses="3 Naru-ro, Madang")
    assert (site.case(mina, case).state, len(site.case(mina, case).documents)) == ("granted", 1)


async def test_C7_a_granted_document_has_a_number_and_the_case_is_delivered_with_it(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await submitted(site, mina)
    await act(site, officer, case, "open")
    assert [act.id for act in site.case(officer, case).acts] == ["grant", "supplement", "extend", "refuse"]
    await act(site, officer, case, "grant")
    granted = site.case(mina, case)
    assert (granted.state, granted.outcome, granted.acts) == ("granted", "granted", [])
    await site.office.web_acts.delivered(granted.documents[0].number, mina.id)
    assert site.case(mina, case).state == "delivered"
    async with site.store.read() as sql:
        found = await documents.own_document(sql, granted.documents[0].number, mina.id)
        assert await documents.own_document(sql, granted.documents[0].number, officer.id) is None
    assert found is not None
    assert (found[0].number, found[1][:4]) == (granted.documents[0].number, b"%PDF")


async def test_a_supplement_is_asked_edited_and_handed_in_again(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await submitted(site, mina)
    due = site.case(mina, case).due
    await act(site, officer, case, "supplement", missing="The flat's number.")
    asked = site.case(mina, case)
    assert (asked.state, asked.reason, asked.form is not None) == ("supplement_asked", "The flat's number.", True)
    site.clock.instant += 600
    fields = FORM | {"address": "12 Sejong-daero 101, Seoul"}
    kept = await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields=dict(fields), rev=asked.rev))
    assert kept.rev == asked.rev + 1
    await site.done(mina, c.CaseSubmit(id=request_id(), case=case, fields=dict(fields)))
    again = site.case(officer, case)
    assert (again.state, again.fields["address"], again.due) == (
        "received",
        "12 Sejong-daero 101, Seoul",
        pytest.approx((due or 0) + 600, abs=1),
    )
    assert codes(again) == ["submit", "receive", "act-supplement", "ask_supplement", "supplement"]


async def test_an_officer_refuses_with_reason_and_remedy(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await submitted(site, mina)
    missing = await site.rejected(officer, c.CaseAct(id=request_id(), case=case, act="refuse", fields={"reason": "No."}))
    assert (missing.code, missing.fields) == (Rejection.FORM_INVALID, {"remedy": "missing"})
    await act(site, officer, case, "refuse", reason="Another person's data.", remedy="Appeal within 90 days.")
    assert site.case(mina, case).reason == "Another person's data.\n\nAppeal within 90 days."
    assert await site.code(officer, c.CaseAct(id=request_id(), case=case, act="grant")) is Rejection.WRONG_STATE


async def test_an_officer_extends_once_with_a_later_date(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await submitted(site, mina)
    due = site.case(mina, case).due or 0
    await act(site, officer, case, "extend", reason="The archive is closed.", hours=2)
    assert (site.case(mina, case).state, site.case(mina, case).due) == ("extended", due + 2 * 3_600)
    again = c.CaseAct(id=request_id(), case=case, act="extend", fields={"reason": "Again.", "hours": 1})
    assert await site.code(officer, again) in {Rejection.WRONG_STATE, Rejection.LIMIT}


async def test_a_counter_without_an_officer_answers_at_once(site: Site) -> None:
    mina = await site.citizen()
    case = await opened(site, mina, "echo")
    await site.done(mina, c.CaseSubmit(id=request_id(), case=case, fields={"sentence": "Is anybody there?"}))
    seen = site.case(mina, case)
    assert (seen.state, [entry.text for entry in seen.entries if entry.text]) == ("granted", ["Is anybody there?"])


async def test_a_talk_does_not_begin_with_a_form(site: Site) -> None:
    mina = await site.citizen()
    assert await site.code(mina, c.CaseOpen(id=request_id(), service="consultation")) is Rejection.WRONG_STATE
    assert await site.code(mina, c.CaseOpen(id=request_id(), service="marriage")) is Rejection.UNKNOWN_SERVICE


async def test_S5_the_fresh_state_holds_every_live_case_and_only_the_newest_that_are_over(site: Site) -> None:
    mina = await site.citizen()
    live = await opened(site, mina)
    async with site.store.write() as sql:
        stored = await case_rows.stored_case(sql, live)
        assert stored is not None
        for number in range(1, 61):
            over = replace(stored.record, id=f"over-{number}", number=f"over-{number}", state=CaseState.WITHDRAWN)
            later = replace(over, created=stored.record.created + number)
            await write_all(sql, [case_rows.save_case(replace(stored, record=later))])
    cases = [message.case.id for message in await site.office.state_of(mina) if isinstance(message, m.Case)]
    assert cases == [live, *(f"over-{number}" for number in range(11, 61))]
