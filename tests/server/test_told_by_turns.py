"""A long line is told its places by turns, the first of it first, and nobody else waits for it (SPEC T2)."""

import asyncio

from tests.server.office_site import Site

from madang_protocol import messages as m
from madang_server.office_app.runtime.announcer import TOLD_AT_ONCE

LINE = 2 * TOLD_AT_ONCE + 10


async def test_T2_when_a_desk_opens_a_long_line_is_told_in_order_and_others_have_their_turn_meanwhile(site: Site) -> None:
    people = [await site.citizen(f"Mina {number}") for number in range(LINE)]
    for visitor in people:
        await site.take(visitor)
    await site.later(1)
    await site.officer(counter="one")
    told_before_each_turn: list[int] = []
    site.notifier.said.clear()

    async def others() -> None:
        while True:
            told_before_each_turn.append(sum(isinstance(message, m.Tickets) for _, message in site.notifier.said))
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    await site.later(1)
    beside.cancel()
    told = [visitor for visitor, message in site.notifier.said if isinstance(message, m.Tickets)]
    assert told == [visitor.id for visitor in people]
    assert {TOLD_AT_ONCE, 2 * TOLD_AT_ONCE} <= set(told_before_each_turn)
