"""R: what happens in the rooms of a running server: speech, doors, twins, booths, and a room that breaks."""

import asyncio
from itertools import pairwise
from math import ceil

from structlog.testing import capture_logs
from tests.live.live_server import Site, eventually, plans, running
from tests.live.wire import Client, request_id

from madang_protocol import NoticeCode, limits, motion
from madang_protocol.commands import Bye, Go, Move, Profile, Say, TicketTake
from madang_protocol.messages import Done, Notice, Roster, Said, TickFrame
from madang_protocol.messages import Room as RoomMessage
from madang_server.live.clock import TICK_SECONDS
from madang_worlds import Outcomes, Room, View


def say(text: str, to: str = "near") -> Say:
    return Say(id=request_id(), to=to, text=text)


async def both(site: Site, **hello: str) -> tuple[Client, Client, RoomMessage, RoomMessage]:
    """Two visitors who see each other."""
    first, first_room = await Client.enter(site.url, name="First", **hello)
    second, second_room = await Client.enter(site.url, name="Second", **hello)
    await first.until(Roster, count=2)
    return first, second, first_room, second_room


def records_of(frame: TickFrame) -> list[motion.Record]:
    return [record for section in motion.sections(frame.d) for record in section.records]


async def test_R2_faster_commands_do_not_make_faster_steps(site: Site):
    client, room = await Client.enter(site.url, entry="far")
    begun = await client.until(TickFrame)
    for number in range(48):
        await client.send(Move(n=number, h=4 + number % 3, k=0))
        await asyncio.sleep(0.01)
    await client.send(Move(n=99, h=0))
    tick, x = await _change(client, number=99)
    assert 0 < room.x - x <= (tick - begun.n) * limits.STEP_UNITS


async def _change(client: Client, number: int) -> tuple[int, int]:
    """(tick, x) of the change with this input number."""
    while True:
        frame = await client.until(TickFrame)
        told = [(frame.n - record.age, record.x) for record in records_of(frame) if record.input == number]
        if told:
            return told[0]


async def test_W9_words_the_answers_to_them_and_the_office_come_in_the_order_of_their_numbers(site: Site):
    speaker, listener, *_ = await both(site)
    for number in range(limits.RATE_SAY[1]):
        await speaker.send(Move(n=number, h=1 + number))
        await speaker.send(say(f"word {number}"))
        for client in (speaker, listener):
            site.notifier.tell(client.welcome.visitor, Notice(code=NoticeCode.NO_BOOTH, about={"n": f"n{number}"}))
        await listener.until(Said, text=f"word {number}")
    site.notifier.tell(listener.welcome.visitor, Notice(code=NoticeCode.ROOM_FULL))
    await listener.until(Notice, code=NoticeCode.ROOM_FULL)
    await speaker.until(Said, text=f"word {limits.RATE_SAY[1] - 1}")
    await speaker.until(Done)
    assert speaker.gaps == listener.gaps == []
    assert speaker.seen >= 2 * limits.RATE_SAY[1]


async def test_R12_what_is_said_shares_a_write_with_the_frame_of_its_tick(site: Site):
    walker, listener, *_ = await both(site)
    session, actor = site.session(listener.welcome.visitor), site.room("court")
    writes: list[tuple[int, bytes]] = []
    carry = session.write

    def note(framed: bytes) -> None:
        writes.append((actor.room.tick, framed))
        carry(framed)

    session.write = note
    for number in range(limits.RATE_SAY[1]):
        await walker.send(Move(n=number, h=1 + number % 2 * 4))
        await walker.send(say(f"word {number}"))
        await listener.until(Said, text=f"word {number}")
    ticks = [tick for tick, _ in writes]
    assert len(ticks) == len(set(ticks))
    assert any(b"word" in framed and b"tick" in framed for _, framed in writes)


async def test_R8_a_walker_who_goes_on_is_seen_as_one_change_by_everybody(site: Site):
    walker, witness, room, _ = await both(site)
    await witness.until(TickFrame)
    await walker.send(Move(n=1, h=3))
    frame = await witness.until(TickFrame)
    while not records_of(frame) or records_of(frame)[0].input != 1:
        frame = await witness.until(TickFrame)
    assert [(record.slot, record.heading) for record in records_of(frame)] == [(room.slot, 3)]


async def test_R9_while_somebody_walks_a_frame_comes_at_least_every_ten_ticks(site: Site):
    client, _ = await Client.enter(site.url)
    await client.until(TickFrame)
    await client.send(Move(n=1, h=3))
    ticks = [(await client.until(TickFrame)).n for _ in range(4)]
    assert max(later - earlier for earlier, later in pairwise(ticks)) <= limits.QUIET_TICKS_MAX + ticks_late(site)


def ticks_late(site: Site) -> int:
    """How late all ticks of the server were together: on a busy machine a frame may come that much later."""
    return ceil((site.registry.get_sample_value("madang_tick_lag_seconds_sum") or 0.0) / TICK_SECONDS)


async def test_R9_a_room_in_which_nothing_happens_has_no_ticks(site: Site):
    client, _ = await Client.enter(site.url)
    await client.until(TickFrame)
    await eventually(lambda: site.room("court")._timer is None)
    ticks = site.metric("madang_tick_seconds")
    await client.send(say("hello"))
    await client.until(Said)
    assert site.metric("madang_tick_seconds") > ticks


