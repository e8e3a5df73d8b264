"""Uploads have a bound for a person, an address and the server, and few can take it from all others (SPEC C24)."""

from contextlib import AsyncExitStack, ExitStack

import pytest

from madang_server.faults import Overloaded
from madang_server.web.uploads import AT_ONCE, AT_ONCE_OF_SOURCE, AT_ONCE_OF_VISITOR, LOOKED_AT_ONCE, UploadLimits


def limits(look_wait_s: float = 120.0) -> UploadLimits:
    return UploadLimits(lambda: 0.0, look_wait_s=look_wait_s)


def begun(held: ExitStack, uploads: UploadLimits, persons: list[tuple[str, str]]) -> list[bool]:
    """Which of these may begin side by side."""
    return [held.enter_context(uploads.turn(visitor, source)) == 0.0 for visitor, source in persons]


def crowd(source: str, count: int) -> list[tuple[str, str]]:
    return [(f"{source} {number}", source) for number in range(count)]


def test_C24_two_addresses_that_send_slowly_do_not_end_the_uploads_of_others() -> None:
    uploads = limits()
    with ExitStack() as held:
        slow = begun(held, uploads, crowd("one", 20) + crowd("two", 20))
        assert sum(slow) == 2 * AT_ONCE_OF_SOURCE
        assert begun(held, uploads, [("mina", "elsewhere")]) == [True]


def test_C24_a_person_and_the_server_have_so_many_uploads() -> None:
    with ExitStack() as held:
        assert sum(begun(held, limits(), [("mina", f"source {number}") for number in range(9)])) == AT_ONCE_OF_VISITOR
        assert sum(begun(held, limits(), [(f"v{number}", f"s{number}") for number in range(99)])) == AT_ONCE


def test_C24_an_upload_that_gets_no_turn_is_not_counted() -> None:
    uploads = limits()
    with ExitStack() as held:
        begun(held, uploads, [("mina", "house")] * 100)
    with ExitStack() as held:
        assert begun(held, uploads, [("mina", "house")]) == [True]


async def test_C24_so_many_files_are_looked_at_and_one_more_does_not_wait_for_ever() -> None:
    uploads = limits(look_wait_s=0.01)
    async with AsyncExitStack() as held:
        for _ in range(LOOKED_AT_ONCE):
            await held.enter_async_context(uploads.place())
        with pytest.raises(Overloaded):
            await held.enter_async_context(uploads.place())
    async with uploads.place():
        pass
