"""Whom the owner of an office would turn away waits for no owner (SPEC N2, S13, S14)."""

import asyncio
import json

from tests.cluster.nodes import Cluster
from tests.server.running import Running

UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Protocol: madang.v1\r\n"
)
HEADS = {
    "Host: evil.example\r\n": (421, "foreign_host"),
    "Host: 127.0.0.1\r\nOrigin: https://evil.example\r\n": (403, "foreign_origin"),
    "Host: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nOrigin: http://127.0.0.1\r\n": (400, "bad_handshake"),
}


async def ask(node: Running, head: str) -> tuple[int, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", node.port)
    writer.write(f"GET /ws HTTP/1.1\r\n{head}{UPGRADE}\r\n".encode())
    answer, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    return int(answer.split()[1]), json.loads(body)["code"]


async def test_N2_whom_the_owner_would_turn_away_is_turned_away_by_every_node_at_once(one_office: Cluster) -> None:
    """Also while nobody has the office, when others wait for its next owner."""
    await one_office.start_all("a")
    owner = one_office.nodes[await one_office.owner()]
    lost = await asyncio.to_thread(one_office.start, "lost", MADANG_NODE_URL="http://127.0.0.1:1")  # which takes no office
    assert [await ask(owner, sent) for sent in HEADS] == list(HEADS.values())
    assert [await ask(lost, sent) for sent in HEADS] == list(HEADS.values())
    owner.kill()
    await asyncio.to_thread(one_office.wait_for, lambda: not one_office.owners()["main"].holds)
    assert [await ask(lost, sent) for sent in HEADS] == list(HEADS.values())
