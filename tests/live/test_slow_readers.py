"""Peers that read slowly or not at all: what they lose, what they keep, and that nobody waits for them."""

import random

from tests.live.live_server import Site, eventually, plans, running
from tests.live.narrow import narrow
from tests.live.wire import Client

from madang_protocol import Close, NoticeCode, limits, motion
from madang_protocol.commands import Move, Ping
from madang_protocol.messages import CounterView, Notice, Office, Pong, TickFrame, Words
from madang_protocol.messages import Room as RoomMessage
from madang_server.live.room_actor import RoomActor
from madang_server.live.session import Flow
from madang_worlds import View

TITLE = Words(ko="창구 " * 200, en="counter " * 200)
LONG = Office(services=[], counters=[CounterView(id="one", place="court", title=TITLE, services=[], state="closed")] * 20)
SLOW = {"max_queue": 1}

TRICKLE = 2_000  # bytes a second
CATCH_UP_BYTES = 2 * 80_000  # what a modest phone line (80 kB a second) carries in two seconds


async def slow_client(site: Site) -> Client:
    """A visitor who stops reading once the room is there."""
    client = await Client.open(site.url, **SLOW)
    await client.greet()
    await client.until(RoomMessage)
    await client.until(TickFrame)
    return client


async def choke(site: Site, client: Client) -> None:
    """Fill everything between the server and a client that does not read."""
    session = site.session(client.welcome.visitor)

    def behind() -> bool:
        for _ in range(20):
            site.notifier.tell(client.welcome.visitor, LONG)
        return session.flow is Flow.BEHIND

    await eventually(behind)


async def test_R10_a_slow_reader_misses_volatile_frames_and_then_gets_everything_whole(site: Site):
    slow = await slow_client(site)
    walker, _ = await Client.enter(site.url)
    await walker.until(TickFrame)
    await choke(site, slow)
    before = site.metric("madang_conflated")
    for number in range(4):
        await walker.send(Move(n=number, h=3 if number % 2 else 7))
        await walker.until(TickFrame)
    await eventually(lambda: site.metric("madang_conflated") > before)
    site.notifier.tell(slow.welcome.visitor, Notice(code=NoticeCode.ROOM_FULL))
    await slow.until(Notice, code=NoticeCode.ROOM_FULL)
    frame = await slow.until(TickFrame)
    assert {section.kind for section in motion.sections(frame.d)} == {motion.WHOLE}
    assert frame.v is not None
    await walker.send(Move(n=9, h=1))
    after = await slow.until(TickFrame)
    assert {section.kind for section in motion.sections(after.d)} <= {motion.CHANGES}
    assert slow.gaps == []


async def test_R10_others_get_their_frames_while_one_does_not_read(site: Site):
    slow = await slow_client(site)
    await choke(site, slow)
    walker, _ = await Client.enter(site.url)
    await walker.send(Move(n=1, h=3))
    for _ in range(3):
        await walker.until(TickFrame)
    await slow.drop()


async def test_S11_a_reader_whose_reliable_messages_pass_their_bound_is_closed_to_come_back(site: Site):
    slow = await slow_client(site)
    for _ in range(limits.REPLAY_MESSAGES_MAX + 1):
        site.notifier.tell(slow.welcome.visitor, Notice(code=NoticeCode.NO_BOOTH))
    assert await slow.until_closed() == (Close.SLOW_READER, "")
    back = await Client.arrive(site.url, token=slow.welcome.token, session=slow.welcome.session, seen=slow.seen)
    assert not back.welcome.resumed


