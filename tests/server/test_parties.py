"""Somebody is invited beside a request, sees and does what its citizen allowed, and is sent away at once (SPEC C46 to C50)."""

from pathlib import Path

import msgspec
import pytest
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.party_site import SHOWN, code_of, ends, helped, joins, looks, parties_of, wanted
from tests.server.test_audit_log import told
from tests.server.test_cases import FORM, act, opened, submitted

from madang_office.parties import DAY_S, LOOK_S, OPEN_MAX, PartyRole
from madang_office.recovery_codes import recovery_code
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m

UNKNOWN = Rejected(Rejection.UNKNOWN_TARGET)
HIDDEN = {name: value for name, value in FORM.items() if name not in SHOWN and value != "en"}


async def test_C46_an_invitation_is_told_once_and_kept_as_a_hash(site: Site) -> None:
    mina = await site.citizen()
    case = await submitted(site, mina)
    code = await code_of(site, mina, case)
    [party] = parties_of(site, mina, case)
    assert (party.role, party.state, party.fields, party.writes, party.name) == (
        "interpreter", "invited", list(SHOWN), False, "",
    )  # fmt: skip
    assert party.until == int(site.clock.now() + DAY_S)
    assert code not in msgspec.json.encode([message for _, message in site.notifier.said]).decode()


async def test_C46_only_its_citizen_invites_to_a_request_that_goes_on_and_to_answers_that_it_has(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="papers")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case, writes=True)
    assert await wanted(site, jun, case) == Rejected(Rejection.UNKNOWN_CASE)
    faults = {"nothing": "unknown_field"}
    assert await wanted(site, mina, case, fields=("nothing",)) == Rejected(Rejection.FORM_INVALID, faults)
    await act(site, han, case, "grant")
    assert await wanted(site, mina, case) == Rejected(Rejection.WRONG_STATE)
    assert await site.office.parties.citizen("nobody's") is None


async def test_C46_five_at_once_are_beside_a_request(site: Site) -> None:
    mina = await site.citizen()
    case = await submitted(site, mina)
    for _ in range(OPEN_MAX):
        await code_of(site, mina, case)
    assert await wanted(site, mina, case) == Rejected(Rejection.LIMIT)
    await ends(site, mina, mina, case)
    await code_of(site, mina, case)


async def test_C47_who_uses_an_invitation_is_let_in_once(site: Site) -> None:
    mina, jun, other = await site.citizen("Mina"), await site.citizen("Jun"), await site.citizen("Other")
    case = await submitted(site, mina)
    code = await code_of(site, mina, case)
    assert await joins(site, mina, code) == Rejected(Rejection.NOT_YOURS)
    assert await joins(site, jun, code.replace(" ", "-")) == case
    assert await joins(site, jun, code) == case  # its answer was lost
    assert await joins(site, other, code) == UNKNOWN
    assert await joins(site, jun, await code_of(site, mina, case)) == Rejected(Rejection.WRONG_STATE)
    assert [(party.name, party.state) for party in parties_of(site, mina, case)] == [("Jun", "joined"), ("", "invited")]
    assert site.notifier.told(other, m.Case) == []


@pytest.mark.parametrize("typed", ["nothing", "1234", recovery_code(b"unknown!!!")])
async def test_C47_what_is_no_invitation_lets_nobody_in(site: Site, typed: str) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    await code_of(site, mina, await submitted(site, mina))
    assert await joins(site, jun, typed) == UNKNOWN


async def test_C47_an_invitation_is_good_for_a_day_and_until_it_is_taken_back(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    case = await submitted(site, mina)
    back, old = await code_of(site, mina, case), await code_of(site, mina, case)
    await ends(site, mina, mina, case)
    assert await joins(site, jun, back) == UNKNOWN
    site.clock.instant += DAY_S
    assert await joins(site, jun, old) == UNKNOWN
    await site.later(1)
    assert [party.state for party in parties_of(site, mina, case)] == ["ended", "expired"]


async def test_C48_before_a_look_a_party_is_told_how_the_request_stands_alone(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case)
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="A word of mine."))
    seen = site.case(jun, case)
    assert (seen.state, seen.fields, seen.form, seen.entries) == ("received", {}, None, [])
    assert seen.helping is not None
    assert (seen.helping.name, seen.helping.role, seen.helping.opened) == ("Mina", "interpreter", False)
    assert site.notifier.told(jun, m.CaseEntry) == []


