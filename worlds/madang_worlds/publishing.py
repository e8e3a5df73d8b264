"""Packs what a room tells its viewers: once a cell, joined once a view (SPEC R7 to R11). Knows avatars and cells, no sockets."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from madang_protocol.limits import PUBLISH_TICKS, QUIET_TICKS_MAX
from madang_protocol.motion import CHANGED, CHANGES, ENTERED, GUIDED, LEFT, RECORD, RECORD_DTYPE, WHOLE, pack_section
from madang_worlds.avatars import NOWHERE, Avatars, Slots
from madang_worlds.interest import Cells, publish_ticks_for

AGE_MAX = 255  # one byte on the wire
OPERATION_SHIFT = 4
NEVER = -(1 << 40)
Records = NDArray[np.void]
ViewChange = tuple[int, int, int]


class Publication:
    """The frames of one publishing, at `tick`. All who share a view get the same bytes object.

    For each slot of `view_changed` the caller sends `frame_for_change` with `v`, the new view cell; for all others `frame_for`
    their view cell. Each return value is the `d` of a `tick` frame.
    """

    def __init__(self, tick: int, neighbours: tuple[tuple[int, ...], ...], sections: dict[int, bytes]) -> None:
        self.tick = tick
        self.view_changed: list[ViewChange] = []  # (slot, old view cell, new view cell)
        self._neighbours = neighbours
        self._sections = sections
        self._frames: dict[int, bytes | None] = {}
        self._frames_of_change: dict[tuple[int, int], bytes] = {}

    def frame_for(self, view_cell: int) -> bytes | None:
        """Return `d` for the readers of this view whose view did not change.

        None: send nothing. Empty bytes: send an empty frame, which says that all goes on as before (SPEC R9).
        """
        if view_cell not in self._frames:
            self._frames[view_cell] = self._changes_in(self._neighbours[view_cell]) or None
        return self._frames[view_cell]

    def frame_for_change(self, old_view: int, new_view: int) -> bytes:
        """Return `d` for a reader whose view changed: changes in the cells that stay in view, and the new cells whole (SPEC R7).

        `KeyError` for a pair that is not in `view_changed`.
        """
        return self._frames_of_change[old_view, new_view]

    def vouch(self, views: Iterable[int]) -> None:
        """Give these views an empty frame, which says that all in them goes on as before (SPEC R9)."""
        self._frames.update((view, b"") for view in views)

    def add_change(self, old_view: int, new_view: int, whole: dict[int, bytes]) -> None:
        """Make the frame for this change of view from the `whole` sections of the cells that are new in it."""
        kept = [cell for cell in self._neighbours[new_view] if cell in self._neighbours[old_view]]
        new = [whole[cell] for cell in self._neighbours[new_view] if cell not in self._neighbours[old_view]]
        self._frames_of_change[old_view, new_view] = self._changes_in(kept) + b"".join(new)

    def _changes_in(self, cells: Iterable[int]) -> bytes:
        return b"".join([self._sections[cell] for cell in cells if cell in self._sections])


class Publisher:
    def __init__(self, avatars: Avatars, cells: Cells) -> None:
        self.publish_ticks = PUBLISH_TICKS
        self._avatars = avatars
        self._cells = cells
        self._framed_tick = np.full(cells.count, NEVER, np.int64)  # the last frame of each view
        self._whole_tick = NEVER
        self._whole: dict[int, bytes] = {}
        self._whole_views: dict[int, bytes] = {}

    def publish(self, tick: int) -> Publication:
        """Return what happened since the last call, and move the views of those who went beyond the margin (SPEC R7)."""
        location = self._locations()
        crossed = self._crossed(location)
        sections = self._sections_of_changes(tick, location, crossed)
        publication = Publication(tick, self._cells.neighbours, sections)
        self._follow_views(tick, publication)
        if len(crossed):
            self._set_rate(location)
        self._vouch(tick, publication, sections, location)
        self._avatars.cell[:] = location
        self._avatars.changed[:] = self._avatars.fresh[:] = False
        return publication

    def whole(self, tick: int, view_cell: int) -> bytes:
        """Return the keyframe of the 3 x 3 around `view_cell` at `tick`: one whole section a cell, also for empty ones."""
        sections = self._whole_sections(tick)
        if view_cell not in self._whole_views:
            self._whole_views[view_cell] = b"".join([sections[cell] for cell in self._cells.neighbours[view_cell]])
        return self._whole_views[view_cell]

    def _locations(self) -> NDArray[np.int32]:
        a = self._avatars
        return np.where(a.present, self._cells.of(a.x, a.y), NOWHERE).astype(np.int32, copy=False)

    def _crossed(self, location: NDArray[np.int32]) -> Slots:
        """Return the slots whose cell is not the one last published, or whose avatar is another than last published."""
        return np.flatnonzero((location != self._avatars.cell) | self._avatars.fresh)

    def _sections_of_changes(self, tick: int, location: NDArray[np.int32], crossed: Slots) -> dict[int, bytes]:
        a = self._avatars
        left = crossed[(a.cell[crossed] != NOWHERE) & (a.cell[crossed] != location[crossed])]
        entered = crossed[location[crossed] != NOWHERE]
        changed = np.flatnonzero(a.changed & a.present & (location == a.cell) & ~a.fresh)
        slots = np.concatenate((changed, entered, left))
        if not len(slots):
            return {}
        records = self._records(slots)
        self._date_back(records[: len(changed)], changed, tick)
        operations = np.repeat(np.array([CHANGED, ENTERED, LEFT], np.uint8), (len(changed), len(entered), len(left)))
        records["motion"] |= operations << OPERATION_SHIFT
        cells = np.concatenate((location[changed], location[entered], a.cell[left]))
        order = np.argsort(cells, kind="stable")
        return _sections(cells[order], records[order], CHANGES)

    def _date_back(self, records: Records, slots: Slots, tick: int) -> None:
        """Give each change the tick and the position at which it happened, so that clients can correct what they computed since.

        A change that is too old for the record's byte of age is told as it stands now.
        """
        a = self._avatars
        age = tick - a.changed_tick[slots]
        dated = age <= AGE_MAX
        records["age"] = np.where(dated, age, 0)
        records["x"] = np.where(dated, a.changed_x[slots], a.x[slots])
        records["y"] = np.where(dated, a.changed_y[slots], a.y[slots])

    def _records(self, slots: Slots) -> Records:
        a = self._avatars
        records = np.zeros(len(slots), RECORD_DTYPE)
        records["slot"] = slots
        records["x"] = a.x[slots]
        records["y"] = a.y[slots]
        records["motion"] = a.heading[slots] | a.guided[slots] * np.uint8(GUIDED)
        records["input"] = a.input[slots]
        return records

    def _whole_sections(self, tick: int) -> dict[int, bytes]:
        if tick == self._whole_tick:
            return self._whole
        location = self._locations()
        slots = np.argsort(location, kind="stable")[np.count_nonzero(location == NOWHERE) :]
        self._whole = {cell: pack_section(cell, WHOLE, b"") for cell in range(self._cells.count)}
        self._whole.update(_sections(location[slots], self._records(slots), WHOLE))
        self._whole_tick, self._whole_views = tick, {}
        return self._whole

    def _follow_views(self, tick: int, publication: Publication) -> None:
        """Move the views of those who went beyond the margin (SPEC R7)."""
        a = self._avatars
        moved = np.flatnonzero(a.present & self._cells.beyond(a.view, a.x, a.y))
        if not len(moved):
            return
        old = a.view[moved]
        new = self._cells.of(a.x[moved], a.y[moved])
        a.view[moved] = new
        publication.view_changed = list(zip(moved.tolist(), old.tolist(), new.tolist(), strict=True))
        whole = self._whole_sections(tick)
        for old_view, new_view in sorted({(old, new) for _, old, new in publication.view_changed}):
            publication.add_change(old_view, new_view, whole)

    def _set_rate(self, location: NDArray[np.int32]) -> None:
        counts = np.bincount(location[location != NOWHERE], minlength=self._cells.count)
        self.publish_ticks = publish_ticks_for(int(self._cells.sums_in_view(counts).max()))

    def _vouch(self, tick: int, publication: Publication, sections: dict[int, bytes], location: NDArray[np.int32]) -> None:
        """Give an empty frame to quiet views in which somebody walks, before they were quiet for QUIET_TICKS_MAX (SPEC R9)."""
        cells = self._cells
        news = np.zeros(cells.count, np.int64)
        news[list(sections)] = 1
        framed = cells.sums_in_view(news) > 0
        walking = np.bincount(location[self._avatars.walking], minlength=cells.count)
        late = tick + self.publish_ticks - self._framed_tick > QUIET_TICKS_MAX
        vouched = ~framed & late & (cells.sums_in_view(walking) > 0)
        self._framed_tick[framed | vouched] = tick
        publication.vouch(np.flatnonzero(vouched).tolist())


def _sections(cells: NDArray[np.int32], records: Records, kind: int) -> dict[int, bytes]:
    """Cut the records, which are sorted by cell, into one packed section a cell."""
    if not len(cells):
        return {}
    data = records.tobytes()
    starts = np.flatnonzero(np.diff(cells, prepend=NOWHERE))
    ends = np.append(starts[1:], len(cells)) * RECORD.size
    bounds = zip(cells[starts].tolist(), (starts * RECORD.size).tolist(), ends.tolist(), strict=True)
    return {cell: pack_section(cell, kind, data[start:end]) for cell, start, end in bounds}