async def test_S11_the_bound_counts_bytes_too(site: Site):
    slow = await slow_client(site)
    notice = Notice(code=NoticeCode.NO_BOOTH, about={"text": "x" * 4_096})
    for _ in range(limits.REPLAY_BYTES_MAX // 4_096 + 1):
        site.notifier.tell(slow.welcome.visitor, notice)
    assert await slow.until_closed() == (Close.SLOW_READER, "")


async def test_S11_who_acknowledges_is_never_closed(site: Site):
    client, _ = await Client.enter(site.url)
    for _ in range(4):
        for _ in range(limits.REPLAY_MESSAGES_MAX // 2):
            site.notifier.tell(client.welcome.visitor, Notice(code=NoticeCode.NO_BOOTH))
        site.notifier.tell(client.welcome.visitor, Notice(code=NoticeCode.ROOM_FULL))
        await client.until(Notice, code=NoticeCode.ROOM_FULL)
        await client.ack()
        await client.send(Ping(c=1))
        await client.until(Pong)
    assert client.gaps == []
    assert site.metric("madang_closes") == 0


async def test_S11_one_that_never_reads_is_gone_after_all():
    async with running(silence_seconds=1.5) as site:
        slow = await slow_client(site)
        await choke(site, slow)
        await eventually(lambda: site.metric("madang_connections") == 0)
        await slow.drop()


async def test_S11_who_pings_and_reads_none_of_the_answers_is_cut(site: Site):
    slow = await slow_client(site)
    await choke(site, slow)
    session = site.session(slow.welcome.visitor)
    session.write(b"\x89\x00" * limits.WRITE_HIGH_BYTES)  # as many answers as it may leave unread
    await slow.socket.ping()
    await eventually(lambda: session.socket is None)


async def test_R10_at_2_kB_a_second_one_stays_and_sees_the_room_as_it_is_right_after():
    async with running(places=plans(capacity=800)) as site, narrow(site.url) as line:
        slow, _ = await Client.enter(line.url)
        neighbour, _ = await Client.enter(site.url)
        actor = site.room("court")
        walkers = crowd(actor, 600)
        session, others = site.session(slow.welcome.visitor), site.session(neighbour.welcome.visitor)
        view = View(actor.plan.blocked, actor.plan.cells)
        line.bytes_per_second = TRICKLE
        while site.metric("madang_conflated") < 10:
            stir(actor, walkers)
            see(view, await neighbour.until(TickFrame))
            assert others.flow is Flow.CURRENT
            assert session.socket.unsent_bytes <= limits.WRITE_LOW_BYTES + limits.FRAME_IN_BYTES_MAX
        rest(actor, walkers)
        await sees_the_room_as_it_is(neighbour, view, actor)
        line.bytes_per_second, carried = None, line.carried
        await eventually(lambda: session.flow is Flow.CURRENT)
        await sees_the_room_as_it_is(slow, View(actor.plan.blocked, actor.plan.cells), actor)
        assert line.carried - carried <= CATCH_UP_BYTES
        assert slow.gaps == neighbour.gaps == []
        assert site.metric("madang_closes") == 0


def crowd(actor: RoomActor, people: int) -> list[int]:
    """Let people without connections stand about; return their slots."""
    chance = random.Random(1)
    side = actor.plan.width_tiles * 256
    return [actor.room.join(chance.randrange(side), chance.randrange(side)) for _ in range(people)]


def stir(actor: RoomActor, slots: list[int]) -> None:
    """Let all of them turn."""
    for slot in slots:
        actor.room.move(slot, 1 + (slot + actor.room.tick) % 8)
    actor.wake()


def rest(actor: RoomActor, slots: list[int]) -> None:
    """Let all of them stand still."""
    for slot in slots:
        actor.room.move(slot, 0)
    actor.wake()


def see(view: View, frame: TickFrame) -> None:
    view.apply(frame.n, frame.d, frame.v)


async def sees_the_room_as_it_is(client: Client, view: View, actor: RoomActor) -> None:
    """Read on until the client's own view is the room's, which is at rest (SPEC R11)."""
    while True:
        frame = await client.until(TickFrame)
        see(view, frame)
        here = view.at(frame.n)
        if len(here) > 1 and here == {slot: actor.room.position(slot) for slot in here}:
            return
