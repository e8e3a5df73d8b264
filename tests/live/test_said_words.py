"""What is said comes with an id of its own, and is heard once (SPEC W12)."""

import pytest
from tests.live.live_server import Site
from tests.live.wire import Client, request_id

from madang_protocol import Rejection
from madang_protocol.commands import Say, TicketTake
from madang_protocol.messages import Done, Rejected, Said


async def _said_once(site: Site, speaker: Client, listener: Client, *, leave: bool) -> None:
    words = Say(id=request_id(), to="room", text="once")
    await speaker.send(words)
    await speaker.until(Done, id=words.id)
    await (speaker.goodbye() if leave else speaker.drop())
    back, _ = await Client.enter(site.url, token=speaker.welcome.token)
    await back.send(words)
    await back.until(Done, id=words.id)
    await back.send(Say(id=request_id(), to="room", text="the end"))
    await listener.until(Said, text="the end")


@pytest.mark.parametrize("leave", [False, True])
async def test_W12_words_that_come_again_with_their_id_are_heard_once(site: Site, leave: bool):
    speaker, _ = await Client.enter(site.url, name="Speaker")
    listener, _ = await Client.enter(site.url, name="Listener")
    await _said_once(site, speaker, listener, leave=leave)
    assert [message.text for message in listener.passed if isinstance(message, Said)] == ["once"]


@pytest.mark.parametrize("said_first", [False, True])
async def test_W12_an_id_that_was_used_for_something_else_is_rejected_and_the_first_reply_stays(site: Site, said_first: bool):
    speaker, _ = await Client.enter(site.url)
    both = [Say(id=request_id(), to="room", text="once")]
    both.insert(said_first, TicketTake(id=both[0].id, service="consultation"))
    first, other = both
    await speaker.send(first)
    done = await speaker.until(Done, id=first.id)
    await speaker.send(other)
    assert (await speaker.until(Rejected, id=first.id)).code == Rejection.ID_REUSED
    await speaker.send(first)
    assert (await speaker.until(Done, id=first.id)).ref == done.ref


async def test_W12_other_words_with_a_known_id_are_rejected_and_nobody_hears_them(site: Site):
    speaker, _ = await Client.enter(site.url)
    words = Say(id=request_id(), to="room", text="once")
    for text in ("once", "twice", "once"):
        await speaker.send(Say(id=words.id, to="room", text=text))
    await speaker.send(Say(id=request_id(), to="room", text="the end"))
    await speaker.until(Said, text="the end")
    assert [message.text for message in speaker.passed if isinstance(message, Said)] == ["once"]
    assert [message.code for message in speaker.passed if isinstance(message, Rejected)] == [Rejection.ID_REUSED]


async def test_W12_words_that_were_rejected_get_the_same_reply_again(site: Site):
    speaker, _ = await Client.enter(site.url)
    blank = Say(id=request_id(), to="room", text="\u200b")
    for _ in range(2):
        await speaker.send(blank)
        assert (await speaker.until(Rejected, id=blank.id)).code == Rejection.BLANK_TEXT
