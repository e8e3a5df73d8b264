"""The sliding minute of the sign-in throttle."""

from tests.server.premises import Clock

from madang_server.web import Throttle


def test_the_sixth_try_in_a_minute_waits_until_the_first_is_a_minute_old() -> None:
    clock = Clock()
    throttle = Throttle(clock.now)
    assert [throttle.take("name a") for _ in range(5)] == [0.0] * 5
    clock.instant += 20
    assert throttle.take("name a") == 40.0
    assert throttle.take("name b") == 0.0


def test_who_signed_in_rightly_does_not_use_up_the_tries_of_a_shared_address() -> None:
    throttle = Throttle(Clock().now)
    for number in range(20):
        assert throttle.take(f"name {number}", "address") == 0.0
        throttle.forgive("address")
    assert [throttle.take("name x", "address") for _ in range(6)][5] > 0


def test_guessing_on_after_the_limit_prolongs_the_wait() -> None:
    clock = Clock()
    throttle = Throttle(clock.now)
    for _ in range(12):
        throttle.take("name a")
        clock.instant += 10
    assert throttle.take("name a") > 0


def test_the_throttle_is_bounded_in_memory() -> None:
    throttle = Throttle(Clock().now, keys_max=10)
    for number in range(1_000):
        throttle.take(f"name {number}")
    assert throttle.size <= 10
