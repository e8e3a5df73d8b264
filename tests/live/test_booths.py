"""R12: who hears what is said in a booth of a running server, when the office has seated two people there and others walk in."""

from tests.live.live_server import Site, eventually, plans, running
from tests.live.wire import Client, request_id

from madang_protocol import NoticeCode
from madang_protocol.commands import Go, Say
from madang_protocol.messages import Desk, Notice, Said, Tickets, TicketView
from madang_server.office_app.unit_of_work import Seating


def say(text: str) -> Say:
    return Say(id=request_id(), to="near", text=text)


def _ids(*clients: Client) -> set[str]:
    return {client.welcome.visitor for client in clients}


async def test_R12_what_two_people_seated_in_a_booth_say_is_heard_by_them_alone(site: Site):
    citizen, _ = await Client.enter(site.url)
    officer, _ = await Client.enter(site.url)
    listener, _ = await Client.enter(site.url, entry="talk")
    site.notifier.seat_in_booth([citizen.welcome.visitor, officer.welcome.visitor], "blue", "one")
    room = site.room("court").room
    await eventually(lambda: len(room.in_booth("blue")) == 3)
    await citizen.send(say("my secret"))
    await officer.until(Said, text="my secret")
    await listener.send(say("is anybody here"))
    heard = [await listener.until(Said)]
    await listener.send(say("hello"))
    heard.append(await listener.until(Said))
    await officer.send(say("I hear you"))
    assert (await citizen.until(Said, text="I hear you")).scope == "booth"
    assert [said.text for said in heard] == ["is anybody here", "hello"]
    assert not [
        message for message in [*citizen.passed, *officer.passed] if isinstance(message, Said) and message.text == "hello"
    ]


async def test_R19_who_comes_back_into_a_talk_is_in_its_booth_before_they_are_heard(site: Site):
    stranger, _ = await Client.enter(site.url)
    gone = [await Client.arrive(site.url), await Client.arrive(site.url)]
    site.office.seatings.append(Seating(tuple(client.welcome.visitor for client in gone), "blue", "one"))
    for client in gone:
        await client.goodbye()
    citizen, officer = [await Client.arrive(site.url, token=client.welcome.token) for client in gone]
    for speaker in (citizen, officer):
        await speaker.send(say("my secret"))
        scopes = [(await hearer.until(Said, text="my secret")).scope for hearer in (citizen, officer)]
        assert scopes == ["booth", "booth"]
    await stranger.send(say("in the open"))
    assert (await stranger.until(Said)).text == "in the open"


async def test_R12_a_booth_is_anybodys_again_when_those_seated_there_have_left(site: Site):
    citizen, _ = await Client.enter(site.url)
    officer, _ = await Client.enter(site.url)
    site.notifier.seat_in_booth([citizen.welcome.visitor, officer.welcome.visitor], "blue", "one")
    room = site.room("court").room
    await eventually(lambda: len(room.in_booth("blue")) == 2)
    for client in (citizen, officer):
        await client.send(Go(id=request_id(), n=1, kind="seat", name="bench"))
    await eventually(lambda: not room.in_booth("blue"))
    friend, _ = await Client.enter(site.url, entry="talk")
    await citizen.send(Go(id=request_id(), n=2, kind="booth", name="blue"))
    await eventually(lambda: len(room.in_booth("blue")) == 2)
    await citizen.send(say("hello again"))
    assert (await friend.until(Said)).text == "hello again"


async def test_T16_who_walks_out_is_told_of_also_when_call_and_talk_had_seated_both(site: Site):
    citizen, _ = await Client.enter(site.url)
    officer, _ = await Client.enter(site.url)
    pair, room = [citizen.welcome.visitor, officer.welcome.visitor], site.room("court").room
    site.notifier.seat_in_booth(pair, "blue", "one")
    await eventually(lambda: len(room.in_booth("blue")) == 2)
    await citizen.send(say("we sit here"))
    await officer.until(Said, text="we sit here")
    site.notifier.seat_in_booth(pair, "blue", "one")
    await citizen.send(Go(id=request_id(), n=1, kind="seat", name="bench"))
    await officer.until(Notice, code=NoticeCode.PARTNER_WALKED)


