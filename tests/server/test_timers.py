"""The timers of plug-ins: kept until what they lead to is done, or told to be impossible (SPEC K8)."""

import asyncio
import re
import threading
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from tests.server.office_site import SERVICES, Clock, Site, open_site, request_id
from tests.server.test_cases import opened
from tests.server.test_counters import PAPER, Handle, Scripted, broken, stored, submit

from madang_counters import AnyEvent, AnyStep, CaseSnapshot, Submitted, TimerFired, Words, steps
from madang_counters.documents import DocumentFault, Sheet
from madang_counters.documents.rendering import Cause
from madang_office.rejected import Rejected
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.fields import Fields
from madang_server.office_app import Visitor
from madang_server.office_app.runtime import timers
from madang_server.office_app.unit_of_work import Accepted, UnitOfWork
from madang_server.store import case_rows

MINUTE = 61.0
MANY_TIMERS = 40
SENTENCE = {"sentence": "Anybody?"}
FAILED = ["submit", "receive", "timer-failed"]
UNPRINTABLE = steps.IssueDocument(
    template="certificate", title=Words("증", "Paper"), holder="\U0001f600", rows=[], statement=Words("증명", "So it is")
)


def at_its_timer(*answer: AnyStep) -> Handle:
    """A handler that waits for an officer, and answers so a minute later."""
    return lambda _case, event: wait_with_a_reminder() if isinstance(event, Submitted) else list(answer)


async def due(site: Site) -> list[case_rows.TimerRow]:
    """The timers of all services that have run down."""
    async with site.store.read() as sql:
        due_then = [await case_rows.due_timers(sql, site.clock.now() + MINUTE, service, limit=100) for service in SERVICES]
    return [timer for of_service in due_then for timer in of_service]


async def waiting(site: Site) -> tuple[Visitor, str]:
    """A citizen and their request, whose timer runs down in a minute."""
    mina = await site.citizen()
    case = await opened(site, mina, "echo")
    await site.done(mina, submit(case))
    return mina, case


def wait_with_a_reminder() -> list[AnyStep]:
    return [steps.WaitForOfficer(), steps.SetTimer(name="reminder", after_s=60)]


MANY_TIMERS = 40
SENTENCE = {"sentence": "Anybody?"}


