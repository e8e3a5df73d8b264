"""Tells the audit log of tries to sign in that came to nothing, and lets nobody flood it. Knows accounts and minutes, no HTTP."""

from collections.abc import Callable

import structlog

from madang_office.audit import AuditKind
from madang_server.accounts import Accounts
from madang_server.addresses import source_of
from madang_server.faults import StorageFailed
from madang_server.web.throttle import Tries

TOLD_OF_AN_ACCOUNT = 10  # rows a minute of one kind; all names that are no account count as one
_log = structlog.get_logger()


class FailedTries:
    """One an office. The same try, from the same place, is one row a minute. `now`: seconds that do not jump."""

    def __init__(self, accounts: Accounts, now: Callable[[], float]) -> None:
        self._accounts = accounts
        self._same = Tries(now, 1)
        self._of_account = Tries(now, TOLD_OF_AN_ACCOUNT)

    async def tell(self, kind: AuditKind, name: str, address: str) -> None:
        """Tell of one try. Call it when the answer was sent: how long it takes says nothing about the name then."""
        source = source_of(address)
        if not _is_new(self._same, f"{kind} {source} {name}"):
            return
        try:
            account = await self._accounts.account_here(name)
            if _is_new(self._of_account, f"{kind} {account or ''}"):
                await self._accounts.tell_failed(kind, account, source)
        except StorageFailed as error:
            _log.error("the audit log could not be written", kind=kind.value, cause=repr(error.__cause__))


def _is_new(tries: Tries, key: str) -> bool:
    if tries.wait_s(key):
        return False
    tries.add(key)
    return True
