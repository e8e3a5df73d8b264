"""How a line of the record says who wrote it: beside the name, as what somebody helps (SPEC C48). Pure."""

from typing import Literal

from madang_office.parties import PartyRole
from madang_server.store.case_rows import EntryRow

ROLES: dict[PartyRole, dict[Literal["ko", "en"], str]] = {
    PartyRole.COMPANION: {"ko": "동행인", "en": "companion"},
    PartyRole.GUARDIAN: {"ko": "보호자", "en": "guardian"},
    PartyRole.MENTOR: {"ko": "길잡이", "en": "mentor"},
    PartyRole.DRIVER: {"ko": "이동 도우미", "en": "driver"},
    PartyRole.INTERPRETER: {"ko": "통역인", "en": "interpreter"},
}


def written_by(entry: EntryRow, lang: Literal["ko", "en"]) -> str:
    """Return the name, and the role of who helps, in the language of the record."""
    return entry.name if entry.party is None else f"{entry.name} ({ROLES[entry.party][lang]})"


def longest(entry: EntryRow) -> str:
    """Return the longer of both, for what a record takes."""
    return max((written_by(entry, "ko"), written_by(entry, "en")), key=len)
