"""S: sessions over real sockets: who comes, who comes back, and what they find."""

import asyncio

import pytest
from tests.live.live_server import Site, eventually, running
from tests.live.wire import Client, request_id
from websockets.exceptions import ConnectionClosed

from madang_protocol import Close, NoticeCode, limits
from madang_protocol.commands import Ack, Bye, Hello, Move, Ping, Profile, TicketTake
from madang_protocol.messages import Done, Notice, Pong, Queue, Roster, Tickets
from madang_protocol.messages import Room as RoomMessage
from madang_server.live.bounds import CLOSE_SECONDS_MAX

COME_BACK = {Close.SEE_OTHER, Close.SEAT_OVER, Close.SLOW_READER, Close.NEWCOMERS, Close.INTERNAL, Close.GOING_AWAY}


async def test_S1_anything_but_hello_first_closes(site: Site):
    client = await Client.open(site.url)
    await client.send(Ping(c=1))
    assert await client.until_closed() == (Close.HELLO_EXPECTED, "")


async def test_S1_silence_instead_of_hello_closes():
    async with running(hello_seconds=0.1) as site:
        client = await Client.open(site.url)
        assert await client.until_closed() == (Close.HELLO_EXPECTED, "")


async def test_S1_a_second_hello_closes(site: Site):
    client = await Client.arrive(site.url)
    await client.send(Hello(versions=[1]))
    assert await client.until_closed() == (Close.MALFORMED, "unexpected_hello")


async def test_S1_commands_sent_right_behind_hello_are_taken_up_after_the_welcome(site: Site):
    client = await Client.open(site.url)
    await client.send(Hello(versions=[1]))
    await client.send(Ping(c=9))
    assert (await client.until(Pong)).c == 9
    assert client.passed[0].__class__.__name__ == "Welcome"


async def test_S2_a_token_is_handed_out_once_and_brings_back_who_one_was(site: Site):
    client = await Client.arrive(site.url, name="Mina", look="coat")
    await client.send(TicketTake(id=request_id(), service="talk"))
    await client.until(Done)
    await client.drop()
    again = await Client.arrive(site.url, token=client.welcome.token)
    assert again.welcome.token is None
    assert (again.welcome.visitor, again.welcome.name, again.welcome.look) == (client.welcome.visitor, "Mina", "coat")
    assert [ticket.service for ticket in (await again.until(Tickets)).tickets] == ["talk"]


async def test_S4_an_ack_beyond_what_was_sent_closes(site: Site):
    client = await Client.arrive(site.url)
    await client.send(Ack(s=1_000))
    assert await client.until_closed() == (Close.MALFORMED, "bad_field")


async def test_S5_a_resumed_session_gets_everything_it_missed_in_order(site: Site):
    client, _ = await Client.enter(site.url)
    await client.until(Roster)
    await client.drop()
    for number in range(30):
        site.notifier.tell(client.welcome.visitor, Notice(code=NoticeCode.NO_BOOTH, about={"n": str(number)}))
    back = await Client.open(site.url)
    welcome = await back.greet(token=client.welcome.token, session=client.welcome.session, seen=client.seen)
    assert welcome.resumed
    await back.until(Notice, about={"n": "29"})
    missed = [message.about["n"] for message in back.passed if isinstance(message, Notice)]
    assert missed == [str(number) for number in range(29)]
    assert back.gaps == []
    assert (await back.until(Roster)).whole


@pytest.mark.parametrize("session", ["another-session", None])
async def test_S5_a_session_that_cannot_be_resumed_begins_anew_with_the_full_state(site: Site, session: str | None):
    client, room = await Client.enter(site.url)
    await client.send(TicketTake(id=request_id(), service="talk"))
    await client.until(Done)
    await client.drop()
    back = await Client.arrive(site.url, token=client.welcome.token, session=session, seen=client.seen)
    assert not back.welcome.resumed
    assert back.welcome.session != client.welcome.session
    again, tickets = await back.until(RoomMessage), await _last_tickets(back)
    assert (again.room, again.slot) == (room.room, room.slot)
    assert [ticket.service for ticket in tickets.tickets] == ["talk"]
    assert back.gaps == []


