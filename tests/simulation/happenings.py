"""What can happen in a simulated office, each by chance: people act, lines drop, time passes, disks fail, the process ends.

A happening chooses among what the file says there is, mostly sensibly, sometimes not: the office must reject what is wrong.
"""

from collections.abc import Awaitable, Callable
from typing import get_args

from tests.server.office_site import SERVICES
from tests.server.test_cases import FORM
from tests.simulation.faulty_store import Fault, Killed
from tests.simulation.kept import Kept, acts_of
from tests.simulation.world import Person, World

from madang_office.desks import DeskState
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.fields import Conduct, Fields
from madang_server.faults import StorageFailed

CITIZENS_MAX = 9
OFFICERS = ("Officer Han", "Officer Lee", "Officer Park")
COUNTERS = ("one", "two", "papers")
OUTCOMES = ("solved", "advised", "referred", "nonsense")
CONDUCT = get_args(Conduct)
GROUNDS = (None, None, None, "age_80")
SPANS_S = (1.0, 5.0, 30.0, 61.0, 91.0, 91.0, 300.0, 31 * 60.0, 5 * 3_600.0)
ACT_FIELDS: dict[str, dict[str, str | int]] = {
    "supplement": {"missing": "The flat's number."},
    "extend": {"reason": "The archive is closed.", "hours": 2},
    "refuse": {"reason": "Another person's data.", "remedy": "Appeal within 90 days."},
    "objection-uphold": {"reason": "The data are their own."},
    "objection-dismiss": {"reason": "It is another person's.", "remedy": "Go to the court."},
}
DAY_S = 86_400.0
NOBODYS = "nobody-has-it"
Happening = Callable[[World, Kept], Awaitable[None]]


def one_of(world: World, *among: str | None) -> str:
    """One of these ids; now and then, or when there are none, one that nobody has."""
    known = [each for each in among if each is not None]
    return world.chance.choice(known) if known and world.chance.random() < 0.95 else NOBODYS


def somebody(world: World, people: list[Person]) -> Person | None:
    here = [person for person in people if person.visitor is not None]
    return world.chance.choice(here) if here else None


# a citizen ------------------------------------------------------------------------------------------------------------


async def citizen_comes(world: World, _kept: Kept) -> None:
    if len(world.citizens) < CITIZENS_MAX:
        world.citizens.append(Person(f"Person {len(world.citizens)}"))
    await world.arrive(world.chance.choice(world.citizens))


async def citizen_acts(world: World, kept: Kept) -> None:
    person = somebody(world, world.citizens)
    if person is None:
        await citizen_comes(world, kept)
    else:
        await world.send(person, a_citizens_command(world, kept, person))


def a_citizens_command(world: World, kept: Kept, me: Person) -> c.DurableCommand:
    request, chance = world.request(), world.chance
    ticket = one_of(world, *(row["id"] for row in kept.live if row["visitor"] == me.id or chance.random() < 0.05))
    case = one_of(world, *(row["id"] for row in kept.open_cases if row["citizen"] == me.id or chance.random() < 0.05))
    stands, asks = (1 if ticket != NOBODYS else 0.1), (1 if case != NOBODYS else 0.1)
    revision = max((row["rev"] for row in kept.cases if row["id"] == case), default=0)
    fields: Fields = dict(FORM) if chance.random() < 0.8 else {"name": "Kim"}
    echo = any(row["id"] == case and row["service"] == "echo" for row in kept.cases)
    mine_left = [row["id"] for row in kept.tickets if row["visitor"] == me.id and row["state"] == "left"][-1:]
    commands: list[tuple[float, c.DurableCommand]] = [
        (
            10,
            c.TicketTake(
                id=request, service=chance.choice(SERVICES), ground=chance.choice(GROUNDS), people=chance.choice((1, 1, 4))
            ),
        ),
        (2 * stands, c.TicketDefer(id=request, ticket=ticket)),
        (1 * stands, c.TicketLeave(id=request, ticket=ticket)),
        (5 * stands, c.TicketAnswer(id=request, ticket=ticket)),
        (3, c.CaseOpen(id=request, service=chance.choice(SERVICES))),
        (2 * asks, c.CaseDraft(id=request, case=case, fields=fields, rev=revision)),
        (5 * asks, c.CaseSubmit(id=request, case=case, fields={"sentence": "Anybody?"} if echo else fields)),
        (4 * asks, c.CaseSay(id=request, case=case, text=f"said by {request}")),
        (1 * asks, c.CaseWithdraw(id=request, case=case)),
        (1, c.Profile(id=request, name=f"{me.name} {request[-2:]}")),
        (1, c.DeskCall(id=request)),
        (2 * stands, c.TicketLater(id=request, ticket=ticket, minutes=chance.choice((0, 5, 10, 30)))),
        (1 * stands, c.TicketPrefer(id=request, ticket=ticket, counter=chance.choice((None, *COUNTERS)))),
        (4 * bool(mine_left), c.TicketUndo(id=request, ticket=one_of(world, *mine_left))),
        (
            1,
            c.InquiryLeave(id=request, service=chance.choice(SERVICES), text=f"left by {request}", consent=chance.random() < 0.9),
        ),
        (0.5, c.InquiryCancel(id=request, inquiry=one_of(world, *world.context.state.contact.inquiries))),
        (2, c.BellRing(id=request, service=chance.choice(SERVICES))),
        (0.5, c.BellStop(id=request, bell=one_of(world, *world.context.state.contact.bells))),
    ]
    return chance.choices([command for _, command in commands], [weight for weight, _ in commands])[0]


