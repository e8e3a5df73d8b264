"""The laws of what may be changed of a ticket (SPEC T37 to T42): checked after every step, as those of laws.py."""

from tests.simulation.kept import Kept
from tests.simulation.world import Sent, World

from madang_office.tickets import UNDO_WITHIN_S
from madang_protocol import commands as c


def what_is_undone_was_done_shortly_before(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T37, T38: a stay in `left` is one that was undone within ten seconds, and its ticket keeps number and day."""
    left = [stay for stay in after.periods if stay["state"] == "left"]
    world.happened["tickets that were taken back"] = len(left)
    assert [stay for stay in left if not 0 <= stay["ended"] - stay["began"] < UNDO_WITHIN_S] == []


def nobody_is_called_before_they_come(world: World, before: Kept, after: Kept, sent: list[Sent]) -> None:
    """T39: whoever asked to be called later has not been called before that time, and is no longer late once called."""
    asked = {row["id"]: row["not_before"] for row in before.live if row["not_before"] is not None}
    world.happened["tickets that come later"] = len(asked)
    again = {one.command.ticket for one in sent if isinstance(one.command, c.TicketLater)}
    called = [row for row in after.live if row["state"] == "called" and row["id"] in asked and row["id"] not in again]
    early = [row for row in called if row["called"] < asked[row["id"]]]
    assert early == []
    assert [row for row in after.live if row["state"] in {"called", "serving"} and row["not_before"] is not None] == []


def who_is_waited_for_is_on_duty(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """T42: nobody waits for an officer who has closed the counter."""
    waited = {row["preferred_officer"] for row in after.live} - {None}
    world.happened["officers who are waited for"] += len(waited)
    assert waited <= {row["officer"] for row in after.desks}