async def _last_tickets(client: Client) -> Tickets:
    found = [message for message in client.passed if isinstance(message, Tickets)]
    return found[-1] if found else await client.until(Tickets)


async def test_S5_when_more_was_missed_than_is_kept_all_begins_anew(site: Site):
    client, _ = await Client.enter(site.url)
    await client.drop()
    for _ in range(limits.REPLAY_MESSAGES_MAX + 1):
        site.notifier.tell(client.welcome.visitor, Notice(code=NoticeCode.NO_BOOTH))
    back = await Client.arrive(site.url, token=client.welcome.token, session=client.welcome.session, seen=client.seen)
    assert not back.welcome.resumed
    await back.until(RoomMessage)
    await _last_tickets(back)
    assert not [message for message in back.passed if isinstance(message, Notice)]


async def test_S5_a_seen_number_that_was_never_sent_begins_anew(site: Site):
    client, _ = await Client.enter(site.url)
    await client.drop()
    back = await Client.arrive(site.url, token=client.welcome.token, session=client.welcome.session, seen=4_000_000_000)
    assert not back.welcome.resumed


async def test_S5_what_the_office_says_while_the_fresh_state_is_read_comes_after_it(site: Site):
    client, _ = await Client.enter(site.url)
    await client.drop()
    back = await Client.open(site.url)
    site.office.slow_state.clear()
    await back.send(Hello(versions=[1], token=client.welcome.token))
    await back.until(RoomMessage)
    site.notifier.tell(client.welcome.visitor, Notice(code=NoticeCode.ROOM_FULL))
    site.office.slow_state.set()
    await back.until(Notice, code=NoticeCode.ROOM_FULL)
    assert [message for message in back.passed if isinstance(message, Tickets)]


async def test_S6_a_dropped_visitor_stays_in_the_room_for_a_while_and_then_leaves():
    async with running(resume_seconds=0.5) as site:
        witness, _ = await Client.enter(site.url)
        client, room = await Client.enter(site.url, name="Mina")
        await witness.until(Roster, count=2)
        await client.drop()
        await eventually(lambda: site.metric("madang_connections") == 1)
        assert site.metric("madang_sessions") == 2
        gone = await witness.until(Roster, count=1)
        assert gone.leave == [room.slot]
        await eventually(lambda: site.office.gone == [client.welcome.visitor])
        assert site.metric("madang_sessions") == 1


async def test_S6_who_comes_back_in_time_is_still_in_the_same_slot(site: Site):
    client, room = await Client.enter(site.url)
    await client.drop()
    back = await Client.arrive(site.url, token=client.welcome.token, session=client.welcome.session, seen=client.seen)
    await back.send(Move(n=1, h=1))
    roster = await back.until(Roster)
    assert [person.a for person in roster.join] == [room.slot]


async def test_T11_a_bye_leaves_at_once_and_on_purpose(site: Site):
    client, _ = await Client.enter(site.url)
    await client.send(Bye())
    assert await client.until_closed() == (Close.BYE, "")
    await eventually(lambda: site.office.gone == [client.welcome.visitor])
    assert site.office.said_goodbye == [client.welcome.visitor]
    assert site.metric("madang_sessions") == 0


async def test_S7_a_new_connection_takes_over_and_the_old_one_closes(site: Site):
    old, room = await Client.enter(site.url)
    new = await Client.arrive(site.url, token=old.welcome.token, session=old.welcome.session, seen=old.seen)
    assert await old.until_closed() == (Close.REPLACED, "")
    assert new.welcome.resumed
    assert (await new.until(Roster)).join[0].a == room.slot
    assert site.metric("madang_sessions") == 1


async def test_S7_of_many_at_once_with_one_token_exactly_one_stays(site: Site):
    first, _ = await Client.enter(site.url)
    token = first.welcome.token
    many = await asyncio.gather(*(Client.arrive(site.url, token=token) for _ in range(8)))
    await eventually(lambda: site.metric("madang_connections") == 1)
    for client in many:
        site.notifier.tell(client.welcome.visitor, Notice(code=NoticeCode.NO_BOOTH))
    ends = await asyncio.gather(*(_notice_or_close_code(client) for client in many))
    assert ends.count("notice") == 1
    assert ends.count(Close.REPLACED) == 7


