"""A process that is held up while another takes its office and serves it, and that then goes on where it was (SPEC C23)."""

from dataclasses import dataclass

from tests.simulation.happenings import HAPPENINGS, Happening, a_citizens_command, an_officers_command
from tests.simulation.kept import Kept
from tests.simulation.rooms import LiveRooms
from tests.simulation.world import Person, Sent, World

from madang_counters.runner import Runner
from madang_office.desks import DeskState
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.accounts import Accounts
from madang_server.faults import StorageFailed
from madang_server.office_app import OfficeService, Visitor
from madang_server.store import Store

LATE_MAX = 4  # commands that wait in the sockets of the first


@dataclass(frozen=True)
class HeldUp:
    """All of a process that does nothing just now. `late`: what it will find in its sockets."""

    store: Store
    runner: Runner
    accounts: Accounts
    notifier: LiveRooms
    office: OfficeService
    late: list[tuple[Person, Visitor, c.DurableCommand]]

    async def go_on(self, world: World) -> None:
        """Do what waited, as if nothing had been; then end."""
        for person, visitor, command in self.late:
            try:
                reply = await self.office.execute(visitor, command)
            except StorageFailed:
                world.happened["late, and not answered"] += 1
            else:
                world.happened["late, and answered"] += 1
                if isinstance(reply, m.Done):
                    world.sent.append(Sent(person, command, reply, world.life))
        await self.end()

    async def end(self) -> None:
        """Let go of everything."""
        await self.office.close()
        self.notifier.close()
        await self.runner.close()
        await self.accounts.close()
        await self.store.close()


def hold_up(world: World, kept: Kept) -> HeldUp:
    """Let the process of the world stand still; whoever was here has lost it."""
    world.store.faults.clear()
    here = [person for person in (*world.citizens, *world.officers) if person.visitor is not None]
    late = []
    for person in world.chance.sample(here, min(len(here), LATE_MAX)):
        desk = world.context.state.desk_of(person.visitor.officer_id if person.visitor else None)
        at_desk = desk.state if desk else DeskState.CLOSED
        command = an_officers_command(world, kept, at_desk) if person.officer else a_citizens_command(world, kept, person)
        assert person.visitor is not None
        late.append((person, person.visitor, command))
    for person in here:
        person.visitor = None
    world.happened["crash"] += 1  # as far as anybody can tell
    return HeldUp(world.store, world.runner, world.accounts, world.notifier, world.office, late)


async def another_takes_over(world: World, kept: Kept) -> None:
    """Another server takes the office, and serves it from now on."""
    world.held_up.append(hold_up(world, kept))
    await world.open()


async def one_goes_on(world: World, _kept: Kept) -> None:
    """A server that was held up goes on."""
    if world.held_up:
        await world.held_up.pop(world.chance.randrange(len(world.held_up))).go_on(world)


TAKEN_OVER: dict[Happening, int] = HAPPENINGS | {another_takes_over: 10, one_goes_on: 15}
