"""Makes a Plan of a Drawing, by the conventions of WorkAdventure maps and Madang's own. Notes what is wrong (SPEC R16).

WorkAdventure: `collides` tiles, `start`, `exitUrl` and `silent` on layers, tiles and areas. Madang's own: a
layer `collisions`, and objects of the classes counter, booth, seat (`furnishing.py`), sign and furniture (drawn only).
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import numpy as np

from madang_protocol.limits import SLOTS_MAX, UNITS_PER_PX
from madang_worlds.areas import Area, tile_grid
from madang_worlds.drawing import Drawing, DrawnObject, Properties, Shape
from madang_worlds.faults import FaultList
from madang_worlds.furnishing import Furnishing
from madang_worlds.geometry import TILE_UNITS, Point, Rect, stand_in
from madang_worlds.interest import CELL_UNITS_DEFAULT
from madang_worlds.outskirts import check_outskirts
from madang_worlds.path_finding import regions
from madang_worlds.plan import CAPACITY_DEFAULT, Door, Plan
from madang_worlds.served_files import art_names
from madang_worlds.spelling import DRAWN, EXITS, LAYER, MAP, OF_CLASS, TILE, TITLES, check_spelling, nearest_class
from madang_worlds.step import Grid

AREA = "area"
CLASSES = {"", "variable", *OF_CLASS}
CELL_PX_MIN, CELL_PX_MAX = 160, 4_096
MAP_FILE = re.compile(r"^(?P<stem>.+)\.(tmj|json|wam)$", re.IGNORECASE)
EXIT_FORM = "Write it like ../name/place.tmj#entry, with a place's name of letters A-Z, digits, spaces, `_`, `.` and `-`"
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 _.-]*$")


class PlanReader:
    def __init__(self, drawing: Drawing, faults: FaultList) -> None:
        self.drawing = drawing
        self.faults = faults
        self.blocked = self._blocked()
        self.regions = regions(self.blocked)

    def plan(self) -> Plan:
        """Return the plan. Use it only when no fault was noted."""
        self._check_objects()
        self._check_names()
        self._check_areas()
        check_outskirts(self.drawing.properties, self.drawing.width_tiles, self.drawing.height_tiles)
        entries = self._entries()
        home = self._home(entries)
        furnishing = Furnishing(self.drawing, self.blocked, home, self.regions)
        return Plan(
            name=self.drawing.name,
            title=self._title(),
            blocked=self.blocked,
            entries=entries,
            capacity=self._bounded("capacity", CAPACITY_DEFAULT, 1, SLOTS_MAX),
            cell_units=self._bounded("cell_px", CELL_UNITS_DEFAULT // UNITS_PER_PX, CELL_PX_MIN, CELL_PX_MAX) * UNITS_PER_PX,
            doors=self._doors(home),
            counters=furnishing.counters(),
            booths=furnishing.booths(),
            seats=furnishing.seats(),
            silent=tuple(area for area, properties in self._areas() if properties.flag("silent")),
            areas={area.name: area for area, _ in self._areas() if area.name},
            origin_px=self.drawing.origin_px,
        )

    def _title(self) -> dict[str, str]:
        properties = self.drawing.properties
        name = properties.text("mapName") or self.drawing.name
        return {language: properties.text(f"title_{language}") or name for language in ("ko", "en")}

    def _bounded(self, name: str, default: int, low: int, high: int) -> int:
        value = self.drawing.properties.whole(name)
        if value is None or low <= value <= high:
            return default if value is None else value
        self.drawing.properties.fault(f"{name} is {value}", f"Set it to {low} to {high}")
        return default

    def _blocked(self) -> Grid:
        solid = [number for number in self.drawing.numbers_with("collides") if self.drawing.tiles[number].flag("collides")]
        blocked = np.zeros((self.drawing.height_tiles, self.drawing.width_tiles), np.bool_)
        for layer in self.drawing.tile_layers:
            blocked |= (layer.numbers > 0) if layer.name == "collisions" else np.isin(layer.numbers, solid)
        return blocked

    def _check_objects(self) -> None:
        for thing in self.drawing.objects:
            meant = None if thing.kind in CLASSES else nearest_class(thing.kind)
            if meant is not None:
                thing.properties.fault(f"class {thing.kind!r} is unknown", f"Did you mean {meant!r}? If not, rename it")
            if thing.kind in OF_CLASS and self._has_meaning(thing):
                self._check_shape(thing)
            if thing.kind in DRAWN or thing.shape is Shape.TILE:
                self._check_drawn(thing)

    def _check_drawn(self, thing: DrawnObject) -> None:
        """Warn of what nobody sees: it stands outside of the place, or is drawn by a name that our art does not have."""
        x, y, width, height = thing.rect
        right, bottom = self.drawing.width_tiles * TILE_UNITS, self.drawing.height_tiles * TILE_UNITS
        if not (-width <= x <= right and -height <= y <= bottom + height):
            thing.properties.warn("it stands outside of the place, where nobody sees it", "Move it onto the map")
        if thing.kind in DRAWN:
            self._check_art(thing.properties)

    def _check_art(self, properties: Properties) -> None:
        properties.flag("flat")
        for name in ("text_ko", "text_en"):
            properties.text(name)
        for name in ("art", "art_closed"):
            art = properties.text(name)
            if art is not None and art not in art_names():
                properties.warn(f"{name} is {art!r}, which is not drawn", "Choose a name of our art")
        if "art" not in properties.values:
            properties.warn("it has no art, and is not drawn", "Choose a name of our art")
        for kind in ("counter", "booth"):
            named = properties.text(kind)
            if named and named not in {thing.name for thing in self.drawing.of_kind(kind)}:
                properties.warn(f"it is of {kind} {named!r}, which is not here", f"Name a {kind} of this map, or none")

    @staticmethod
    def _has_meaning(thing: DrawnObject) -> bool:
        """Say whether the object says something to this office; an area may be for other software alone."""
        return thing.kind != AREA or bool(thing.properties.values.keys() & set(OF_CLASS[AREA]))

    @staticmethod
    def _check_shape(thing: DrawnObject) -> None:
        if thing.shape is not Shape.UPRIGHT:
            thing.properties.fault(
                f"the {thing.kind} is {thing.shape}, which is not read", "Draw an upright rectangle or a point"
            )

    def _check_names(self) -> None:
        check_spelling(self.drawing.properties, MAP)
        for tile in self.drawing.tiles.values():
            check_spelling(tile, TILE)
        for layer in self.drawing.tile_layers:
            check_spelling(layer.properties, LAYER)
        for thing in self.drawing.objects:
            check_spelling(thing.properties, OF_CLASS.get(thing.kind, ()))

    def _check_areas(self) -> None:
        """Note areas that have no effect, and names that two areas share.

        Areas that mean something to other software alone, and doors of the same name, are no faults.
        """
        named: set[str] = set()
        for thing in self.drawing.of_kind(AREA):
            said = thing.properties.values.keys() & set(OF_CLASS[AREA])
            if said & {"silent", *TITLES} and not tile_grid(Area(thing.name, thing.rect), self.blocked.shape).any():
                thing.properties.fault("the area holds no tile of the map", "Move it onto the map, or make it larger")
            if thing.name and said & {"start", *TITLES}:
                if thing.name in named:
                    thing.properties.fault(f"there are two areas named {thing.name!r}", "Give each its own name")
                named.add(thing.name)

    # areas: rectangles of class `area`; tile layers, and tiles wherever they are painted, with the same properties --------

    def _areas(self) -> Iterator[tuple[Area, Properties]]:
        for thing in self.drawing.of_kind(AREA):
            yield Area(thing.name, thing.rect, dict(thing.properties.values)), thing.properties
        for layer in self.drawing.tile_layers:
            if layer.properties.values.keys() & {"silent", *EXITS}:
                tiles = layer.numbers > 0
                yield Area(layer.name, _bounds(tiles), dict(layer.properties.values), tiles), layer.properties
        for number, properties in self.drawing.tiles.items():
            if properties.values.keys() & {"silent", *EXITS}:
                painted = self._painted(number)
                if painted.any():
                    yield Area("", _bounds(painted), dict(properties.values), painted), properties

    def _painted(self, number: int) -> Grid:
        """Return where a tile is painted, on whatever layer."""
        painted = np.zeros(self.blocked.shape, np.bool_)
        for layer in self.drawing.tile_layers:
            painted |= layer.numbers == number
        return painted

    # entries ----------------------------------------------------------------------------------------------------------

    def _entries(self) -> dict[str, list[Point]]:
        marked = dict(self._marked_entries())
        if "" not in marked and marked:
            marked[""] = marked.get("start") or next(iter(marked.values()))
        if not marked:
            self.faults.add(
                "nobody can enter: there is no start", "Paint a tile layer named 'start', or add an area with start = true"
            )
        entries = {}
        for name, (tiles, properties) in marked.items():
            entries[name] = _stands(tiles & ~self.blocked)
            if not entries[name]:
                properties.fault(f"the entry {name or 'start'!r} is in a wall or empty", "Move it to free tiles")
        return entries

    def _marked_entries(self) -> Iterator[tuple[str, tuple[Grid, Properties]]]:
        """Yield name, tiles and origin of each entry; "" is the default one."""
        for layer in self.drawing.tile_layers:
            if layer.name == "start":
                yield "", (layer.numbers > 0, layer.properties)
            elif layer.properties.flag("startLayer"):
                yield layer.name, (layer.numbers > 0, layer.properties)
        for thing in self.drawing.of_kind(AREA):
            if thing.properties.flag("start"):
                yield thing.name, (tile_grid(Area(thing.name, thing.rect), self.blocked.shape), thing.properties)
        yield from self._tile_entries()

    def _tile_entries(self) -> Iterator[tuple[str, tuple[Grid, Properties]]]:
        """Yield the entries made by tiles: one with a property `start` makes a named entry wherever it is painted."""
        for number in self.drawing.numbers_with("start"):
            properties = self.drawing.tiles[number]
            painted = self._painted(number)
            name = properties.text("start")
            if name and painted.any():
                yield name, (painted, properties)

    def _home(self, entries: dict[str, list[Point]]) -> set[int]:
        """Return the regions that people can be in. When the entries are at fault: all, so that it is noted only once."""
        spots = [spot for spots in entries.values() for spot in spots]
        home = {int(self.regions[y // TILE_UNITS, x // TILE_UNITS]) for x, y in spots}
        return home or set(range(int(self.regions.max()) + 1))

    # doors ------------------------------------------------------------------------------------------------------------

    def _doors(self, home: set[int]) -> dict[str, Door]:
        doors: dict[str, Door] = {}
        for area, properties in self._areas():
            url = next((url for exit_ in EXITS if (url := properties.text(exit_)) is not None), None)
            if url is None:
                continue
            target = exit_target(url, self.drawing.name)
            name = _unused(area.name or "exit", doors)
            if target is None:
                properties.fault(
                    f"exit {url!r} leads nowhere",
                    EXIT_FORM,
                )
            elif not home & set(self.regions[tile_grid(area, self.blocked.shape)].tolist()):
                properties.fault("the exit cannot be reached from any entry", "Clear a way to it, or move it")
            else:
                doors[name] = Door(name, *target, area, properties.layer, properties.object)
        return doors


def read_plan(drawing: Drawing, faults: FaultList) -> Plan | None:
    """Return the plan of a drawing, or None when no tile is free. Faults are added to `faults`; use the plan only without any."""
    work = PlanReader(drawing, faults)
    if work.blocked.all():
        faults.add("every tile is blocked", "Leave free tiles: `collides` belongs on walls alone")
        return None
    return work.plan()


def exit_target(url: str, own_name: str) -> tuple[str, str] | None:
    """Return (place, entry) of an exit's URL, or None when it names no place.

    The place is the folder of a `place.tmj`, else the name of the map file; the entry is the fragment, empty for the default
    one. Both may be written with per cent signs, as in any address.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    entry = unquote(parts.fragment)
    steps = [unquote(step) for step in parts.path.split("/") if step not in {"", ".", ".."}]
    if not steps:
        return (own_name, entry) if entry and not parts.path else None
    file = MAP_FILE.match(steps[-1])
    is_of_folder = file is not None and file["stem"] == "place"
    if is_of_folder and not parts.netloc and parts.path.removeprefix("./") == steps[0]:
        return own_name, entry  # the map itself, by its address
    place = steps[-2] if is_of_folder and len(steps) > 1 else file["stem"] if file else steps[-1]
    return (place, entry) if NAME.match(place) else None


def _unused(name: str, taken: dict[str, Door]) -> str:
    """Return the name, with a number behind it when another exit has it."""
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(free for free in names if free not in taken)


def _stands(tiles: Grid) -> list[Point]:
    return [stand_in(column, row) for row, column in np.argwhere(tiles).tolist()]


def _bounds(tiles: Grid) -> Rect:
    """Return the smallest rectangle around the marked tiles."""
    if not tiles.any():
        return Rect(0, 0, 0, 0)
    rows, columns = np.flatnonzero(tiles.any(axis=1)), np.flatnonzero(tiles.any(axis=0))
    left, top = int(columns[0]), int(rows[0])
    size = (int(columns[-1]) + 1 - left) * TILE_UNITS, (int(rows[-1]) + 1 - top) * TILE_UNITS
    return Rect(left * TILE_UNITS, top * TILE_UNITS, *size)
