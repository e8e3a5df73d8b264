"""From the first word to the first step: what every visitor meets."""

from tests.live.live_server import Site
from tests.live.wire import Client

from madang_protocol import motion
from madang_protocol.commands import Move, Ping
from madang_protocol.messages import Office, Pong, Roster, TickFrame


async def test_S3_the_welcome_comes_first_and_then_the_room_the_roster_and_the_whole_view(site: Site):
    client, room = await Client.enter(site.url, name="Hana")
    assert client.welcome is not None
    assert (client.welcome.resumed, client.welcome.name, room.place) == (False, "Hana", "court")
    roster = await client.until(Roster)
    assert roster.whole
    assert [(person.a, person.name) for person in roster.join] == [(room.slot, "Hana")]
    frame = await client.until(TickFrame)
    records = [record for section in motion.sections(frame.d) for record in section.records]
    assert [(record.slot, record.x, record.y) for record in records] == [(room.slot, room.x, room.y)]
    assert frame.v is not None
    assert client.gaps == []


async def test_the_board_of_the_office_comes_with_the_start(site: Site):
    client = await Client.arrive(site.url)
    await client.until(Office)


async def test_R1_a_move_is_seen_as_a_change_of_heading_in_a_tick(site: Site):
    client, room = await Client.enter(site.url)
    await client.until(TickFrame)
    await client.send(Move(n=7, h=1))
    frame = await client.until(TickFrame)
    (section,) = motion.sections(frame.d)
    (record,) = section.records
    assert (record.slot, record.heading, record.input, record.operation) == (room.slot, 1, 7, motion.CHANGED)


async def test_a_ping_is_answered_with_the_tick(site: Site):
    client = await Client.arrive(site.url)
    await client.send(Ping(c=77))
    pong = await client.until(Pong)
    assert pong.c == 77
    assert 0 <= pong.ms <= 50
