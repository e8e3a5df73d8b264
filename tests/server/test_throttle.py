"""The limits of signing in: whom they hold for, and whom they never shut out."""

import asyncio

from tests.server.office_site import Clock

from madang_server.web import Throttle
from madang_server.web.throttle import PAUSE_S_MAX, TRIES_AT_EASE, TRIES_OF_AN_ADDRESS_AT_EASE, UNDER_WAY_MAX, WAITING_MAX


def test_the_sixth_try_in_a_minute_waits_until_the_first_is_a_minute_old() -> None:
    clock = Clock()
    throttle = Throttle(clock.now)
    assert [throttle.take("park", "10.0.0.1") for _ in range(5)] == [0.0] * 5
    clock.instant += 20
    assert throttle.take("park", "10.0.0.1") == 40.0
    assert throttle.take("kim", "10.0.0.1") == 0.0


def test_a_stranger_who_tries_a_name_does_not_shut_its_owner_out() -> None:
    throttle = Throttle(Clock().now)
    tried = [throttle.take("park", "192.0.2.1") for _ in range(50)]
    assert tried[-1] > 0
    assert throttle.take("park", "10.0.0.1") == 0.0


def test_a_name_tried_from_everywhere_becomes_slow_and_is_never_barred() -> None:
    clock = Clock()
    throttle = Throttle(clock.now)
    pauses = []
    for number in range(200):
        assert throttle.take("park", f"192.0.2.{number}") == 0.0
        pauses.append(throttle.pause_s("park", "10.0.0.1"))
    assert pauses[:TRIES_AT_EASE] == [0.0] * TRIES_AT_EASE
    assert pauses == sorted(pauses)
    assert pauses[-1] == PAUSE_S_MAX
    assert throttle.pause_s("kim", "10.0.0.1") == 0.0
    clock.instant += 61
    assert throttle.pause_s("park", "10.0.0.1") == 0.0


def test_an_address_that_tries_many_names_becomes_slow_and_bars_nobody_behind_it() -> None:
    throttle = Throttle(Clock().now)
    pauses = []
    for number in range(200):
        assert throttle.take(f"name {number}", "192.0.2.1") == 0.0
        pauses.append(throttle.pause_s(f"name {number}", "192.0.2.1"))
    assert pauses[:TRIES_OF_AN_ADDRESS_AT_EASE] == [0.0] * TRIES_OF_AN_ADDRESS_AT_EASE
    assert pauses == sorted(pauses)
    assert pauses[-1] == PAUSE_S_MAX
    assert throttle.take("park", "192.0.2.1") == 0.0
    assert throttle.pause_s("park", "192.0.2.2") == 0.0


async def test_tries_beside_one_another_from_one_address_wait_for_their_turn_and_are_bounded() -> None:
    throttle = Throttle(Clock().now)
    answered: list[int] = []
    go_on = asyncio.Event()

    async def answer(number: int, address: str = "192.0.2.1") -> bool:
        async with throttle.turn(address) as is_mine:
            answered.append(number)
            await go_on.wait()
            return is_mine

    tries = [asyncio.create_task(answer(number)) for number in range(UNDER_WAY_MAX + WAITING_MAX)]
    await asyncio.sleep(0)
    assert answered == list(range(UNDER_WAY_MAX))
    async with throttle.turn("192.0.2.1") as one_more, throttle.turn("192.0.2.2") as elsewhere:
        assert (one_more, elsewhere) == (False, True)
    go_on.set()
    assert await asyncio.gather(*tries) == [True] * len(tries)
    assert answered == list(range(len(tries)))


def test_the_addresses_of_one_ipv6_network_are_limited_together() -> None:
    throttle = Throttle(Clock().now)
    tried = [throttle.take("park", f"2001:db8::{number}") for number in range(6)]
    assert tried[5] > 0
    assert throttle.take("park", "2001:db8:0:1::1") == 0.0


def test_ipv4_mapped_ipv6_addresses_are_treated_as_ipv4() -> None:
    throttle = Throttle(Clock().now)
    tried = [throttle.take("park", "::ffff:192.0.2.1") for _ in range(6)]
    assert tried[5] > 0
    assert throttle.take("park", "192.0.2.1") > 0
    assert throttle.take("park", "::ffff:192.0.2.2") == 0.0


def test_who_signed_in_rightly_does_not_use_up_the_tries_of_a_shared_address() -> None:
    throttle = Throttle(Clock().now)
    for number in range(100):
        assert throttle.take(f"name {number % 3}", "10.0.0.1") == 0.0
        throttle.forgive(f"name {number % 3}", "10.0.0.1")


def test_tries_that_were_rejected_do_not_prolong_the_wait() -> None:
    clock = Clock()
    throttle = Throttle(clock.now)
    for _ in range(6):
        throttle.take("park", "10.0.0.1")
        clock.instant += 9
    clock.instant += 7
    assert throttle.take("park", "10.0.0.1") == 0.0


def test_the_throttle_is_bounded_in_memory() -> None:
    throttle = Throttle(Clock().now, keys_max=10)
    for number in range(1_000):
        throttle.take(f"name {number}", f"192.0.2.{number}")
    assert throttle.size <= 10
