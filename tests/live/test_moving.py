"""A session leaves one server and goes on at another with all it had (SPEC N24)."""

import pytest
from tests.live.live_server import eventually, plans, running
from tests.live.wire import Client, request_id

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.live.journal_records import KeptSession
from madang_server.live.moving import MovingSession
from madang_server.live.room_directory import PlaceFull


async def test_N24_a_session_goes_on_at_another_server_with_its_numbers_words_and_place() -> None:
    async with running() as one, running() as other:
        client, _ = await Client.enter(one.url, name="Mina")
        said = c.Say(id=request_id(), to="room", text="hello")
        await client.send(said)
        await client.until(m.Done)
        session = one.session(client.welcome.visitor)
        x, y, _ = session.actor.room.position(session.slot)
        gone = one.live.parts.sessions.moves.depart(session.visitor.id)
        assert (gone.ways, gone.socket is not None, one.live.session_count) == (None, True, 0)
        other.live.parts.sessions.moves.come(session.visitor, gone.session, room="court-7")
        other.notifier.tell(session.visitor.id, m.Notice(code="no_booth"))  # before its visitor is there
        seat = other.live.parts.sessions.give_seat(session.visitor)
        there = await Client.open(other.url)
        welcome = await there.greet(session=client.welcome.session, seen=client.seen, seat=seat)
        there.seen = client.seen
        assert (welcome.resumed, welcome.visitor) == (True, client.welcome.visitor)
        room = await there.until(m.Room)
        assert (room.room, room.x, room.y, there.gaps) == ("court-7", x, y, [])
        assert any(isinstance(message, m.Notice) for message in there.passed) or await there.until(m.Notice)
        await there.send(said)
        assert (await there.until(m.Done)).id == said.id
        assert not [message for message in there.passed if isinstance(message, m.Said)]  # heard once, and not here


async def test_N24_who_cannot_be_sent_on_comes_back_and_nobody_is_left_behind() -> None:
    async with running() as site:
        client, _ = await Client.enter(site.url, name="Mina")
        gone = site.live.parts.sessions.moves.depart(client.welcome.visitor)
        gone.send_on("/n/b/rooms", "s" * 22)
        assert await client.until_closed() == (4503, "")
        assert (site.live.session_count, site.office.gone, list(site.room("court").sessions)) == (0, [], [])
        assert site.live.parts.sessions.moves.depart("nobody") is None


async def test_N23_a_full_room_takes_nobody_in_and_nothing_has_changed() -> None:
    async with running(places=plans(capacity=1)) as site:
        client, _ = await Client.enter(site.url, name="Mina")
        late = site.office.known[client.welcome.token].__class__(id="late", name="Late")
        with pytest.raises(PlaceFull):
            site.live.parts.sessions.moves.come(late, MovingSession(KeptSession("late", "", 0, place="court")), room="court")
        assert (site.live.session_count, len(site.room("court").sessions)) == (1, 1)


async def test_N23_a_place_that_was_held_for_somebody_who_did_not_come_is_free_after_fifteen_seconds() -> None:
    async with running() as site:
        sessions = site.live.parts.sessions
        sessions.seats._seconds = 0.2
        late = type(
            "Late",
            (),
            {"id": "late", "name": "Late", "look": "hanbok", "lang": "ko", "role": "citizen", "new_token": None, "barred": False},
        )()
        sessions.moves.come(late, MovingSession(KeptSession("late", "", 0, place="court")), room="court-2")
        sessions.give_seat(late)
        assert site.live.session_count == 1
        await eventually(lambda: site.live.session_count == 0)
        await eventually(lambda: site.office.gone == ["late"])
