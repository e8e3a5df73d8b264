"""What a node needs to have hosts, and to be one, put together. Constructs, decides nothing."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from madang_server.cluster.hosting.host_places import HostPlaces
from madang_server.cluster.hosting.host_steps import Owner
from madang_server.cluster.hosting.hosts import Hosts
from madang_server.cluster.hosting.room_host import HostMeans, RoomHost
from madang_server.cluster.hosting.room_hosts import RoomHosts
from madang_server.cluster.hosting.succession import JournalOwner, Succession, journal_name
from madang_server.cluster.hosting.told_rooms import RoomTeller
from madang_server.cluster.hosting.wire import Guest
from madang_server.cluster.redis_journal import HostJournal, RedisJournal
from madang_server.cluster.redis_link import RedisLink
from madang_server.cluster.registry import NodeRegistry
from madang_server.live import Live
from madang_server.office_app import OfficeService
from madang_server.offices import OfficeFiles
from madang_server.served_office import Shared, build_rooms
from madang_server.store import Store
from madang_server.store.lease import awake_and_asleep


class OfficesHere(Protocol):
    """The offices as this node has them."""

    @property
    def draining(self) -> bool:
        """Whether this node takes nothing."""

    def is_open(self, office: str) -> bool:
        """Whether the office is at work here."""

    def owner_of(self, office: str) -> Owner:
        """Return who has the office, as it was found last."""


class Hosting:
    """Of one node. `rooms`: those that it has of offices of other nodes."""

    def __init__(
        self,
        offices: Sequence[OfficeFiles],
        shared: Callable[[], Shared],
        *,
        node: str,
        address: str,
        redis: RedisLink,
        registry: Callable[[], NodeRegistry],
        offices_here: Callable[[], OfficesHere],
    ) -> None:
        """`node`, `address`: this one."""
        self._files = {files.id: files for files in offices}
        self._shared = shared
        self._node = node
        self._address = address
        self._redis = redis
        self._registry = registry
        self._offices_here = offices_here
        self.rooms = RoomHosts(self._room_host)

    def hosts_of(self, files: OfficeFiles, store: Store, office: OfficeService) -> Hosts:
        """Return what keeps the hosts of an office when this node has it."""
        settings = files.settings
        assert settings.redis is not None
        places = HostPlaces(
            people_max=settings.office_people_max,
            node=self._node,
            nodes=lambda: self._registry().nodes,
            invite=lambda node: self._registry().invite(node, files.id),
            clock=awake_and_asleep,
        )
        succession = Succession(
            office=files.id,
            redis=self._redis,
            epoch=lambda: store.lease.epoch if store.lease is not None else 0,
            make_journal=partial(RedisJournal.at, settings.redis),
            clock=awake_and_asleep,
        )
        return Hosts(
            office=office,
            places=places,
            succession=succession,
            tell=RoomTeller(self._redis, files.id, awake_and_asleep).tell,
            clock=awake_and_asleep,
            node=self._node,
            base=files.base,
        )

    def _room_host(self, office: str) -> RoomHost | None:
        files = self._files.get(office)
        if files is None:
            return None
        means = HostMeans(
            office=office,
            node=self._node,
            boot=self._shared().store.boot,
            address=self._address,
            owner=lambda: self._offices_here().owner_of(office),
            secret=lambda: self._registry().secret,
            drains=lambda: self._offices_here().draining or self._offices_here().is_open(office),
            clock=awake_and_asleep,
            make_live=partial(self._live_rooms, files),
        )
        return RoomHost(means)

    def _live_rooms(self, files: OfficeFiles, host: RoomHost, number: int) -> Live[Guest]:
        shared = self._shared()
        redis = shared.settings.redis
        assert redis is not None
        writer = JournalOwner(journal_name(files.id, shared.store.boot), number)
        return build_rooms(
            files,
            shared,
            office=host.office,
            notifier=host.notifier,
            elsewhere=host.elsewhere,
            registry=host.registry,
            journal=lambda: HostJournal.at(redis, writer),
            held=lambda: host.right.held,
        )
