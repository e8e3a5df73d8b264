"""What an owner tells of its office's rooms, wherever they are: for people who look at the cluster. A hint."""

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from madang_server.cluster.redis_link import RedisAway, RedisLink

KEPT_S = 5.0


class ToldRoom(msgspec.Struct, frozen=True):
    """A room, and at which node it is."""

    room: str
    place: str
    node: str
    people: int


class OfficeRooms(msgspec.Struct, frozen=True):
    """The rooms of an office, and the nodes that may have some beside its own."""

    rooms: list[ToldRoom] = []
    hosts: list[str] = []


_decoder = msgspec.json.Decoder(OfficeRooms)


async def tell_rooms(redis: RedisLink, office: str, told: OfficeRooms) -> None:
    """Tell it, as far as Redis answers."""
    with suppress(RedisAway):
        async with redis.pipeline() as pipe:
            pipe.set(_key(office), msgspec.json.encode(told), px=int(KEPT_S * 1_000))
            await redis.execute(pipe)


async def find_rooms(redis: RedisLink, offices: Sequence[str]) -> dict[str, OfficeRooms]:
    """Return what was told of these offices. Raises `RedisAway`."""
    if not offices:
        return {}
    async with redis.pipeline() as pipe:
        pipe.mget([_key(office) for office in offices])
        (bodies,) = await redis.execute(pipe)
    found = {office: _read(body) for office, body in zip(offices, bodies, strict=True) if body is not None}
    return {office: told for office, told in found.items() if told is not None}


def _read(body: bytes) -> OfficeRooms | None:
    """Return what was told; None: it is of another version, or nobody of ours wrote it."""
    try:
        return _decoder.decode(body)
    except msgspec.DecodeError:
        return None


def _key(office: str) -> str:
    return f"madang:rooms:{office}"