# an officer -----------------------------------------------------------------------------------------------------------


async def officer_comes(world: World, _kept: Kept) -> None:
    await world.arrive(world.chance.choice(world.officers))


async def officer_acts(world: World, kept: Kept) -> None:
    person = somebody(world, world.officers)
    if person is None or person.visitor is None:
        await officer_comes(world, kept)
    else:
        desk = world.context.state.desk_of(person.visitor.officer_id)
        await world.send(person, an_officers_command(world, kept, desk.state if desk else DeskState.CLOSED))


# What an officer mostly does in each state of the desk, and what now and then: the rest is for those who press the wrong thing.
MOSTLY: dict[DeskState, dict[type[c.DurableCommand], int]] = {
    DeskState.CLOSED: {c.DeskOpen: 20},
    DeskState.OPEN: {c.DeskCall: 30, c.DeskUndo: 4, c.DeskPause: 1, c.DeskClose: 1},
    DeskState.CALLING: {c.DeskServe: 20, c.DeskRecall: 3, c.DeskMissed: 3},
    DeskState.SERVING: {c.DeskWarn: 2, c.DeskEndTalk: 1, c.DeskFurther: 2, c.DeskFinish: 12, c.DeskHold: 4, c.DeskTransfer: 4},
    DeskState.PAUSED: {c.DeskResume: 20, c.DeskClose: 3},
    DeskState.AWAY: {c.DeskResume: 20, c.DeskClose: 3},
}


def an_officers_command(world: World, kept: Kept, desk: DeskState) -> c.DurableCommand:
    commands = officers_commands(world, kept)
    weights = [MOSTLY[desk].get(type(command), 0.4) for command in commands]
    return world.chance.choices(commands, weights)[0]


def officers_commands(world: World, kept: Kept) -> list[c.DurableCommand]:
    """One of each kind."""
    request, chance = world.request(), world.chance
    in_hand = [row for row in kept.open_cases if acts_of(row)]
    case = chance.choice(in_hand) if in_hand else None
    act = chance.choice([*acts_of(case), "open"]) if case else "grant"
    acted = c.CaseAct(id=request, case=case["id"] if case else NOBODYS, act=act, fields=dict(ACT_FIELDS.get(act, {})))
    callable_ids = [row["id"] for row in kept.live if row["state"] not in {"called", "serving"}]
    chosen = one_of(world, *callable_ids) if chance.random() < 0.3 else None
    return [
        c.DeskOpen(id=request, counter=chance.choice(COUNTERS)),
        c.DeskPause(id=request),
        c.DeskResume(id=request),
        c.DeskClose(id=request),
        c.DeskCall(id=request, ticket=chosen),
        c.DeskRecall(id=request),
        c.DeskServe(id=request),
        c.DeskMissed(id=request),
        c.DeskHold(id=request),
        c.DeskTransfer(id=request, service=chance.choice(SERVICES), to=chance.choice(("front", "back", "age", "first"))),
        c.DeskFinish(id=request, outcome=chance.choice(OUTCOMES), note=f"noted by {request}"),
        c.CaseSay(id=request, case=one_of(world, *(row["id"] for row in kept.open_cases)), text=f"said by {request}"),
        c.DeskFurther(id=request, service=chance.choice(SERVICES)),
        c.DeskUndo(id=request, ticket=one_of(world, *(row["id"] for row in kept.tickets if row["undo"] is not None))),
        c.InquiryTake(id=request, inquiry=one_of(world, *world.context.state.contact.inquiries)),
        c.InquiryAnswer(id=request, inquiry=one_of(world, *world.context.state.contact.inquiries), text="Yes."),
        c.BellAnswer(id=request, bell=one_of(world, *world.context.state.contact.bells)),
        c.DeskWarn(id=request, reason=chance.choice(CONDUCT)),
        c.DeskEndTalk(id=request, reason=chance.choice(CONDUCT)),
        c.DeskAlarm(id=request),
        c.AlarmAccept(id=request, alarm=one_of(world, *world.context.state.contact.alarms)),
        c.AlarmClose(id=request, alarm=one_of(world, *world.context.state.contact.alarms)),
        *[acted] * (12 if case else 1),
    ]


