"""Passwords are hashed beside everything else: bounded, and never on the threads that others wait for."""

import asyncio
import threading

import pytest
from tests.server.office_site import PASSWORD, Site, quick_passwords, request_id

from madang_protocol import commands as c
from madang_server.accounts import Accounts, SignInFault
from madang_server.environment import Environment
from madang_server.faults import Overloaded
from madang_server.password_hashing import UNDER_WAY_MAX, PasswordHashing


async def test_a_password_belongs_to_its_own_hash_alone() -> None:
    hashing = PasswordHashing()
    digest = await hashing.hash(PASSWORD)
    assert [await hashing.verify(digest, tried) for tried in (PASSWORD, PASSWORD + " ")] == [True, False]
    assert await hashing.verify(None, "nobody has this password") is False
    assert await hashing.verify("no hash", PASSWORD) is False
    await hashing.close()


async def test_a_hash_is_verified_with_what_it_cost_and_made_with_what_it_shall_cost() -> None:
    careful, quick = PasswordHashing(), quick_passwords()
    for made, verified in ((careful, quick), (quick, careful)):
        digest = await made.hash(PASSWORD)
        assert [await verified.verify(digest, tried) for tried in (PASSWORD, PASSWORD + " ")] == [True, False]
    assert (await careful.hash(PASSWORD)).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    await careful.close()
    await quick.close()


async def test_beyond_the_bound_a_sign_in_is_turned_away_and_commands_go_on(site: Site) -> None:
    held = threading.Event()
    hashing = site.accounts.passwords
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
    hashing = site.accounts.passwords
    first = asyncio.create_task(hashing._run(held.wait))
    given_up = asyncio.create_task(hashing._run(asked.set))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait([given_up])
    held.set()
    await first
    assert await hashing.verify(None, PASSWORD) is False
    assert not asked.is_set()


@pytest.mark.parametrize("new_password", [None, "a stranger's own choice"])
async def test_a_sign_in_that_waits_while_the_password_is_renewed_proves_nothing(site: Site, new_password: str | None) -> None:
    at_the_desk = Accounts(site.store, Environment(), sign_in_hours=12)
    one_time = await site.accounts.add("Officer Kim", services=["echo"], skills=[])
    assert await at_the_desk.sign_in("Officer Kim", one_time, PASSWORD)
    held = threading.Event()
    holding = asyncio.create_task(site.accounts.passwords._run(held.wait))
    await asyncio.sleep(0)
    late = asyncio.create_task(site.accounts.sign_in("Officer Kim", PASSWORD, new_password))
    await asyncio.sleep(0.1)  # it has read the account, and waits for its turn
    renewed = await at_the_desk.renew("Officer Kim")
    held.set()
    await holding
    assert await late is SignInFault.WRONG
    assert (await at_the_desk.sign_in("Officer Kim", renewed)).must_change
    await at_the_desk.close()
