"""The office application: durable commands to madang_office, to SQL, to messages. Here alone the office meets its database.

What stands behind these names is imported when one is asked for: a command that looks at names alone needs no office.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from madang_server.office_app.factory import open_office
    from madang_server.office_app.runtime.newcomers import Newcomers
    from madang_server.office_app.service import OfficeService
    from madang_server.office_app.state import Visitor

__all__ = ["Newcomers", "OfficeService", "Visitor", "open_office"]
_HOMES = {"Newcomers": "runtime.newcomers", "OfficeService": "service", "Visitor": "state", "open_office": "factory"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
