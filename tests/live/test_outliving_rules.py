"""Sessions that outlive their server, over real sockets and a journal in memory (SPEC S22, S23)."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.live.live_server import Site, eventually, plans, running
from tests.live.memory_journal import KeptJournal, MemoryJournal
from tests.live.wire import Client, request_id

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.codes import NoticeCode, Rejection
from madang_server.live.bounds import DROP_REPORTED_SECONDS
from madang_server.office_app.unit_of_work import Seating

WALK_UNITS = 64 * 20  # a second's walk


@dataclass
class Office:
    """An office whose servers come one after the other."""

    stack: AsyncExitStack
    settings: dict[str, Any]
    kept: KeptJournal = field(default_factory=KeptJournal)
    journals: list[MemoryJournal] = field(default_factory=list)
    site: Site | None = None

    async def begin(self) -> Site:
        """Open a server, or the next one: the one before is as if it were killed, and what it does since is kept nowhere."""
        before = self.site.office if self.site is not None else None
        for journal in self.journals:
            journal.dead = True
        self.journals.append(self.kept.opened(len(self.journals) + 1))
        opened = running(office=before, journal=lambda: self.journals[-1], **self.settings)
        self.site = await self.stack.enter_async_context(opened)
        return self.site

    async def is_kept(self, holds: Callable[[KeptJournal], object]) -> None:
        """Wait until this holds of what is kept."""
        await eventually(lambda: holds(self.kept))


@asynccontextmanager
async def office(**settings: Any) -> AsyncIterator[Office]:
    async with AsyncExitStack() as stack:
        yield Office(stack, settings)


async def back(site: Site, client: Client, *, seen: int | None = None, **hello: Any) -> Client:
    """The same visitor at another server, with what the page remembers."""
    welcome = client.welcome
    known = {"token": welcome.token, "session": welcome.session, "seen": client.seen if seen is None else seen}
    return await Client.arrive(site.url, **known | hello)


async def last_tickets(client: Client) -> m.Tickets:
    """The tickets that were told: they come before the room or behind it."""
    found = [message for message in client.passed if isinstance(message, m.Tickets)]
    return found[-1] if found else await client.until(m.Tickets)


def say(text: str, **more: Any) -> c.Say:
    return c.Say(id=request_id(), to="room", text=text, **more)


def told(kept: KeptJournal) -> int:
    """How many numbered messages are kept."""
    return sum(len(one.numbers) for entry in kept.entries for one in entry.told)


async def test_S22_who_comes_back_to_the_next_server_gets_everything_after_the_last_number_seen() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        for number in range(5):
            site.notifier.tell(mina.welcome.visitor, m.Notice(code=NoticeCode.NO_BOOTH, about={"n": str(number)}))
        await mina.until(m.Notice, about={"n": "4"})
        await opened.is_kept(lambda kept: told(kept) >= mina.seen)
        again = await back(await opened.begin(), mina, seen=mina.seen - 3)
        assert again.welcome.resumed
        await last_tickets(again)
        replayed = [message.about["n"] for message in again.passed if isinstance(message, m.Notice)]
        assert (replayed, again.gaps) == (["2", "3", "4"], [])


async def test_S22_a_session_that_goes_on_has_another_key_from_then_on() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        await last_tickets(mina)
        await opened.is_kept(lambda kept: told(kept) >= mina.seen and kept.rooms)
        second = await opened.begin()
        again = await back(second, mina)
        assert again.welcome.resumed
        assert again.welcome.session != mina.welcome.session
        await last_tickets(again)
        by_the_new_key = await back(second, again, token=mina.welcome.token)
        assert (by_the_new_key.welcome.resumed, by_the_new_key.welcome.session) == (True, again.welcome.session)
        by_the_old_key = await back(second, mina)
        assert not by_the_old_key.welcome.resumed


@pytest.mark.parametrize("beyond", [1, -100])
async def test_S22_a_number_that_the_journal_does_not_prove_begins_anew(beyond: int) -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        await last_tickets(mina)
        await opened.is_kept(lambda kept: told(kept) >= mina.seen and kept.rooms)
        opened.kept.entries.clear()  # what is old is not kept for ever; what was the newest number is
        again = await back(await opened.begin(), mina, seen=max(0, mina.seen + beyond))
        assert not again.welcome.resumed
        await again.until(m.Room)
        await last_tickets(again)


async def test_S22_people_stand_in_the_same_room_of_a_place_within_a_seconds_walk() -> None:
    async with office(places=plans(capacity=2)) as opened:
        site = await opened.begin()
        people = [await Client.enter(site.url, entry="far") for _ in range(3)]
        walker, room = people[2]
        assert room.room == "court-2"
        await walker.send(c.Move(n=1, h=5))
        actor = site.room("court-2")
        await eventually(lambda: actor.room.position(room.slot)[0] < room.x - 2 * WALK_UNITS)
        moved = opened.kept.rooms["court-2"].standing[0].x
        await opened.is_kept(lambda kept: kept.rooms["court-2"].standing[0].x < moved)
        x, y, heading = actor.room.position(room.slot)
        next_site = await opened.begin()
        again = await back(next_site, walker)
        stands = await again.until(m.Room)
        assert (stands.room, heading) == ("court-2", 5)
        assert abs(stands.x - x) <= 2 * WALK_UNITS
        assert stands.y == y
        await eventually(lambda: next_site.room("court-2").room.position(stands.slot)[2] == 5)


async def test_S22_who_cannot_be_resumed_stands_where_they_were_all_the_same() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, room = await Client.enter(site.url, entry="far")
        await opened.is_kept(lambda kept: kept.rooms)
        again = await Client.arrive((await opened.begin()).url, token=mina.welcome.token)
        assert not again.welcome.resumed
        stands = await again.until(m.Room)
        assert (stands.x, stands.y) == (room.x, room.y)


async def test_S22_W12_what_was_said_to_the_server_before_is_not_heard_again() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        words = say("once")
        await mina.send(words)
        await mina.until(m.Done, id=words.id)
        await opened.is_kept(lambda kept: kept.words)
        again = await back(await opened.begin(), mina)
        await again.send(words)
        assert await again.until(m.Done, id=words.id)
        await again.send(c.Say(id=words.id, to="room", text="other words"))
        assert (await again.until(m.Rejected, id=words.id)).code == Rejection.ID_REUSED
        await again.send(say("twice"))
        assert (await again.until(m.Said)).text == "twice"
        assert [message.text for message in again.passed if isinstance(message, m.Said)] == []


async def test_S22_all_that_is_theirs_is_told_behind_the_replay() -> None:
    """What the server before told last may be in no journal: here a ticket that was taken when it could not be written."""
    async with office() as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        await last_tickets(mina)
        await opened.is_kept(lambda kept: told(kept) >= mina.seen)
        seen = mina.seen
        opened.journals[0].dead = True
        await mina.send(c.TicketTake(id=request_id(), service="talk"))
        await mina.until(m.Done)
        again = await back(await opened.begin(), mina, seen=seen)
        assert again.welcome.resumed
        assert [ticket.service for ticket in (await last_tickets(again)).tickets] == ["talk"]
        assert again.gaps == []


async def test_S22_who_does_not_come_back_is_over_as_always() -> None:
    async with office(resume_seconds=0.2) as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        await opened.is_kept(lambda kept: kept.rooms)
        next_site = await opened.begin()
        await eventually(lambda: mina.welcome.visitor in next_site.office.gone)
        again = await back(next_site, mina)
        assert not again.welcome.resumed


async def test_S22_T16_the_other_side_of_a_talk_is_told_who_is_not_back() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        await opened.is_kept(lambda kept: kept.rooms)
        next_site = await opened.begin()
        assert next_site.live.parts is not None
        remembered = next_site.live.parts.sessions.memory.remembered
        remembered._sessions = {who: (since - DROP_REPORTED_SECONDS, kept) for who, (since, kept) in remembered._sessions.items()}
        await eventually(lambda: next_site.office.dropped_visitors == [mina.welcome.visitor])


async def test_S22_R19_a_talk_goes_on_unheard_in_its_booth() -> None:
    async with office() as opened:
        site = await opened.begin()
        pair = [(await Client.enter(site.url))[0] for _ in range(2)]
        ids = tuple(client.welcome.visitor for client in pair)
        site.office.seatings.append(Seating(ids, "blue", "one"))
        site.notifier.seat_in_booth(list(ids), "blue", "one")
        await opened.is_kept(lambda kept: kept.rooms)
        next_site = await opened.begin()
        first, second = [await back(next_site, client) for client in pair]
        outside, _ = await Client.enter(next_site.url)
        await last_tickets(first)
        await last_tickets(second)
        await first.send(say("my secret"))
        assert (await second.until(m.Said)).scope == "booth"
        await outside.send(say("in the open"))
        assert (await outside.until(m.Said)).text == "in the open"


async def test_S22_a_session_survives_two_servers_that_it_never_saw() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, room = await Client.enter(site.url, entry="far")
        await last_tickets(mina)
        await opened.is_kept(lambda kept: told(kept) >= mina.seen and kept.rooms)
        await opened.begin()
        await opened.is_kept(lambda kept: kept.waiting)
        again = await back(await opened.begin(), mina)
        stands = await again.until(m.Room)
        assert (again.welcome.resumed, stands.x, stands.y, again.gaps) == (True, room.x, room.y, [])


async def test_S22_who_said_goodbye_is_not_kept() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        await opened.is_kept(lambda kept: kept.rooms)
        await mina.goodbye()
        await opened.is_kept(lambda kept: any(entry.over for entry in kept.entries))
        again = await back(await opened.begin(), mina)
        assert not again.welcome.resumed


async def test_S23_a_journal_that_ends_long_before_its_server_proves_nothing() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, room = await Client.enter(site.url, entry="far")
        await opened.is_kept(lambda kept: told(kept) >= mina.seen and kept.rooms)
        opened.kept.age_s, opened.kept.gone_s = 30.0, 6.0
        again = await back(await opened.begin(), mina)
        assert not again.welcome.resumed
        assert ((await again.until(m.Room)).x, (await last_tickets(again)).tickets) == (room.x, [])


async def test_S23_without_a_journal_all_goes_on_and_is_kept_again_when_it_is_back() -> None:
    async with office() as opened:
        opened.kept.away = True
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        await mina.send(say("alone"))
        await mina.until(m.Said)
        opened.kept.away = False
        await opened.is_kept(lambda kept: told(kept) >= mina.seen and kept.rooms)
        opened.kept.empty()
        await mina.send(say("again"))
        await mina.until(m.Done)
        await opened.is_kept(lambda kept: told(kept) >= mina.seen and kept.rooms and len(kept.words) == 2)
        again = await back(await opened.begin(), mina)
        assert again.welcome.resumed


async def test_S23_who_only_stands_there_costs_no_write_but_one_a_second() -> None:
    async with office() as opened:
        site = await opened.begin()
        mina, _ = await Client.enter(site.url)
        await last_tickets(mina)
        before = opened.journals[0].writes
        await eventually(lambda: opened.journals[0].writes >= before + 2)
        assert opened.journals[0].writes <= before + 4
