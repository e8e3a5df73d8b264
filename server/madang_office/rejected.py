"""A rejected command, as a value. Knows the closed list of codes; the words are in the clients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from madang_protocol import Rejection
from madang_protocol.messages import Unprintable


@dataclass(frozen=True, slots=True)
class Rejected:
    """A command is rejected, and nothing was changed. `fields`: what was wrong in what was handed in, name -> code.

    `unprintable`: the letters that no document of the office can show, and where they are (SPEC C11). The caller answers
    `rejected` with all of it (SPEC W7).
    """

    code: Rejection
    fields: Mapping[str, str] = field(default_factory=dict)
    unprintable: Sequence[Unprintable] = ()


def first_rejected(*results: object) -> Rejected:
    """Return the first of the results that is a rejection. One of them must be: otherwise `StopIteration`."""
    return next(result for result in results if isinstance(result, Rejected))


def too_long(*names: str) -> Rejected:
    """Return the rejection of a command in which these texts are longer than they may be (SPEC W13)."""
    return Rejected(Rejection.FORM_INVALID, dict.fromkeys(names, "too_long"))


def missing(*names: str) -> Rejected:
    """Return the rejection of a command that left these fields empty: FORM_INVALID, each `required`."""
    return Rejected(Rejection.FORM_INVALID, dict.fromkeys(names, "required"))
