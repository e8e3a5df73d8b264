"""Peers that read slowly or not at all: what they lose, what they keep, and that nobody waits for them."""

from tests.live.premises import Site, eventually, running
from tests.live.wire import Client

from madang_protocol import Close, limits, motion
from madang_protocol.messages import CounterView, Notice, Office, Pong, TickFrame, Words
from madang_protocol.messages import Room as RoomMessage
from madang_protocol.wishes import Move, Ping
from madang_server.live.visit import Flow

TITLE = Words(ko="창구 " * 200, en="counter " * 200)
LONG = Office(services=[], counters=[CounterView(id="one", place="court", title=TITLE, services=[], state="closed")] * 20)
SLOW = {"max_queue": 1}


async def slow_client(site: Site) -> Client:
    """A visitor who stops reading once the room is there."""
    client = await Client.open(site.url, **SLOW)
    await client.greet()
    await client.until(RoomMessage)
    await client.until(TickFrame)
    return client


async def choke(site: Site, client: Client) -> None:
    """Fill everything between the server and a client that does not read."""
    visit = site.visit(client.welcome.visitor)

    def behind() -> bool:
        for _ in range(20):
            site.outbox.tell(client.welcome.visitor, LONG)
        return visit.flow is Flow.BEHIND

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
    site.outbox.tell(slow.welcome.visitor, Notice(code="marker"))
    await slow.until(Notice, code="marker")
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
        site.outbox.tell(slow.welcome.visitor, Notice(code="hello"))
    assert await slow.until_closed() == (Close.SLOW_READER, "")
    back = await Client.arrive(site.url, token=slow.welcome.token, session=slow.welcome.session, seen=slow.seen)
    assert not back.welcome.resumed


async def test_S11_the_bound_counts_bytes_too(site: Site):
    slow = await slow_client(site)
    notice = Notice(code="hello", about={"text": "x" * 4_096})
    for _ in range(limits.REPLAY_BYTES_MAX // 4_096 + 1):
        site.outbox.tell(slow.welcome.visitor, notice)
    assert await slow.until_closed() == (Close.SLOW_READER, "")


async def test_S11_who_acknowledges_is_never_closed(site: Site):
    client, _ = await Client.enter(site.url)
    for _ in range(4):
        for _ in range(limits.REPLAY_MESSAGES_MAX // 2):
            site.outbox.tell(client.welcome.visitor, Notice(code="hello"))
        site.outbox.tell(client.welcome.visitor, Notice(code="marker"))
        await client.until(Notice, code="marker")
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
    visit = site.visit(slow.welcome.visitor)
    visit.write(b"\x89\x00" * limits.WRITE_HIGH_BYTES)  # as many answers as it may leave unread
    await slow.socket.ping()
    await eventually(lambda: visit.socket is None)
