"""Finds the installed services, by entry points of the group `madang.counters`. A broken one is named and left out."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points

from madang_counters.contract import Backend
from madang_counters.declared import declaration_faults

GROUP = "madang.counters"


@dataclass(frozen=True, slots=True)
class PluginFault:
    """Why a plug-in is not offered, and what was found.

    `code`: `not_loaded`, `not_a_backend`, `not_made`, `name_differs`, `twice`, or the code of a fault in its declaration.
    """

    name: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """Working backends by service id, and the faults of the other plug-ins."""

    backends: dict[str, Backend] = field(default_factory=dict)
    faults: list[PluginFault] = field(default_factory=list)


class _Broken(Exception):
    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def discover(installed: Iterable[EntryPoint] | None = None) -> Discovery:
    """Load every plug-in, in the order of their names: all that are installed, or those handed in.

    One that raises when it is imported or made, or whose declaration has a fault, is in `faults`; the others are offered.
    Plug-ins are imported in this process. The caller logs the faults, and hands the backends to a `Runner`.
    """
    found = Discovery()
    for plugin in sorted(entry_points(group=GROUP) if installed is None else installed, key=lambda point: point.name):
        try:
            found.backends[plugin.name] = _made(plugin, taken=found.backends.keys())
        except _Broken as broken:
            found.faults.append(PluginFault(plugin.name, broken.code, broken.detail))
    return found


def _made(plugin: EntryPoint, *, taken: Container[str]) -> Backend:
    if plugin.name in taken:
        raise _Broken("twice", plugin.value)
    made = _instance(_loaded(plugin))
    for fault in declaration_faults(made):
        raise _Broken(fault.code, fault.what)
    if made.manifest.id != plugin.name:
        raise _Broken("name_differs", f"the manifest says {made.manifest.id!r}")
    return made


def _loaded(plugin: EntryPoint) -> object:
    try:
        return plugin.load()
    except (Exception, SystemExit) as fault:
        raise _Broken("not_loaded", f"{type(fault).__name__}: {fault}") from fault


def _instance(loaded: object) -> Backend:
    if not (isinstance(loaded, type) and issubclass(loaded, Backend)):
        raise _Broken("not_a_backend", repr(loaded))
    try:
        return loaded()
    except (Exception, SystemExit) as fault:
        raise _Broken("not_made", f"{type(fault).__name__}: {fault}") from fault
