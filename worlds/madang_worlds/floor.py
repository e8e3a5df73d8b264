"""What a client needs of a place to walk in it: size, blocked tiles, named areas, doors. Data from a plan; no file, no wire.

Clients do not interpret maps to find the walls: this is decided once, here (decision 0005).
"""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from madang_protocol.limits import UNITS_PER_PX
from madang_worlds.geometry import TILE_UNITS, Rect
from madang_worlds.plan import Door, Plan


def floor_of(plan: Plan, titles: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the floor of a place as JSON data (decision 0005). `titles`: place -> language -> title, for the doors there.

    `blocked`: base64 of one bit a tile, row by row, most significant bit first, 1 is a wall, the last byte filled up.
    `tile_units` in 1/8 px; areas and doors in px of the plan; `origin_px`: where the drawing's own coordinates have the plan's
    (0, 0). Areas without a title in both languages are left out; a door that is closed says so (SPEC R22).
    The caller publishes it under `/places/<name>/floor.json`.
    """
    return {
        "place": plan.name,
        "title": plan.title,
        "columns": plan.width_tiles,
        "rows": plan.height_tiles,
        "tile_units": TILE_UNITS,
        "origin_px": list(plan.origin_px),
        "blocked": base64.b64encode(np.packbits(plan.blocked).tobytes()).decode("ascii"),
        "areas": [
            {"name": area.name, "title": {language: area.properties[f"title_{language}"] for language in ("ko", "en")}}
            | _in_px(area.rect)
            for area in plan.areas.values()
            if {"title_ko", "title_en"} <= area.properties.keys()
        ],
        "doors": [
            {"name": door.name, "place": door.target_place, "title": _title(door, titles)}
            | _in_px(door.area.rect)
            | ({"closed": True} if door.closed else {})
            for door in plan.doors.values()
        ],
    }


def _title(door: Door, titles: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return dict(titles.get(door.target_place, {"ko": door.target_place, "en": door.target_place}))


def _in_px(rect: Rect) -> dict[str, int]:
    return {name: getattr(rect, name) // UNITS_PER_PX for name in ("x", "y", "width", "height")}
