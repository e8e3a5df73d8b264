"""A command that is rejected, as a value. Knows the closed list of codes; the words live in the clients."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from madang_protocol import Rejection


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing was changed; `code` says why, `fields` names what was wrong in what was handed in (field -> code)."""

    code: Rejection
    fields: Mapping[str, str] = field(default_factory=dict)


def missing(*names: str) -> Rejected:
    """The rejection of a command that left these fields empty."""
    return Rejected(Rejection.FORM_INVALID, dict.fromkeys(names, "required"))