async def test_R11_the_view_of_a_visitor_is_the_room(site: Site):
    walker, witness, _, _ = await both(site)
    others = [await Client.arrive(site.url, entry=entry) for entry in ("far", "quiet", "talk")]
    view = View(plans()["court"].blocked, plans()["court"].cells)
    for number, heading in enumerate((1, 3, 2, 5, 7, 0)):
        await walker.send(Move(n=number + 1, h=heading))
        await others[number % 3].send(Move(n=number, h=heading))
        await _follow(witness, view, frames=2)
    for other in others:
        await other.send(Move(n=50, h=0))
    await eventually(lambda: site.room("court")._timer is None)
    await witness.send(say("the end"))
    await _follow_to_the_end(witness, view)
    room = site.room("court").room
    seen = view.at(room.tick)
    assert len(seen) >= 2
    assert seen == {slot: room.position(slot) for slot in seen}


async def _follow(client: Client, view: View, *, frames: int) -> None:
    for message in client.passed:
        if isinstance(message, TickFrame):
            view.apply(message.n, message.d, message.v)
    client.passed.clear()
    for _ in range(frames):
        frame = await client.until(TickFrame)
        view.apply(frame.n, frame.d, frame.v)


async def _follow_to_the_end(client: Client, view: View) -> None:
    await client.until(Said)
    await _follow(client, view, frames=0)


async def test_R13_a_full_room_gets_a_twin_and_the_twin_goes_when_it_is_empty():
    async with running(places=plans(capacity=2)) as site:
        rooms = [await Client.enter(site.url) for _ in range(5)]
        assert [room.room for _, room in rooms] == ["court", "court", "court-2", "court-2", "court-3"]
        assert site.metric("madang_rooms") == 3
        await rooms[4][0].send(Bye())
        await eventually(lambda: site.metric("madang_rooms") == 2)


async def test_R14_who_walks_into_a_door_comes_out_at_its_entry_with_everything(site: Site):
    client, _ = await Client.enter(site.url, entry="sill")
    witness, _ = await Client.enter(site.url, place="annex")
    await client.send(TicketTake(id=request_id(), service="talk"))
    await client.until(Done)
    await client.send(Move(n=1, h=1))
    room = await client.until(RoomMessage)
    assert (room.place, room.room) == ("annex", "annex")
    assert (room.x, room.y) == plans()["annex"].entry("lobby")
    assert {person.name for person in (await client.until(Roster)).join} == {"Guest 1", "Guest 2"}
    frame = await client.until(TickFrame)
    assert room.slot in {record.slot for record in records_of(frame)}
    assert (await witness.until(Roster, count=2)).join[0].a == room.slot
    assert client.gaps == []
    assert site.office.tickets[client.welcome.visitor]


async def test_R22_who_walks_into_a_closed_door_stays_and_is_told(site: Site):
    client, _ = await Client.enter(site.url)
    await client.send(Go(id=request_id(), n=1, kind="door", name="abroad"))
    notice = await client.until(Notice, code="door_closed")
    assert notice.about == {"place": "moon"}
    await client.send(Say(id=request_id(), to="room", text="still here"))
    assert (await client.until(Said)).text == "still here"
    assert [message for message in client.passed if isinstance(message, RoomMessage)] == []


async def test_R14_a_door_to_a_place_that_is_full_opens_a_twin_of_it():
    async with running(places=plans(annex_capacity=1)) as site:
        await Client.enter(site.url, place="annex")
        client, _ = await Client.enter(site.url, entry="sill")
        await client.send(Move(n=1, h=1))
        assert (await client.until(RoomMessage)).room == "annex-2"


class Fragile(Room):
    """A room that really breaks, in the middle of a tick, when somebody heads north-east."""

    def advance(self, tick: int) -> Outcomes:
        outcomes = super().advance(tick)
        if any(self.position(slot)[2] == 8 for slot in self.slots()):
            raise ZeroDivisionError("fragile")
        return outcomes


async def test_R15_a_broken_room_begins_anew_with_its_visitors_and_others_notice_nothing():
    async with running(room=Fragile) as site:
        victim, culprit, _, _ = await both(site)
        neighbour, _ = await Client.enter(site.url, place="annex")
        with capture_logs() as logged:
            await culprit.send(Move(n=1, h=8))
            again = await victim.until(RoomMessage)
        assert [(event["event"], event["room"]) for event in logged] == [("room failed and begins anew", "court")]
        assert (again.place, again.room) == ("court", "court")
        assert (await victim.until(Roster)).whole
        assert (await culprit.until(RoomMessage)).place == "court"
        await victim.send(say("still here"))
        assert (await culprit.until(Said)).text == "still here"
        await neighbour.send(say("what happened"))
        await neighbour.until(Said)
        assert not [message for message in neighbour.passed if isinstance(message, RoomMessage)]
        assert site.metric("madang_restarts") == 1
        assert victim.gaps == culprit.gaps == []


async def test_a_changed_name_and_look_are_seen_by_the_others(site: Site):
    client, witness, room, _ = await both(site)
    await client.send(Profile(id=request_id(), name="Sora", look="coat"))
    person = (await witness.until(Roster, leave=[])).join[0]
    while person.name != "Sora":
        person = (await witness.until(Roster)).join[0]
    assert (person.a, person.look) == (room.slot, "coat")


async def test_the_office_can_seat_two_people_in_a_booth(site: Site):
    citizen, _ = await Client.enter(site.url, place="annex")
    officer, _ = await Client.enter(site.url)
    site.notifier.seat_in_booth([citizen.welcome.visitor, officer.welcome.visitor], "blue", "one")
    assert (await citizen.until(RoomMessage)).place == "court"
    await citizen.until(TickFrame)
    await officer.send(say("welcome"))
    said = await citizen.until(Said)
    assert (said.scope, said.text) == ("booth", "welcome")


async def test_a_booth_that_is_nowhere_is_said_to_be_missing(site: Site):
    client, _ = await Client.enter(site.url)
    site.notifier.seat_in_booth([client.welcome.visitor], "green", "one")
    assert (await client.until(Notice)).code == "no_booth"
