"""What an owner tells of its office's rooms, wherever they are: for people who look at the cluster. A hint."""

from collections.abc import Callable, Sequence

import msgspec

from madang_server.cluster.redis_link import RedisAway, RedisLink

KEPT_S = 5.0
TOLD_AGAIN_S = KEPT_S / 2


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


class RoomTeller:
    """Of one office at its owner: tells what changed, and the same again before it is forgotten."""

    def __init__(self, redis: RedisLink, office: str, clock: Callable[[], float]) -> None:
        """`clock`: seconds that also pass while the machine sleeps."""
        self._redis = redis
        self._office = office
        self._clock = clock
        self._told: OfficeRooms | None = None  # as Redis has it
        self._told_at = 0.0

    async def tell(self, rooms: OfficeRooms) -> None:
        """Tell how it stands, unless that is known; as far as Redis answers."""
        now = self._clock()
        if rooms == self._told and now - self._told_at < TOLD_AGAIN_S:
            return
        self._told, self._told_at = None, now
        try:
            async with self._redis.pipeline() as pipe:
                pipe.set(_key(self._office), msgspec.json.encode(rooms), px=int(KEPT_S * 1_000))
                await self._redis.execute(pipe)
        except RedisAway:
            return
        self._told = rooms


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
