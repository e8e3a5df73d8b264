"""Between rooms at different nodes all is as on one: doors, calls, talks, takeover, sign-out, absence, names (SPEC N24, N25)."""

import asyncio
from contextlib import suppress

from tests.cluster.nodes import Cluster, url_of
from tests.cluster.test_rooms_elsewhere import with_host
from tests.cluster.travelling import Traveller
from tests.live.wire import request_id

from madang_protocol import NoticeCode
from madang_protocol import commands as c
from madang_protocol import messages as m


async def past_door(visit: Traveller, door: str, place: str) -> None:
    """Walk to a door, and come out on its other side."""
    await visit.send(c.Go(id=request_id(), n=1, kind="door", name=door))
    visit.unacknowledged.clear()
    while visit.room is None or visit.room.place != place:
        await visit.until(m.Room)


async def test_N24_a_door_leads_into_a_room_at_another_node_and_nothing_is_lost_or_doubled(one_office: Cluster) -> None:
    owner, first = await with_host(one_office)
    mina = await Traveller.begin(url_of(owner, one_office), name="Mina")
    assert mina.node != owner
    assert isinstance(await mina.ask(c.TicketTake(id=request_id(), service="consultation")), m.Done)
    await past_door(mina, "to-plaza", "plaza")  # past the limit: into a twin of the plaza at the same host
    assert (mina.ways[-1], mina.room.room, mina.dropped) == (mina.ways[0], "plaza-2", 0)
    await first.client.send(c.Bye())
    await first.client.until_closed()
    session = mina.session
    await past_door(mina, "to-city-hall", "city_hall")  # there is place at the office's own node again
    assert (mina.ways[-1], mina.room.room) == (f"/n/{owner}/ws", "city_hall")
    assert (mina.session, mina.welcomes[-1].resumed, mina.dropped) == (session, True, 0)
    mina._left_behind()
    assert mina.gaps == []
    assert [ticket.service for ticket in mina.latest[m.Tickets].tickets] == ["consultation"]
    assert isinstance(await mina.ask(c.Say(id=request_id(), to="room", text="here")), m.Done)


async def a_talk(owner: str, officer: Traveller, citizen: Traveller) -> None:
    """Call the citizen, serve them, and talk in the booth; the record has it."""
    assert isinstance(await officer.ask(c.DeskOpen(id=request_id(), counter="consult-1")), m.Done)
    assert isinstance(await citizen.ask(c.TicketTake(id=request_id(), service="consultation")), m.Done)
    assert isinstance(await officer.ask(c.DeskCall(id=request_id())), m.Done)
    called = await citizen.until(m.Called)
    assert isinstance(await citizen.ask(c.TicketAnswer(id=request_id(), ticket=called.ticket.id)), m.Done)
    assert isinstance(await officer.ask(c.DeskServe(id=request_id())), m.Done)
    await together(owner, officer, citizen)
    assert isinstance(await citizen.ask(c.Say(id=request_id(), to="near", text="about the parking")), m.Done)
    assert (await officer.until(m.Said)).scope == "booth"
    assert isinstance(await officer.ask(c.DeskFinish(id=request_id(), outcome="solved", note="done")), m.Done)
    case = await citizen.until(m.Case)
    while case.case.state != "closed":
        case = await citizen.until(m.Case)
    assert "about the parking" in [entry.text for entry in case.case.entries]


async def together(owner: str, *people: Traveller) -> None:
    """Read on until all are in one room at one node: whoever is elsewhere is sent there."""
    while len({(visit.node or owner, visit.room and visit.room.room) for visit in people}) > 1:
        await asyncio.gather(*(visit.stay(0.2) for visit in people))


