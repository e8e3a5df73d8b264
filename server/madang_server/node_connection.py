"""A connection from one node to another, by the address that it tells of itself. Knows TCP, nothing of what is said."""

import asyncio
from urllib.parse import urlsplit


async def connect_to(address: str, protocol: asyncio.Protocol) -> asyncio.Transport:
    """Connect to the node at this address, `http://HOST:PORT`. Raises `OSError`; the caller bounds the time."""
    parts, loop = urlsplit(address), asyncio.get_running_loop()
    transport, _ = await loop.create_connection(lambda: protocol, parts.hostname or "", parts.port or 80)
    return transport
