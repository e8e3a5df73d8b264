"""What others see of a visitor in a running server: the name and look that the office accepted, however they were asked for."""

from tests.live.live_server import Site
from tests.live.wire import Client, request_id

from madang_protocol import Rejection
from madang_protocol.commands import Profile
from madang_protocol.messages import Done, Rejected, Roster
from madang_protocol.messages import Room as RoomMessage


async def both(site: Site) -> tuple[Client, Client, RoomMessage]:
    """Two visitors who see each other."""
    first, room = await Client.enter(site.url, name="First")
    second, _ = await Client.enter(site.url, name="Second")
    await first.until(Roster, count=2)
    return first, second, room


async def test_S10_a_request_id_used_again_changes_nobodys_name_or_look(site: Site):
    client, witness, room = await both(site)
    first = request_id()
    await client.send(Profile(id=first, name="Sora"))
    await client.until(Done)
    await client.send(Profile(id=first, name="The Mayor", look="officer"))
    assert (await client.until(Rejected)).code == Rejection.ID_REUSED
    await client.send(Profile(id=request_id(), look="coat"))
    seen: list[tuple[str, str]] = []
    while ("Sora", "coat") not in seen:
        seen += [(person.name, person.look) for person in (await witness.until(Roster)).join if person.a == room.slot]
    assert {look for _, look in seen} == {"hanbok", "coat"}
    assert "The Mayor" not in {name for name, _ in seen}


async def test_others_see_the_name_as_the_office_tidied_it(site: Site):
    client, witness, _ = await both(site)
    await client.send(Profile(id=request_id(), name="  So   ra "))
    names: list[str] = []
    while "So ra" not in names:
        names += [person.name for person in (await witness.until(Roster)).join]
    assert "  So   ra " not in names
