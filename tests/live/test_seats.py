"""A seat is good once, for a while, and for whoever it was given to (SPEC N22)."""

import pytest
from tests.live.live_server import eventually, running
from tests.live.memory_office import Known
from tests.live.wire import Client

from madang_protocol.commands import Bye, Hello
from madang_server.live.seats import SEAT_SECONDS, SeatOver, Seats

MINA, JUNO = Known("visitor-1", "Mina"), Known("visitor-2", "Juno")


@pytest.fixture
def seats() -> Seats[Known]:
    keys = iter(f"seat-{number}" for number in range(100))
    return Seats(lambda: next(keys))


def test_N22_a_seat_is_taken_once_by_whom_it_was_given_to(seats: Seats[Known]) -> None:
    one, two = seats.give(MINA, now=0.0), seats.give(JUNO, now=0.0)
    assert (seats.take(two, now=1.0), seats.take(one, now=1.0)) == (JUNO, MINA)
    for seat in (one, two, "seat-99"):
        with pytest.raises(SeatOver):
            seats.take(seat, now=1.0)


def test_N22_a_seat_is_good_for_fifteen_seconds_and_told_of_once_after_that(seats: Seats[Known]) -> None:
    late = seats.give(MINA, now=0.0)
    seats.give(JUNO, now=5.0)
    assert seats.over(SEAT_SECONDS - 0.1) == []
    assert seats.over(SEAT_SECONDS) == [MINA]
    assert seats.over(SEAT_SECONDS) == []
    with pytest.raises(SeatOver):
        seats.take(late, now=SEAT_SECONDS)


def test_N22_a_seat_that_nobody_looked_at_meanwhile_is_over_all_the_same(seats: Seats[Known]) -> None:
    late = seats.give(MINA, now=0.0)
    with pytest.raises(SeatOver):
        seats.take(late, now=SEAT_SECONDS)


async def test_N22_whoever_has_left_comes_in_by_no_seat_that_they_kept() -> None:
    async with running() as site:
        client, _ = await Client.enter(site.url, name="Mina")
        kept = site.live.parts.sessions.give_seat(site.session(client.welcome.visitor).visitor)
        await client.send(Bye())
        await eventually(lambda: site.office.gone == [client.welcome.visitor])
        late = await Client.open(site.url)
        await late.send(Hello(versions=[1], seat=kept))
        assert (await late.until_closed())[0] == 4410