async def test_R17_an_officer_is_seen_at_the_desk_and_after_a_talk_the_booth_is_free(site: Site):
    citizen, _ = await Client.enter(site.url)
    officer, _ = await Client.enter(site.url)
    who = officer.welcome.visitor
    room, counter = site.room("court").room, site.room("court").plan.counters["one"]
    slots = {session.visitor.id: slot for slot, session in site.room("court").sessions.items()}
    site.notifier.tell(who, Desk(counter="one", state="open"))
    await eventually(lambda: room.position(slots[who])[:2] == counter.desk)
    ticket = TicketView(id="t1", number="C-001", service="talk", state="serving")
    site.notifier.tell(who, Desk(counter="one", state="serving", ticket=ticket))
    site.notifier.seat_in_booth([citizen.welcome.visitor, who], "blue", "one")
    await eventually(lambda: len(room.in_booth("blue")) == 2)
    site.notifier.tell(who, Desk(counter="one", state="open"))
    await eventually(lambda: not room.in_booth("blue"))
    assert room.position(slots[who])[:2] == counter.desk
    assert room.position(slots[citizen.welcome.visitor])[:2] == counter.visitor


async def test_R20_two_talks_in_booths_of_one_name_are_in_two_rooms_and_unheard_by_one_another():
    async with running(places=plans(capacity=3)) as site:
        people = [(await Client.enter(site.url))[0] for _ in range(4)]
        await eventually(lambda: site.notifier.open_rooms("court") == 2)
        for pair in (people[:2], people[2:]):
            site.notifier.seat_in_booth([client.welcome.visitor for client in pair], "blue", "one")
        await eventually(lambda: [len(site.room(key).room.in_booth("blue")) for key in ("court", "court-2")] == [2, 2])
        for client in people:
            await client.send(say(f"from {client.welcome.visitor}"))
        for one, other in (people[:2], people[2:], people[1::-1], people[:1:-1]):
            assert (await other.until(Said, text=f"from {one.welcome.visitor}")).scope == "booth"
            assert not [said for said in other.passed if isinstance(said, Said) and said.id not in _ids(one, other)]


async def test_R20_a_booth_is_free_for_the_next_when_the_talk_is_over_and_the_desk_pauses(site: Site):
    people = [(await Client.enter(site.url))[0] for _ in range(4)]
    who = [client.welcome.visitor for client in people]
    site.notifier.seat_in_booth(who[:2], "blue", "one")
    site.notifier.tell(who[1], Desk(counter="one", state="paused"))
    site.notifier.seat_in_booth(who[2:], "blue", "one")
    assert site.notifier.open_rooms("court") == 1
    assert [session.visitor.id for session in site.session(who[2]).actor.seated_beside(site.session(who[2]))] == [who[3]]


async def test_R20_both_sides_of_a_talk_are_in_one_room_also_when_theirs_are_full():
    async with running(places=plans(capacity=2)) as site:
        people = [(await Client.enter(site.url))[0] for _ in range(4)]
        who = [people[0].welcome.visitor, people[3].welcome.visitor]
        site.notifier.seat_in_booth(who, "blue", "one")
        await eventually(lambda: len(site.room("court-3").room.in_booth("blue")) == 2)


async def test_R17_the_talk_of_an_officer_who_is_gone_ends_for_the_citizen_too(site: Site):
    citizen, _ = await Client.enter(site.url)
    who, room = citizen.welcome.visitor, site.room("court").room
    site.notifier.seat_in_booth([who], "blue", "one")
    await eventually(lambda: len(room.in_booth("blue")) == 1)
    site.notifier.tell(who, Tickets([TicketView(id="t1", number="C-001", service="talk", state="waiting")]))
    await eventually(lambda: not room.in_booth("blue"))
    front = room.plan.counters["one"].visitor
    assert room.position(site.session(who).slot)[:2] == front
    site.notifier.tell(who, Tickets([]))
    assert site.session(who).seated_for is None


async def test_R17_those_who_are_brought_into_a_booth_sit_on_seats_of_their_own(site: Site):
    citizen, _ = await Client.enter(site.url)
    officer, _ = await Client.enter(site.url, entry="far")
    who = [citizen.welcome.visitor, officer.welcome.visitor]
    site.notifier.seat_in_booth(who, "blue", "one")
    room = site.room("court").room
    await eventually(lambda: len(room.in_booth("blue")) == 2)
    assert {room.position(site.session(one).slot)[:2] for one in who} == set(room.plan.booths["blue"].seats)
