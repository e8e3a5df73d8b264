"""`madang load`: the command line of the load tool. Parses, runs, prints, exits; decides nothing else."""

import json
import re
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

import typer
from rich.console import Console

from madang_load.coordinator import Coordinator, WorkerLost
from madang_load.order import Order, Scenario, SignIn
from madang_load.report import figures, lines, table

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_REQUIREMENT = re.compile(r"^([a-z0-9_]+)(<=|>=|==)(-?[0-9.]+)$")
_COMPARE = {"<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b, "==": lambda a, b: a == b}


def load(
    url: Annotated[str, typer.Argument(help="Where the office is open, e.g. http://127.0.0.1:8080")],
    citizens: Annotated[int, typer.Option(min=1, max=20_000)] = 20,
    seconds: Annotated[float, typer.Option(min=1, max=3_600)] = 20,
    officers: Annotated[int, typer.Option(min=0, max=200, help="How many of --sign-ins take part")] = 0,
    sign_ins: Annotated[Path | None, typer.Option(help='JSON file: [{"name": ..., "password": ...}]')] = None,
    seed: int = 1,
    scenario: Annotated[Scenario, typer.Option(help="What the citizens do")] = "visit",
    processes: Annotated[int, typer.Option(min=1, max=16)] = 1,
    place: Annotated[list[str] | None, typer.Option(help="Spread the citizens over these places")] = None,
    walking: Annotated[float, typer.Option(min=0, max=1, help="Share of the citizens who walk")] = 1.0,
    observers: Annotated[int, typer.Option(min=1, max=200)] = 12,
    server_pid: Annotated[int | None, typer.Option(help="A server on this machine: measure its CPU and memory")] = None,
    require: Annotated[list[str] | None, typer.Option(help='A threshold, e.g. "seen_p99_ms<=150"; missed: exit 1')] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write every figure to this file")] = None,
    anywhere: Annotated[bool, typer.Option("--anywhere", help="Allow a server that is not on this machine")] = False,
) -> None:
    """Send simulated citizens and officers into an office and report what they met."""
    _check(url, require or [], anywhere=anywhere)
    order = Order(
        url=url, scenario=scenario, citizens=citizens, officers=_sign_ins(sign_ins, officers), seconds=seconds, seed=seed,
        processes=processes, places=tuple(place or ()), walking_share=walking, observers=observers, server_pid=server_pid,
    )  # fmt: skip
    console = Console(stderr=False)
    try:
        outcome = Coordinator(order, console).run()
    except (WorkerLost, ProcessLookupError) as error:
        _fail(str(error))
    values = figures(outcome)
    console.print(table(values))
    for line in lines(values):
        console.print(line, highlight=False)
    if json_file is not None:
        json_file.write_text(json.dumps(values, indent=2) + "\n", "utf-8")
    missed = [each for each in require or [] if not _holds(each, values)]
    for each in missed:
        console.print(f"[red]missed[/red]: {each} (measured: {values[_parts(each)[0]]})")
    if missed or outcome.connected == 0:
        raise typer.Exit(1)


def _check(url: str, requirements: list[str], *, anywhere: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        _fail(f"not an address of an office: {url!r} (try http://127.0.0.1:8080)")
    if parts.hostname not in LOOPBACK and not anywhere:
        _fail(f"{parts.hostname} is not this machine; a load on somebody else's server needs --anywhere")
    for requirement in requirements:
        if not _REQUIREMENT.match(requirement):
            _fail(f"not a threshold: {requirement!r} (try seen_p99_ms<=150)")


def _sign_ins(path: Path | None, officers: int) -> tuple[SignIn, ...]:
    if not officers:
        return ()
    if path is None:
        _fail("officers need accounts: --sign-ins FILE")
    try:
        rows = json.loads(path.read_text("utf-8"))
        found = tuple(SignIn(row["name"], row["password"]) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        _fail(f"cannot read sign-ins from {path}: {error}")
    if len(found) < officers:
        _fail(f"{path} has {len(found)} sign-ins, {officers} officers were asked for")
    return found[:officers]


def _parts(requirement: str) -> tuple[str, str, float]:
    matched = _REQUIREMENT.match(requirement)
    assert matched is not None
    return matched[1], matched[2], float(matched[3])


def _holds(requirement: str, values: dict[str, Any]) -> bool:
    name, comparison, bound = _parts(requirement)
    if name not in values:
        _fail(f"no figure is called {name!r}")
    measured = values[name]
    return isinstance(measured, int | float) and _COMPARE[comparison](measured, bound)


def _fail(sentence: str) -> NoReturn:
    print(f"madang load: {sentence}", file=sys.stderr)  # noqa: T201 - this is the command line
    raise typer.Exit(2)
