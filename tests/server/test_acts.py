"""The acts of the office: every act on a ticket, a desk, a case and a document is a row that says who did it, in order."""

from sqlalchemy import select
from tests.office.expected_tables import DESKS, TICKETS
from tests.server.office_site import Site, request_id
from tests.server.test_cases import FORM, act, opened, submitted

from madang_protocol import commands as c
from madang_server.office_app import Visitor
from madang_server.store import tables

WHOLE_VISIT = [
    "take citizen", "call officer", "recall officer", "answer citizen", "miss officer", "call officer", "serve officer",
    "hold officer", "call officer", "serve officer", "transfer officer", "call officer", "serve officer", "finish officer",
]  # fmt: skip
DEFERRED = ["take citizen", "defer citizen", "later citizen", "leave citizen", "undo_leave citizen"]
MISSED_BY_MISTAKE = ["take citizen", "call officer", "miss officer", "undo_miss officer"]
EXPIRED = ["take citizen", "expire office"]
ABANDONED = ["take citizen", "abandon office"]
MISSED_TWICE = ["take citizen", "call officer", "miss office", "call officer", "drop office"]
FORSAKEN = ["take citizen", "call officer", "serve officer", "return office"]
ENDED = ["take citizen", "call officer", "serve officer", "end_talk officer"]
DESK = ["open officer", "pause officer", "resume officer", "call officer", "serve officer", "release officer", "close officer"]
LOST_DESK = ["open officer", "lost office", "back office", "resume officer", "close officer"]
GRANTED = [
    "open citizen",
    "submitted citizen",
    "act-supplement officer",
    "submitted citizen",
    "act-grant officer",
    "deliver office",
]


async def acts_on(site: Site, kind: str, about: str, **people: Visitor) -> list[str]:
    """What the log says of one thing, oldest first: the act and who did it, by their name in `people`."""
    names = {visitor.id: name for name, visitor in people.items()}
    async with site.store.read() as sql:
        rows = list(await sql.execute(select(tables.acts).where(tables.acts.c.about == about).order_by(tables.acts.c.n)))
    return [f"{row.action.removeprefix(kind + '-')} {names.get(row.actor, row.actor)}" for row in rows]


def words_of(*lists: list[str]) -> set[str]:
    return {line.split()[0] for each in lists for line in each}


async def serve(site: Site, officer: Visitor) -> None:
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.done(officer, c.DeskServe(id=request_id()))


async def test_every_act_of_a_whole_visit_is_a_row(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="two")
    ticket = await site.take(citizen)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.done(officer, c.DeskRecall(id=request_id()))
    await site.done(citizen, c.TicketAnswer(id=request_id(), ticket=ticket))
    await site.done(officer, c.DeskMissed(id=request_id()))
    await serve(site, officer)
    await site.done(officer, c.DeskHold(id=request_id()))
    await site.done(officer, c.DeskCall(id=request_id(), ticket=ticket))
    await site.done(officer, c.DeskServe(id=request_id()))
    await site.done(officer, c.DeskTransfer(id=request_id(), service="echo"))
    await serve(site, officer)
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    assert await acts_on(site, "ticket", ticket, citizen=citizen, officer=officer) == WHOLE_VISIT


async def test_deferring_leaving_and_coming_back_are_rows(site: Site) -> None:
    citizen = await site.citizen()
    ticket = await site.take(citizen)
    await site.take(await site.citizen("Jun"))
    await site.done(citizen, c.TicketDefer(id=request_id(), ticket=ticket))
    await site.done(citizen, c.TicketLater(id=request_id(), ticket=ticket, minutes=10))
    await site.done(citizen, c.TicketLeave(id=request_id(), ticket=ticket))
    await site.done(citizen, c.TicketUndo(id=request_id(), ticket=ticket))
    assert await acts_on(site, "ticket", ticket, citizen=citizen) == DEFERRED


