"""What every decision may use: state, counter directory, catalogue, waits, plug-ins, store. Holds them together, does nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from madang_counters.documents import Sheet
from madang_counters.runner import Runner
from madang_office.outbox import Way
from madang_server.catalogue import Catalogue
from madang_server.environment import Environment
from madang_server.office_app.avatar_catalogue import AvatarCatalogue
from madang_server.office_app.counter_directory import CounterDirectory
from madang_server.office_app.queries.views import Views
from madang_server.office_app.state import OfficeState
from madang_server.office_app.waits import Waits
from madang_server.store import Store

Render = Callable[[Sheet], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class OfficeContext:
    """The office's own means."""

    store: Store
    environment: Environment
    catalogue: Catalogue
    counter_directory: CounterDirectory
    state: OfficeState
    waits: Waits
    views: Views
    runner: Runner
    render: Render
    verify_page: str  # the address where anybody may look a document's number up
    avatars: AvatarCatalogue
    open_rooms: Callable[[str], int]  # of a place: each has the place's booths once
    address: str  # of the office
    ways: frozenset[Way]  # in which something is sent to people outside
