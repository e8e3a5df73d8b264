"""What is sent, ready with its words, and what a sender is to the office. Knows no way of sending."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message to one receiver. `id` is the same at every try.

    `to`: a mail address; nothing for the office's own receiver. `kind`, `facts`: what it tells, for machines. `headers`: more of
    a mail's.
    """

    id: str
    kind: str
    subject: str
    text: str
    facts: Mapping[str, str]
    to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class NotSent(Exception):
    """It was not taken. `why`: a word for log and officer, without an address. `lasting`: no other try would do better."""

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.lasting = lasting


class NotNeeded(NotSent):
    """It was not sent, and that is no fault: nobody needs it any more. `why`: a word for it."""

    def __init__(self, why: str) -> None:
        super().__init__(why, lasting=True)


class Sender(Protocol):
    """One way out."""

    async def send(self, parcel: Parcel) -> None:
        """Return when somebody has taken it. Raises `NotSent`."""
        ...

    def close(self) -> None:
        """Cut what is under way. Call it once, at the end."""
        ...
