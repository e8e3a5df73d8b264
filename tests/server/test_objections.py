"""A citizen objects to a decision; another officer decides on it, and nothing of it is lost (SPEC C41, C42)."""

from pathlib import Path

import pytest
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_audit_log import told
from tests.server.test_cases import act, opened, submitted

from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor

WHY = "My address is right.\nPlease look again."
DAY_S = 86_400.0
DISMISSAL = {"reason": "The register says otherwise.", "remedy": "An administrative appeal within 90 days."}


async def refused(site: Site, citizen: Visitor, officer: Visitor) -> str:
    """A request that this officer has refused."""
    case = await submitted(site, citizen)
    await act(site, officer, case, "refuse", reason="Another person's data.", remedy="Object within 90 days.")
    return case


async def objects(site: Site, citizen: Visitor, case: str, text: str = WHY) -> None:
    await site.done(citizen, c.CaseObject(id=request_id(), case=case, text=text))


def objection_of(site: Site, visitor: Visitor, case: str) -> m.ObjectionView:
    objection = site.case(visitor, case).objection
    assert objection is not None
    return objection


def tray(site: Site, officer: Visitor) -> list[str]:
    return [case.id for case in site.office.queue_view(officer).cases]


def notices(site: Site, visitor: Visitor) -> list[NoticeCode]:
    return [notice.code for notice in site.notifier.told(visitor, m.Notice)]


