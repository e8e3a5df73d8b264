"""What follows when an objection is upheld: terms begin again, and what officers could do is known or nothing (SPEC C42, C43)."""

from dataclasses import replace
from pathlib import Path

from msgspec import structs
from tests.server.office_site import Site, open_site
from tests.server.test_audit_log import told as audited
from tests.server.test_case_terms import DAY_S, told
from tests.server.test_cases import act, opened, submitted
from tests.server.test_counters import ASKED, PAPER, Scripted, submit
from tests.server.test_objections import objects, refused

from madang_counters import Act, AnyEvent, AnyStep, CaseSnapshot, OfficerActed, steps
from madang_counters.backends.echo import Echo
from madang_protocol import NoticeCode
from madang_protocol import messages as m
from madang_server.store import documents

REFUSAL = steps.Refuse(reason="Not in the register.", remedy="Object within 90 days.")


class Asking(Scripted):
    """The echo counter with an act of officers and a term of weeks."""

    manifest = replace(Echo.manifest, acts=(Act(id="ask", title=ASKED),), legal_term_hours=190)


def _asks_then_refuses(_case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
    answers: dict[str, list[AnyStep]] = {
        "Submitted": [steps.WaitForOfficer(acts=["ask"])],
        "OfficerActed": [steps.AskSupplement(missing="A photo."), steps.SetTimer(name="late", after_s=60)],
        "TimerFired": [REFUSAL],
    }
    return answers[type(event).__name__]


async def test_C43_a_request_decided_anew_after_thirty_days_is_told_thirty_days_later(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await refused(site, mina, han)
    await objects(site, mina, case)
    await site.later(31 * DAY_S)
    await act(site, lee, case, "objection-uphold", reason="Right.")
    await site.later(1)
    assert told(site, mina) == []
    await site.later(29 * DAY_S)
    assert told(site, mina) == []
    await site.later(DAY_S)
    assert told(site, mina) == [NoticeCode.CASE_STILL_OPEN]


async def test_C43_who_was_told_before_the_decision_is_told_again_of_what_is_decided_anew(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await submitted(site, mina)
    await site.later(30 * DAY_S)
    await act(site, han, case, "refuse", reason="Another person's data.", remedy="Object within 90 days.")
    await objects(site, mina, case)
    await act(site, lee, case, "objection-uphold", reason="Right.")
    await site.later(29 * DAY_S)
    assert told(site, mina) == [NoticeCode.CASE_STILL_OPEN]
    await site.later(DAY_S)
    assert told(site, mina) == [NoticeCode.CASE_STILL_OPEN] * 2


async def test_C43_who_comes_in_later_is_told_the_term_as_it_is_then(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Asking(_asks_then_refuses)) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        await site.done(mina, submit(case))
        await site.later(30 * DAY_S)
        due = site.case(mina, case).due or 0
        standings = [_standing(await site.office.state_of(mina))]
        site.clock.instant = float(due)
        standings.append(_standing(await site.office.state_of(mina)))
    assert standings == [("due", str(due)), ("late", str(due))]


def _standing(state: list[m.Message]) -> tuple[str, str]:
    about = next(one.about for one in state if isinstance(one, m.Notice) and one.code is NoticeCode.CASE_STILL_OPEN)
    return about["standing"], about["at"]


async def test_C42_where_a_plug_in_left_officers_nothing_to_do_an_upheld_request_is_granted(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Asking(lambda _case, _event: [REFUSAL])) as site:
        mina, lee = await site.citizen(), await site.officer("Officer Lee", counter="two")
        case = await opened(site, mina, "echo")
        await site.done(mina, submit(case))
        await objects(site, mina, case)
        await act(site, lee, case, "objection-uphold", reason="It is in the register.")
        assert site.case(mina, case).state == "granted"


async def test_C42_a_request_refused_while_a_supplement_was_asked_is_decided_anew_by_an_officer(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Asking(_asks_then_refuses)) as site:
        mina, lee = await site.citizen(), await site.officer("Officer Lee", counter="two")
        seo = await site.officer("Officer Seo")
        case = await opened(site, mina, "echo")
        await site.done(mina, submit(case))
        await act(site, lee, case, "ask")
        await site.later(61)
        assert site.case(mina, case).state == "refused"
        await objects(site, mina, case)
        await act(site, seo, case, "objection-uphold", reason="The photo had come by mail.")
        assert (site.case(mina, case).state, [each.id for each in site.case(seo, case).acts]) == ("received", ["ask"])


def _grants_in_part(_case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
    asked = isinstance(event, OfficerActed)
    return [PAPER, steps.Close(outcome="granted_in_part")] if asked else [steps.WaitForOfficer(acts=["ask"])]


async def test_C42_what_was_issued_with_a_decision_is_revoked_when_it_is_taken_back(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Asking(_grants_in_part)) as site:
        mina, lee = await site.citizen(), await site.officer("Officer Lee", counter="two")
        seo = await site.officer("Officer Seo")
        case = await opened(site, mina, "echo")
        await site.done(mina, submit(case))
        await act(site, lee, case, "ask")
        (issued,) = site.case(mina, case).documents
        assert issued.revoked is None
        await objects(site, mina, case)
        assert site.case(mina, case).documents == [issued]  # until the objection is decided it is valid
        await act(site, seo, case, "objection-uphold", reason="All of it.")
        since = int(site.clock.now())
        assert site.case(mina, case).documents == [structs.replace(issued, revoked=since)]
        assert (await audited(site, f"document:{issued.number}", lee=lee, seo=seo)) == [
            "document-issued lee",
            "document-revoked seo",
        ]
        await act(site, seo, case, "ask")
        assert [one.revoked for one in site.case(mina, case).documents] == [since, None]
        await site.office.web_acts.delivered(issued.number, mina.id)
        assert site.case(mina, case).state == "granted"
        await site.office.web_acts.delivered(site.case(mina, case).documents[1].number, mina.id)
        assert site.case(mina, case).state == "delivered"
    async with open_site(tmp_path, echo=Asking(_grants_in_part)) as site:
        async with site.store.read() as sql:
            kept = await documents.document(sql, issued.number)
        assert kept is not None
        assert kept.revoked == float(since)
