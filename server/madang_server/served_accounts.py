"""What is served of the accounts of one office, put together. Constructs, decides nothing."""

from typing import TYPE_CHECKING

from fastapi import APIRouter

from madang_server.accounts import Accounts
from madang_server.catalogue import Catalogue
from madang_server.environment import Environment
from madang_server.office_app.reserved_names import looks_like
from madang_server.openid_sign_in import OpenIdSignIn
from madang_server.own_account import OwnAccount
from madang_server.settings import Settings
from madang_server.store import Store
from madang_server.supervised_accounts import SupervisedAccounts
from madang_server.web import FailedTries, Guesses, Throttle, account_routes, openid_routes, own_account_routes

if TYPE_CHECKING:
    from madang_server.openid import OpenIdProvider  # its packages are an extra


def account_routers(
    store: Store,
    environment: Environment,
    accounts: Accounts,
    catalogue: Catalogue,
    settings: Settings,
    throttle: Throttle,
    provider: "OpenIdProvider | None",
) -> list[APIRouter]:
    """Return the routes about accounts, for supervisors and for each officer. `provider`: by which they sign in as well."""
    now = environment.monotonic
    own = OwnAccount(store, environment, accounts, catalogue.name.ko)
    guesses = Guesses(accounts, throttle, settings.proxies)
    back = f"{settings.address}{catalogue.base}/officer"
    openid = OpenIdSignIn(store, environment, accounts, own, provider, back) if provider is not None else None
    supervised = SupervisedAccounts(store, environment, accounts, looks_like)
    return [
        own_account_routes(own, guesses, now),
        openid_routes(openid, guesses, FailedTries(accounts, now), now),
        account_routes(supervised, tuple(catalogue.offers), now),
    ]
