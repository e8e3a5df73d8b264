"""A connected person as the office knows them. Plain data: no socket, no slot, no token but a new one."""

from dataclasses import dataclass

from madang_protocol.fields import Language, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who somebody is. `new_token` is there once, for a citizen who is new: hand it out in `welcome` (SPEC S2)."""

    id: str
    name: str
    look: str
    lang: Language
    role: Role = "citizen"
    officer_id: str | None = None
    new_token: str | None = None
    place: str | None = None
