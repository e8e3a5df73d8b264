"""Whether who asks supervises the office. Knows accounts and the header, no page."""

from madang_server.accounts import Accounts
from madang_server.faults import Forbidden
from madang_server.web.callers import bearer


async def supervisor_of(accounts: Accounts, authorization: str | None) -> str | None:
    """Return the account of the supervisor whose sign-in came with it; None: it is that of none."""
    try:
        return await accounts.supervisor_here(bearer(authorization) or "")
    except Forbidden:
        return None
