"""What is said over real sockets: who hears it, what is kept, what is rejected (SPEC R12, R18, C10, W13)."""

import asyncio

import pytest
from tests.live.live_server import Site, eventually
from tests.live.test_room_rules import both, say
from tests.live.wire import Client, request_id

from madang_protocol import Rejection, limits
from madang_protocol.commands import Ping, Say
from madang_protocol.messages import Done, Notice, Pong, Rejected, Said, TickFrame
from madang_server.live.command_queue import QueuedCall
from madang_server.live.session import AnySession


async def test_R12_what_is_said_near_is_heard_near_alone(site: Site):
    speaker, near, room, _ = await both(site)
    far = await Client.arrive(site.url, entry="far")
    await far.until(TickFrame)
    await speaker.send(say("closely"))
    await speaker.send(say("loudly", to="room"))
    heard = [await client.until(Said) for client in (speaker, near, far)]
    assert [said.text for said in heard] == ["closely", "closely", "loudly"]
    assert (heard[0].a, heard[0].name, heard[0].scope, heard[2].scope) == (room.slot, "First", "near", "room")


async def test_R12_what_is_said_in_a_booth_stays_there_and_goes_into_the_case(site: Site):
    citizen, officer, _, _ = await both(site, entry="talk")
    outside = await Client.arrive(site.url)
    await outside.until(TickFrame)
    await citizen.send(say("my secret", to="room"))
    assert (await officer.until(Said)).scope == "booth"
    await outside.send(say("in the open", to="room"))
    assert (await outside.until(Said)).text == "in the open"
    await eventually(lambda: site.office.overheard == [(citizen.welcome.visitor, "court", "blue", "my secret")])


async def test_C10_what_is_said_in_a_booth_is_answered_when_it_is_kept(site: Site):
    citizen, officer, _, _ = await both(site, entry="talk")
    site.office.open.clear()
    secret = say("my secret")
    await citizen.send(secret)
    await officer.until(Said)
    await citizen.send(Ping(c=1))
    await citizen.until(Pong)
    assert [message for message in citizen.passed if isinstance(message, Done)] == []
    site.office.open.set()
    await citizen.until(Done, id=secret.id)
    assert site.office.overheard == [(citizen.welcome.visitor, "court", "blue", "my secret")]


async def test_C10_both_sides_are_told_when_what_was_said_is_not_kept(site: Site):
    citizen, officer, _, _ = await both(site, entry="talk")
    site.office.unrecorded = Rejection.STORAGE
    secret = say("my secret")
    await citizen.send(secret)
    assert (await officer.until(Said)).text == "my secret"
    assert (await officer.until(Notice)).code == "not_recorded"
    assert (await citizen.until(Rejected, id=secret.id)).code == Rejection.STORAGE
    assert site.metric("madang_rejections") == 1


def fill_queue_of(session: AnySession, call: QueuedCall) -> None:
    """Put this call into the session's queue until no more fits."""
    while session.commands.add(call):
        pass


async def test_C10_what_cannot_be_taken_is_not_said(site: Site):
    citizen, officer, _, _ = await both(site, entry="talk")
    site.office.open.clear()
    fill_queue_of(site.session(citizen.welcome.visitor), site.office.open.wait)
    await asyncio.sleep(0)  # the first is taken out of the queue and waits
    fill_queue_of(site.session(citizen.welcome.visitor), site.office.open.wait)
    secret = say("my secret")
    await citizen.send(secret)
    assert (await citizen.until(Rejected, id=secret.id)).code == Rejection.TOO_FAST
    site.office.open.set()
    await officer.send(say("hello?"))
    assert (await citizen.until(Said)).text == "hello?"
    assert [message for message in officer.passed if isinstance(message, Said)] == []


async def test_R12_nothing_is_said_in_a_silent_area(site: Site):
    client, _ = await Client.enter(site.url, entry="quiet")
    command = say("psst")
    await client.send(command)
    assert (await client.until(Rejected, id=command.id)).code == Rejection.SILENT_AREA


async def test_R12_speech_reaches_everyone_in_the_order_in_which_it_was_said(site: Site):
    first, second, _, _ = await both(site)
    for number in range(4):
        await first.send(say(f"{number}"))
    for client in (first, second):
        assert [(await client.until(Said)).text for _ in range(4)] == ["0", "1", "2", "3"]


async def test_R18_what_is_said_arrives_without_what_hides_or_turns(site: Site):
    speaker, hearer, _, _ = await both(site)
    await speaker.send(say("\u202ehello\x00\n\n\n\n\n\nthere\u200b"))
    assert [(await client.until(Said)).text for client in (speaker, hearer)] == ["hello\n\nthere"] * 2


async def test_R18_what_nobody_would_see_is_rejected(site: Site):
    client, _ = await Client.enter(site.url)
    command = say("\u200b\n\u3164")
    await client.send(command)
    assert (await client.until(Rejected, id=command.id)).code == Rejection.BLANK_TEXT


@pytest.mark.parametrize("letters", [limits.TEXT_CHARS_MAX + 1, 20_000])
async def test_W13_a_line_that_is_too_long_is_rejected_and_the_visit_goes_on(site: Site, letters: int):
    client, _ = await Client.enter(site.url)
    long, short = (
        Say(id=request_id(), to="near", text="x" * letters),
        Say(id=request_id(), to="near", text="가" * limits.TEXT_CHARS_MAX),
    )
    await client.send(long)
    rejected = await client.until(Rejected, id=long.id)
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, {"text": "too_long"})
    await client.send(short)
    await client.until(Done, id=short.id)


async def test_R18_what_is_said_in_a_booth_goes_into_the_case_as_it_was_heard(site: Site):
    citizen, officer, _, _ = await both(site, entry="talk")
    await citizen.send(say("my\u2066 secret\x07"))
    assert (await officer.until(Said)).text == "my secret"
    await eventually(lambda: site.office.overheard == [(citizen.welcome.visitor, "court", "blue", "my secret")])
