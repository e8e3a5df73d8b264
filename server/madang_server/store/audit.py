"""The audit log: who did what to which thing, when. Rows are only ever added; ids, never names or words."""

from typing import Any

from madang_server.store.tables import audit
from madang_server.store.writes import How, Write


def note(*, at: float, actor: str, action: str, about: str, facts: dict[str, Any] | None = None) -> Write:
    return Write(audit, How.INSERT, {"at": at, "actor": actor, "action": action, "about": about, "facts": facts or {}})
