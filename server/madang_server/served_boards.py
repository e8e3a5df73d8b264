"""What is told of how one office stands: its boards, results, figures and audit log. Constructs, decides nothing."""

from fastapi import APIRouter

from madang_server.accounts import Accounts
from madang_server.audit_watch import AuditWatch
from madang_server.catalogue import Catalogue
from madang_server.environment import Environment
from madang_server.office_app import OfficeService
from madang_server.office_app.published_results import PublishedResults
from madang_server.settings import Settings
from madang_server.store import Store
from madang_server.web import (
    Board,
    api_key_routes,
    audit_routes,
    board_routes,
    office_routes,
    read_api_routes,
    report_routes,
    results_routes,
    supervision_routes,
)


def board_routers(
    store: Store,
    environment: Environment,
    accounts: Accounts,
    catalogue: Catalogue,
    settings: Settings,
    office: OfficeService,
    watch: AuditWatch,
) -> list[APIRouter]:
    """Return the routes, those for anybody and those for who supervises the office."""
    zone, clock = catalogue.calendar.zone, (environment.monotonic, environment.now)
    results = PublishedResults(store, now=environment.office.now, wall=environment.now)
    supervised = Board(office.supervised_board, *clock)
    return [
        office_routes(office),
        report_routes(accounts, lambda: store.owned, office.reports.told),
        results_routes(results.read, office.office_view, catalogue.site, zone, catalogue.base),
        audit_routes(accounts, store, watch, zone, office.web_acts.log_read),
        board_routes(Board(office.public_board, *clock), lambda: store.owned, settings.proxies),
        supervision_routes(
            accounts, supervised, lambda: store.owned, office.figures_by_hour.read, office.office_view, zone, office.api_keys
        ),
        api_key_routes(office.api_keys, accounts),
        read_api_routes(catalogue.base),
    ]