async def test_a_call_that_was_marked_as_missed_by_mistake_has_a_row(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(citizen)
    await site.done(officer, c.DeskCall(id=request_id()))
    await site.done(officer, c.DeskMissed(id=request_id()))
    await site.done(officer, c.DeskUndo(id=request_id(), ticket=ticket))
    assert await acts_on(site, "ticket", ticket, citizen=citizen, officer=officer) == MISSED_BY_MISTAKE


async def test_what_time_does_to_a_ticket_is_a_row_of_the_office(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(citizen)
    for _ in range(2):
        await site.done(officer, c.DeskCall(id=request_id()))
        await site.later(91)
    assert await acts_on(site, "ticket", ticket, citizen=citizen, officer=officer) == MISSED_TWICE


async def test_a_ticket_whose_day_is_over_has_a_row_of_the_office(site: Site) -> None:
    citizen = await site.citizen()
    ticket = await site.take(citizen)
    await site.office.left(citizen.id)
    await site.later(24 * 3_600)
    assert await acts_on(site, "ticket", ticket, citizen=citizen) == EXPIRED


async def test_a_ticket_whose_holder_stayed_away_has_a_row_of_the_office(site: Site) -> None:
    citizen = await site.citizen()
    ticket = await site.take(citizen)
    await site.office.left(citizen.id)
    await site.later(61 * 60)
    assert await acts_on(site, "ticket", ticket, citizen=citizen) == ABANDONED


async def test_a_ticket_that_its_officer_left_for_good_has_a_row_of_the_office(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(citizen)
    await serve(site, officer)
    await site.office.left(officer.id)
    await site.later(61)
    await site.later(30 * 60)
    assert await acts_on(site, "ticket", ticket, citizen=citizen, officer=officer) == FORSAKEN


async def test_every_act_at_a_desk_is_a_row(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="one")
    await site.done(officer, c.DeskPause(id=request_id()))
    await site.done(officer, c.DeskResume(id=request_id()))
    await site.take(citizen)
    await serve(site, officer)
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    await site.done(officer, c.DeskClose(id=request_id()))
    assert await acts_on(site, "desk", "one", officer=officer) == DESK


async def test_a_talk_that_its_officer_ended_has_rows(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="one")
    ticket = await site.take(citizen)
    await serve(site, officer)
    await site.done(officer, c.DeskWarn(id=request_id(), reason="threat"))
    await site.done(officer, c.DeskEndTalk(id=request_id(), reason="threat"))
    assert await acts_on(site, "ticket", ticket, citizen=citizen, officer=officer) == ENDED
    ended = [act for act in await acts_on(site, "desk", "one", officer=officer) if act.split()[0] in {"warn", "end-talk"}]
    assert ended == ["warn officer", "end-talk officer"]


async def test_a_desk_whose_officer_was_gone_and_came_back_has_rows_of_the_office(site: Site) -> None:
    token = await site.sign_in("Officer Han")
    officer = await site.office.arrive(c.Hello(versions=[1], officer=token))
    await site.done(officer, c.DeskOpen(id=request_id(), counter="one"))
    await site.office.left(officer.id)
    await site.later(61)
    await site.office.arrive(c.Hello(versions=[1], officer=token))
    await site.later(1)
    await site.done(officer, c.DeskResume(id=request_id()))
    await site.done(officer, c.DeskClose(id=request_id()))
    assert await acts_on(site, "desk", "one", officer=officer) == LOST_DESK


async def test_every_act_on_a_case_and_its_document_is_a_row(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="papers")
    case = await submitted(site, citizen)
    await act(site, officer, case, "supplement", missing="The flat's number.")
    await site.done(citizen, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
    await act(site, officer, case, "grant")
    number = site.case(citizen, case).documents[0].number
    await site.office.web_acts.delivered(number, citizen.id)
    assert await acts_on(site, "case", case, citizen=citizen, officer=officer) == GRANTED
    assert await acts_on(site, "document", number, officer=officer) == ["issue officer"]


async def test_a_case_that_was_read_extended_or_decided_has_rows(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="papers")
    case = await submitted(site, citizen)
    await act(site, officer, case, "open")
    await act(site, officer, case, "extend", reason="The archive is closed.", hours=2)
    await act(site, officer, case, "refuse", reason="Another person's data.", remedy="Appeal within 90 days.")
    assert (await acts_on(site, "case", case, citizen=citizen, officer=officer))[2:] == [
        "take-on officer", "read officer", "act-extend officer", "act-refuse officer",  # the last with its remedy
    ]  # fmt: skip


async def test_a_case_that_was_withdrawn_has_a_row(site: Site) -> None:
    citizen = await site.citizen()
    case = await opened(site, citizen)
    await site.done(citizen, c.CaseWithdraw(id=request_id(), case=case))
    assert await acts_on(site, "case", case, citizen=citizen) == ["open citizen", "withdraw citizen"]


def test_these_tests_do_everything_that_can_happen_to_a_ticket_and_a_desk() -> None:
    tickets = words_of(WHOLE_VISIT, DEFERRED, MISSED_BY_MISTAKE, MISSED_TWICE, EXPIRED, ABANDONED, FORSAKEN, ENDED)
    assert tickets == {"take"} | {event for row in TICKETS.values() for event in row}
    assert words_of(DESK, LOST_DESK) == {event for row in DESKS.values() for event in row}
