"""A room actor at its ticks, on a clock that only the test moves: what a late loop must not lose."""

from itertools import count, pairwise
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from tests.live.live_server import plans
from tests.live.memory_office import Known

from madang_protocol import codec, limits
from madang_protocol.commands import Move
from madang_protocol.connection_state import CommandRates
from madang_protocol.messages import TickFrame
from madang_server.live.clock import TICK_SECONDS, TickClock
from madang_server.live.command_queue import CommandQueue, TaskSupervisor
from madang_server.live.metrics import LiveMetrics
from madang_server.live.room_actor import RoomActor
from madang_server.live.room_dependencies import RoomDependencies
from madang_server.live.session import Flow, Session
from madang_worlds import Room

HEADER_BYTES = (2, 4)  # of a short and of a medium WebSocket frame


class ManualClock:
    """Monotonic seconds that only the test moves."""

    now = 0.0

    def read(self) -> float:
        return self.now


def actor_on(clock: ManualClock) -> RoomActor:
    metrics = LiveMetrics(CollectorRegistry(), {})
    dependencies = RoomDependencies(TickClock(clock.read), metrics, Room, lambda: 0.0, lambda _spoken: True)
    return RoomActor("court", plans()["court"], phase_s=0.0, dependencies=dependencies, through_door=lambda *_walked: None)


def tick_of(framed: bytes) -> int | None:
    """The tick of a `tick` frame; None for every other message."""
    header = HEADER_BYTES[framed[1] > 125]
    message = codec.decode_message(framed[header:])[1]
    return message.n if isinstance(message, TickFrame) else None


def run_at(actor: RoomActor, clock: ManualClock, tick: int) -> None:
    """Let the timer ring in this tick, whatever it was armed for."""
    clock.now = (tick + 0.5) * TICK_SECONDS
    assert actor._timer is not None
    actor._timer.cancel()
    actor._run()


@pytest.mark.parametrize("late_by", [1, 2, 3, 4])
async def test_R9_a_late_loop_passes_no_publishing_tick_over(late_by: int):
    clock, written = ManualClock(), []
    actor = actor_on(clock)
    session: Session[Any] = Session(Known("mina", "Mina"), CommandQueue(TaskSupervisor()), CommandRates())
    session.flow, session.write = Flow.STALE, written.append
    actor.admit(session, (6_000, 6_000))
    rings = count(1, late_by)
    run_at(actor, clock, next(rings))
    actor.move(session, Move(n=1, h=3))
    for _ in range(40):
        run_at(actor, clock, next(rings))
    actor.close()
    ticks = [tick for framed in written if (tick := tick_of(framed)) is not None]
    assert len(ticks) > 3
    assert max(later - earlier for earlier, later in pairwise(ticks)) <= limits.QUIET_TICKS_MAX + late_by - 1
