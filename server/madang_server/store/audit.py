"""The audit log: who did what to which thing, when. Rows are only ever added; ids, never names or words."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import add
from madang_server.store.tables import audit


async def note(
    sql: AsyncConnection, *, at: float, actor: str, action: str, about: str, facts: dict[str, Any] | None = None
) -> None:
    await add(sql, audit, {"at": at, "actor": actor, "action": action, "about": about, "facts": facts or {}})
