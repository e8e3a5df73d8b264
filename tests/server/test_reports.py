"""A visitor is reported with what they said, a supervisor decides, and a bar holds over a restart (SPEC O28, O29, R24)."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.server.office_site import Clock, Site, open_site, request_id

from madang_office.reports import AGAIN_S, LINES_MAX, OPEN_REPORTS_MAX, WORDS_CHARS_MAX, HeardLine
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import tables
from madang_server.store.report_rows import KEPT_S

DAY_S = 86_400.0
SAID = HeardLine(1_800_000_000, "Jun", "near", "You are all fools.")


def report(reported: Visitor, text: str = "Again and again.", reason: Any = "insult") -> c.ReportMake:
    return c.ReportMake(id=request_id(), visitor=reported.id, reason=reason, text=text)


async def made(site: Site, by: Visitor, of: Visitor, lines: int = 1) -> str:
    reply = await site.office.report(by, report(of), [SAID] * lines)
    assert isinstance(reply, m.Done), reply
    return str(reply.ref)


def decide(one: str, decision: Any, **bar: Any) -> c.ReportDecide:
    return c.ReportDecide(id=request_id(), report=one, decision=decision, **bar)


def a_day(one: str) -> c.ReportDecide:
    return decide(one, "barred", term="day", reason="insult")


def told(site: Site, visitor: Visitor) -> m.Reports:
    return site.notifier.told(visitor, m.Reports)[-1]


def notices(site: Site, visitor: Visitor) -> list[tuple[NoticeCode, dict[str, str]]]:
    return [(notice.code, dict(notice.about)) for notice in site.notifier.told(visitor, m.Notice)]


def is_out(site: Site, visitor: Visitor) -> bool:
    return site.office.seen_as(visitor).barred


async def test_O28_O29_a_report_comes_with_the_lines_and_is_answered(site: Site) -> None:
    mina, jun, seo = await site.citizen(), await site.citizen("Jun"), await site.supervisor()
    one = await made(site, mina, jun)
    [mine] = told(site, mina).reports
    assert (mine.id, mine.name, mine.reason, mine.lines, mine.answer) == (one, "Jun", "insult", 1, "waiting")
    assert site.office.queue_view(seo).reports == 1
    [seen] = (await site.office.reports.told())["reports"]
    assert (seen["by"], seen["name"], seen["text"], seen["before"]) == ("Mina", "Jun", "Again and again.", 0)
    assert seen["lines"] == [{"at": SAID.at, "name": "Jun", "scope": "near", "text": SAID.text}]
    await site.done(seo, decide(one, "warned"))
    assert [view.answer for view in told(site, mina).reports] == ["acted"]
    assert notices(site, mina) == [(NoticeCode.REPORT_ANSWERED, {"report": one, "name": "Jun", "answer": "acted"})]
    assert notices(site, jun) == [(NoticeCode.REPORT_WARNED, {"report": one})]
    assert (site.office.queue_view(seo).reports, is_out(site, jun)) == (0, False)
    assert await site.code(seo, decide(one, "dismissed")) is Rejection.WRONG_STATE


async def test_O28_nothing_is_done_upon_a_report_and_its_author_is_told_so(site: Site) -> None:
    mina, jun, seo = await site.citizen(), await site.citizen("Jun"), await site.supervisor()
    await site.done(seo, decide(await made(site, mina, jun), "dismissed"))
    assert told(site, mina).reports[0].answer == "nothing"
    assert notices(site, jun) == []


async def test_O28_who_is_reported_how_often_and_with_what_is_bounded(site: Site) -> None:
    mina, jun, han = await site.citizen(), await site.citizen("Jun"), await site.officer()
    assert await site.code(mina, report(mina)) is Rejection.UNKNOWN_TARGET
    assert await site.code(mina, c.ReportMake(id=request_id(), visitor="nobody", reason="other")) is Rejection.UNKNOWN_TARGET
    assert await site.code(mina, report(han)) is Rejection.NOT_ALLOWED
    assert await site.code(han, report(mina)) is Rejection.NOT_ALLOWED
    rejected = await site.rejected(mina, report(jun, "x" * (WORDS_CHARS_MAX + 1)))
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, {"text": "too_long"})
    await made(site, mina, jun, lines=LINES_MAX + 5)
    assert told(site, mina).reports[0].lines == LINES_MAX
    assert await site.code(mina, report(jun)) is Rejection.TOO_EARLY
    for number in range(OPEN_REPORTS_MAX - 1):
        await made(site, mina, await site.citizen(f"V{number}"))
    assert await site.code(mina, report(await site.citizen("Last"))) is Rejection.LIMIT
    await site.later(AGAIN_S + 1)
    assert await site.code(mina, report(jun)) is Rejection.LIMIT


async def test_O28_the_same_request_is_made_once(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    command = report(jun)
    first, again = await site.office.report(mina, command, [SAID]), await site.office.report(mina, command, [])
    assert first == again


async def test_O29_supervisors_alone_decide_and_read(site: Site) -> None:
    mina, jun, han = await site.citizen(), await site.citizen("Jun"), await site.officer()
    seo = await site.supervisor()
    one = await made(site, mina, jun)
    assert site.office.queue_view(han).reports == 0
    for somebody in (mina, jun, han):
        assert await site.code(somebody, a_day(one)) is Rejection.NOT_ALLOWED
        assert await site.code(somebody, c.ReportLift(id=request_id(), report=one)) is Rejection.NOT_ALLOWED
    assert await site.code(seo, a_day("nothing")) is Rejection.UNKNOWN_REPORT
    rejected = await site.rejected(seo, decide(one, "barred"))
    assert rejected.fields == {"term": "required", "reason": "required"}
    assert await site.code(seo, c.ReportLift(id=request_id(), report=one)) is Rejection.WRONG_STATE


async def test_R24_who_is_barred_still_takes_tickets_and_is_let_in_when_the_term_is_over(site: Site) -> None:
    mina, jun, seo = await site.citizen(), await site.citizen("Jun"), await site.supervisor()
    await site.done(seo, a_day(await made(site, mina, jun)))
    bar = told(site, jun).bar
    assert bar is not None
    assert (bar.reason, bar.until - bar.since) == ("insult", DAY_S)
    assert notices(site, jun)[-1][0] is NoticeCode.ROOMS_BARRED
    assert (is_out(site, jun), site.notifier.seen_anew[-1]) == (True, jun.id)
    await site.take(jun)
    await site.later(DAY_S - 60)
    assert is_out(site, jun)
    await site.later(61)
    assert (is_out(site, jun), told(site, jun).bar, notices(site, jun)[-1][0]) == (False, None, NoticeCode.ROOMS_OPEN)


async def test_R24_a_supervisor_ends_every_bar_of_a_visitor_at_once(site: Site) -> None:
    mina, sol, jun, seo = await site.citizen(), await site.citizen("Sol"), await site.citizen("Jun"), await site.supervisor()
    first, second = await made(site, mina, jun), await made(site, sol, jun)
    await site.done(seo, a_day(first))
    await site.done(seo, decide(second, "barred", term="week", reason="harassment"))
    assert [bar["reason"] for bar in (await site.office.reports.told())["bars"]] == ["insult", "harassment"]
    bar = told(site, jun).bar
    assert bar is not None
    assert bar.reason == "harassment"
    await site.done(seo, c.ReportLift(id=request_id(), report=first))
    assert (is_out(site, jun), told(site, jun).bar) == (False, None)


async def test_R24_the_shorter_of_two_bars_lets_nobody_in(site: Site) -> None:
    mina, sol, jun, seo = await site.citizen(), await site.citizen("Sol"), await site.citizen("Jun"), await site.supervisor()
    await site.done(seo, decide(await made(site, mina, jun), "barred", term="ten_minutes", reason="insult"))
    await site.done(seo, a_day(await made(site, sol, jun)))
    await site.later(700)
    assert is_out(site, jun)
    assert NoticeCode.ROOMS_OPEN not in [code for code, _ in notices(site, jun)]


async def test_O29_who_is_barred_twice_is_told_the_later_end_and_the_log_has_the_end_of_both(site: Site) -> None:
    mina, sol, jun, seo = await site.citizen(), await site.citizen("Sol"), await site.citizen("Jun"), await site.supervisor()
    first, second = await made(site, mina, jun), await made(site, sol, jun)
    await site.done(seo, decide(first, "barred", term="week", reason="insult"))
    await site.done(seo, decide(second, "barred", term="ten_minutes", reason="insult"))
    bar = told(site, jun).bar
    assert bar is not None
    ends = [int(about["at"]) for code, about in notices(site, jun) if code is NoticeCode.ROOMS_BARRED]
    assert ends == pytest.approx([bar.until] * 2, abs=1)
    await site.done(seo, c.ReportLift(id=request_id(), report=first))
    log = tables.audit_log.c
    async with site.store.read() as sql:
        rows = await sql.execute(select(log.details).where(log.kind == "visitor-unbarred"))
        assert sorted(json.loads(row.details)["report"] for row in rows) == sorted([first, second])


async def test_R24_a_bar_holds_over_a_restart_and_for_the_same_token(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, jun, seo = await site.citizen(), await site.citizen("Jun"), await site.supervisor()
        waiting = await made(site, jun, mina)
        await site.done(seo, a_day(await made(site, mina, jun)))
    async with open_site(tmp_path, clock) as site:
        again = await site.again(jun)
        assert again.barred
        state: list[Any] = await site.office.state_of(again)
        [reports] = [message for message in state if isinstance(message, m.Reports)]
        assert ([one.id for one in reports.reports], reports.bar is not None) == ([waiting], True)
        [seen] = (await site.office.reports.told())["reports"]
        assert (seen["id"], seen["lines"][0]["text"], seen["barred"]) == (waiting, SAID.text, False)
        assert not (await site.again(mina)).barred
        await site.later(DAY_S + 60)
        assert not is_out(site, again)


async def test_O29_the_audit_log_knows_it_by_ids_and_nothing_that_was_said(site: Site) -> None:
    mina, jun, seo = await site.citizen(), await site.citizen("Jun"), await site.supervisor()
    one = await made(site, mina, jun)
    await site.done(seo, a_day(one))
    await site.done(seo, c.ReportLift(id=request_id(), report=one))
    async with site.store.read() as sql:
        rows = list(await sql.execute(select(tables.audit_log).order_by(tables.audit_log.c.number)))
        acts = list(await sql.execute(select(tables.acts)))
    kinds = {"report-made", "report-decided", "visitor-barred", "visitor-unbarred"}
    assert [(row.kind, row.subject) for row in rows if row.kind in kinds] == [
        ("report-made", f"report:{one}"),
        ("report-decided", f"report:{one}"),
        ("visitor-barred", f"visitor:{jun.id}"),
        ("visitor-unbarred", f"visitor:{jun.id}"),
    ]
    written = str(rows) + str(acts)
    assert [word in written for word in (SAID.text, "Again and again.", "Jun")] == [False] * 3


async def test_S36_who_is_forgotten_takes_decided_reports_along_and_bars_hold(site: Site) -> None:
    mina, jun, sol, seo = await site.citizen(), await site.citizen("Jun"), await site.citizen("Sol"), await site.supervisor()
    await site.done(seo, decide(await made(site, mina, sol), "warned"))
    holds = await made(site, mina, jun)
    await site.done(seo, a_day(holds))
    told_mina = await site.office.own_data.told(mina.new_token or "")
    assert told_mina is not None
    assert [set(row) & {"reported", "outcome", "bar_until"} for row in told_mina["reports"]] == [set(), set()]
    await site.office.own_data.forget(mina.new_token or "")
    async with site.store.read() as sql:
        assert list((await sql.execute(select(tables.reports.c.id))).scalars()) == [holds]
    assert is_out(site, jun)


async def test_O28_a_report_goes_after_ninety_days_and_one_that_nobody_decided_is_answered(site: Site) -> None:
    mina, jun = await site.citizen(), await site.citizen("Jun")
    await made(site, mina, jun)
    await site.later(KEPT_S + 1)
    assert told(site, mina).reports[0].answer == "nothing"
    for _ in range(60):
        await site.later(60)
    async with site.store.read() as sql:
        assert list(await sql.execute(select(tables.reports.c.id))) == []
