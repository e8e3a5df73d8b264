"""Counters' plug-ins behind the office: their steps in one transaction, their faults their own, their timers."""

import asyncio
import json
import re
import sqlite3
import threading
from collections.abc import Callable
from importlib import resources
from itertools import count
from pathlib import Path
from typing import Annotated, ClassVar

from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_cases import opened

from madang_counters import (
    AnyEvent,
    AnyStep,
    Backend,
    CaseSnapshot,
    Finished,
    Form,
    Manifest,
    Opened,
    Words,
    answers,
    steps,
)
from madang_counters.backends.consultation import Consultation
from madang_counters.backends.echo import Echo, Sentence
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.store import case_rows, documents

Handle = Callable[[CaseSnapshot, AnyEvent], list[AnyStep]]
ASKED = Words("묻기", "Asked")
PAPER = steps.IssueDocument(
    template="certificate", title=Words("증", "Paper"), holder="Kim", rows=[], statement=Words("증명", "So it is")
)


class Scripted(Backend):
    """The echo counter with other answers."""

    manifest: ClassVar[Manifest] = Echo.manifest
    form: ClassVar[type[Form] | None] = Sentence

    def __init__(self, answer: Handle) -> None:
        self._answer = answer
        self.events: list[AnyEvent] = []

    async def handle(self, case: CaseSnapshot, event: AnyEvent, /) -> list[AnyStep]:
        self.events.append(event)
        return [steps.AskForm()] if isinstance(event, Opened) else self._answer(case, event)


class Permit(Form):
    consent: Annotated[bool, answers.consent(taken=ASKED, purpose=ASKED, kept=ASKED, declining=ASKED)]


class Permitting(Scripted):
    """The echo counter with a form that asks for consent."""

    form: ClassVar[type[Form] | None] = Permit


class Recording(Consultation):
    """The consultation, whose record waits for a sign; it keeps the lines of the last one."""

    def __init__(self) -> None:
        self.recorded: list[str] = []
        self.asked = False
        self.go_on = threading.Event()

    async def handle(self, case: CaseSnapshot, event: AnyEvent, /) -> list[AnyStep]:
        if isinstance(event, Finished):
            self.asked = True
            await asyncio.to_thread(self.go_on.wait)
            self.recorded = [line.text for line in case.lines]
        return await super().handle(case, event)


class Undecided(Consultation):
    """The consultation that ends with a step that the table does not allow."""

    async def handle(self, case: CaseSnapshot, event: AnyEvent, /) -> list[AnyStep]:
        return [steps.Extend(reason="later", hours=1)] * 2 if isinstance(event, Finished) else await super().handle(case, event)


def broken(_case: CaseSnapshot, _event: AnyEvent) -> list[AnyStep]:
    """A handler with a bug."""
    raise RuntimeError("the register is on fire")


def submit(case: str) -> c.CaseSubmit:
    return c.CaseSubmit(id=request_id(), case=case, fields={"sentence": "hello"})


async def stored(site: Site, case: str) -> tuple[str, int, list[str | None]]:
    """State, documents and events of a case, as the database has them."""
    async with site.store.read() as sql:
        stored = await case_rows.stored_case(sql, case)
        entries = await case_rows.entries_of(sql, case)
        issued = await documents.documents_of_case(sql, case)
    assert stored is not None
    return stored.record.state.value, len(issued), [entry.code for entry in entries]


async def test_C17_consent_is_a_line_of_the_case_with_its_time(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Permitting(lambda _case, _event: [steps.Close(outcome="granted")])) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        without = await site.rejected(mina, c.CaseSubmit(id=request_id(), case=case, fields={"consent": False}))
        assert without.fields == {"consent": "missing"}
        assert await stored(site, case) == ("draft", 0, [])
        await site.done(mina, c.CaseSubmit(id=request_id(), case=case, fields={"consent": True}))
        async with site.store.read() as sql:
            lines = {entry.code: entry for entry in await case_rows.entries_of(sql, case)}
        assert lines["consent"].by == "citizen"
        assert lines["consent"].at == lines["submit"].at


async def test_K2_steps_that_the_table_rejects_leave_nothing_behind(tmp_path: Path) -> None:
    extend = Scripted(lambda _case, _event: [PAPER, steps.Say(words=Words("말", "word")), steps.Extend(reason="later", hours=1)])
    async with open_site(tmp_path, echo=extend) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        assert await site.code(mina, submit(case)) is Rejection.NOT_ALLOWED
        assert await stored(site, case) == ("draft", 0, [])


async def lines_written_during(
    finishing: asyncio.Task[m.Done], recording: Recording, site: Site, visitor: Visitor, case: str
) -> list[str]:
    """Write into the case until the talk is finished; return the lines that were acknowledged. The record waits for two."""
    acknowledged = []
    for number in count(1):
        say = c.CaseSay(id=request_id(), case=case, text=f"line {number}")
        if isinstance(await site.office.execute(visitor, say), m.Done):
            acknowledged.append(say.text)
        if finishing.done():
            break
        if len(acknowledged) == 2:
            recording.go_on.set()
        await asyncio.sleep(0.01)
    return acknowledged


