"""A command that is rejected, as a value. Knows the closed list of codes; the words live in the clients."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from madang_protocol import Rejection


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing was changed; `code` says why, `fields` names what was wrong in what was handed in (field -> code)."""

    code: Rejection
    fields: Mapping[str, str] = field(default_factory=dict)


def first_rejected(*results: object) -> Rejected:
    """Return the first of the results that is a rejection. One of them must be."""
    return next(result for result in results if isinstance(result, Rejected))


def missing(*names: str) -> Rejected:
    """The rejection of a command that left these fields empty."""
    return Rejected(Rejection.FORM_INVALID, dict.fromkeys(names, "required"))
