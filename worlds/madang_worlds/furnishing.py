"""Counters, booths and seats of a drawing. Notes those that are declared wrong or that people cannot reach (SPEC R16)."""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from madang_worlds.areas import Area
from madang_worlds.drawing import Drawing, DrawnObject, Properties
from madang_worlds.geometry import Point, tile_of
from madang_worlds.plan import Booth, CounterSpot
from madang_worlds.step import Grid, is_free

IDENT = re.compile(r"^[a-z][a-z0-9_-]{0,47}$")  # the same as `fields.Ident` of the wire
CAPACITY_MAX = 64
LANGUAGES = ("ko", "en")


class Furnishing:
    """The counters, booths and seats of a place. `home` holds the numbers of the regions that people can be in."""

    def __init__(self, drawing: Drawing, blocked: Grid, home: set[int], regions: NDArray[np.int32]) -> None:
        self._drawing = drawing
        self._blocked = blocked
        self._home = home
        self._regions = regions

    def counters(self) -> dict[str, CounterSpot]:
        return {thing.name: self._counter(thing) for thing in self._named("counter")}

    def booths(self) -> dict[str, Booth]:
        return {thing.name: self._booth(thing) for thing in self._named("booth")}

    def seats(self) -> dict[str, Point]:
        """Return the seats by name. A seat without a name is `seat-<number of its object>`."""
        seats: dict[str, Point] = {}
        for thing in self._drawing.of_kind("seat"):
            name = thing.name or f"seat-{thing.id}"
            if name in seats:
                _fault_of_twin(thing, "seat")
            self._check_reachable("the seat", thing.at, thing.properties)
            self._check_counter_of_seat(thing)
            seats[name] = thing.at
        return seats

    def _named(self, kind: str) -> Iterator[DrawnObject]:
        """Yield the objects of a class, each name once. Notes names that are bad or that two objects share."""
        seen: set[str] = set()
        for thing in self._drawing.of_kind(kind):
            if thing.name in seen:
                _fault_of_twin(thing, kind)
                continue
            if not IDENT.match(thing.name):
                thing.properties.fault(
                    f"the {kind}'s name {thing.name!r} is no id", "Use small letters, digits, - and _, a letter first"
                )
            seen.add(thing.name)
            yield thing

    def _counter(self, thing: DrawnObject) -> CounterSpot:
        middle = thing.rect.x + thing.rect.width // 2, thing.rect.y + thing.rect.height // 2
        visitor = self._spot(thing, "visitor") or middle
        desk = self._spot(thing, "desk")
        self._check_reachable("the visitor's point", visitor, thing.properties)
        if desk and not is_free(self._blocked, *desk):
            thing.properties.fault("the desk's point is in a wall", "Move desk_x and desk_y to a free tile")
        return CounterSpot(thing.name, self._title(thing), self._services(thing), visitor, desk, self._seats_of(thing.name))

    def _booth(self, thing: DrawnObject) -> Booth:
        capacity = thing.properties.whole("capacity")
        if capacity is None or not 1 <= capacity <= CAPACITY_MAX:
            thing.properties.fault(f"the booth's capacity is {capacity}", f"Set the int property capacity to 1 to {CAPACITY_MAX}")
        seats = self._booth_seats(thing)
        area = Area(thing.name, thing.rect, dict(thing.properties.values))
        return Booth(thing.name, self._title(thing), capacity or 1, seats, area)

    def _booth_seats(self, thing: DrawnObject) -> tuple[Point, ...]:
        seats = self._points(thing)
        for seat in seats:
            if not thing.rect.holds(*seat):
                thing.properties.fault(f"seat {self._pixels(seat)} is outside of the booth", "Move it into the rectangle")
        free = tuple(seat for seat in seats if self._fault_at(seat) is None)
        if not free:
            thing.properties.fault(
                "no seat of the booth can be reached", "Write seats as x,y;x,y in px, on free tiles with a way to them"
            )
        return free

    def _points(self, thing: DrawnObject) -> tuple[Point, ...]:
        """Return the points of the property `seats`: foot points in pixels, as x,y;x,y."""
        try:
            pairs = [pair.split(",") for pair in (thing.properties.text("seats") or "").split(";") if pair.strip()]
            return tuple(self._drawing.units(float(x), float(y)) for x, y in pairs)
        except (ValueError, OverflowError):
            thing.properties.fault(f"seats is {thing.properties.text('seats')!r}", "Write it as x,y;x,y in px")
            return ()

    def _spot(self, thing: DrawnObject, name: str) -> Point | None:
        x, y = thing.properties.number(f"{name}_x"), thing.properties.number(f"{name}_y")
        if (x is None) != (y is None):
            thing.properties.fault(f"{name}_x and {name}_y are not both there", "Set both, in px, or none")
        return None if x is None or y is None else self._drawing.units(x, y)

    def _title(self, thing: DrawnObject) -> dict[str, str]:
        title = {language: thing.properties.text(f"title_{language}") for language in LANGUAGES}
        for language, words in title.items():
            if not words:
                thing.properties.fault(f"title_{language} is missing", "Give it a name in both languages")
        return {language: words or thing.name for language, words in title.items()}

    def _services(self, thing: DrawnObject) -> tuple[str, ...]:
        services = tuple(name.strip() for name in (thing.properties.text("services") or "").split(",") if name.strip())
        if not services:
            thing.properties.fault("the counter offers nothing", "List its services, comma between, in the property services")
        for name in services:
            if not IDENT.match(name):
                thing.properties.fault(f"the service {name!r} is no id", "Use small letters, digits, - and _, a letter first")
        return services

    def _seats_of(self, counter: str) -> tuple[Point, ...]:
        return tuple(seat.at for seat in self._drawing.of_kind("seat") if seat.properties.text("counter") == counter)

    def _check_counter_of_seat(self, seat: DrawnObject) -> None:
        counter = seat.properties.text("counter")
        if counter and counter not in {thing.name for thing in self._drawing.of_kind("counter")}:
            seat.properties.fault(f"the seat is of counter {counter!r}, which is not here", "Name a counter of this map, or none")

    def _check_reachable(self, what: str, spot: Point, properties: Properties) -> None:
        fault = self._fault_at(spot)
        if fault:
            properties.fault(f"{what} {self._pixels(spot)} {fault}", "Move it to a free tile with a way to the entry")

    def _fault_at(self, spot: Point) -> str | None:
        if not is_free(self._blocked, *spot):
            return "is in a wall or outside of the place"
        column, row = tile_of(*spot)
        return None if int(self._regions[row, column]) in self._home else "cannot be reached from any entry"

    def _pixels(self, spot: Point) -> str:
        """Return the point in pixels of the map, as Tiled shows it to the author."""
        return ",".join(str(number // 8 + origin) for number, origin in zip(spot, self._drawing.origin_px, strict=True))


def _fault_of_twin(thing: DrawnObject, kind: str) -> None:
    thing.properties.fault(f"there are two {kind}s named {thing.name!r}", "Give each its own name")
