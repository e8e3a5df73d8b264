"""What a host and an owner say to each other arrives whole, and nobody else is listened to (SPEC N23)."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cluster.nodes import Cluster

from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.link import Link, LinkLost, connected, proves
from madang_server.cluster.hosting.remote_office import RemoteOffice, understood
from madang_server.faults import OfficeLost, StorageFailed

RECORDS = [
    wire.Tell("visitor-1", b"\x81\xa1t\xa4pong"),
    wire.Seated(None),
    wire.Seated("a-seat"),
    wire.Renew([wire.RoomAt("hall-2", "hall", 3, 50)], drains=False),
    wire.Registered(5 << 20 | 1, b"board", ["visitor-2"]),
    wire.Over(),
]


@given(st.lists(st.tuples(st.integers(-(1 << 31), 1 << 31), st.sampled_from(RECORDS)), max_size=8), st.integers(1, 40))
def test_N23_records_come_out_as_they_went_in_however_they_are_cut(said: list[tuple[int, wire.Record]], size: int) -> None:
    sent = b"".join(wire.packed(number, record) for number, record in said)
    buffer, came = bytearray(), []
    for start in range(0, len(sent), size):
        buffer += sent[start : start + size]
        came += wire.unpacked(buffer)
    assert came == said
    assert not buffer


@pytest.mark.parametrize("junk", [b"\xff\xff\xff\xff", b"\0\0\0\1\xc1", b"\0\0\0\3\x92\0\xa0"])
def test_N23_what_is_no_record_is_a_fault(junk: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        wire.unpacked(bytearray(junk))


def frame(number: int, *said: object) -> bytes:
    body = msgspec.msgpack.encode((number, said))
    return len(body).to_bytes(4, "big") + body


def test_N23_a_record_of_a_later_version_is_no_fault_and_what_follows_is_read() -> None:
    later = frame(0, "Weather", "fair") + frame(7, "GiveSeat", ["of", "later", "shape"])
    more = frame(0, "Dismiss", "visitor-1", "and why") + frame(-3, "Registered", 5, b"board", ["visitor-2"], 9, "blue")
    before = frame(2, "Register", "a", "boot-a", "http://127.0.0.1:9", 0, [])
    assert wire.unpacked(bytearray(later + more + before)) == [
        (0, wire.Unknown("Weather")),
        (7, wire.Unknown("GiveSeat")),
        (0, wire.Dismiss("visitor-1")),
        (-3, wire.Registered(5, b"board", ["visitor-2"], version=9)),
        (2, wire.Register("a", "boot-a", "http://127.0.0.1:9", 0, [], version=0)),
    ]


def test_W14_a_host_passes_over_what_a_later_owner_tells() -> None:
    office = RemoteOffice()
    before = office.office_view()
    office.board_is(b"\x81\xa1t\xadof.later.time")
    assert (understood(b"\x81\xa1t\xadof.later.time"), office.office_view()) == (None, before)


def test_N23_a_secret_proves_a_node_and_nothing_proves_one_without() -> None:
    assert proves([(b"Madang-Link", b"s3cret")], "s3cret")
    assert not proves([(b"madang-link", b"guess")], "s3cret")
    assert not proves([], "s3cret")
    assert not proves([(b"madang-link", b"")], None)


class Nobody:
    """A peer that says nothing."""

    def came(self, record: wire.AnyRecord, answer: Callable[[wire.Record], None]) -> None:
        raise AssertionError(record)

    def lost(self, link: Link) -> None:
        """It is over."""


class Answers:
    """A peer that answers everything alike."""

    def __init__(self, said: wire.Record) -> None:
        self.said = said
        self.heard: list[wire.AnyRecord] = []
        self.over = asyncio.Event()

    def came(self, record: wire.AnyRecord, answer: Callable[[wire.Record], None]) -> None:
        self.heard.append(record)
        answer(self.said)

    def lost(self, link: Link) -> None:
        self.over.set()


@asynccontextmanager
async def linked(other: Answers) -> AsyncIterator[Link]:
    """A link to this peer."""
    here, there = Link(Nobody()), Link(other)
    for link, end in zip((here, there), socket.socketpair(), strict=True):
        await asyncio.get_running_loop().create_connection(lambda link=link: link, sock=end)
    yield here
    here.close()
    await other.over.wait()


TOO_LARGE = bytes(wire.FRAME_BYTES_MAX)


async def test_N23_what_is_too_large_for_a_link_is_not_said_and_the_link_goes_on() -> None:
    other = Answers(wire.Renewed())
    async with linked(other) as link:
        link.tell(wire.Tell("visitor-1", TOO_LARGE))
        assert await link.asked(wire.Execute("visitor-1", TOO_LARGE)) == wire.Failed(lost=False)
        assert await link.asked(wire.Renew([], drains=False)) == wire.Renewed()
    assert other.heard == [wire.Renew([], drains=False)]


async def test_N23_an_answer_that_is_too_large_leaves_nobody_waiting() -> None:
    async with linked(Answers(wire.Replied([TOO_LARGE]))) as link:
        assert await link.asked(wire.StateOf("visitor-1")) == wire.Failed(lost=True)
        assert link.open


async def test_N23_W6_the_next_owner_is_asked_again_and_what_failed_is_said() -> None:
    """A link that was closing was asked again and again, and nothing else had its turn."""
    office, visitor = RemoteOffice(), wire.Guest("visitor-1", "Mina", "look", "en", "citizen")
    async with linked(Answers(wire.Replied([]))) as first, linked(Answers(wire.Replied([]))) as second:
        office.link_to(first)
        first.cut()
        asked = asyncio.create_task(office.state_of(visitor))
        await asyncio.sleep(0.1)
        assert not asked.done()
        office.link_to(second)
        assert await asked == []
    for lost, error in ((True, OfficeLost), (False, StorageFailed)):
        async with linked(Answers(wire.Failed(lost=lost))) as failing:
            office.link_to(failing)
            with pytest.raises(error):
                await office.state_of(visitor)


async def test_N23_who_does_not_know_the_nodes_secret_is_no_host(one_office: Cluster) -> None:
    await one_office.start_all("a")
    owner = await one_office.owner()
    address = one_office.nodes[owner].url
    with pytest.raises(LinkLost):
        await connected(Nobody(), node="b", address=address, path="/link/main", secret="a guess")
    known = one_office.redis.ask("GET", "madang:secret").decode()
    with pytest.raises(LinkLost):
        await connected(Nobody(), node="b", address=address, path="/link/nowhere", secret=known)
    link = await connected(Nobody(), node="b", address=address, path="/link/main", secret=known)
    assert link.open
    link.close()
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{address}/link/main", headers={"madang-link": known})).status_code == 404


async def test_N23_a_node_that_is_not_there_is_no_link() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(LinkLost):
        await connected(Nobody(), node="b", address=f"http://127.0.0.1:{port}", path="/link/main", secret="x")
    await asyncio.sleep(0)
