"""Accounts of one PostgreSQL that two nodes change at the same time: nobody stays in whom the other one put out (SPEC S33).

One node renews the account and has not committed yet; the other one lets somebody in meanwhile. It is looked up in the
server whether that one waits, so no clock decides.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select, text
from tests.openid_provider import Provider, provider
from tests.postgresql_server import PostgreSQL
from tests.server.office_site import PASSWORD, quick_passwords

from madang_server import account_changes
from madang_server.account_changes import Actor
from madang_server.accounts import Accounts, SignInFault
from madang_server.environment import Environment
from madang_server.faults import Forbidden
from madang_server.openid import Client, OpenIdProvider
from madang_server.openid_sign_in import Came, OpenIdFault, OpenIdSignIn
from madang_server.own_account import OwnAccount
from madang_server.store import Store, open_store, people
from madang_server.store.tables import identities, sign_ins

NAME, NEW, BINDING = "Officer Han", "another long password", "b" * 43
ONE_TIME = "of the supervisor"
SECONDS = 300  # until a statement has failed: never, here
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


@dataclass
class Node:
    """What a node has of the accounts."""

    store: Store
    accounts: Accounts
    own: OwnAccount

    async def sign_in(self, password: str = PASSWORD, new: str | None = None) -> str:
        entered = await self.accounts.sign_in(NAME, password, new)
        return entered.value if isinstance(entered, SignInFault) else entered.token or "no token"


def node_of(url: str) -> Node:
    store, environment = open_store(url, seconds=SECONDS), Environment()
    accounts = Accounts(store, environment, sign_in_hours=12, passwords=quick_passwords())
    return Node(store, accounts, OwnAccount(store, environment, accounts, "Madang"))


@pytest.fixture
async def nodes(postgresql: PostgreSQL, office: str) -> AsyncIterator[tuple[Node, Node]]:
    made = node_of(postgresql.url(office)), node_of(postgresql.url(office))
    yield made
    for node in made:
        await node.accounts.close()
        await node.store.close()


@pytest.fixture
async def token(nodes: tuple[Node, Node]) -> str:
    """The sign-in of an officer of both nodes."""
    one_time = await nodes[0].accounts.add(NAME, services=["echo"], skills=[])
    return await nodes[0].sign_in(one_time, PASSWORD)


async def waits_or_ended(store: Store, task: asyncio.Task[object]) -> None:
    """Return when the task waits for a lock of the database, or is at its end."""
    waiting = 0
    while not (waiting or task.done()):
        async with store.read() as sql:
            waiting = (await sql.execute(WAITING)).scalar_one()


async def beside_a_renewal(nodes: tuple[Node, Node], act: Coroutine[Any, Any, object]) -> object:
    """Return what came of an act of the second node that ran into a renewal of the first one, before that was committed."""
    first, digest = nodes[0], await nodes[0].accounts.passwords.hash(ONE_TIME)
    async with first.store.write() as sql:
        officer = await people.officer_named(sql, NAME)
        assert officer is not None
        await account_changes.renew(sql, Actor("terminal", 0.0), officer.id, digest)
        task = asyncio.create_task(act)
        await waits_or_ended(first.store, task)
    return (await asyncio.gather(task, return_exceptions=True))[0]


async def signed_in(node: Node) -> int:
    async with node.store.read() as sql:
        return (await sql.execute(select(func.count()).select_from(sign_ins))).scalar_one()


async def test_S33_nobody_comes_in_by_the_password_that_a_new_one_takes_away(nodes: tuple[Node, Node], token: str) -> None:
    assert await beside_a_renewal(nodes, nodes[1].sign_in()) == SignInFault.WRONG
    assert await signed_in(nodes[0]) == 0


async def test_S33_a_password_of_before_does_not_take_the_place_of_the_one_time_one(nodes: tuple[Node, Node], token: str) -> None:
    came = await beside_a_renewal(nodes, nodes[1].own.change_password(token, PASSWORD, NEW))
    assert isinstance(came, Forbidden)
    assert await nodes[1].sign_in(NEW) == SignInFault.WRONG
    assert (await nodes[1].accounts.sign_in(NAME, ONE_TIME)) != SignInFault.WRONG


# by a provider --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def city() -> Iterator[Provider]:
    with provider() as opened:
        yield opened


@dataclass
class Door:
    """The way in by the provider at the second node."""

    openid: OpenIdSignIn
    city: Provider

    async def sent_back(self, subject: str, officer_id: str | None = None) -> tuple[str, str]:
        """Somebody goes to the provider; return the state and the code with which they are sent back."""
        address = await self.openid.start(BINDING, officer_id)
        back = await asyncio.to_thread(self.city.sends_back, str(address), subject)
        return back.params["state"], back.params["code"]


@pytest.fixture
async def door(nodes: tuple[Node, Node], city: Provider) -> AsyncIterator[Door]:
    asked, node = OpenIdProvider(Client(city.issuer, "madang", "known to both"), time.time, time.monotonic), nodes[1]
    yield Door(OpenIdSignIn(node.store, Environment(), node.accounts, node.own, asked, "http://127.0.0.1/officer"), city)
    await asked.close()


async def linked(node: Node) -> int:
    async with node.store.read() as sql:
        return (await sql.execute(select(func.count()).select_from(identities))).scalar_one()


async def link(door: Door, node: Node, token: str) -> tuple[str, str]:
    return await door.sent_back("han@city", (await node.accounts.officer(token)).id)


async def test_S33_nobody_comes_in_by_a_provider_whose_link_is_taken_away(
    nodes: tuple[Node, Node], token: str, door: Door
) -> None:
    assert await door.openid.finish(*await link(door, nodes[0], token), BINDING, token=token) == Came(None)
    back = await door.sent_back("han@city")
    assert await beside_a_renewal(nodes, door.openid.finish(*back, BINDING)) == OpenIdFault.UNKNOWN
    assert await signed_in(nodes[0]) == 0


async def test_S33_nobody_links_an_account_that_is_taken_away(nodes: tuple[Node, Node], token: str, door: Door) -> None:
    back = await link(door, nodes[0], token)
    assert isinstance(await beside_a_renewal(nodes, door.openid.finish(*back, BINDING, token=token)), Forbidden)
    assert await linked(nodes[0]) == 0