async def many_act_at_once(world: World, kept: Kept) -> None:
    """People press their buttons in the same instant: their commands are one batch, or two (SPEC C19)."""
    here = [person for person in (*world.citizens, *world.officers) if person.visitor is not None]
    asked: list[tuple[Person, c.DurableCommand]] = []
    for person in world.chance.sample(here, min(len(here), world.chance.randint(2, 8))):
        desk = world.context.state.desk_of(person.visitor.officer_id if person.visitor else None)
        officers = desk.state if desk else DeskState.CLOSED
        command = an_officers_command(world, kept, officers) if person.officer else a_citizens_command(world, kept, person)
        asked.append((person, command))
    await world.send_together(asked)


# what nobody wants ----------------------------------------------------------------------------------------------------


async def line_drops(world: World, _kept: Kept) -> None:
    """Somebody's session ends; their tickets and cases stay."""
    person = somebody(world, [*world.citizens, *world.officers])
    if person is None or person.visitor is None:
        return
    try:
        await world.office.left(person.visitor.id)
    except StorageFailed:
        world.happened["a departure that the disk did not take"] += 1
    except Killed:
        await world.crash()
    world.notifier.go(person.id)
    person.visitor = None


async def somebody_walks(world: World, _kept: Kept) -> None:
    """Somebody walks off, also out of a talk, into a booth, or into the other place and back."""
    person = somebody(world, [*world.citizens, *world.officers])
    if person is not None:
        point = world.chance.choice((None, None, (1_000, 1_000), (2_000, 2_000), (2_200, 2_000)))
        world.notifier.walk(person.id, world.chance.choice(("hall", "plaza")), point)
    world.notifier.tick()
    world.happened["people seated in a booth"] += sum(len(seated) for _, _, seated, _ in world.notifier.talks())
    world.happened["a second room of the hall"] += world.notifier.open_rooms("hall") > 1


async def command_is_sent_again(world: World, _kept: Kept) -> None:
    """Somebody whose reply got lost, or who does not trust it, sends the very same command once more (SPEC W6).

    What was done stays so; what was rejected is repeated by the process that rejected it.
    """
    before = [sent for sent in world.sent if sent.person.visitor is not None]
    if before:
        asked = world.chance.choice(before[-40:])
        again = await world.send(asked.person, asked.command)
        lasting = isinstance(asked.reply, m.Done) or (asked.reply is not None and asked.life == world.life)
        lasting = lasting and getattr(asked.reply, "code", "") != "storage"
        assert not lasting or again.reply in (None, asked.reply) or getattr(again.reply, "code", "") == "storage", (asked, again)


async def time_passes(world: World, _kept: Kept) -> None:
    world.clock.instant += world.chance.choice(SPANS_S)
    await look(world)


async def day_ends(world: World, _kept: Kept) -> None:
    """The clock goes on to the end of the office's day (SPEC T22), with the process here, killed over it, or gone meanwhile."""
    wall = world.clock.now()
    world.clock.instant += world.context.catalogue.days_of("consultation").at(wall).ends - wall + 1
    world.happened["ends of a day"] += 1
    if world.chance.random() < 0.3:
        await world.crash()
    elif world.chance.random() < 0.3:
        world.store.faults.append(world.chance.choice((Fault.KILLED_BEFORE_COMMIT, Fault.KILLED_AFTER_COMMIT)))
    await look(world)


async def look(world: World) -> None:
    await world.look()
    for person in [person for person in (*world.citizens, *world.officers) if person.id in world.notifier.dismissed]:
        person.visitor = None
    world.notifier.dismissed.clear()


async def clock_is_set(world: World, _kept: Kept) -> None:
    """Somebody sets the machine's clock a day ahead or back: nothing of what people wait for may notice it (SPEC T14)."""
    world.clock.jumped_s += world.chance.choice((DAY_S, -DAY_S))


async def disk_or_process_fails(world: World, _kept: Kept) -> None:
    """One of the next writes fails."""
    world.store.faults.append(world.chance.choice(list(Fault)))


async def process_is_killed(world: World, _kept: Kept) -> None:
    await world.crash()


async def office_restarts(world: World, _kept: Kept) -> None:
    await world.restart()


HAPPENINGS: dict[Happening, int] = {
    citizen_comes: 12,
    citizen_acts: 40,
    officer_comes: 6,
    officer_acts: 40,
    line_drops: 4,
    somebody_walks: 12,
    command_is_sent_again: 6,
    time_passes: 12,
    day_ends: 2,
    clock_is_set: 2,
    disk_or_process_fails: 5,
    process_is_killed: 1,
    office_restarts: 1,
}
CROWDED = HAPPENINGS | {many_act_at_once: 60}