async def test_N25_an_officer_at_the_owner_calls_a_citizen_at_a_host(one_office: Cluster) -> None:
    token = await signed_in(one_office)
    owner, first = await with_host(one_office)
    await first.client.send(c.Bye())
    officer = await Traveller.begin(url_of(owner, one_office), officer=token)
    citizen = await Traveller.begin(url_of(owner, one_office), name="Mina")
    assert (officer.ways, len(citizen.ways)) == ([], 1)
    await a_talk(owner, officer, citizen)


async def test_N25_an_officer_at_a_host_calls_a_citizen_at_the_owner(one_office: Cluster) -> None:
    token = await signed_in(one_office)
    owner, citizen = await with_host(one_office)
    officer = await Traveller.begin(url_of(owner, one_office), officer=token)
    assert (len(officer.ways), citizen.ways) == (1, [])
    await a_talk(owner, officer, citizen)


async def test_N25_both_at_one_host_talk_there(one_office: Cluster) -> None:
    token = await signed_in(one_office)
    owner, _ = await with_host(one_office)
    officer = await Traveller.begin(url_of(owner, one_office), officer=token)
    citizen = await Traveller.begin(url_of(owner, one_office), name="Mina")
    await a_talk(owner, officer, citizen)
    assert officer.ways == citizen.ways


async def signed_in(made: Cluster) -> str:
    """Start a node, and sign an officer in there."""
    await asyncio.to_thread(made.start, "z", MADANG_OFFICE_PEOPLE_MAX="1", MADANG_NODE_PATHS="routed")
    await made.owner()
    token = await asyncio.to_thread(made.officer_token, "z")
    assert await asyncio.to_thread(made.nodes["z"].stop) == 0
    del made.nodes["z"]
    return token


async def test_N25_a_token_that_comes_again_takes_over_at_the_other_node(one_office: Cluster) -> None:
    owner, _ = await with_host(one_office)
    mina = await Traveller.begin(url_of(owner, one_office), name="Mina")
    again = Traveller(url_of(owner, one_office), token=mina.token)
    await again.come(again.url)
    assert (again.visitor, again.ways) == (mina.visitor, mina.ways)
    assert await mina.client.until_closed() == (4409, "")


async def test_N25_a_sign_in_that_ends_ends_the_session_at_the_host(one_office: Cluster) -> None:
    token = await signed_in(one_office)
    owner, _ = await with_host(one_office)
    officer = await Traveller.begin(url_of(owner, one_office), officer=token)
    assert len(officer.ways) == 1
    ended = await asyncio.to_thread(one_office.run, "officer", "disable", "Officer Han")
    assert ended.returncode == 0, ended.stderr
    assert await officer.client.until_closed() == (4403, "")


async def test_N25_a_name_is_told_to_all_and_a_partner_who_is_away_to_the_other_node(one_office: Cluster) -> None:
    token = await signed_in(one_office)
    owner, _ = await with_host(one_office)
    mina = await Traveller.begin(url_of(owner, one_office), name="Mina")
    juno = await Traveller.begin(url_of(owner, one_office), name="Juno")
    assert isinstance(await mina.ask(c.Profile(id=request_id(), name="Sora")), m.Done)
    await juno.hear(lambda roster: roster if "Sora" in [person.name for person in roster.join] else None, m.Roster)
    officer = await Traveller.begin(url_of(owner, one_office), officer=token)
    assert isinstance(await officer.ask(c.DeskOpen(id=request_id(), counter="consult-1")), m.Done)
    assert isinstance(await mina.ask(c.TicketTake(id=request_id(), service="consultation")), m.Done)
    assert isinstance(await officer.ask(c.DeskCall(id=request_id())), m.Done)
    assert isinstance(await officer.ask(c.DeskServe(id=request_id())), m.Done)
    await mina.stay(0.5)
    await mina.client.drop()
    await officer.until(m.Notice, code=NoticeCode.PARTNER_AWAY)
    with suppress(KeyError):
        del mina.latest[m.Notice]
    await mina.come(mina.url)
    await officer.until(m.Notice, code=NoticeCode.PARTNER_BACK)
