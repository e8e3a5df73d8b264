"""A cluster as it stands: its nodes as they told Redis, its offices as the database has them. For people and for programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from madang_server.cluster.hosting.told_rooms import OfficeRooms, ToldRoom, find_rooms
from madang_server.cluster.nodes import Node
from madang_server.cluster.redis_link import RedisAway, RedisLink
from madang_server.cluster.registry import find_nodes
from madang_server.store import Store
from madang_server.store.shards import Shard


@dataclass(frozen=True, slots=True)
class ClusterStatus:
    """What is known. `redis`: why the nodes are not known; None: they are."""

    nodes: list[Node]
    offices: list[Shard]
    schema: str | None  # the revision of the database
    min_code: str | None  # the lowest whose code may use it
    redis: str | None = None
    rooms: Mapping[str, OfficeRooms] = field(default_factory=dict)  # by office

    def node_of(self, office: Shard) -> str | None:
        """Return which node has the office; None: nobody has it now, or no node that is known."""
        if office.left_s <= 0:
            return None
        return next((node.id for node in self.nodes if node.boot == office.boot), None)

    def _rooms_of(self, office: Shard) -> list[ToldRoom]:
        told = self.rooms.get(office.office, OfficeRooms())
        return sorted(told.rooms, key=lambda room: room.room)

    def facts(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "redis": self.redis or "answers",
            "schema": {"revision": self.schema, "min_code": self.min_code},
            "nodes": [msgspec.to_builtins(node) for node in self.nodes],
            "offices": [
                {
                    "id": office.office,
                    "node": self.node_of(office),
                    "owner": office.owner,
                    "address": office.address,
                    "epoch": office.epoch,
                    "since": office.since,
                    "lease_left_s": round(max(office.left_s, 0.0), 1),
                    "rooms": [msgspec.to_builtins(room) for room in self._rooms_of(office)],
                    "hosts": list(self.rooms[office.office].hosts) if office.office in self.rooms else [],
                }
                for office in self.offices
            ],
        }

    def lines(self) -> Iterable[str]:
        """Yield it for a person at a terminal."""
        yield f"schema\t{self.schema}\tfor code of {self.min_code} or newer"
        if self.redis is not None:
            yield f"redis\taway: {self.redis}; which nodes there are is not known"
        for node in self.nodes:
            state = "draining" if node.draining else "ready" if node.reached else "not reached at its node_url"
            yield (
                f"node\t{node.id}\t{node.address}\t{state}\tprocess {node.pid} on {node.host}\t"
                f"offices {node.offices}, people {node.sessions}, of others {node.hosted}, passed on {node.passed_on}\t"
                f"{node.version}, {node.schema}"
            )
        for office in self.offices:
            where = self.node_of(office) or ("nobody has it" if office.left_s <= 0 else office.owner)
            yield f"office\t{office.office}\t{where}\tepoch {office.epoch}\tlease {max(office.left_s, 0.0):.1f} s"
            for room in self._rooms_of(office):
                yield f"room\t{office.office}\t{room.room}\t{room.node}\tpeople {room.people}"


async def cluster_status(store: Store, link: RedisLink) -> ClusterStatus:
    """Return how the cluster stands. Raises `StorageFailed`."""
    owners = await store.owners()
    offices = sorted(owners.shards, key=lambda shard: shard.office)
    said = (owners.revision, owners.min_code)
    try:
        nodes = await find_nodes(link)
        rooms = await find_rooms(link, [office.office for office in offices])
    except RedisAway as error:
        return ClusterStatus([], offices, *said, str(error))
    return ClusterStatus(sorted(nodes.values(), key=lambda node: node.id), offices, *said, rooms=rooms)
