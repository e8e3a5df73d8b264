"""Which avatars there are and who may wear them: nobody can dress up as the office. Pure."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from zlib import crc32

WEARS = {"citizen": ("citizen",), "companion": ("citizen",), "officer": ("officer",), "supervisor": ("supervisor", "officer")}


class AvatarCatalogue:
    """The looks of the office by their role; every role has at least one."""

    def __init__(self, looks: Mapping[str, str], aided: AbstractSet[str] = frozenset()) -> None:
        """`looks`: look id -> role, as `looks.json` says; `aided`: those with an aid, which one chooses oneself.

        Raises `ValueError` when there is none to give to citizens or to officers.
        """
        self._roles = dict(looks)
        self._aided = aided
        for role in WEARS:
            if not self._offered(role):
                raise ValueError(f"there is no look for the role {role}")

    def of(self, role: str) -> list[str]:
        """Return the looks that this role may wear."""
        return [look for wanted in WEARS[role] for look, owner in self._roles.items() if owner == wanted]

    def may_wear(self, role: str, look: str) -> bool:
        return self._roles.get(look) in WEARS[role]

    def dress(self, role: str, wanted: str | None, key: str) -> str:
        """Return the wanted look if it is allowed, otherwise one that follows from the visitor's key: a varied hall."""
        if wanted is not None and self.may_wear(role, wanted):
            return wanted
        offered = self._offered(role)
        return offered[crc32(key.encode()) % len(offered)]

    def _offered(self, role: str) -> list[str]:
        """The looks that may be given by chance: nobody finds themselves in a wheelchair that they did not ask for."""
        return [look for look in self.of(role) if look not in self._aided]
