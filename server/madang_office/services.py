"""What the office does for people, as a city configures it. Pure data; the only file here with sentences for people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from madang_office.appointments import AppointmentRules
from madang_office.calendar import LegalTerm
from madang_office.objections import ObjectionRules

PREFIX = re.compile(r"[A-Z]{1,3}")


class ServiceFault(ValueError):
    """A service is configured in a way that cannot work. The message says what is wrong."""


class Kind(StrEnum):
    """How a service begins: with a ticket and a talk, or with a form."""

    TALK = "talk"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class UsualLength:
    """The shortest and the longest usual time of a turn at the desk, in seconds, as a city declares it (SPEC T7).

    It is used until enough turns were observed. `ServiceFault` unless 0 <= low_s <= high_s.
    """

    low_s: float
    high_s: float

    def __post_init__(self) -> None:
        if not 0 <= self.low_s <= self.high_s:
            raise ServiceFault("a usual length needs 0 <= low_s <= high_s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service. `title` and `hint`: language -> sentence, ko and en; `prefix` begins its ticket numbers.

    `ServiceFault` for a prefix that is not one to three letters A to Z, or a title without one of the languages.
    """

    id: str
    title: Mapping[str, str]
    prefix: str
    kind: Kind = Kind.TALK
    hint: Mapping[str, str] | None = None
    skills: frozenset[str] = frozenset()
    legal_term: LegalTerm | None = None
    usual: UsualLength | None = None
    appointments: AppointmentRules | None = None  # none: it gives no appointments
    objections: ObjectionRules | None = None  # none: as the office says
    kept_days: int | None = None  # of a request, after it ended; none: as the office says

    def __post_init__(self) -> None:
        if not PREFIX.fullmatch(self.prefix):
            raise ServiceFault(f"the prefix must be one to three letters A-Z, not {self.prefix!r}")
        if not {"ko", "en"} <= set(self.title):
            raise ServiceFault("the title is needed in ko and en")
