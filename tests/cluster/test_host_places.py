"""Which host and room somebody goes to, and when a node is asked to be a host (SPEC N23)."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from madang_server.cluster.hosting.host_link import HostLink
from madang_server.cluster.hosting.host_places import HostPlaces
from madang_server.cluster.hosting.right import RIGHT_S, HostingGrant
from madang_server.cluster.hosting.wire import Renew, RoomAt
from madang_server.cluster.nodes import Node


@dataclass
class Scene:
    """An office whose own node has one room, and the hosts that a test adds."""

    now: float = 100.0
    asked: list[str] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    hosts: list[HostLink] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = HostPlaces(people_max=8, node="a", nodes=lambda: self.nodes, invite=self._invite, clock=lambda: self.now)
        self.rooms: Any = SimpleNamespace(rooms=[SimpleNamespace(key="hall")], plans={"hall": SimpleNamespace(capacity=3)})

    async def _invite(self, node: str) -> None:
        self.asked.append(node)

    def host(self, node: str, *rooms: RoomAt, people: int = 0, drains: bool = False) -> HostLink:
        made = HostLink(SimpleNamespace(), HostingGrant(lambda: self.now, self.now))  # type: ignore[arg-type]
        made.node = made.boot = node
        made.link = SimpleNamespace(open=True)  # type: ignore[assignment]
        made.drains = drains
        made.rooms = {room.key: room for room in rooms}
        made.people = dict.fromkeys(f"{node}-{number}" for number in range(people))
        self.hosts.append(made)
        return made

    def choose(self, avoid: HostLink | None = None) -> tuple[str, str] | None:
        chosen = self.places.choose("hall", self.hosts, self.rooms, avoid=avoid)
        return None if chosen is None else (chosen[0].node, chosen[1])

    def node(self, name: str, sessions: int, **more: Any) -> None:
        self.nodes[name] = Node(
            id=name, address="", boot="", pid=1, host="", version="", since=0.0, sessions=sessions, **{"hosts_rooms": True} | more
        )

    def look(self, people: int) -> list[str]:
        self.asked.clear()
        asyncio.run(self.places.look(people, self.hosts))
        return list(self.asked)


def test_N23_the_fullest_room_with_space_comes_first_then_a_twin_where_the_fewest_are() -> None:
    scene = Scene()
    scene.host("b", RoomAt("hall-2", "hall", 1, 3), people=1)
    scene.host("c", RoomAt("hall-3", "hall", 2, 3), people=2)
    assert [scene.choose() for _ in range(5)] == [
        ("c", "hall-3"),
        ("b", "hall-2"),
        ("b", "hall-2"),
        ("b", "hall-4"),
        ("b", "hall-4"),
    ]


def test_N23_no_two_rooms_have_one_name_also_before_their_host_tells_of_them() -> None:
    scene = Scene()
    one, two = scene.host("b"), scene.host("c", people=1)
    assert scene.choose() == ("b", "hall-2")
    one.rooms = {}  # it has not opened the room yet, and says so
    assert scene.choose(avoid=one) == ("c", "hall-3")
    assert two.rooms["hall-3"].people == 1
    assert scene.places.has_room("hall-2", scene.hosts)


def test_N23_nobody_is_brought_to_a_host_that_drains_cannot_be_reached_or_may_have_stopped() -> None:
    scene = Scene()
    scene.host("b", drains=True)
    scene.host("c").link = None
    assert scene.choose() is None
    late = scene.host("d")
    assert scene.choose() is not None
    scene.now += RIGHT_S
    assert late.grant.over
    assert scene.choose() is None


def test_N23_a_room_that_turned_out_to_be_full_is_passed_over() -> None:
    scene = Scene()
    host = scene.host("b", RoomAt("hall-2", "hall", 1, 3))
    scene.places.is_full(host, "hall-2")
    assert scene.choose() == ("b", "hall-3")


def test_N23_the_least_loaded_other_node_is_asked_before_the_office_is_full() -> None:
    scene = Scene()
    scene.node("a", 0)
    scene.node("b", 9)
    scene.node("c", 3, hosted=2)
    scene.node("d", 0, draining=True)
    scene.node("e", 0, hosts_rooms=False)  # of a version that knows no hosts
    assert [scene.look(people) for people in (0, 5, 6, 8)] == [[], [], ["c"], ["c"]]
    scene.host("c", people=7)
    assert scene.look(8) == []
    scene.hosts[0].people["one more"] = None
    assert scene.look(8) == ["b"]


async def test_N23_a_room_that_somebody_is_on_the_way_to_outlives_what_the_host_said_before() -> None:
    scene = Scene()
    host = scene.host("b")
    assert scene.choose() == ("b", "hall-2")
    host._coming["hall-2"] += 1
    host.came(Renew(rooms=[], drains=False), lambda _record: None)
    assert scene.choose() == ("b", "hall-2")
    host._coming["hall-2"] -= 1
    host.came(Renew(rooms=[], drains=False), lambda _record: None)
    assert scene.choose() == ("b", "hall-3")