async def test_C6_the_record_has_every_line_that_was_acknowledged(tmp_path: Path) -> None:
    backend = Recording()
    async with open_site(tmp_path, consultation=backend) as site:
        mina, officer = await site.citizen(), await site.officer(counter="one")
        await site.take(mina)
        case = await site.serve_next(officer)
        finishing = asyncio.create_task(site.done(officer, c.DeskFinish(id=request_id(), outcome="solved")))
        acknowledged = await lines_written_during(finishing, backend, site, mina, case)
        await finishing
        assert len(acknowledged) > 1
        assert [line for line in backend.recorded if line.startswith("line ")] == acknowledged
        assert site.tickets(mina) == []


async def test_T4_a_rejected_finish_leaves_no_period_behind(tmp_path: Path) -> None:
    async with open_site(tmp_path, consultation=Undecided()) as site:
        mina, officer = await site.citizen(), await site.officer(counter="one")
        await site.take(mina)
        await site.serve_next(officer)
        before = list(site.office._context.state.periods)
        finish = c.DeskFinish(id=request_id(), outcome="solved")
        assert await site.code(officer, finish) is Rejection.WRONG_STATE
        assert list(site.office._context.state.periods) == before
        assert site.tickets(mina)[0].state == "serving"


async def test_K2_all_steps_of_an_event_are_committed_with_it(tmp_path: Path) -> None:
    whole = Scripted(lambda _case, _event: [steps.Remember(values={"seen": True}), PAPER, steps.Close(outcome="granted")])
    async with open_site(tmp_path, echo=whole) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        await site.done(mina, submit(case))
        assert await stored(site, case) == ("granted", 1, ["submit", "receive", "grant", "document"])


async def test_K3_a_broken_counter_leaves_the_case_and_the_other_counters_alone(tmp_path: Path) -> None:
    async with open_site(tmp_path, echo=Scripted(broken)) as site:
        mina, officer = await site.citizen(), await site.officer(counter="one")
        case = await opened(site, mina, "echo")
        codes = [await site.code(mina, submit(case)) for _ in range(5)]
        assert set(codes) == {Rejection.COUNTER_CLOSED}
        assert await stored(site, case) == ("draft", 0, [])
        assert [(line.id, line.broken) for line in site.office.office_view().services if line.broken] == [("echo", True)]
        await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields={"sentence": "kept"}, rev=0))
        await site.take(mina)
        await site.serve_next(officer)


async def offer_no_longer(folder: Path, service: str) -> None:
    """Write the services of the office without this one."""
    offered = await asyncio.to_thread(resources.files("madang_server.office_app").joinpath("services.toml").read_text, "utf-8")
    without = re.sub(rf"(?ms)^\[services\.{service}(?:\.\w+)?\].*?(?=^\[|\Z)", "", offered)
    await asyncio.to_thread((folder / "services.toml").write_text, without, "utf-8")


async def test_a_service_that_was_taken_away_leaves_its_tickets_in_peace(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina, juho, officer = await site.citizen(), await site.citizen("Juho"), await site.officer(counter="one")
        await site.take(mina)
        waiting = await site.take(juho)
        await site.done(officer, c.DeskCall(id=request_id()))
    await offer_no_longer(tmp_path, "consultation")
    async with open_site(tmp_path, clock) as site:
        again = [await site.again(visitor) for visitor in (mina, juho)]
        states = [[type(message).__name__ for message in await site.office.state_of(visitor)] for visitor in again]
        assert states == [["Tickets", "Called"], ["Tickets"]]
        assert "consultation" not in {service.id for service in site.office.office_view().services}
        await site.later(1)
        await site.done(again[1], c.TicketLeave(id=request_id(), ticket=waiting))
        signed = await site.sign_in("Officer Park")
        assert await site.office.state_of(await site.office.arrive(c.Hello(versions=[1], officer=signed)))


async def test_C3_a_draft_for_a_service_that_is_gone_is_rejected_and_what_was_kept_stays(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields={"sentence": "kept"}, rev=0))
    await offer_no_longer(tmp_path, "echo")
    async with open_site(tmp_path) as site:
        mina = await site.again(mina)
        assert await site.code(mina, c.CaseDraft(id=request_id(), case=case, fields={}, rev=1)) is Rejection.UNKNOWN_SERVICE
        assert await site.code(mina, c.CaseSubmit(id=request_id(), case=case, fields={})) is Rejection.UNKNOWN_SERVICE
        (kept,) = [message.case for message in await site.office.state_of(mina) if isinstance(message, m.Case)]
        assert (kept.fields, kept.rev) == ({"sentence": "kept"}, 1)


async def test_C3_what_a_form_no_longer_asks_is_not_told(tmp_path: Path) -> None:
    async with open_site(tmp_path) as site:
        mina = await site.citizen()
        case = await opened(site, mina, "echo")
        await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields={"sentence": "kept"}, rev=0))
    with sqlite3.connect(tmp_path / "madang.db") as database:
        kept = json.dumps({"sentence": "kept", "asked_before": "x"})
        database.execute("UPDATE cases SET fields = ?", (kept,))
    async with open_site(tmp_path) as site:
        state = await site.office.state_of(await site.again(mina))
        assert [message.case.fields for message in state if isinstance(message, m.Case)] == [{"sentence": "kept"}]
