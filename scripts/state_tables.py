"""The state machines of Madang, drawn from their own tables: the page docs/reference/state-tables.md and a block in each module.

Run without an argument to write them, with `--check` to fail when one of them is not what its table says.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from madang_office import appointments, bells, cases, desks, inquiries, objections, outbox, parties, protection, reports, tickets
from madang_protocol import connection_state
from madang_server.live import session

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "state-tables.md"
MARK = "States and events, made by `make generate` from the table below:"
BLOCK = re.compile(re.escape(MARK) + r"\n\n(?:    .*\n)+")
Table = Mapping[Any, Enum]  # keys: (state, event)


@dataclass(frozen=True)
class Machine:
    """One table, where it stands, and what a reader should know of it."""

    title: str
    module: str
    table: Table
    first: Enum
    about: str
    also: tuple[tuple[Enum, str, Enum], ...] = ()  # what leads on without an event of the table


MACHINES = (
    Machine(
        "Connections", "protocol/madang_protocol/connection_state.py", connection_state.TRANSITIONS, connection_state.Phase.NEW,
        "What one connection may send next (SPEC S1). `opened()` is no frame: it is called when `welcome` was sent.",
        also=((connection_state.Phase.GREETED, "opened()", connection_state.Phase.OPEN),),
    ),
    Machine(
        "The flow of volatile frames", "server/madang_server/live/session.py", session.FLOWS, session.Flow.OFFLINE,
        "How far behind the reader of a session is (SPEC R10). An event that is not here changes nothing.",
    ),
    Machine(
        "Tickets", "server/madang_office/tickets.py", tickets.TRANSITIONS, tickets.TicketState.WAITING,
        "From the line to the end (SPEC T3). An event that is not here is rejected with `wrong_state`.",
    ),
    Machine(
        "Appointments", "server/madang_office/appointments.py", appointments.TRANSITIONS, appointments.AppointmentState.BOOKED,
        "From the booking to what became of it (SPEC T31, T32). An event that is not here is rejected with `wrong_state`.",
    ),
    Machine(
        "Rings", "server/madang_office/bells.py", bells.TRANSITIONS, bells.BellState.RINGING,
        "From a ring to what came of it (SPEC O12, O13). An event that is not here is rejected with `wrong_state`.",
    ),
    Machine(
        "Messages left", "server/madang_office/inquiries.py", inquiries.TRANSITIONS, inquiries.InquiryState.WAITING,
        "From a message for a service without an officer to its answer (SPEC O14, O15).",
    ),
    Machine(
        "Reports", "server/madang_office/reports.py", reports.TRANSITIONS, reports.ReportState.OPEN,
        "From a report of a visitor to what was done, and to the end of a bar (SPEC O28, O29, R24).",
    ),
    Machine(
        "Outgoing messages", "server/madang_office/outbox.py", outbox.TRANSITIONS, outbox.SendState.WAITING,
        "From what happened to somebody outside who was told of it (SPEC O10).",
    ),
    Machine(
        "Desks", "server/madang_office/desks.py", desks.TRANSITIONS, desks.DeskState.CLOSED,
        "An officer's seat at a counter (SPEC T11). An event that is not here is rejected with `wrong_state`.",
    ),
    Machine(
        "Cases", "server/madang_office/cases.py", cases.TRANSITIONS, cases.CaseState.DRAFT,
        "One request and its record (SPEC C1). An event that is not here is rejected with `wrong_state`.",
    ),
    Machine(
        "Objections", "server/madang_office/objections.py", objections.TRANSITIONS, cases.ObjectionState.FILED,
        "What becomes of an objection to a decision (SPEC C41, C42). An event that is not here is rejected with `wrong_state`.",
    ),
    Machine(
        "Parties of a request", "server/madang_office/parties.py", parties.TRANSITIONS, parties.PartyState.INVITED,
        "Somebody who helps the citizen of a request, from the invitation on (SPEC C46 to C49).",
    ),
    Machine(
        "Alarms", "server/madang_office/protection.py", protection.TRANSITIONS, protection.AlarmState.RAISED,
        "From an officer's call for help to its end (SPEC O23, O24). An event that is not here is rejected with `wrong_state`.",
    ),
)  # fmt: skip


def states_of(machine: Machine) -> list[Enum]:
    """Every state of the table's kind, in the order of its definition."""
    return list(type(machine.first))


