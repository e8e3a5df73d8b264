"""Who gets as far as a session: newcomers from one address, pages of other origins (SPEC S13, S15)."""

import asyncio
from ipaddress import ip_network
from urllib.parse import urlsplit

import pytest
from tests.live.live_server import Site, running
from tests.live.wire import Client
from websockets.exceptions import InvalidStatus

from madang_protocol import Close, limits
from madang_protocol.commands import Hello
from madang_server.addresses import NO_PROXY, Proxies
from madang_server.faults import TooManyNewcomers

UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol: madang.v1",
)


async def test_S15_one_newcomer_too_many_is_told_when_to_come_back(site: Site):
    site.office.too_many = TooManyNewcomers(1_500)
    client = await Client.open(site.url)
    await client.send(Hello(versions=[limits.VERSION]))
    assert await client.until_closed() == (Close.NEWCOMERS, "1500")


FORWARDED = [
    ("192.0.2.7", "192.0.2.7"),
    ("203.0.113.9, 192.0.2.7, 127.0.0.1", "192.0.2.7"),
    ("::ffff:192.0.2.7", "192.0.2.7"),
    ("2001:db8::7", "2001:db8::/64"),
    ("no address", "127.0.0.1"),
    ("192.0.2.7:4711", "192.0.2.7"),
    ("[2001:db8::7]:443", "2001:db8::/64"),
    ("[2001:db8::7], ", "2001:db8::/64"),
    ("198.51.100.1, unknown", "127.0.0.1"),
    ("198.51.100.1, 192.0.2.7:70000", "127.0.0.1"),
    ("198.51.100.1, _hidden, 127.0.0.1:9", "127.0.0.1"),
]


@pytest.mark.parametrize(("forwarded", "source"), FORWARDED)
async def test_S15_behind_a_proxy_on_this_machine_the_address_is_the_one_it_tells(site: Site, forwarded: str, source: str):
    client = await Client.open(site.url, additional_headers={"X-Forwarded-For": forwarded})
    await client.greet()
    assert site.office.sources == [source]


@pytest.mark.parametrize("peer", ["192.0.2.9", "2001:db8::9"])
def test_S15_what_a_peer_elsewhere_tells_of_its_address_is_not_believed(peer: str):
    assert NO_PROXY.client_address(peer, ["203.0.113.1"]) == peer


@pytest.mark.parametrize(
    ("peer", "told", "client"),
    [
        ("10.1.0.5", "203.0.113.1", "203.0.113.1"),
        ("::ffff:10.1.0.5", "203.0.113.1", "203.0.113.1"),
        ("2001:db8::5", "198.51.100.9, 203.0.113.1, 10.1.0.9", "203.0.113.1"),  # the outer proxy believes the inner one
        ("127.0.0.1", "203.0.113.1, 10.1.0.5", "203.0.113.1"),
        ("10.1.0.5", "", "10.1.0.5"),
        ("10.2.0.5", "203.0.113.1", "10.2.0.5"),
    ],
)
def test_S15_proxies_on_other_machines_are_believed_when_the_office_names_them(peer: str, told: str, client: str):
    proxies = Proxies((ip_network("10.1.0.0/16"), ip_network("2001:db8::5")))
    assert proxies.client_address(peer, [told]) == client


async def test_S13_a_page_of_a_foreign_origin_is_rejected_before_any_frame(site: Site):
    with pytest.raises(InvalidStatus) as rejected:
        await Client.open(site.url, origin="https://elsewhere.example")
    assert rejected.value.response.status_code == 403


async def test_S13_a_page_of_the_same_host_and_of_an_allowed_origin_comes_in():
    async with running(allowed_origins=frozenset({"https://office.example"})) as site:
        host = site.url.removeprefix("ws://").removesuffix("/ws")
        for origin in (f"http://{host}", "https://office.example"):
            client = await Client.open(site.url, origin=origin)
            await client.greet()


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        ("https://hall.example", "hall.example:443", 101),
        ("http://Hall.example", "hall.example:80", 101),
        ("https://hall.example:443", "HALL.example", 101),
        ("https://[::1]", "[::1]:443", 101),
        ("https://hall.example", "hall.example:80", 403),
        ("http://hall.example", "hall.example:8443", 403),
        ("https://hall.example.evil", "hall.example", 403),
        ("null", "hall.example", 403),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
async def test_S13_origin_and_target_are_compared_as_addresses(origin: str, host: str, status: int, whole: bool):
    async with running(host_names={"hall.example"}) as site:
        assert await _status_of(site, origin, host, whole=whole) == status


async def _status_of(site: Site, origin: str, host: str, *, whole: bool) -> int:
    address = urlsplit(site.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    target, named = (f"http://{host}/ws", "elsewhere.example") if whole else ("/ws", host)
    lines = [f"GET {target} HTTP/1.1", f"Host: {named}", f"Origin: {origin}", *UPGRADE, "", ""]
    writer.write("\r\n".join(lines).encode())
    answer = await reader.readline()
    writer.close()
    return int(answer.split()[1])


@pytest.mark.parametrize(("path", "options", "status"), [("/elsewhere", {}, 404), ("/ws", {"subprotocols": ["other.v1"]}, 400)])
async def test_another_path_or_subprotocol_is_rejected(site: Site, path: str, options: dict[str, list[str]], status: int):
    with pytest.raises(InvalidStatus) as rejected:
        await Client.open(site.url.removesuffix("/ws") + path, **options)
    assert rejected.value.response.status_code == status
