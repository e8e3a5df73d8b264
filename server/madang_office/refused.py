"""A command that cannot be granted, as a value. Knows the closed list of codes; the words live in the clients."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from madang_protocol import Refusal


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed; `code` says why, `fields` names what was wrong in what was handed in (field -> code)."""

    code: Refusal
    fields: Mapping[str, str] = field(default_factory=dict)


def missing(*names: str) -> Refused:
    """The refusal of a command that left these fields empty."""
    return Refused(Refusal.FORM_INVALID, dict.fromkeys(names, "required"))
