"""What a client knows is the room, whatever it was not sent (SPEC R10, R11)."""

from hypothesis import example, given
from hypothesis import strategies as st
from tests.worlds.sketches import YARD, execute, histories, room_of, walker
from tests.worlds.test_publishing import COLUMNS, field, frames

from madang_protocol.limits import MOVE_EARLY_TICKS_MAX, TICKS_PER_SECOND
from madang_protocol.motion import WHOLE, sections
from madang_worlds import Publication, Room, View


def test_R10_a_keyframe_is_whole_for_every_cell_in_view_also_for_empty_ones():
    room = field()
    walker(room, 2, 2)
    found = [(section.cell, section.kind, len(section.records)) for section in sections(room.whole(COLUMNS + 1))]
    cells = room.plan.cells.neighbours[COLUMNS + 1]
    assert found == [(cell, WHOLE, int(cell == 0)) for cell in cells]


class Client:
    """Someone in a room who gets frames, some of them skipped, as the server conflates them."""

    def __init__(self, room: Room, slot: int) -> None:
        self.slot = slot
        self.behind = True  # the next frame must be whole
        self.view = View(room.plan.blocked, room.plan.cells)

    def hear(self, room: Room, publication: Publication, *, skip: bool) -> None:
        changes = {slot: (old, new) for slot, old, new in publication.view_changed}
        view_cell = room.view_cell(self.slot)
        self.behind |= skip
        if skip:
            return
        if self.behind:
            self.view.apply(publication.tick, room.whole(view_cell), view_cell)
        elif self.slot in changes:
            self.view.apply(publication.tick, publication.frame_for_change(*changes[self.slot]), view_cell)
        else:
            self.view.apply(publication.tick, publication.frame_for(view_cell) or b"")
        self.behind = False


def in_view_of(room: Room, slot: int) -> dict[int, tuple[int, int, int]]:
    """What the room itself says about the 3 x 3 around somebody's view cell."""
    neighbours = room.plan.cells.neighbours[room.view_cell(slot)]
    return {each: room.position(each) for each in room.slots() if room.plan.cells.cell_of(*room.position(each)[:2]) in neighbours}


@given(st.data(), histories)
def test_R11_the_view_equals_the_room_whatever_is_skipped(data, history):
    room = room_of(YARD, cell_units=600, capacity=8)
    clients = [Client(room, room.join(*spot)) for spot in [(300, 300), (2_900, 300), (1_500, 2_400)]]
    seated = {client.slot for client in clients}
    for commands in [*history, *[[]] * (MOVE_EARLY_TICKS_MAX + 1)]:
        for command in commands:
            execute_but_keep(room, command, seated)
        for frame in frames(room, 1):
            for client in clients:
                client.hear(room, frame, skip=data.draw(st.booleans()))
        for client in up_to_date(clients, room):
            assert client.view.at(room.tick) == in_view_of(room, client.slot)


def up_to_date(clients: list[Client], room: Room) -> list[Client]:
    """Those who have heard what was published in this tick."""
    if not room.publishes_at(room.tick):
        return []
    return [client for client in clients if not client.behind]


def execute_but_keep(room: Room, command: tuple, seated: set[int]) -> None:
    """Execute a command unless one of the clients of the test would leave by it."""
    here = room.slots()
    leaver = here[command[1] % len(here)] if command[0] == "leave" and here else None
    if leaver not in seated:
        execute(room, command)


def without_ways(commands: list[tuple]) -> list[tuple]:
    return [command for command in commands if command[0] != "go"]


@example([[], [("move", 0, 0, 0, 5), ("move", 0, 1, 0, 0)]])
@given(histories)
def test_R11_between_frames_the_client_steps_as_the_room_does(history):
    """No frame is needed to know where those are who go on as before: no heading waits (R4), no way turns (R5)."""
    room = field()
    client = Client(room, room.join(600, 600))
    for commands in [*history, *[[]] * (MOVE_EARLY_TICKS_MAX + 1)]:
        for command in without_ways(commands):
            execute_but_keep(room, command, {client.slot})
        room.advance(room.tick + 1)
        client.hear(room, room.publish(), skip=False)
    known = client.view.avatars.keys() & set(room.slots())
    for _ in range(TICKS_PER_SECOND):
        room.advance(room.tick + 1)
        assert {slot: client.view.at(room.tick)[slot] for slot in known} == {slot: room.position(slot) for slot in known}


def test_R10_a_keyframe_of_a_tick_without_publishing_is_corrected_by_the_frames_after_it():
    room = field()
    slot, watcher = walker(room, 4, 2), walker(room, 2, 2)
    client = Client(room, watcher)
    client.hear(room, room.publish(), skip=True)
    room.move(slot, 1)
    for _ in range(9):
        room.advance(room.tick + 1)
        client.view.apply(room.tick, room.whole(0), 0)
        assert client.view.at(room.tick) == in_view_of(room, watcher)
    client.view.apply(room.tick, room.publish().frame_for(0))
    assert client.view.at(room.tick) == in_view_of(room, watcher)
