"""The acts of the office on tickets, desks and cases, in order, by ids. What is checked by a chain is in audit_log.py."""

from typing import Any

from madang_server.store.tables import acts
from madang_server.store.writes import How, Write


def note(*, at: float, actor: str, action: str, about: str, facts: dict[str, Any] | None = None) -> Write:
    return Write(acts, How.INSERT, {"at": at, "actor": actor, "action": action, "about": about, "facts": facts or {}})
