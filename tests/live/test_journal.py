"""What the journal of sessions collects, and what the next server makes of it (SPEC S22, S23). Without sockets and stores."""

import pytest
from tests.live.memory_office import Known

from madang_protocol import ReliableLane
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.connection_state import CommandRates
from madang_server.live.command_queue import CommandQueue, TaskSupervisor
from madang_server.live.frames import ReliableFrame
from madang_server.live.journal import SessionJournal
from madang_server.live.journal_reader import BEHIND_SECONDS_MAX, read_journal
from madang_server.live.journal_records import Changes, Entry, Found, KeptSession, Opened, RoomSnapshot, Standing, Told
from madang_server.live.remembered import Remembered
from madang_server.live.session import Session


class People:
    """Sessions that are told things, and their journal."""

    def __init__(self, *waiting: KeptSession) -> None:
        self.sessions: list[Session[Known]] = []
        self.wakes = 0
        self.journal = SessionJournal(
            sessions=lambda: self.sessions,
            words=lambda: [(session.visitor.id, session.words) for session in self.sessions],
            rooms=list,
            remembered=Remembered(waiting),
        )
        self.journal.woken = self._woken

    def _woken(self) -> None:
        self.wakes += 1

    def enter(self, name: str) -> Session[Known]:
        session = Session(Known(name, name), CommandQueue(TaskSupervisor()), CommandRates(), changed=self.journal.changed)
        self.sessions.append(session)
        session.begin(f"key of {name}")
        return session

    def take(self) -> Changes:
        return self.journal.take(with_places=False)


def test_S22_one_message_to_many_is_kept_once() -> None:
    people = People()
    sessions = [people.enter(f"visitor-{number}") for number in range(20)]
    people.take()
    said = ReliableFrame(b"\x80")
    for session in sessions:
        session.hold(said)
    told = people.take().entry.told
    assert [(one.body, len(one.sessions), set(one.numbers)) for one in told] == [(b"\x80", 20, {1})]


def test_S22_only_what_is_new_is_taken() -> None:
    people = People()
    mina = people.enter("mina")
    mina.tell(m.Tickets(tickets=[]))
    assert people.take().whole
    mina.tell(m.Done(id="request-1"))
    changes = people.take()
    assert (changes.whole, [one.numbers for one in changes.entry.told]) == (False, [[2]])
    assert not people.take()


def test_S22_a_message_that_was_acknowledged_at_once_counts_as_a_number() -> None:
    people = People()
    mina = people.enter("mina")
    people.take()
    mina.tell(m.Done(id="request-1"))
    mina.lane.acknowledge(1)
    assert people.take().entry.reached == [(1, 1)]


def test_S22_a_session_that_begins_anew_is_another_one() -> None:
    people = People()
    mina = people.enter("mina")
    people.take()
    mina.begin("another key")
    entry = people.take().entry
    assert ([opened.key for opened in entry.opened], entry.over) == (["another key"], [1])


def test_S23_the_first_change_wakes_and_those_after_it_do_not() -> None:
    people = People()
    people.enter("mina")
    people.enter("joon")
    assert people.wakes == 1
    people.take()
    people.sessions[0].tell(m.Done(id="request-1"))
    assert people.wakes == 2


def test_S23_what_may_be_lost_is_taken_again_with_all_the_rest() -> None:
    people = People(KeptSession("joon", "key", 3))
    mina, words = people.enter("mina"), c.Say(id="request-1", to="room", text="hello")
    mina.words.begin(words)
    mina.tell_said(m.Done(id="request-1"))
    people.take()
    people.journal.lost()
    again = people.take()
    assert (again.whole, [one.numbers for one in again.entry.told]) == (True, [[1]])
    assert [spoken.id for spoken in again.words] == ["request-1"]
    assert again.waiting == [KeptSession("joon", "key", 3)]


def found(*entries: Entry, **more: object) -> Found:
    return Found(**{"entries": entries} | more)


def began(sequence: int = 0) -> Entry:
    return Entry([Opened(1, "mina", "key", sequence, "hall", "hall", 5, 6)], [], [], [])


def told(*numbers: int) -> Entry:
    return Entry([], [Told(b"%d" % number, [1], [number]) for number in numbers], [], [])


@pytest.mark.parametrize(
    ("entries", "sequence", "bodies"),
    [
        ((began(), told(1, 2), told(3)), 3, [b"1", b"2", b"3"]),
        ((began(), told(1), told(3, 4)), 4, [b"3", b"4"]),  # what does not join up is left out from below
        ((began(), told(1), Entry([], [], [(1, 9)], [])), 9, []),
        ((began(), told(2), told(1), told(2)), 2, [b"1", b"2"]),  # written twice
        ((told(1), began(sequence=1), told(2)), 2, [b"2"]),  # its beginning comes later than it did
    ],
)
def test_S22_a_session_is_handed_on_as_far_as_its_numbers_join_up(
    entries: tuple[Entry, ...], sequence: int, bodies: list[bytes]
) -> None:
    [mina] = read_journal(found(*entries)).sessions
    assert (mina.key, mina.sequence, mina.bodies) == ("key", sequence, bodies)
    assert (mina.place, mina.room, mina.x, mina.y) == ("hall", "hall", 5, 6)


def test_S22_the_snapshot_of_a_room_has_the_newest_place_and_number() -> None:
    rooms = {"hall-2": RoomSnapshot("hall", [Standing(1, "mina", "key", 4, 7, 8, 3)])}
    [mina] = read_journal(found(began(), told(1, 2), rooms=rooms)).sessions
    assert (mina.sequence, mina.bodies, mina.room, mina.x, mina.y, mina.heading) == (4, [], "hall-2", 7, 8, 3)


def test_S22_who_ended_is_not_handed_on_whatever_a_room_says() -> None:
    rooms = {"hall": RoomSnapshot("hall", [Standing(1, "mina", "key", 4, 7, 8, 3)])}
    ended = Entry([], [], [], [1])
    assert read_journal(found(began(), ended, rooms=rooms, waiting=[KeptSession("mina", "key", 1)])).sessions == []


@pytest.mark.parametrize(
    ("age_s", "gone_s", "key"),
    [
        (1.0, None, "key"),
        (59.0, None, "key"),
        (61.0, None, ""),
        (300.0, 300.0, "key"),
        (6.0 + BEHIND_SECONDS_MAX, 6.0, "key"),
        (6.1 + BEHIND_SECONDS_MAX, 6.0, ""),
    ],
)
def test_S23_a_journal_proves_as_much_as_it_was_written_to_the_end(age_s: float, gone_s: float | None, key: str) -> None:
    [mina] = read_journal(found(began(), told(1), age_s=age_s, gone_s=gone_s)).sessions
    assert (mina.key, mina.place) == (key, "hall")


def test_S22_a_lane_goes_on_where_another_ended() -> None:
    lane = ReliableLane.of(7, [b"\x80", b"\x80"])
    assert lane.push(b"\x80") == 8
    assert lane.since(4) is None
    assert [int.from_bytes(frame[4:8], "big") for frame in lane.since(5) or []] == [6, 7, 8]
    assert (lane.bodies_after(6), lane.bodies_after(9)) == ([b"\x80", b"\x80"], [])
