"""Accounts of one PostgreSQL that two nodes change at the same time: nobody stays who was put out (SPEC S24, S31, S33).

One node renews the account, for example, and has not committed yet; the other one lets somebody in meanwhile. It is looked up in
the server whether that one waits, so no clock decides.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from tests.openid_provider import Provider, provider
from tests.postgresql_server import PostgreSQL
from tests.server.office_site import PASSWORD, quick_passwords

from madang_server import account_changes
from madang_server.account_changes import Actor, Post, new_account
from madang_server.accounts import Accounts, SignInFault
from madang_server.environment import Environment
from madang_server.faults import Forbidden, Misconfigured
from madang_server.office_app.reserved_names import looks_like
from madang_server.openid import Client, OpenIdProvider
from madang_server.openid_sign_in import Came, OpenIdFault, OpenIdSignIn
from madang_server.own_account import OwnAccount
from madang_server.store import Store, identity_rows, open_store, people
from madang_server.store.identity_rows import IdentityRow
from madang_server.store.tables import identities, sign_ins
from madang_server.supervised_accounts import AccountFault, SupervisedAccounts

NAME, NEW, BINDING = "Officer Han", "another long password", "b" * 43
ONE_TIME = "of the supervisor"
TERMINAL = Actor("terminal", 0.0)
POST = Post(services=["echo"], skills=[], supervisor=False)
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


async def beside(first: Node, change: Callable[[AsyncConnection], Awaitable[object]], act: Coroutine[Any, Any, object]) -> object:
    """Return what came of an act of the second node that ran into a change of the first one, before that was committed."""
    async with first.store.write() as sql:
        await change(sql)
        task = asyncio.create_task(act)
        await waits_or_ended(first.store, task)
    return (await asyncio.gather(task, return_exceptions=True))[0]


async def beside_a_renewal(nodes: tuple[Node, Node], act: Coroutine[Any, Any, object]) -> object:
    """Do as `beside`, while the first node gives the account a one-time password."""
    digest = await nodes[0].accounts.passwords.hash(ONE_TIME)

    async def renew(sql: AsyncConnection) -> None:
        officer = await people.officer_named(sql, NAME)
        assert officer is not None
        await account_changes.renew(sql, TERMINAL, officer.id, digest)

    return await beside(nodes[0], renew, act)


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


# one name at two nodes ------------------------------------------------------------------------------------------------------


async def make_seo(sql: AsyncConnection) -> None:
    assert await account_changes.add(sql, TERMINAL, new_account(Environment(), "Officer Seo", "its hash", POST))


async def test_S24_a_name_that_the_other_node_gives_at_the_same_time_is_taken(nodes: tuple[Node, Node]) -> None:
    second = nodes[1]
    one_time = await second.accounts.add(NAME, services=["echo"], skills=[], supervisor=True)
    supervisor = await second.sign_in(one_time, PASSWORD)
    supervised = SupervisedAccounts(second.store, Environment(), second.accounts, looks_like)
    came = await beside(nodes[0], make_seo, supervised.add(supervisor, "Officer Seo", POST, known=False))
    assert came == AccountFault.TAKEN


async def test_S24_the_terminal_is_told_of_a_name_that_a_node_gives_at_the_same_time(nodes: tuple[Node, Node]) -> None:
    came = await beside(nodes[0], make_seo, nodes[1].accounts.add("Officer Seo", services=["echo"], skills=[]))
    assert isinstance(came, Misconfigured)
    assert str(came) == "officer Officer Seo: there is already an account of this name"


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


async def test_S31_whom_the_other_node_links_at_the_same_time_is_linked_elsewhere(
    nodes: tuple[Node, Node], token: str, door: Door
) -> None:
    async def link_seo(sql: AsyncConnection) -> None:
        await make_seo(sql)
        seo = await people.account_named(sql, "Officer Seo") or ""
        assert await identity_rows.link_identity(sql, IdentityRow(door.city.issuer, "han@city", seo, 0.0))

    back = await link(door, nodes[0], token)
    assert await beside(nodes[0], link_seo, door.openid.finish(*back, BINDING, token=token)) == OpenIdFault.TAKEN
