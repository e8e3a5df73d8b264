"""W: what the wire of the live server accepts, and how it ends what it does not."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any

import pytest
from tests.live.live_server import Site, eventually
from tests.live.wire import Client, request_id

from madang_counters import Form, answers, check_form, form_schema
from madang_counters.size import BYTES_A_LETTER_MAX, form_bytes_max
from madang_protocol import Close, Malformed, NoticeCode, codec, limits
from madang_protocol.commands import CaseAct, CaseDraft, CaseSubmit, Hello, Move, Ping, Profile, Say, TicketTake
from madang_protocol.fields import FieldValue
from madang_protocol.messages import Done, Notice, Pong, Rejected, Welcome, Words

HELLO = codec.encode_command(Hello(versions=[1]))
ENDINGS: dict[str, tuple[bytes | str, tuple[int, str]]] = {
    "text": ("hello", (4400, "not_binary")),
    "half a map": (b"\x92\x01", (4400, "not_msgpack")),
    "noise": (b"\xff" * 40, (4400, "not_msgpack")),
    "a letter too many": (b"\x81\xa1t\xa4moved", (4400, "not_msgpack")),
    "too many bytes": (bytes(24_577), (4400, "too_large")),
    "another kind": (b"\x81\xa1t\xa5moved", (4400, "unknown_kind")),
    "a field missing": (b"\x81\xa1t\xa4move", (4400, "bad_field")),
    "a second hello": (HELLO, (4400, "unexpected_hello")),
    "an ack of what was never sent": (b"\x82\xa1t\xa3ack\xa1s\xcd\x27\x10", (4400, "bad_field")),
    "goodbye": (b"\x81\xa1t\xa3bye", (4000, "")),
}

BROKEN = {
    "cut short": (HELLO[:-1], Malformed.NOT_MSGPACK),
    "one byte too many": (HELLO + b"\xc0", Malformed.NOT_MSGPACK),
    "noise": (bytes(range(193, 256)), Malformed.NOT_MSGPACK),
    "nothing": (b"", Malformed.NOT_MSGPACK),
    "another kind": (b"\x81\xa1t\xa5fetch", Malformed.UNKNOWN_KIND),
    "no kind": (b"\x80", Malformed.UNKNOWN_KIND),
}
BAD_FIELDS = {
    "a word for a number": b"\x83\xa1t\xa4move\xa1n\xa11\xa1h\x01",
    "a heading that is none": b"\x83\xa1t\xa4move\xa1n\x01\xa1h\x09",
    "a field too many": b"\x84\xa1t\xa4move\xa1n\x01\xa1h\x01\xa1z\x01",
    "a field twice": b"\x83\xa1t\xa4ping\xa1c\x01\xa1c\x02",
    "a field missing": b"\x82\xa1t\xa4move\xa1n\x01",
}


async def test_W1_a_text_frame_closes_with_not_binary(site: Site):
    client = await Client.arrive(site.url)
    await client.socket.send("hello")
    assert await client.until_closed() == (Close.MALFORMED, "not_binary")


async def test_W1_the_subprotocol_is_agreed(site: Site):
    client = await Client.open(site.url)
    assert client.socket.subprotocol == "madang.v1"


async def test_W2_a_frame_of_the_largest_size_is_read_and_a_larger_one_closes(site: Site):
    client = await Client.arrive(site.url)
    await client.socket.send(b"\xc1" * (limits.FRAME_IN_BYTES_MAX + 1))
    assert await client.until_closed() == (Close.MALFORMED, "too_large")
    other = await Client.arrive(site.url)
    await other.socket.send(b"\xc1" * limits.FRAME_IN_BYTES_MAX)
    assert await other.until_closed() == (Close.MALFORMED, "not_msgpack")


def largest_form() -> type[Form]:
    """A form of every kind of answer that is as large as the conformance suite lets it be."""
    asked = Words("묻기", "Asked")
    questions: dict[str, Any] = {
        "i" * 48: Annotated[str, answers.text(asked, asked, length_max=4_000, lines=True)],
        "sure": Annotated[bool, answers.yes_no(asked, asked)],
        "many": Annotated[int, answers.whole(asked, asked, least=-(10**12), most=10**12)],
        "when": Annotated[date, answers.day(asked, asked)],
        "which": Annotated[str, answers.choice(asked, asked, {"긴 이름의 선택": asked})],
    }
    room = (limits.FRAME_IN_BYTES_MAX - form_bytes_max(form_schema(_form(questions))["properties"])) // BYTES_A_LETTER_MAX
    rest = Annotated[str, answers.text(asked, asked, length_max=room - 4)]  # four letters' bytes for its name and head
    return _form(questions | {"remark": rest})


def _form(questions: dict[str, Any]) -> type[Form]:
    return type("Largest", (Form,), {"__annotations__": questions})


def filled(form: type[Form], letter: str) -> dict[str, FieldValue]:
    """The longest answer to every question."""
    texts = {name: letter * each["maxLength"] for name, each in form_schema(form)["properties"].items() if "maxLength" in each}
    return texts | {"sure": True, "many": 10**12, "when": "2026-01-31", "which": "긴 이름의 선택"}


@pytest.mark.parametrize("letter", ["a", "가", "🌳"])
async def test_W2_the_largest_form_that_passes_the_suite_fits_whatever_is_answered(site: Site, letter: str):
    form = largest_form()
    fields = filled(form, letter)
    assert check_form(form, fields, today=date(2026, 1, 31)) == {}
    assert limits.FRAME_IN_BYTES_MAX - form_bytes_max(form_schema(form)["properties"]) in range(BYTES_A_LETTER_MAX * 3)
    case = "c" * 40
    client = await Client.arrive(site.url)
    commands: list[CaseDraft | CaseSubmit | CaseAct] = [
        CaseDraft(id=request_id(), case=case, fields=fields, rev=1_000_000),
        CaseSubmit(id=request_id().ljust(40, "x"), case=case, fields=fields),
        CaseAct(id=request_id().ljust(40, "x"), case=case, act="a" * 48, fields=fields),
    ]
    for command in commands:
        await client.send(command)
        assert (await client.until(Rejected, id=command.id)).code == "not_allowed"


async def test_W2_pieces_of_a_message_count_together(site: Site):
    client = await Client.arrive(site.url)
    await client.socket.send([b"\xc1" * (limits.FRAME_IN_BYTES_MAX // 4)] * 5)
    assert await client.until_closed() == (Close.MALFORMED, "too_large")


async def test_W2_a_message_in_pieces_is_one_message(site: Site):
    client = await Client.arrive(site.url)
    whole = codec.encode_command(Ping(c=5))
    await client.socket.send([whole[:2], b"", whole[2:]])
    assert (await client.until(Pong)).c == 5


@pytest.mark.parametrize("name", BROKEN)
async def test_W3_what_is_no_message_closes_with_one_word(site: Site, name: str):
    frame, word = BROKEN[name]
    client = await Client.arrive(site.url)
    await client.socket.send(frame)
    assert await client.until_closed() == (Close.MALFORMED, word)


@pytest.mark.parametrize("name", BAD_FIELDS)
async def test_W4_a_bad_field_closes(site: Site, name: str):
    client = await Client.arrive(site.url)
    await client.socket.send(BAD_FIELDS[name])
    assert await client.until_closed() == (Close.MALFORMED, "bad_field")


@pytest.mark.parametrize("name", ENDINGS)
async def test_W5_each_end_has_its_code_and_its_one_word(site: Site, name: str):
    frame, ending = ENDINGS[name]
    client = await Client.arrive(site.url)
    await client.socket.send(frame)
    assert await client.until_closed() == ending


def test_W5_every_word_of_the_closed_list_is_seen_in_these_tests():
    assert {reason for _, (_, reason) in ENDINGS.values()} == {word.value for word in Malformed} | {""}


async def test_W6_the_same_request_does_the_thing_once_and_gets_the_same_answer_on_any_connection(site: Site):
    client = await Client.arrive(site.url)
    command = TicketTake(id=request_id(), service="talk")
    await client.send(command)
    first = await client.until(Done, id=command.id)
    await client.send(command)
    assert await client.until(Done, id=command.id) == first
    await client.drop()
    again = await Client.arrive(site.url, token=client.welcome.token)
    await again.send(command)
    assert await again.until(Done, id=command.id) == first
    assert site.office.accepted == [command]


async def test_W7_a_rejected_command_leaves_the_session_as_it_was(site: Site):
    client = await Client.arrive(site.url)
    command = Profile(id=request_id(), name="office")
    await client.send(command)
    assert (await client.until(Rejected, id=command.id)).code == "taken_name"
    await client.send(Ping(c=1))
    await client.until(Pong)
    assert site.metric("madang_rejections") == 1


async def test_W8_a_command_past_its_rate_is_rejected_and_told_when_to_try_again(site: Site):
    client = await Client.arrive(site.url)
    says = [Say(id=request_id(), to="room", text="hello") for _ in range(limits.RATE_SAY[1] + 1)]
    for say in says:
        await client.send(say)
    rejected = await client.until(Rejected)
    assert (rejected.id, rejected.code, rejected.retry_ms) == (says[-1].id, "too_fast", 500)


@pytest.mark.parametrize("leave", [Client.drop, Client.goodbye])
async def test_W8_the_rates_are_the_visitors_on_every_connection(site: Site, leave: Callable[[Client], Awaitable[None]]):
    client = await Client.arrive(site.url)
    visitor, token = client.welcome.visitor, client.welcome.token
    rates = site.session(visitor).rates
    assert rates.allow(TicketTake(id=request_id(), service="talk"), asyncio.get_running_loop().time() + 3_600)
    await leave(client)
    back = await Client.arrive(site.url, token=token)
    assert back.welcome.visitor == visitor
    assert site.session(visitor).rates is rates


async def test_W8_rates_that_nobody_uses_are_forgotten(site: Site):
    client = await Client.arrive(site.url)
    sessions = site.live.parts.sessions
    assert client.welcome.visitor in sessions.sessions  # which hold them while somebody is here
    await client.goodbye()
    await eventually(lambda: sessions.sessions == {} and len(sessions.memory.departed) == 0)


async def test_W8_a_move_past_its_rate_is_dropped_without_a_word(site: Site):
    client = await Client.arrive(site.url)
    for number in range(limits.RATE_MOVE[1] + 20):
        await client.send(Move(n=number % 256, h=number % 8))
    await client.send(Ping(c=1))
    await client.until(Pong)
    assert site.metric("madang_moves_dropped") > 0


async def test_W8_a_flood_of_frames_closes(site: Site):
    client = await Client.arrive(site.url)
    for number in range(limits.RATE_FRAME[1] + 60):
        await client.send(Ping(c=number))
    assert await client.until_closed() == (Close.FLOOD, "")


async def test_W8_a_flood_of_pings_of_the_websocket_layer_closes_too(site: Site):
    client = await Client.arrive(site.url)
    for _ in range(limits.RATE_FRAME[1] + 60):
        await client.socket.ping()
    assert await client.until_closed() == (Close.FLOOD, "")


async def test_W9_reliable_messages_are_numbered_from_1_without_gaps_and_volatile_ones_are_not(site: Site):
    client = await Client.arrive(site.url)
    for number in range(50):
        site.notifier.tell(client.welcome.visitor, Notice(code=NoticeCode.NO_BOOTH, about={"n": str(number)}))
    await client.until(Notice, about={"n": "49"})
    notices = [message.about["n"] for message in client.passed if isinstance(message, Notice)]
    assert notices == [str(number) for number in range(49)]
    assert client.gaps == []


async def test_W10_no_version_in_common_closes_with_the_one_spoken_here(site: Site):
    client = await Client.open(site.url)
    await client.send(Hello(versions=[2, 9]))
    assert await client.until_closed() == (Close.UNSUPPORTED_VERSION, str(limits.VERSION))


async def test_W14_a_client_that_knows_more_is_told_what_this_server_knows(site: Site):
    client = await Client.open(site.url)
    await client.send(Hello(versions=[2, limits.VERSION], features=["of-a-version-to-come", "another"]))
    welcome = await client.until(Welcome)
    features = [
        "announcements", "appointments", "attachments", "bells", "case_desk", "further", "inquiries", "later",
        "objections", "parties", "people", "prefer", "protection", "reports", "undo",
    ]  # fmt: skip
    assert (welcome.version, welcome.features) == (limits.VERSION, features)
    await client.send(Ping(c=3))
    await client.until(Pong)


async def test_a_broken_peer_hurts_nobody_else(site: Site):
    friend = await Client.arrive(site.url)
    broken = await Client.arrive(site.url)
    broken.socket.transport.write(b"\xff\xff\xff\xff garbage below the websocket layer")
    await broken.until_closed()
    await friend.send(Ping(c=3))
    await friend.until(Pong)
    await eventually(lambda: site.metric("madang_connections") == 1)
