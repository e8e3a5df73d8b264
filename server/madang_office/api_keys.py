"""Keys with which programs of the city read an office: their record, their rights, and what may be wrong with one. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

KEYS_MAX = 20  # of an office
NAME_CHARS_MAX = 60
DAYS_MAX = 366  # that a key is good for
DAY_S = 24 * 3_600.0


class ApiRight(StrEnum):
    """What a key may read: a closed list, and nothing of it names a citizen."""

    FIGURES = "figures"  # how the lines went, by hour (SPEC O21, O22)
    SUPERVISION = "supervision"  # how they stand now (SPEC O20)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """One of them. `created`, `expires`: unix seconds."""

    id: str
    name: str
    rights: frozenset[ApiRight]
    created: float
    expires: float

    def may(self, right: ApiRight, now: float) -> bool:
        """Return whether it has that right now."""
        return now < self.expires and right in self.rights


def faults_of(name: str, rights: Collection[str], days: int) -> dict[str, str]:
    """Return what is wrong with a key that is wanted, by field: `missing`, `too_long`, `unknown`, `out_of_range`."""
    faults: dict[str, str] = {}
    if not name:
        faults["name"] = "missing"
    elif len(name) > NAME_CHARS_MAX:
        faults["name"] = "too_long"
    if not rights:
        faults["rights"] = "missing"
    elif set(rights) - set(ApiRight):
        faults["rights"] = "unknown"
    if not 1 <= days <= DAYS_MAX:
        faults["days"] = "out_of_range"
    return faults