async def test_C48_hidden_answers_are_in_no_message_to_a_party(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="papers")
        case = await submitted(site, mina)
        await helped(site, mina, jun, case, writes=True)
        seen = await looks(site, jun, case)
        assert seen.fields == {name: FORM[name] for name in SHOWN}
        assert seen.form is not None
        assert set(seen.form["properties"]) == set(SHOWN)
        await act(site, han, case, "open")
        await act(site, han, case, "grant")
        sent = [message for visitor, message in site.notifier.said if visitor == jun.id]
        assert site.case(jun, case).documents == []
    async with open_site(tmp_path, site.clock) as site:
        sent += await site.office.state_of(await site.again(jun))
    whole = msgspec.json.encode(sent).decode()
    assert FORM["address"] in whole
    assert [name for name, value in HIDDEN.items() if value in whole] == []


async def test_C48_who_may_read_alone_changes_nothing(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case)
    await looks(site, jun, case)
    say, submit = c.CaseSay(id=request_id(), case=case, text="x"), c.CaseSubmit(id=request_id(), case=case, fields={})
    draft = c.CaseDraft(id=request_id(), case=case, fields={}, rev=1)
    assert {await site.code(jun, each) for each in (say, submit, draft)} == {Rejection.NOT_ALLOWED}
    for command in (
        c.CaseWithdraw(id=request_id(), case=case),
        c.CaseObject(id=request_id(), case=case, text="x"),
        c.PartyEnd(id=request_id(), case=case, party="somebody"),
    ):
        assert await site.code(jun, command) is Rejection.UNKNOWN_CASE


async def test_C48_what_a_party_says_is_under_their_name_and_role(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="papers")
    case = await submitted(site, mina)
    await act(site, han, case, "open")
    await helped(site, mina, jun, case, writes=True)
    await looks(site, jun, case)
    await site.done(jun, c.CaseSay(id=request_id(), case=case, text="She asks for two copies."))
    for side in (mina, jun, han):
        entry = site.notifier.told(side, m.CaseEntry)[-1].entry
        assert (entry.by, entry.name, entry.party, entry.text) == (
            "citizen", "Jun", "interpreter", "She asks for two copies.",
        )  # fmt: skip
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="Yes."))
    assert site.notifier.told(jun, m.CaseEntry)[-1].entry.party is None
    withdraw = c.CaseWithdraw(id=request_id(), case=case)
    assert await site.code(jun, withdraw) is Rejection.UNKNOWN_CASE


async def test_C48_each_look_is_in_the_record_and_content_follows_no_other(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case)
    for _ in range(3):
        await looks(site, jun, case)
    [party] = parties_of(site, mina, case)
    assert (party.looks, party.looked) == (1, int(site.clock.now()))
    site.clock.instant += LOOK_S
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="Later."))
    assert (site.case(jun, case).entries, site.notifier.told(jun, m.CaseEntry)) == ([], [])
    assert (await looks(site, jun, case)).entries[-1].text == "Later."
    assert [party.looks for party in parties_of(site, mina, case)] == [2]
    kinds = [line.split()[0] for line in await told(site, f"case:{case}")]
    assert [kind for kind in kinds if kind.startswith("party")] == [
        "party-invited", "party-joined", "party-looked", "party-looked",
    ]  # fmt: skip


async def test_C49_who_is_sent_away_loses_the_request_at_once(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case, writes=True)
    await looks(site, jun, case)
    await ends(site, mina, mina, case)
    assert site.notifier.told(jun, m.CaseGone) == [m.CaseGone(case)]
    before = len(site.notifier.told(jun, m.Case))
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="Alone again."))
    assert (len(site.notifier.told(jun, m.Case)), site.notifier.told(jun, m.CaseEntry)) == (before, [])
    say, look = c.CaseSay(id=request_id(), case=case, text="x"), c.CaseLook(id=request_id(), case=case)
    assert {await site.code(jun, each) for each in (say, look)} == {Rejection.UNKNOWN_CASE}
    assert [message for message in await site.office.state_of(jun) if isinstance(message, m.Case)] == []
    assert [entry.code for entry in site.case(mina, case).entries if entry.party] == [
        "party-invited", "party-joined", "party-ended",
    ]  # fmt: skip
    end = c.PartyEnd(id=request_id(), case=case, party=parties_of(site, mina, case)[0].id)
    assert await site.code(mina, end) is Rejection.WRONG_STATE


