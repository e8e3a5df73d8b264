"""Who is barred has no avatar and is not heard; their session goes on. What was said is put beside reports (SPEC R24, O28)."""

from dataclasses import replace

import pytest
from tests.live.live_server import Site, eventually
from tests.live.wire import Client, request_id

from madang_office.reports import LINES_MAX, LINES_S
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.live import heard_lines
from madang_server.live.heard_lines import KEPT_OF_SPEAKER_MAX, SPEAKERS_MAX, HeardLines
from madang_server.office_app.unit_of_work import Seating


def say(text: str) -> c.Say:
    return c.Say(id=request_id(), to="room", text=text)


def see(site: Site, client: Client, *, barred: bool) -> None:
    """The office sees somebody otherwise from now on, on this connection and the next."""
    assert client.welcome is not None
    visitor = client.welcome.visitor
    token = next(token for token, known in site.office.known.items() if known.id == visitor)
    site.office.known[token] = site.office.profiles[visitor] = replace(site.office.known[token], barred=barred)
    site.notifier.profile_changed(visitor)


async def rejected(client: Client, command: c.Say | c.Go) -> Rejection:
    await client.send(command)
    return (await client.until(m.Rejected, id=command.id)).code


async def is_kept_out(site: Site, client: Client) -> None:
    assert await rejected(client, say("hello?")) is Rejection.BARRED
    assert await rejected(client, c.Go(id=request_id(), n=1, kind="seat", name="bench")) is Rejection.BARRED
    ticket = c.TicketTake(id=request_id(), service=request_id())
    await client.send(ticket)
    await client.until(m.Done, id=ticket.id)


async def test_R24_who_is_barred_leaves_the_room_and_still_takes_a_ticket(site: Site) -> None:
    jun, room = await Client.enter(site.url)
    mina, _ = await Client.enter(site.url)
    await mina.until(m.Roster)
    see(site, jun, barred=True)
    while room.slot not in (await mina.until(m.Roster)).leave:
        pass
    assert [session.visitor.id for session in site.room("court").sessions.values()] == [mina.welcome.visitor]
    await jun.send(c.Move(h=1, n=1))
    await is_kept_out(site, jun)
    see(site, jun, barred=False)
    assert (await jun.until(m.Room)).place == "court"
    await jun.send(say("I am back"))
    await mina.until(m.Said, text="I am back")
    assert [said.text for said in mina.passed if isinstance(said, m.Said)] == []


async def test_R24_a_bar_holds_on_the_next_connection_and_over_a_reload(site: Site) -> None:
    jun, _ = await Client.enter(site.url)
    see(site, jun, barred=True)
    await is_kept_out(site, jun)
    first = jun.welcome
    await jun.drop()
    again = await Client.arrive(site.url, token=first.token, session=first.session, seen=jun.seen)
    assert again.welcome.resumed
    await is_kept_out(site, again)
    await again.drop()
    anew = await Client.arrive(site.url, token=first.token)
    await is_kept_out(site, anew)
    assert not site.room("court").sessions


async def test_R24_an_officer_brings_who_is_barred_into_the_booth_and_nowhere_else(site: Site) -> None:
    jun, _ = await Client.enter(site.url)
    officer, _ = await Client.enter(site.url)
    see(site, jun, barred=True)
    await is_kept_out(site, jun)
    pair = [jun.welcome.visitor, officer.welcome.visitor]
    site.notifier.seat_in_booth(pair, "blue", "one")
    room = site.room("court").room
    await eventually(lambda: len(room.in_booth("blue")) == 2)
    await jun.send(say("my question"))
    assert (await officer.until(m.Said, text="my question")).scope == "booth"
    assert await rejected(jun, c.Go(id=request_id(), n=1, kind="seat", name="bench")) is Rejection.BARRED
    site.notifier.tell(jun.welcome.visitor, m.Tickets(tickets=[]))
    await eventually(lambda: not room.in_booth("blue") or len(site.room("court").sessions) == 1)
    assert [session.visitor.id for session in site.room("court").sessions.values()] == [officer.welcome.visitor]
    await is_kept_out(site, jun)


async def talk(site: Site) -> tuple[Client, Client]:
    """A citizen and an officer in a talk, which the office knows of: both sit in its booth."""
    jun, _ = await Client.enter(site.url)
    officer, _ = await Client.enter(site.url)
    pair = [jun.welcome.visitor, officer.welcome.visitor]
    site.office.seatings.append(Seating(tuple(pair), "blue", "one"))
    site.notifier.seat_in_booth(pair, "blue", "one")
    await eventually(lambda: len(site.room("court").room.in_booth("blue")) == 2)
    return jun, officer


async def test_R24_who_is_barred_during_a_talk_outside_its_booth_is_back_in_it_and_unheard_elsewhere(site: Site) -> None:
    mina, _ = await Client.enter(site.url)
    jun, officer = await talk(site)
    room = site.room("court").room
    for client in (jun, officer):
        await client.send(c.Go(id=request_id(), n=1, kind="seat", name="bench"))
    await eventually(lambda: not room.in_booth("blue"))
    see(site, jun, barred=True)
    await eventually(lambda: len(room.in_booth("blue")) == 2)
    await jun.send(say("my question"))
    assert (await officer.until(m.Said, text="my question")).scope == "booth"
    await officer.send(c.Go(id=request_id(), n=2, kind="seat", name="bench"))
    await officer.until(m.Done)
    await eventually(lambda: len(room.in_booth("blue")) == 1)
    await officer.send(say("in the hall"))
    await mina.until(m.Said, text="in the hall")
    assert [said.text for said in mina.passed if isinstance(said, m.Said)] == []