async def test_C41_a_citizen_objects_within_the_term_and_their_words_are_in_the_record(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await refused(site, mina, han)
    until = site.case(mina, case).object_until or 0
    assert 90 * DAY_S < until - site.clock.now() < 92 * DAY_S
    await objects(site, mina, case)
    seen = site.case(mina, case)
    assert [(entry.by, entry.text) for entry in seen.entries if entry.code == "object"] == [("citizen", WHY)]
    assert seen.objection is not None
    assert (seen.state, seen.objection.state, seen.object_until) == ("refused", "filed", None)
    assert site.clock.now() < seen.objection.due < site.clock.now() + 16 * DAY_S
    again = c.CaseObject(id=request_id(), case=case, text=WHY)
    assert await site.code(mina, again) is Rejection.WRONG_STATE


async def test_C41_after_the_term_nobody_objects(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await refused(site, mina, han)
    site.clock.instant = float(site.case(mina, case).object_until or 0)
    assert await site.code(mina, c.CaseObject(id=request_id(), case=case, text=WHY)) is Rejection.TERM_OVER
    site.clock.instant -= 1
    await objects(site, mina, case)


async def test_C41_one_objects_to_a_decision_of_ones_own_alone(site: Site) -> None:
    mina, jun, han = await site.citizen("Mina"), await site.citizen("Jun"), await site.officer("Officer Han", counter="papers")
    case, waiting = await refused(site, mina, han), await submitted(site, jun)
    assert await site.code(jun, c.CaseObject(id=request_id(), case=case, text=WHY)) is Rejection.UNKNOWN_CASE
    assert await site.code(jun, c.CaseObject(id=request_id(), case=waiting, text=WHY)) is Rejection.WRONG_STATE
    await act(site, han, waiting, "grant")
    assert await site.code(jun, c.CaseObject(id=request_id(), case=waiting, text=WHY)) is Rejection.WRONG_STATE
    assert site.case(jun, waiting).object_until is None


@pytest.mark.parametrize(("text", "code"), [(" \n", Rejection.BLANK_TEXT), ("x" * 4_001, Rejection.FORM_INVALID)])
async def test_C41_an_objection_has_words_and_a_bound(site: Site, text: str, code: Rejection) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await refused(site, mina, han)
    assert await site.code(mina, c.CaseObject(id=request_id(), case=case, text=text)) is code


async def test_C42_who_decided_neither_sees_it_in_their_tray_nor_decides_on_it(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await refused(site, mina, han)
    await objects(site, mina, case)
    assert (tray(site, han), tray(site, lee)) == ([], [case])
    shown = site.office.queue_view(lee).cases[0]
    assert (shown.objection, shown.due) == (True, objection_of(site, mina, case).due)
    for name in ("objection-uphold", "objection-dismiss"):
        command = c.CaseAct(id=request_id(), case=case, act=name, fields={"reason": "x", "remedy": "y"})
        assert await site.code(han, command) is Rejection.OWN_DECISION
    assert await site.code(han, c.CaseAct(id=request_id(), case=case, act="open")) is Rejection.REASON_NEEDED
    await act(site, han, case, "open", reason="I look it up.")
    assert await site.code(han, c.CaseAct(id=request_id(), case=case, act="objection-uphold")) is Rejection.OWN_DECISION
    await act(site, lee, case, "open")
    assert [each.id for each in site.case(lee, case).acts] == ["objection-uphold", "objection-dismiss"]
    stranger = await site.officer("Officer Echo", ["echo"])
    assert await site.code(stranger, c.CaseAct(id=request_id(), case=case, act="objection-uphold")) is Rejection.UNKNOWN_CASE
    assert await site.code(mina, c.CaseAct(id=request_id(), case=case, act="objection-uphold")) is Rejection.NOT_ALLOWED


async def test_C42_a_dismissed_objection_is_told_with_reason_and_remedy(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await refused(site, mina, han)
    await objects(site, mina, case)
    bare = await site.rejected(lee, c.CaseAct(id=request_id(), case=case, act="objection-dismiss", fields={"reason": "No."}))
    assert (bare.code, bare.fields) == (Rejection.FORM_INVALID, {"remedy": "missing"})
    await act(site, lee, case, "objection-dismiss", **DISMISSAL)
    seen = site.case(mina, case)
    told_words = "\n\n".join(DISMISSAL.values())
    assert (seen.state, seen.objection and seen.objection.state, seen.reason) == ("refused", "dismissed", told_words)
    assert [entry.text for entry in seen.entries if entry.code == "objection-dismiss"] == [told_words]
    assert notices(site, mina) == [NoticeCode.OBJECTION_DISMISSED]
    assert tray(site, lee) == []
    assert (await told(site, f"case:{case}", han=han, lee=lee))[-1] == "objection-dismissed lee"
    assert await site.code(mina, c.CaseObject(id=request_id(), case=case, text=WHY)) is Rejection.WRONG_STATE


async def test_C42_an_upheld_objection_changes_the_decision(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await refused(site, mina, han)
    await objects(site, mina, case)
    await act(site, lee, case, "objection-uphold", reason="The data are their own.")
    seen = site.case(mina, case)
    assert (seen.state, seen.outcome, seen.objection and seen.objection.state) == ("received", None, "upheld")
    assert (seen.due or 0) > site.clock.now()
    assert notices(site, mina) == [NoticeCode.OBJECTION_UPHELD]
    assert [each.id for each in site.case(lee, case).acts] == ["grant", "supplement", "extend", "refuse"]
    assert await site.code(han, c.CaseAct(id=request_id(), case=case, act="open")) is Rejection.REASON_NEEDED
    await act(site, han, case, "open", reason="I was its officer.")
    assert await site.code(han, c.CaseAct(id=request_id(), case=case, act="grant")) is Rejection.REASON_NEEDED
    await act(site, lee, case, "grant")
    granted = site.case(mina, case)
    assert (granted.state, len(granted.documents), granted.object_until) == ("granted", 1, None)
    codes = [entry.code for entry in granted.entries if entry.code]
    assert codes[codes.index("object") :] == ["object", "objection-uphold", "opened", "act-grant", "grant", "document"]


async def test_C42_what_is_decided_anew_is_decided_by_another_officer_to_the_end(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    lee = await site.officer("Officer Lee")
    case = await refused(site, mina, han)
    await objects(site, mina, case)
    await act(site, lee, case, "objection-uphold", reason="The data are their own.")
    await act(site, lee, case, "refuse", reason="The photo is too old.", remedy="Ask again with a new one.")
    seen = site.case(mina, case)
    assert (seen.state, seen.reason, seen.object_until) == (
        "refused", "The photo is too old.\n\nAsk again with a new one.", None,
    )  # fmt: skip
    assert await site.code(mina, c.CaseObject(id=request_id(), case=case, text=WHY)) is Rejection.WRONG_STATE


async def test_C41_an_objection_survives_a_restart_at_every_step(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
        case = await refused(site, mina, han)
    clock.instant += 60 * DAY_S
    async with open_site(tmp_path, clock) as site:
        again = await site.again(mina)
        shown = [message.case for message in await site.office.state_of(again) if isinstance(message, m.Case)]
        assert [(view.id, view.object_until is not None) for view in shown] == [(case, True)]  # also 60 days later
        await objects(site, again, case)
    async with open_site(tmp_path, clock) as site:
        again, lee = await site.again(mina), await site.officer("Officer Lee")
        assert tray(site, lee) == [case]
        assert han.officer_id is not None
        assert site.office.queue_view(han).cases == []
        await act(site, lee, case, "objection-uphold", reason="The data are their own.")
    async with open_site(tmp_path, clock) as site:
        again = await site.again(mina)
        state = await site.office.state_of(again)
        shown = [message.case for message in state if isinstance(message, m.Case)]
        assert [(view.state, view.objection and view.objection.state) for view in shown] == [("received", "upheld")]
        assert [entry.text for entry in shown[0].entries if entry.code == "object"] == [WHY]
        assert [message.code for message in state if isinstance(message, m.Notice)] == [NoticeCode.OBJECTION_UPHELD]


async def test_C41_the_same_objection_sent_again_is_one(site: Site) -> None:
    mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
    case = await refused(site, mina, han)
    command = c.CaseObject(id=request_id(), case=case, text=WHY)
    assert await site.done(mina, command) == await site.done(mina, command)
    assert [entry.text for entry in site.case(mina, case).entries if entry.code == "object"] == [WHY]


async def test_C41_a_service_says_its_own_terms(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "server/madang_server/office_app/services.toml").read_text("utf-8")
    own = "\n[services.resident-register-copy.objections]\nwithin_days = 30\ndecided_within_working_days = 2\n"
    (tmp_path / "services.toml").write_text(text + own, "utf-8")
    async with open_site(tmp_path) as site:
        mina, han = await site.citizen(), await site.officer("Officer Han", counter="papers")
        case = await refused(site, mina, han)
        assert 30 * DAY_S < (site.case(mina, case).object_until or 0) - site.clock.now() < 34 * DAY_S
        await objects(site, mina, case)
        assert objection_of(site, mina, case).due < site.clock.now() + 5 * DAY_S
        assert await opened(site, mina) != case