def edges(machine: Machine) -> dict[tuple[str, str], list[str]]:
    """(from, to) -> the names of the events that lead there."""
    found: dict[tuple[str, str], list[str]] = {}
    for (state, event), after in machine.table.items():
        found.setdefault((state.value, after.value), []).append(str(event.value))
    for state, name, after in machine.also:
        found.setdefault((state.value, after.value), []).append(name)
    return found


def diagram(machine: Machine) -> str:
    """The table as a Mermaid state diagram; states that end everything lead to the end."""
    leaving = {state.value for state, _ in machine.table}
    used = {state for pair in edges(machine) for state in pair}
    lines = ["stateDiagram-v2", f"    [*] --> {_node(machine.first.value)}"]
    lines += [f"    {_node(a)} --> {_node(b)}: {', '.join(sorted(names))}" for (a, b), names in edges(machine).items()]
    lines += [f"    {_node(state.value)} --> [*]" for state in states_of(machine) if state.value in used - leaving]
    return "\n".join(lines)


def _node(state: str) -> str:
    return state.replace("-", "_")


def words(machine: Machine) -> str:
    """The same in words, one state a line, for the head of the module and for whoever does not see the picture."""
    width = max(len(state.value) for state in states_of(machine))
    lines = []
    for state in states_of(machine):
        ways: dict[str, list[str]] = {}
        for (before, after), names in edges(machine).items():
            if before == state.value:
                ways.setdefault(after, []).extend(names)
        told = "; ".join(f"{', '.join(sorted(names))} -> {after}" for after, names in ways.items()) or "the end"
        lines += _folded(f"    {state.value:<{width}}  ", told)
    return "\n".join(lines)


def _folded(head: str, told: str, width: int = 126) -> list[str]:
    lines, line = [], head
    for part in told.split("; "):
        piece = part if line in {head, " " * len(head)} else f"; {part}"
        if len(line) + len(piece) > width:
            lines.append(line + ";")
            line, piece = " " * len(head), part
        line += piece
    return [*lines, line]


INTRODUCTION = """# State tables

Made by `make generate` from the tables in the code; `make check` fails when they differ. A decision is one look into one of
these tables: `{(state, event): state}`. How the parts use them: [architecture](../explanation/architecture.md).
"""


def page() -> str:
    """The whole page."""
    return INTRODUCTION + "".join(section(machine) for machine in MACHINES)


def section(machine: Machine) -> str:
    """One table with its picture, and the same in words."""
    about = f"{machine.about} Table: [`{Path(machine.module).name}`](../../{machine.module})."
    picture, text = f"```mermaid\n{diagram(machine)}\n```", f"```text\n{_flush_left(words(machine))}\n```"
    return f"\n## {machine.title}\n{about}\n\n{picture}\n\n{text}\n"


def _flush_left(block: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in block.splitlines())


def made() -> dict[Path, str]:
    """Every file that is made here, with what should stand in it. A module without its mark raises `ValueError`."""
    files = {PAGE: page()}
    for machine in MACHINES:
        path = ROOT / machine.module
        text = path.read_text("utf-8")
        found = BLOCK.search(text)
        if found is None:
            raise ValueError(f"{machine.module}: the line {MARK!r} is missing, or nothing stands below it")
        before, _, after = text.partition(found[0])
        files[path] = f"{before}{MARK}\n\n{words(machine)}\n{after}"
    return files


def main(*, check: bool) -> int:
    """Write, or say what differs."""
    stale = [path for path, text in made().items() if not path.is_file() or path.read_text("utf-8") != text]
    if check:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what its table says: run `make generate`", file=sys.stderr)
        return bool(stale)
    for path, text in made().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
