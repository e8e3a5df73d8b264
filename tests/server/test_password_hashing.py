"""Passwords are hashed beside everything else: bounded, and never on the threads that others wait for."""

import asyncio
import threading

import pytest
from tests.server.office_site import PASSWORD, Site, request_id

from madang_protocol import commands as c
from madang_server.faults import Overloaded
from madang_server.password_hashing import UNDER_WAY_MAX, PasswordHashing


async def test_a_password_belongs_to_its_own_hash_alone() -> None:
    hashing = PasswordHashing()
    digest = await hashing.hash(PASSWORD)
    assert [await hashing.verify(digest, tried) for tried in (PASSWORD, PASSWORD + " ")] == [True, False]
    assert await hashing.verify(None, "nobody has this password") is False
    assert await hashing.verify("no hash", PASSWORD) is False
    await hashing.close()


async def test_beyond_the_bound_a_sign_in_is_turned_away_and_commands_go_on(site: Site) -> None:
    held = threading.Event()
    hashing = site.accounts._passwords
    mina = await site.citizen()
    waiting = [asyncio.create_task(hashing._run(held.wait)) for _ in range(UNDER_WAY_MAX)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await site.accounts.sign_in("Officer Han", PASSWORD)
    await site.done(mina, c.TicketTake(id=request_id(), service="consultation"))
    held.set()
    assert await asyncio.gather(*waiting) == [True] * UNDER_WAY_MAX
    assert await hashing.verify(None, PASSWORD) is False


async def test_who_gave_up_waiting_costs_nothing_more(site: Site) -> None:
    held, asked = threading.Event(), threading.Event()
    hashing = site.accounts._passwords
    first = asyncio.create_task(hashing._run(held.wait))
    given_up = asyncio.create_task(hashing._run(asked.set))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait([given_up])
    held.set()
    await first
    assert await hashing.verify(None, PASSWORD) is False
    assert not asked.is_set()
