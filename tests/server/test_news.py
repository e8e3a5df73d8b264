"""Whatever happens to a ticket or a request is told to the one whom it concerns (SPEC T17), through a real office."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import pytest
from tests.server.both_sides import BothSides
from tests.server.office_site import Site, request_id
from tests.server.test_cases import FORM, REGISTER

from madang_office.tickets import TicketEvent
from madang_protocol import NoticeCode
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app import Visitor
from madang_server.office_app.ticket_news import HOLDER_NOTICES


class Meeting(BothSides):
    """Both, and what else happens to the ticket."""

    async def call_twice_in_vain(self) -> None:
        await self.call()
        await self.site.later(91)
        await self.call()

    async def nothing(self) -> None:
        """The ticket waits."""

    async def evening(self) -> None:
        await self.site.later(9 * 3_600)

    async def an_hour_and_more(self) -> None:
        await self.site.later(61 * 60)

    async def called_and_left(self) -> None:
        await self.call()
        await self.citizen_does(c.TicketLeave(id=request_id(), ticket=self.ticket))

    async def called_and_missed(self) -> None:
        await self.call()
        await self.officer_does(c.DeskMissed(id=request_id()))

    async def serve_and_warn(self) -> None:
        await self.serve()
        await self.officer_does(c.DeskWarn(id=request_id(), reason="abuse"))

    async def with_one_behind(self) -> None:
        await self.site.take(await self.site.citizen("Jun"))

    def notices(self, visitor: Visitor) -> list[NoticeCode]:
        return [notice.code for notice in self.site.notifier.told(visitor, m.Notice)]


@pytest.fixture
async def meeting(site: Site) -> Meeting:
    return await Meeting.come(site)


Do = Callable[[Meeting], Awaitable[None]]


@dataclass(frozen=True)
class Change:
    """How a ticket comes to where the event may happen, how it happens, and what its holder and the officer are then told."""

    before: Do
    event: Do
    holder: type[m.Message] | NoticeCode
    officer: type[m.Message] | NoticeCode | None = m.Desk


def by_officer(command: Callable[[], c.DurableCommand]) -> Do:
    return lambda meeting: meeting.officer_does(command())


CHANGES: dict[TicketEvent, Change] = {
    TicketEvent.CALL: Change(Meeting.nothing, Meeting.call, m.Called),
    TicketEvent.RECALL: Change(Meeting.call, by_officer(lambda: c.DeskRecall(id=request_id())), m.Called),
    TicketEvent.ANSWER: Change(
        Meeting.call, lambda x: x.citizen_does(c.TicketAnswer(id=request_id(), ticket=x.ticket)), m.Tickets
    ),
    TicketEvent.SERVE: Change(Meeting.call, by_officer(lambda: c.DeskServe(id=request_id())), m.Case),
    TicketEvent.MISS: Change(Meeting.call, by_officer(lambda: c.DeskMissed(id=request_id())), NoticeCode.MISSED),
    TicketEvent.DROP: Change(
        Meeting.call_twice_in_vain, by_officer(lambda: c.DeskMissed(id=request_id())), NoticeCode.MISSED_OVER
    ),
    TicketEvent.HOLD: Change(Meeting.serve, by_officer(lambda: c.DeskHold(id=request_id())), NoticeCode.HELD),
    TicketEvent.RETURN: Change(Meeting.call, Meeting.officer_goes, NoticeCode.RETURNED),
    TicketEvent.TRANSFER: Change(
        Meeting.serve, by_officer(lambda: c.DeskTransfer(id=request_id(), service="echo")), NoticeCode.TRANSFERRED
    ),
    TicketEvent.DEFER: Change(
        Meeting.with_one_behind, lambda x: x.citizen_does(c.TicketDefer(id=request_id(), ticket=x.ticket)), m.Tickets, None
    ),
    TicketEvent.LEAVE: Change(
        Meeting.serve,
        lambda x: x.citizen_does(c.TicketLeave(id=request_id(), ticket=x.ticket)),
        m.Tickets,
        NoticeCode.CITIZEN_LEFT,
    ),
    TicketEvent.UNDO_LEAVE: Change(
        Meeting.called_and_left,
        lambda x: x.citizen_does(c.TicketUndo(id=request_id(), ticket=x.ticket)),
        m.Tickets,
        NoticeCode.CITIZEN_BACK,
    ),
    TicketEvent.UNDO_MISS: Change(
        Meeting.called_and_missed, lambda x: x.officer_does(c.DeskUndo(id=request_id(), ticket=x.ticket)), m.Called
    ),
    TicketEvent.LATER: Change(
        Meeting.call,
        lambda x: x.citizen_does(c.TicketLater(id=request_id(), ticket=x.ticket, minutes=5)),
        m.Tickets,
        NoticeCode.CITIZEN_LATER,
    ),
    TicketEvent.EXPIRE: Change(Meeting.nothing, Meeting.evening, NoticeCode.EXPIRED, NoticeCode.LINE_ENDED),
    TicketEvent.ABANDON: Change(Meeting.citizen_goes, Meeting.an_hour_and_more, NoticeCode.ABANDONED, None),
    TicketEvent.END_TALK: Change(
        Meeting.serve_and_warn, by_officer(lambda: c.DeskEndTalk(id=request_id(), reason="abuse")), NoticeCode.TALK_ENDED
    ),
    TicketEvent.FINISH: Change(
        Meeting.serve, by_officer(lambda: c.DeskFinish(id=request_id(), outcome="solved")), NoticeCode.FINISHED
    ),
}


def told(site: Site, visitor: Visitor) -> set[object]:
    """The kinds of messages that somebody got, and the codes of their notices."""
    messages = [message for visitor_id, message in site.notifier.said if visitor_id == visitor.id]
    return {type(message) for message in messages} | {message.code for message in messages if isinstance(message, m.Notice)}


def test_T17_every_event_of_a_ticket_is_tried_here() -> None:
    assert set(CHANGES) == set(TicketEvent) == set(HOLDER_NOTICES)


@pytest.mark.parametrize("event", CHANGES)
async def test_T17_what_happens_to_a_ticket_is_told_to_its_holder_and_officer(meeting: Meeting, event: TicketEvent) -> None:
    change = CHANGES[event]
    await change.before(meeting)
    meeting.site.notifier.said.clear()
    await change.event(meeting)
    assert {m.Tickets, change.holder} <= told(meeting.site, meeting.citizen)
    assert {change.officer} - {None} <= told(meeting.site, meeting.officer)


async def test_T17_a_notice_names_the_ticket_by_its_number_and_service(meeting: Meeting) -> None:
    await meeting.serve()
    await meeting.officer_does(c.DeskTransfer(id=request_id(), service="echo"))
    about = meeting.site.notifier.told(meeting.citizen, m.Notice)[-1].about
    assert (about["ticket"], about["number"], about["service"]) == (meeting.ticket, "C-001", "echo")


async def test_T17_one_whose_turn_was_missed_for_good_while_away_is_told_on_return(meeting: Meeting) -> None:
    await meeting.call_twice_in_vain()
    await meeting.site.later(91)
    back = await meeting.site.again(meeting.citizen)
    ends = [message for message in await meeting.site.office.state_of(back) if isinstance(message, m.Notice)]
    assert [(end.code, end.about["number"]) for end in ends] == [(NoticeCode.MISSED_OVER, "C-001")]
    await meeting.site.later(7 * 24 * 3_600 + 1)
    assert not [message for message in await meeting.site.office.state_of(back) if isinstance(message, m.Notice)]


async def test_T17_an_officer_is_told_that_the_called_one_lets_the_next_go_first(meeting: Meeting) -> None:
    await meeting.with_one_behind()
    await meeting.call()
    await meeting.citizen_does(c.TicketDefer(id=request_id(), ticket=meeting.ticket))
    assert NoticeCode.CITIZEN_DEFERRED in meeting.notices(meeting.officer)


async def test_T17_the_decision_on_a_request_is_told_to_its_citizen(site: Site) -> None:
    citizen, officer = await site.citizen(), await site.officer(counter="papers")
    case = (await site.done(citizen, c.CaseOpen(id=request_id(), service=REGISTER))).ref or ""
    handed_in = partial(c.CaseSubmit, case=case, fields=dict(FORM))
    acted = partial(c.CaseAct, case=case)
    steps: list[tuple[Visitor, c.DurableCommand]] = [
        (citizen, handed_in(id=request_id())),
        (officer, acted(id=request_id(), act="supplement", fields={"missing": "Since when?"})),
        (citizen, handed_in(id=request_id())),
        (officer, acted(id=request_id(), act="extend", fields={"reason": "The archive", "hours": 3})),
        (officer, acted(id=request_id(), act="grant")),
    ]
    states = []
    for visitor, command in steps:
        await site.done(visitor, command)
        states.append(site.case(citizen, case).state)
    await site.office.web_acts.delivered(site.case(citizen, case).documents[0].number, citizen.id)
    assert [*states, site.case(citizen, case).state] == [
        "received", "supplement_asked", "received", "extended", "granted", "delivered",
    ]  # fmt: skip


async def test_T17_who_brings_a_held_ticket_back_is_not_told_that_a_counter_closed(meeting: Meeting) -> None:
    await meeting.serve()
    await meeting.officer_does(c.DeskHold(id=request_id()))
    told = len(meeting.site.notifier.told(meeting.citizen, m.Notice))
    await meeting.citizen_does(c.TicketAnswer(id=request_id(), ticket=meeting.ticket))
    assert meeting.site.tickets(meeting.citizen)[0].state == "waiting"
    assert meeting.site.notifier.told(meeting.citizen, m.Notice)[told:] == []
