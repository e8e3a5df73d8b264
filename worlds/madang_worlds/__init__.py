"""Pure space: plans, motion, ways, interest cells, rooms. How a tick runs is told in `room.py`.

May not know clock, chance, task or socket, and nothing of tickets. It reads plans from files, and of the wire it knows the
packed records of motion alone.
"""

from madang_worlds.areas import Area
from madang_worlds.faults import PlanFault, PlanFaults
from madang_worlds.floor import floor_of
from madang_worlds.geometry import STEPS, TILE_PX, TILE_UNITS, Rect
from madang_worlds.interest import Cells, publish_ticks_for
from madang_worlds.loading import check_places, check_plan, load_places, load_plan
from madang_worlds.plan import Booth, CounterSpot, Door, Plan, find_way
from madang_worlds.room import Outcomes, Publication, Room, RoomFull
from madang_worlds.step import is_free, step
from madang_worlds.view import View

__all__ = [
    "STEPS",
    "TILE_PX",
    "TILE_UNITS",
    "Area",
    "Booth",
    "Cells",
    "CounterSpot",
    "Door",
    "Outcomes",
    "Plan",
    "PlanFault",
    "PlanFaults",
    "Publication",
    "Rect",
    "Room",
    "RoomFull",
    "View",
    "check_places",
    "check_plan",
    "find_way",
    "floor_of",
    "is_free",
    "load_places",
    "load_plan",
    "publish_ticks_for",
    "step",
]
