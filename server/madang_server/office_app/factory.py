"""Puts the office together from what it is handed. Constructs, decides nothing."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from madang_counters.runner import Runner
from madang_office.outbox import Way
from madang_server.accounts import Accounts
from madang_server.catalogue import Catalogue
from madang_server.environment import Environment
from madang_server.notifier import Notifier
from madang_server.office_app.avatar_catalogue import AvatarCatalogue
from madang_server.office_app.context import OfficeContext, Render
from madang_server.office_app.counter_directory import read_counters
from madang_server.office_app.queries.views import Views
from madang_server.office_app.runtime.newcomers import Newcomers
from madang_server.office_app.service import OfficeService
from madang_server.office_app.state import OfficeState
from madang_server.office_app.waits import Waits
from madang_server.store import Store
from madang_worlds import Plan


def open_office(
    *,
    store: Store,
    environment: Environment,
    catalogue: Catalogue,
    plans: Iterable[Plan],
    runner: Runner,
    render: Render,
    notifier: Notifier,
    accounts: Accounts,
    public_url: str,
    looks: Mapping[str, str],
    newcomers: Newcomers,
    aided: AbstractSet[str] = frozenset(),
    ways: Iterable[Way] = (),
) -> OfficeService:
    """Return the office; call its `start` before anybody arrives. Raises `Misconfigured`."""
    counter_directory = read_counters(plans, frozenset(catalogue.offers))
    state, ways = OfficeState(), frozenset(ways)
    waits = Waits(state, catalogue.services, environment.office.now, environment.now)
    context = OfficeContext(
        store=store,
        environment=environment,
        catalogue=catalogue,
        counter_directory=counter_directory,
        state=state,
        waits=waits,
        views=Views(state, counter_directory, catalogue, waits, runner.broken, environment.office, ways),
        runner=runner,
        render=render,
        verify_page=f"{public_url}/verify",
        avatars=AvatarCatalogue(looks, aided),
        open_rooms=notifier.open_rooms,
        address=public_url,
        ways=ways,
    )
    return OfficeService(context, notifier, accounts, newcomers)
