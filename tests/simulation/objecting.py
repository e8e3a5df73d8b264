"""People submit requests, officers refuse them, citizens object, and officers decide on that, also those who may not."""

from tests.server.test_cases import FORM, REGISTER
from tests.simulation.happenings import ACT_FIELDS, HAPPENINGS, NOBODYS, OFFICERS, one_of, somebody
from tests.simulation.kept import Kept, acts_of
from tests.simulation.world import World

from madang_protocol import commands as c
from madang_protocol import messages as m


async def citizen_submits(world: World, _kept: Kept) -> None:
    """Somebody submits a request that an officer decides on."""
    person = somebody(world, world.citizens)
    if person is not None:
        opened = await world.send(person, c.CaseOpen(id=world.request(), service=REGISTER))
        if isinstance(opened.reply, m.Done) and person.visitor is not None:
            await world.send(person, c.CaseSubmit(id=world.request(), case=opened.reply.ref or NOBODYS, fields=dict(FORM)))


async def request_is_refused(world: World, kept: Kept) -> None:
    """Some officer decides on some request."""
    person = somebody(world, world.officers)
    waiting = [row["id"] for row in kept.open_cases if "refuse" in acts_of(row)]
    if person is not None and waiting:
        case = one_of(world, *waiting)
        await world.send(person, c.CaseAct(id=world.request(), case=case, act="refuse", fields=dict(ACT_FIELDS["refuse"])))


async def citizen_objects(world: World, kept: Kept) -> None:
    """Somebody objects, mostly to a decision of their own."""
    person = somebody(world, world.citizens)
    if person is not None:
        request = world.request()
        own = [row["id"] for row in kept.cases if row["state"] == "refused" and row["citizen"] == person.id]
        case = one_of(world, *(own or [row["id"] for row in kept.cases]))
        await world.send(person, c.CaseObject(id=request, case=case, text=f"said by {request}"))


async def objection_is_decided(world: World, kept: Kept) -> None:
    """Some officer decides on an objection, also the one who may not."""
    person = somebody(world, world.officers)
    objected = [row["id"] for row in kept.cases if row["objection"] == "filed"]
    if person is not None and objected:
        act = world.chance.choice(("objection-uphold", "objection-dismiss"))
        case = one_of(world, *objected)
        await world.send(person, c.CaseAct(id=world.request(), case=case, act=act, fields=dict(ACT_FIELDS[act])))


async def officer_notes_or_hands_over(world: World, kept: Kept) -> None:
    """Some officer writes a note on some case, or gives it to somebody, also one who has no such case."""
    person = somebody(world, world.officers)
    if person is not None:
        request, case = world.request(), one_of(world, *(row["id"] for row in kept.open_cases))
        to, text = world.chance.choice(OFFICERS), f"noted within by {request}"
        note = c.CaseNote(id=request, case=case, text=text)
        given = c.CaseHandOver(id=request, case=case, to=to, note=text)
        await world.send(person, world.chance.choice((note, given)))


OBJECTING = HAPPENINGS | {
    citizen_submits: 30,
    request_is_refused: 30,
    citizen_objects: 25,
    objection_is_decided: 20,
    officer_notes_or_hands_over: 20,
}