def reminding(_case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
    """A handler with a timer that says something."""
    if isinstance(event, Submitted):
        return wait_with_a_reminder()
    assert isinstance(event, TimerFired), event
    return [steps.Say(words=Words("곧", "Soon"))]


def failing_at_the_timer(case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
    """A handler whose timer meets its bug."""
    if isinstance(event, Submitted):
        return wait_with_a_reminder()
    return broken(case, event)


async def test_K8_a_timer_whose_case_changed_meanwhile_fires_again(tmp_path: Path) -> None:
    clock, backend = Clock(), Scripted(reminding)
    async with open_site(tmp_path, clock, echo=backend) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        await site.done(mina, submit(case))
        context = site.office._context
        (timer,) = await due(site)
        asked = await timers.ask_timer(context, timer)
        await site.done(mina, c.CaseSay(id=request_id(), case=case, text="wait"))
        fire = partial(timers.fire, context=context, timer=timer, asked=asked)
        assert await site.office._path.perform(fire) == Rejected(Rejection.WRONG_STATE)
        assert await due(site) == [timer]
        await site.later(61)
        assert await due(site) == []


async def test_K8_a_timer_fires_once_and_survives_a_restart(tmp_path: Path) -> None:
    clock, backend = Clock(), Scripted(reminding)
    async with open_site(tmp_path, clock, echo=backend) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        await site.done(mina, submit(case))
        await site.later(59)
    async with open_site(tmp_path, clock, echo=backend) as site:
        mina = await site.again(mina)
        await site.later(2)
        await site.later(2)
        assert [type(event).__name__ for event in backend.events] == ["Opened", "Submitted", "TimerFired"]
        assert site.notifier.told(mina, m.Case)[-1].case.entries[-1].text == "Soon"


async def test_K3_the_timer_of_a_broken_counter_comes_again(tmp_path: Path) -> None:
    backend = Scripted(failing_at_the_timer)
    async with open_site(tmp_path, echo=backend) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        await site.done(mina, submit(case))
        await site.later(60)
        await site.later(10)
        await site.later(30)
        assert len([event for event in backend.events if isinstance(event, TimerFired)]) == 2
        assert len({event.key for event in backend.events if isinstance(event, TimerFired)}) == 1


class Hanging(Scripted):
    """The reminding counter, whose timers wait for a sign."""

    def __init__(self) -> None:
        super().__init__(reminding)
        self.go_on = threading.Event()

    async def handle(self, case: CaseSnapshot, event: AnyEvent, /) -> list[AnyStep]:
        if isinstance(event, TimerFired):
            await asyncio.to_thread(self.go_on.wait)
        return await super().handle(case, event)


async def test_K3_a_hung_timer_does_not_stop_the_offices_second(tmp_path: Path) -> None:
    clock, backend = Clock(), Hanging()
    async with open_site(tmp_path, clock, echo=backend) as site:
        mina, officer = await site.citizen(), await site.officer(counter="one")
        await site.done(mina, submit(await opened(site, mina, "echo")))
        await site.take(mina)
        await site.done(officer, c.DeskCall(id=request_id()))
        clock.instant += 61
        await site.office.tick()
        clock.instant += 61
        await site.office.tick()
        assert site.tickets(mina)[0].state == "missed"
        backend.go_on.set()
        await site.office.timers_fired()


async def hands_in(site: Site, service: str, fields: Fields) -> None:
    mina = await site.citizen()
    await site.done(mina, c.CaseSubmit(id=request_id(), case=await opened(site, mina, service), fields=dict(fields)))


async def test_K8_many_timers_fire_in_one_second_beside_a_hung_plug_in(tmp_path: Path) -> None:
    clock, hanging, backend = Clock(), Hanging(), Scripted(reminding)
    async with open_site(tmp_path, clock, **{"echo": backend, "resident-register-copy": hanging}) as site:
        await hands_in(site, "resident-register-copy", SENTENCE)
        await asyncio.gather(*(hands_in(site, "echo", SENTENCE) for _ in range(MANY_TIMERS)))
        clock.instant += MINUTE
        await site.office.tick()
        await site.office._each_second._plugin_timers._firing["echo"]
        assert [timer.at for timer in await due(site)] == [clock.now() - 1]  # of the hung one
        assert sum(isinstance(event, TimerFired) for event in backend.events) == MANY_TIMERS
        hanging.go_on.set()
        await site.office.timers_fired()
        assert await due(site) == []


def against_the_table() -> AnyStep:
    return steps.Extend(reason="later", hours=1)


@pytest.mark.parametrize(("answer", "code"), [(against_the_table(), Rejection.NOT_ALLOWED), (UNPRINTABLE, Rejection.UNPRINTABLE)])
async def test_K8_a_timer_whose_steps_can_never_be_taken_ends_and_is_told(
    tmp_path: Path, answer: AnyStep, code: Rejection
) -> None:
    async with open_site(tmp_path, echo=Scripted(at_its_timer(answer))) as site:
        mina, case = await waiting(site)
        officer, stranger = await site.officer(), await site.officer("Officer Kim", ["consultation"])
        with capture_logs() as logs:
            await site.later(MINUTE)
        told = site.notifier.told(officer, m.Notice)
        assert [(notice.code, notice.about["case"], notice.about["service"]) for notice in told] == [
            (NoticeCode.TIMER_FAILED, case, "echo")
        ]
        assert site.notifier.told(stranger, m.Notice) == []
        assert await stored(site, case) == ("received", 0, FAILED)
        assert site.case(mina, case).entries[-1].code == "timer-failed"
        assert [(line["timer"], line["code"]) for line in logs if line["log_level"] == "error"] == [("reminder", code.value)]
        assert await due(site) == []


async def test_K8_a_failed_timer_is_told_to_the_officer_who_has_the_case_alone(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Scripted(at_its_timer(against_the_table()))) as site:
        _, case = await waiting(site)
        holder, colleague = await site.officer(), await site.officer("Officer Kim")
        await site.done(holder, c.CaseAct(id=request_id(), case=case, act="open"))
        await site.later(MINUTE)
        assert [notice.code for notice in site.notifier.told(holder, m.Notice)] == [NoticeCode.TIMER_FAILED]
        assert site.notifier.told(colleague, m.Notice) == []


async def test_K8_the_timer_of_a_service_that_is_not_offered_waits_until_it_is_back(tmp_path: Path) -> None:
    clock, backend = Clock(), Scripted(reminding)
    async with open_site(tmp_path, clock, echo=backend) as site:
        mina, case = await waiting(site)
    offered = await asyncio.to_thread(resources.files("madang_server.office_app").joinpath("services.toml").read_text, "utf-8")
    without = re.sub(r"(?ms)^\[services\.echo\].*?(?=^\[|\Z)", "", offered)
    await asyncio.to_thread((tmp_path / "services.toml").write_text, without, "utf-8")
    async with open_site(tmp_path, clock, echo=backend) as site:
        await site.later(MINUTE)
        assert len(await due(site)) == 1
    await asyncio.to_thread((tmp_path / "services.toml").write_text, offered, "utf-8")
    async with open_site(tmp_path, clock, echo=backend) as site:
        mina = await site.again(mina)
        await site.later(1)
        assert site.case(mina, case).entries[-1].text == "Soon"
        assert await due(site) == []


async def test_K8_the_timer_of_a_document_that_could_not_be_made_comes_again(tmp_path: Path) -> None:
    tries: list[str] = []

    async def render(sheet: Sheet) -> bytes:
        tries.append(sheet.number)
        raise DocumentFault(Cause.DIED, "the printer is on fire")

    async with open_site(tmp_path, render=render, echo=Scripted(at_its_timer(PAPER))) as site:
        _, case = await waiting(site)
        await site.later(MINUTE)
        await site.later(timers.TIMER_AGAIN_S + 1)
        assert len(tries) == 2
        assert await stored(site, case) == ("received", 0, ["submit", "receive"])


async def test_K8_a_timer_that_was_set_anew_while_its_plug_in_was_asked_keeps_its_new_time(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Scripted(failing_at_the_timer)) as site:
        await waiting(site)
        context = site.office._context
        (timer,) = await due(site)
        asked = await timers.ask_timer(context, timer)
        anew = replace(timer, key="another", at=timer.at + 1)
        await site.office._path.perform(partial(set_anew, timer=anew))
        await site.office._path.perform(partial(timers.fire, context=context, timer=timer, asked=asked))
        assert await due(site) == [anew]


def set_anew(work: UnitOfWork, timer: case_rows.TimerRow) -> Accepted:
    work.write(case_rows.set_timer(timer))
    return Accepted()


async def test_K8_the_timer_of_a_case_that_is_over_leads_to_nothing(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Scripted(reminding)) as site:
        mina, case = await waiting(site)
        context = site.office._context
        (timer,) = await due(site)
        await site.done(mina, c.CaseWithdraw(id=request_id(), case=case))
        await site.office._path.perform(partial(set_anew, timer=timer))
        await site.later(MINUTE)
        assert (await timers.ask_timer(context, timer)).case is None
        assert await due(site) == []
        assert (await stored(site, case))[2] == ["submit", "receive", "withdraw"]
