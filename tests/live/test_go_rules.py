"""Where `go` leads over real sockets: counters, seats, and what is no target (SPEC R5, R21)."""

from tests.live.live_server import SEATS, Site, eventually, point
from tests.live.test_room_rules import records_of
from tests.live.wire import Client, request_id

from madang_protocol import Rejection, limits
from madang_protocol.commands import Go
from madang_protocol.messages import Done, Rejected, TickFrame


async def test_R5_go_leads_to_the_counter_and_says_when_there_is_no_such_thing(site: Site):
    client, _ = await Client.enter(site.url)
    await client.until(TickFrame)
    unknown = Go(id=request_id(), n=1, kind="counter", name="none")
    await client.send(unknown)
    assert (await client.until(Rejected, id=unknown.id)).code == Rejection.UNKNOWN_TARGET
    await client.send(Go(id=request_id(), n=2, kind="counter", name="one"))
    await client.until(Done)
    frame = await client.until(TickFrame)
    while not any(record.heading == 0 and record.input == 2 for record in records_of(frame)):
        frame = await client.until(TickFrame)
    arrived = records_of(frame)[-1]
    assert abs(arrived.x - point(7, 7)[0]) + abs(arrived.y - point(7, 7)[1]) < limits.STEP_UNITS


def stands_at(site: Site, client: Client, *spots: tuple[int, int]) -> tuple[int, int] | None:
    """The spot of these at which the avatar stands, to less than a step; None while it is at none or walks."""
    session = site.session(client.welcome.visitor)
    x, y, heading = session.actor.room.position(session.slot)
    near = [spot for spot in spots if abs(spot[0] - x) + abs(spot[1] - y) < limits.STEP_UNITS]
    return near[0] if near and heading == 0 else None


async def test_R21_who_waits_for_a_service_is_led_to_a_seat_of_their_own_and_then_in_front_of_one(site: Site):
    people = [(await Client.enter(site.url))[0] for _ in range(3)]
    for client in people:
        await client.send(go := Go(id=request_id(), n=1, kind="seat", name="talk"))
        await client.until(Done, id=go.id)
    await eventually(lambda: {stands_at(site, client, *SEATS) for client in people[:2]} == set(SEATS))
    await eventually(lambda: stands_at(site, people[2], point(13, 14), point(14, 14)))


async def test_R21_a_seat_is_free_again_when_the_one_who_had_it_goes(site: Site):
    people = [(await Client.enter(site.url))[0] for _ in range(3)]
    for client in people[:2]:
        await client.send(Go(id=request_id(), n=1, kind="seat", name="one"))
    await eventually(lambda: {stands_at(site, client, *SEATS) for client in people[:2]} == set(SEATS))
    left = stands_at(site, people[0], *SEATS)
    await people[0].send(Go(id=request_id(), n=2, kind="seat", name="bench"))
    await eventually(lambda: stands_at(site, people[0], point(6, 6)))
    await people[2].send(Go(id=request_id(), n=1, kind="seat", name="one"))
    await eventually(lambda: left is not None and stands_at(site, people[2], left))


async def test_R21_a_service_without_seats_here_is_no_target(site: Site):
    client, _ = await Client.enter(site.url)
    await client.send(unknown := Go(id=request_id(), n=1, kind="seat", name="papers"))
    assert (await client.until(Rejected, id=unknown.id)).code == Rejection.UNKNOWN_TARGET
