"""What the office does for people. Pure data that a city configures; the only place here where sentences for people occur."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from madang_office.calendar import LegalTerm

PREFIX = re.compile(r"[A-Z]{1,3}")


class ServiceFault(ValueError):
    """A service was configured in a way that cannot work; the message says what is wrong."""


class Kind(StrEnum):
    """How a service begins: with a ticket and a talk, or with a form."""

    TALK = "talk"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class UsualLength:
    """What a city declares a turn at the desk to take, until enough was observed: shortest and longest usual, in seconds."""

    low_s: float
    high_s: float

    def __post_init__(self) -> None:
        if not 0 <= self.low_s <= self.high_s:
            raise ServiceFault("a usual length needs 0 <= low_s <= high_s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service. `title` and `hint` hold a sentence for each language; `prefix` begins its ticket numbers."""

    id: str
    title: Mapping[str, str]
    prefix: str
    kind: Kind = Kind.TALK
    hint: Mapping[str, str] | None = None
    skills: frozenset[str] = frozenset()
    legal_term: LegalTerm | None = None
    usual: UsualLength | None = None

    def __post_init__(self) -> None:
        if not PREFIX.fullmatch(self.prefix):
            raise ServiceFault(f"service {self.id}: the prefix must be one to three letters A-Z, not {self.prefix!r}")
        if not {"ko", "en"} <= set(self.title):
            raise ServiceFault(f"service {self.id}: the title is needed in ko and en")
