"""The laws that hold in an office after every step, whatever happened. Each is checked against what the file holds."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from tests.office.expected_tables import CASES, TICKETS
from tests.simulation.case_laws import a_note_is_kept_once_and_is_the_offices_alone, another_officer_decides_on_an_objection
from tests.simulation.choice_laws import (
    nobody_is_called_before_they_come,
    what_is_undone_was_done_shortly_before,
    who_is_waited_for_is_on_duty,
)
from tests.simulation.kept import Kept, Row
from tests.simulation.world import Sent, World

from madang_office.tickets import TicketEvent
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app.loaded_state import load_state
from madang_server.office_app.questions import whole_cases
from madang_server.office_app.state import OfficeState
from madang_server.office_clock import OfficeClock
from madang_server.store import office_rows
from madang_server.store.notice_rows import NOTICES_KEPT_S

SILENT = (c.Profile, c.CaseDraft, c.CaseSay)  # kept, but no act: the draft and the transcript say who wrote
Law = Callable[[World, Kept, Kept, list[Sent]], None]


def nobody_stands_twice_in_a_line(_world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T1."""
    held = Counter((ticket["visitor"], ticket["service"]) for ticket in after.live)
    assert [place for place, count in held.items() if count > 1] == []


def no_number_is_given_twice(_world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T2, T14: nobody gets the number of a live ticket, or one of the same day; papers never share one."""
    given = Counter((ticket["day"], ticket["number"]) for ticket in after.tickets)
    assert [number for number, count in given.items() if count > 1] == []
    live = Counter(ticket["number"] for ticket in after.live)
    papers = Counter([*(case["number"] for case in after.cases), *(document["number"] for document in after.documents)])
    assert [number for number, count in [*live.items(), *papers.items()] if count > 1] == []


def no_ticket_outlives_its_day(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T22: since the office looked last nobody waits whose day was over; and nobody's day ended before its time."""
    aside = [row for row in after.live if row["state"] not in {"called", "serving"} and row["since"] < world.looked_at]
    assert [row for row in aside if row["ends"] is None or row["ends"] <= world.looked_at] == []
    ended = [row for row in after.tickets if row["ending"] == "expired"]
    world.happened["tickets that ended with their day"] = len(ended)
    world.happened["tickets that were given back"] = sum(row["ending"] == "abandoned" for row in after.tickets)
    assert [row for row in ended if row["since"] < row["ends"]] == []


def nothing_ends_twice_and_who_did_not_end_it_is_told(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T20, T22, T23: what the office ended has one row in the audit log, and a notice for its holder."""
    ends = Counter(row["about"] for row in after.audit if row["action"] in END_ACTIONS)
    ends.subtract(row["about"] for row in after.audit if row["action"] in UNDO_ACTIONS and was_over(after, row))
    assert [ticket for ticket, count in ends.items() if count > 1] == []
    told = {(row["visitor"], row["subject"]): row["code"] for row in after.notices}
    lately = world.office_now() - NOTICES_KEPT_S + 3_600
    of_office = [row for row in after.tickets if row["ending"] in {"expired", "abandoned"} and row["since"] > lately]
    untold = [row for row in of_office if told.get((row["visitor"], f"ticket {row['id']}")) != row["ending"]]
    assert untold == []


END_ACTIONS = {f"ticket-{action}" for action in ("expire", "abandon", "drop", "leave", "finish")}


UNDO_ACTIONS = {"ticket-undo_leave", "ticket-undo_miss"}


def was_over(kept: Kept, undone: Row) -> bool:
    """Whether the ticket of this row of the journal was over: of a call that was missed once it was not."""
    return undone["action"] == "ticket-undo_leave" or any(
        stay["ticket"] == undone["about"] and stay["state"] == "left" for stay in kept.periods
    )


def who_came_first_stands_first(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T8, T13: tickets with the same right that only ever waited, of people who are here, stand as they were taken (T15)."""
    moved = {period["ticket"] for period in after.periods if period["state"] != "waiting" or period["ended"] is not None}
    for service in world.context.catalogue.offers:
        for favoured in (0, 1):
            waited = [row for row in after.live if row["service"] == service and row["favoured"] == favoured]
            taken = [row["id"] for row in waited if row["id"] not in moved and row["rank"] == row["created"]]
            line = [ticket.id for ticket in world.context.state.line(service, world.office_now()).present()]
            assert [ticket for ticket in line if ticket in taken] == [ticket for ticket in taken if ticket in line]


def places_are_one_to_n(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T2."""
    for service in world.context.catalogue.offers:
        line = world.context.state.line(service, world.office_now())
        in_line = {row["id"] for row in after.live if row["service"] == service and row["state"] in LINE}
        assert set(line.places()) == in_line
        assert sorted(line.places().values()) == list(range(1, len(in_line) + 1))


LINE = {state for state, row in TICKETS.items() if "defer" in row} - {"called"}  # who is called may defer too (T13)


def each_holder_sees_their_tickets(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    for visitor in {ticket["visitor"] for ticket in after.live}:
        shown = {ticket.id for ticket in world.context.views.tickets(visitor).tickets}
        assert shown == {ticket["id"] for ticket in after.live if ticket["visitor"] == visitor}


def each_officer_sees_the_ticket_and_the_line(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    for person in world.officers:
        desk = world.context.state.desk_of(person.visitor.officer_id) if person.visitor else None
        if person.visitor is not None and desk is not None:
            told = world.context.views.desk(desk)
            assert (told.ticket.id if told.ticket else None) == desk.ticket
            shown = {ticket.id for ticket in world.office.queue_view(person.visitor).tickets}
            line = {row["id"] for row in after.live if row["service"] in desk.services and row["state"] in LINE}
            assert line <= shown


def no_booth_and_no_desk_is_taken_twice(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """R17, R20, T11: no booth oftener than there were rooms; and a desk and its ticket say the same of one another."""
    at_desk = {row["id"]: row["counter"] for row in after.live if row["state"] in {"called", "serving"}}
    booths = Counter(row["booth"] for row in after.live if row["id"] in at_desk and row["booth"])
    assert [booth for booth, count in booths.items() if count > world.rooms_most] == []
    assert {row["ticket"]: row["counter"] for row in after.desks if row["ticket"]} == at_desk
    sitting = Counter(row["officer"] for row in after.desks if row["officer"])
    assert [officer for officer, count in sitting.items() if count > 1] == []


def nobody_is_at_two_desks(_world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T19: a person is in one call or talk at a time."""
    there = Counter(row["visitor"] for row in after.live if row["state"] in {"called", "serving"})
    assert [visitor for visitor, count in there.items() if count > 1] == []


def states_follow_their_tables(_world: World, before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T3, T4, C1: what the periods tell is a way through the table, without a gap."""
    stays: dict[str, list[Row]] = {}
    for period in after.periods:
        stays.setdefault(period["ticket"], []).append(period)
    for ticket in after.tickets:
        told = [*stays[ticket["id"]]]
        assert [(one["ended"], one["state"]) for one in told[:-1] if one["ended"] is None] == []
        assert all(one["ended"] == other["began"] for one, other in pairwise(told)), ticket
        states = [period["state"] for period in told] + ([ticket["state"]] if ticket["state"] in {"done", "left"} else [])
        assert all(later in TICKETS[state].values() for state, later in pairwise(states)), states
        assert states[-1] == ticket["state"]
    cases = {case["id"]: case["state"] for case in before.cases}
    for case in after.cases:
        assert case["state"] in _reachable(cases.get(case["id"], "draft")), (cases.get(case["id"]), case["state"])


def _reachable(state: str) -> set[str]:
    """The states to which the events of one unit of work can lead: a hand-in is received, a grant may be closed at once."""
    found, edge = {state}, {state}
    for _ in range(3):
        edge = {later for one in edge for later in CASES[one].values()}
        found |= edge
    return found


def what_was_rejected_changed_nothing(_world: World, before: Kept, after: Kept, sent: list[Sent]) -> None:
    """W7, C9."""
    if sent and all(isinstance(one.reply, m.Rejected) for one in sent):
        assert after == before, sent


def every_act_is_in_the_audit_log(world: World, before: Kept, after: Kept, sent: list[Sent]) -> None:
    new = {row["actor"] for row in after.audit[len(before.audit) :]}
    asked_before = {one.command.id for one in world.sent[: len(world.sent) - len(sent)]}
    there = {case["id"] for case in before.cases}  # a draft that is opened once more is only shown again,
    there |= {row["about"] for row in after.audit[len(before.audit) :]}  # also one that somebody began in the same instant
    fresh = [one for one in sent if isinstance(one.reply, m.Done) and one.command.id not in asked_before]
    fresh = [one for one in fresh if not (isinstance(one.command, c.CaseOpen) and one.reply and one.reply.ref in there)]
    assert [one for one in fresh if one.person.id not in new and not isinstance(one.command, SILENT)] == []


def what_was_acknowledged_is_kept(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """C2, W6: once, and not twice."""
    said = Counter(entry["text"] for entry in after.entries)
    tickets, cases = {row["id"]: row for row in after.tickets}, {row["id"]: row for row in after.cases}
    undone = {stay["ticket"] for stay in after.periods if stay["state"] == "left"}
    for one in world.sent:
        if isinstance(one.reply, m.Done):
            _is_kept(one, one.reply, said, tickets, cases, undone)
    assert [text for text, count in said.items() if text.startswith("said by") and count > 1] == []


def _is_kept(
    one: Sent, reply: m.Done, said: Counter[str], tickets: dict[str, Row], cases: dict[str, Row], undone: set[str]
) -> None:
    match one.command:
        case c.TicketTake(service=service):
            ticket = tickets[reply.ref or ""]
            assert ticket["visitor"] == one.person.id
            assert ticket["service"] == service or ticket["first_service"], ticket
        case c.TicketLeave(ticket=ticket_id):
            assert tickets[ticket_id]["state"] == "left" or ticket_id in undone
        case c.CaseSay(text=text) | c.CaseObject(text=text):
            assert said[text] == 1, text
        case c.CaseOpen():
            assert cases[reply.ref or ""]["citizen"] == one.person.id
        case c.CaseWithdraw(case=case_id):
            assert cases[case_id]["state"] == "withdrawn"
        case c.CaseDraft(case=case_id):
            assert cases[case_id]["rev"] >= (reply.rev or 0)
        case _:
            pass


def a_talk_is_heard_by_its_sides_alone(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """R12, R20: nobody else hears those whom the office has seated, and no booth of a room has two talks."""
    staff = world.context.state.staff_visitors
    talks = [{row["visitor"], staff.get(row["officer"] or "", "")} for row in after.tickets]
    for room, booth, seated, hearers in world.notifier.talks():
        assert hearers <= seated, (room, booth, seated, hearers)
        assert any(seated <= sides for sides in talks), (room, booth, seated)


def everybody_is_in_one_room(world: World, _before: Kept, _after: Kept, _sent: list[Sent]) -> None:
    """R13: all who are here, each once, and nobody who has left."""
    there = Counter(session.visitor.id for actor in world.notifier.directory.rooms for session in actor.sessions.values())
    here = {person.id for person in (*world.citizens, *world.officers) if person.visitor is not None}
    assert there == Counter(here | set(world.notifier.sessions))
    assert set(world.notifier.sessions) <= here | set(world.notifier.dismissed)


def who_is_served_sits_where_their_ticket_says(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """R19: a served citizen whom the office has seated sits in the booth of a ticket of theirs."""
    booths: dict[str, set[str]] = {}
    for row in after.live:
        if row["state"] in {"called", "serving"}:
            booths.setdefault(row["visitor"], set()).add(row["booth"])
    served = {row["visitor"] for row in after.live if row["state"] == "serving"}
    for _, booth, seated, _ in world.notifier.talks():
        assert all(booth in booths[citizen] for citizen in seated & served), (booth, seated, booths)


LAWS: tuple[Law, ...] = (
    nobody_stands_twice_in_a_line,
    no_number_is_given_twice,
    no_ticket_outlives_its_day,
    nothing_ends_twice_and_who_did_not_end_it_is_told,
    what_is_undone_was_done_shortly_before,
    who_came_first_stands_first,
    nobody_is_called_before_they_come,
    who_is_waited_for_is_on_duty,
    places_are_one_to_n,
    each_holder_sees_their_tickets,
    each_officer_sees_the_ticket_and_the_line,
    no_booth_and_no_desk_is_taken_twice,
    nobody_is_at_two_desks,
    states_follow_their_tables,
    what_was_rejected_changed_nothing,
    every_act_is_in_the_audit_log,
    what_was_acknowledged_is_kept,
    another_officer_decides_on_an_objection,
    a_note_is_kept_once_and_is_the_offices_alone,
    a_talk_is_heard_by_its_sides_alone,
    everybody_is_in_one_room,
    who_is_served_sits_where_their_ticket_says,
)


async def memory_is_what_the_file_says(world: World) -> None:
    """T9: a process that opened the file now would know the same."""
    fresh, state = OfficeState(), world.context.state
    clock = OfficeClock(world.clock.now, world.clock.monotonic)
    await load_state(world.store, fresh, lambda *_: None, clock)
    assert fresh.tickets == state.tickets
    assert fresh.desks == state.desks
    now = world.office_now()
    for kind in (TicketEvent.LEAVE, TicketEvent.MISS):
        known = {one.id for one in state.undoable.values() if one.can_undo(kind, now)}
        # A clock that was set ahead cannot be told from time that has passed, at a start (T22): it may know less.
        assert {one.id for one in fresh.undoable.values() if one.can_undo(kind, now)} <= known
    assert fresh.tray == state.tray
    assert fresh.counted_calls == state.counted_calls
    assert fresh.announcements == state.announcements
    assert fresh.contact.inquiries == state.contact.inquiries
    assert fresh.contact.alarms == state.contact.alarms
    assert (fresh.contact.open_reports(), fresh.contact.bars) == (state.contact.open_reports(), state.contact.bars)
    assert (fresh.contact.bells, fresh.contact.outgoing) == (state.contact.bells, state.contact.outgoing)
    async with world.store.read() as sql:
        for name, count in state.counts.items():
            assert (name, count) == (name, await office_rows.count_of(sql, name) or count)
        known = {whole.case.record.id: whole for whole in state.cases}
        assert known == await whole_cases(sql, known)