async def _notice_or_close_code(client: Client) -> str | int | None:
    try:
        await client.until(Notice)
    except ConnectionClosed:
        return client.socket.close_code
    return "notice"


async def test_S8_the_window_of_return_grows_with_the_visitors(site: Site):
    first = await Client.arrive(site.url)
    others = [await Client.arrive(site.url) for _ in range(5)]
    windows = [client.welcome.back_ms for client in [first, *others]]
    assert windows == sorted(set(windows))
    assert windows[0] >= 1_000


def test_S9_every_close_code_says_whether_to_come_back():
    assert {code for code in Close if code.retry} == COME_BACK


async def test_S10_a_forged_token_of_a_citizen_makes_a_new_visitor(site: Site):
    known = await Client.arrive(site.url)
    forged = await Client.arrive(site.url, token="x" * 40)
    assert forged.welcome.visitor != known.welcome.visitor
    assert forged.welcome.token not in {None, "x" * 40}


async def test_S10_a_forged_sign_in_of_an_officer_closes(site: Site):
    client = await Client.open(site.url)
    await client.send(Hello(versions=[1], officer="y" * 40))
    assert await client.until_closed() == (Close.FORBIDDEN, "")


async def test_S10_a_true_sign_in_is_an_officer_with_a_line(site: Site):
    site.office.officers["s" * 40] = "Officer Kim"
    officer = await Client.arrive(site.url, officer="s" * 40)
    assert officer.welcome.role == "officer"
    await officer.until(Queue)


async def test_S10_an_officer_whose_sign_in_ends_is_closed_and_cannot_come_back(site: Site):
    site.office.officers["s" * 40] = "Officer Han"
    officer, _ = await Client.enter(site.url, officer="s" * 40)
    del site.office.officers["s" * 40]
    site.notifier.dismiss(officer.welcome.visitor)
    assert await officer.until_closed() == (Close.FORBIDDEN, "")
    again = await Client.open(site.url)
    await again.send(Hello(versions=[1], officer="s" * 40, session=officer.welcome.session, seen=officer.seen))
    assert await again.until_closed() == (Close.FORBIDDEN, "")
    assert site.office.gone == [officer.welcome.visitor]


async def test_S10_no_command_makes_a_citizen_an_officer(site: Site):
    client = await Client.arrive(site.url)
    await client.send(Profile(id=request_id(), name="Officer Kim"))
    await client.until(Done)
    await client.drop()
    again = await Client.arrive(site.url, token=client.welcome.token)
    assert again.welcome.role == "citizen"


async def test_S12_a_peer_that_does_not_answer_the_goodbye_is_cut_soon():
    loop = asyncio.get_running_loop()
    async with running(grace_seconds=CLOSE_SECONDS_MAX) as site:
        client, _ = await Client.enter(site.url)
        client.socket.transport.pause_reading()
        began = loop.time()
        site.server.should_exit = True
        await eventually(lambda: not site.server.server_state.connections)
        assert loop.time() - began < CLOSE_SECONDS_MAX


async def test_S12_on_shutdown_everybody_is_told_to_come_back_later(site: Site):
    clients = [await Client.arrive(site.url) for _ in range(3)]
    site.server.should_exit = True
    assert [await client.until_closed() for client in clients] == [(Close.GOING_AWAY, "")] * 3


async def test_a_silent_connection_is_asked_for_a_sign_of_life_and_then_cut():
    async with running(silence_seconds=0.2) as site:
        client = await Client.arrive(site.url)
        client.socket.transport.pause_reading()
        await eventually(lambda: site.metric("madang_connections") == 0)
        await client.drop()


async def test_a_silent_page_that_answers_pings_stays():
    async with running(silence_seconds=0.4) as site:
        client = await Client.arrive(site.url)
        ticks = site.live.parts.sessions.clock.tick()
        await eventually(lambda: site.live.parts.sessions.clock.tick() > ticks + 25)
        await client.send(Ping(c=1))
        await client.until(Pong)
