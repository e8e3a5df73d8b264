"""Who hears what in a room (SPEC R12). Knows a room's geometry and areas; sends nothing."""

from typing import NamedTuple

from madang_protocol import Refusal
from madang_protocol.fields import SayScope
from madang_protocol.wishes import Say
from madang_server.live.bounds import NEAR_UNITS
from madang_worlds import Room


class Heard(NamedTuple):
    """Something that is heard: by whom, and as what."""

    scope: SayScope
    slots: list[int]
    booth: str | None = None


def hearers(room: Room, slot: int, say: Say) -> Heard | Refusal:
    """Who hears what the avatar in `slot` says; the speaker is among them."""
    booth = room.booth_of(slot)
    if booth is not None:
        return Heard("booth", room.in_booth(booth), booth)
    if room.in_silent(slot):
        return Refusal.SILENT_AREA
    if say.to == "room":
        return Heard("room", room.slots())
    return Heard("near", room.near(slot, NEAR_UNITS))