async def test_R24_who_walks_when_they_are_barred_in_a_talk_stands_still_in_its_booth(site: Site) -> None:
    jun, _ = await talk(site)
    room, session = site.room("court").room, site.session(jun.welcome.visitor)
    await jun.send(c.Move(h=5, n=1))
    await eventually(lambda: room.position(session.slot)[2])
    see(site, jun, barred=True)
    await eventually(lambda: len(room.in_booth("blue")) == 2 and not room.position(session.slot)[2])


async def test_R24_who_is_barred_in_a_talk_without_a_place_is_not_heard(site: Site) -> None:
    jun, _ = await talk(site)
    site.office.seatings.clear()
    see(site, jun, barred=True)
    await is_kept_out(site, jun)


async def test_R24_a_talk_that_ends_at_the_desk_first_leaves_nobody_barred_in_the_room(site: Site) -> None:
    jun, officer = await talk(site)
    see(site, jun, barred=True)
    site.notifier.tell(officer.welcome.visitor, m.Desk(counter="one", state="open"))
    site.notifier.tell(jun.welcome.visitor, m.Tickets(tickets=[]))
    assert [session.visitor.id for session in site.room("court").sessions.values()] == [officer.welcome.visitor]
    await is_kept_out(site, jun)


async def test_O28_a_report_comes_with_what_its_author_was_told_by_the_other(site: Site) -> None:
    mina, _ = await Client.enter(site.url)
    jun, _ = await Client.enter(site.url)
    far, _ = await Client.enter(site.url, entry="far")
    await jun.send(c.Say(id=request_id(), to="near", text="You fool."))
    await mina.until(m.Said, text="You fool.")
    await mina.send(say("Please stop."))
    await jun.until(m.Said, text="Please stop.")
    await jun.send(say("Never."))
    await far.until(m.Said, text="Never.")
    for reporter in (mina, far):
        await reporter.send(c.ReportMake(id=request_id(), visitor=jun.welcome.visitor, reason="insult"))
        await reporter.until(m.Done)
    heard = [[(line.name, line.text, line.scope) for line in lines] for _, _, lines in site.office.reports]
    name = jun.welcome.name
    assert heard == [[(name, "You fool.", "near"), (name, "Never.", "room")], [(name, "Never.", "room")]]


async def test_O28_what_is_said_in_a_talk_is_not_put_beside_a_report(site: Site) -> None:
    mina, _ = await Client.enter(site.url)
    jun, _ = await Client.enter(site.url)
    site.notifier.seat_in_booth([mina.welcome.visitor, jun.welcome.visitor], "blue", "one")
    await eventually(lambda: len(site.room("court").room.in_booth("blue")) == 2)
    await jun.send(say("in the booth"))
    await mina.until(m.Said, text="in the booth")
    await mina.send(c.ReportMake(id=request_id(), visitor=jun.welcome.visitor, reason="other"))
    await mina.until(m.Done)
    assert [list(lines) for _, _, lines in site.office.reports] == [[]]


def test_O28_lines_are_bounded_and_go_after_ten_minutes() -> None:
    now = 1_000.0
    heard = HeardLines(lambda: now)

    def speak(speaker: str, text: str, *hearers: str) -> None:
        heard.add(m.Said(a=1, id=speaker, name="Jun", scope="room", text=text, at=int(now)), hearers)

    for number in range(KEPT_OF_SPEAKER_MAX + 5):
        speak("jun", f"line {number}", "mina")
    lines = heard.of("jun", "mina")
    assert [line.text for line in lines] == [
        f"line {KEPT_OF_SPEAKER_MAX + 5 - LINES_MAX + number}" for number in range(LINES_MAX)
    ]
    assert heard.of("jun", "sol") == ()
    now += LINES_S + 1
    speak("sol", "hello", "mina")
    assert (heard.of("jun", "mina"), len(heard._spoken)) == ((), 1)
    for number in range(SPEAKERS_MAX + 5):
        speak(f"v{number}", "hello", "mina")
    assert len(heard._spoken) == SPEAKERS_MAX


def test_O28_what_is_said_to_nobody_or_to_others_takes_no_line_away(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    heard = HeardLines(lambda: now)

    def speak(speaker: str, text: str, *hearers: str) -> None:
        heard.add(m.Said(a=1, id=speaker, name="Jun", scope="near", text=text, at=int(now)), hearers)

    speak("jun", "You fool.", "mina")
    for number in range(2 * KEPT_OF_SPEAKER_MAX):
        speak("jun", f"to nobody {number}")
        speak("jun", f"to sol {number}", "sol")
    assert [line.text for line in heard.of("jun", "mina")] == ["You fool."]
    assert heard.of("jun", "sol")[-1].text == f"to sol {2 * KEPT_OF_SPEAKER_MAX - 1}"
    speak("silent", "hello")
    assert [*heard._spoken] == ["jun"]
    monkeypatch.setattr(heard_lines, "KEPT_MAX", KEPT_OF_SPEAKER_MAX)
    for number in range(2 * KEPT_OF_SPEAKER_MAX):
        speak(f"v{number % 20}", f"line {number}", f"hearer {number}")
    assert heard._kept == sum(map(len, heard._spoken.values())) <= KEPT_OF_SPEAKER_MAX
    assert heard.of("jun", "mina") == ()