async def test_C49_a_party_leaves_and_others_cannot_end_it(site: Site) -> None:
    mina, jun, other = await site.citizen("Mina"), await site.citizen("Jun"), await site.citizen("Other")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case)
    await helped(site, mina, other, case)
    first, second = parties_of(site, mina, case)
    assert await site.code(jun, c.PartyEnd(id=request_id(), case=case, party=second.id)) is Rejection.UNKNOWN_CASE
    await site.done(jun, c.PartyEnd(id=request_id(), case=case, party=first.id))
    assert site.notifier.told(jun, m.CaseGone) == [m.CaseGone(case)]
    assert {party.name: party.state for party in parties_of(site, mina, case)} == {"Other": "joined", "Jun": "left"}


async def test_C49_a_stay_ends_by_itself_for_commands_at_once_and_is_told(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
        case = await submitted(site, mina)
        await helped(site, mina, jun, case, writes=True, days=1)
        clock.instant += DAY_S
        say = c.CaseSay(id=request_id(), case=case, text="x")
        assert await site.code(jun, say) is Rejection.UNKNOWN_CASE
    async with open_site(tmp_path, clock) as site:
        mina, jun = await site.again(mina), await site.again(jun)
        assert [each for each in await site.office.state_of(jun) if isinstance(each, m.Case)] == []
        await site.later(6)
        assert site.notifier.told(jun, m.CaseGone) == [m.CaseGone(case)]
        assert [party.state for party in parties_of(site, mina, case)] == ["expired"]


async def test_C49_a_party_reads_for_a_week_how_the_request_ended(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="papers")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case, days=0)
    await act(site, han, case, "grant")
    await site.later(6 * DAY_S)
    assert (await looks(site, jun, case)).state == "granted"
    await site.later(DAY_S + 6)
    assert site.notifier.told(jun, m.CaseGone) == [m.CaseGone(case)]


async def test_C50_both_sides_see_who_sees_what_and_officers_too(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer(counter="papers")
    case = await submitted(site, mina)
    await helped(site, mina, jun, case, role=PartyRole.GUARDIAN, days=30)
    await act(site, han, case, "open")
    for side in (mina, han):
        [party] = parties_of(site, side, case)
        assert (party.name, party.role, party.fields, party.writes) == ("Jun", "guardian", list(SHOWN), False)
        assert party.until == int(site.clock.now() + 30 * DAY_S)
    seen = await looks(site, jun, case)
    assert seen.helping is not None
    assert (seen.parties, seen.helping.until, seen.helping.hidden > 0) == ([], int(site.clock.now() + 30 * DAY_S), True)
    assert [party.looks for party in parties_of(site, han, case)] == [1]


async def test_C48_after_a_restart_everything_is_as_it_was(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
        case = await submitted(site, mina)
        await helped(site, mina, jun, case)
        await looks(site, jun, case)
    async with open_site(tmp_path, clock) as site:
        jun = await site.again(jun)
        [seen] = [each.case for each in await site.office.state_of(jun) if isinstance(each, m.Case)]
        assert seen.fields == {name: FORM[name] for name in SHOWN}
        clock.instant += LOOK_S
        [seen] = [each.case for each in await site.office.state_of(jun) if isinstance(each, m.Case)]
        assert (seen.fields, seen.helping is not None) == ({}, True)


async def test_C48_a_draft_that_is_the_citizens_own_is_seen_and_not_changed_by_a_party(site: Site) -> None:
    mina, jun = await site.citizen("Mina"), await site.citizen("Jun")
    case = await opened(site, mina)
    await helped(site, mina, jun, case, writes=True)
    assert (await looks(site, jun, case)).state == "draft"
    for command in (
        c.CaseDraft(id=request_id(), case=case, fields={"address": "x"}, rev=0),
        c.CaseSubmit(id=request_id(), case=case, fields={"address": "x"}),
    ):
        assert await site.code(jun, command) is Rejection.WRONG_STATE
