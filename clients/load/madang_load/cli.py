"""`madang load`: the command line of the load tool. Parses, runs, prints, and turns errors into one line and an exit code."""

import json
import sys
from math import ceil
from pathlib import Path
from typing import Annotated, NoReturn
from urllib.parse import SplitResult, urlsplit

import typer
from rich.console import Console
from typer.exceptions import TyperException

from madang_load.coordinator import Coordinator, RunFailed
from madang_load.node_names import LOOPBACKS
from madang_load.order import Order, Scenario, SignIn
from madang_load.page import page
from madang_load.report import Figures, figures
from madang_load.scenarios.counters import A_SECOND_MAX
from madang_load.summary import lines, table
from madang_load.threshold import NotAThreshold, Threshold, read_threshold

MISSED, WRONG, STOPPED = 1, 2, 130
NAME = "madang load"
ACCOUNTS = "Accounts for --officers, made in the office's own database (by madang load alone)"
app = typer.Typer(name=NAME, add_completion=False)


class WrongArguments(Exception):
    """What was asked cannot be done. The text is one line for the person at the terminal."""


@app.command()
def load(
    url: Annotated[str, typer.Argument(help="Where the office is open, e.g. http://127.0.0.1:8080")],
    citizens: Annotated[int, typer.Option(min=1, max=20_000, help="How many come in")] = 20,
    seconds: Annotated[float, typer.Option(min=1, max=3_600, help="How long they stay")] = 20,
    officers: Annotated[int, typer.Option(min=0, max=200, help="On this machine accounts are made for them (see below)")] = 0,
    scenario: Annotated[Scenario, typer.Option(help="What the citizens do")] = "visit",
    seed: Annotated[int, typer.Option(help="The same seed: the same decisions")] = 1,
    processes: Annotated[int, typer.Option(min=1, max=16, help="More generators, when one was the bottleneck")] = 1,
    place: Annotated[list[str] | None, typer.Option(help="Spread the citizens over these places")] = None,
    walking: Annotated[float, typer.Option(min=0, max=1, help="Share of the citizens who do something")] = 1.0,
    observers: Annotated[int, typer.Option(min=1, max=200, help="In each process, whose frames are decoded whole")] = 12,
    rate: Annotated[float | None, typer.Option(min=0.1, max=100_000, help="counters: durable commands a second in all")] = None,
    waiting: Annotated[int, typer.Option(min=0, max=20_000, help="counters: more people, who stay in line for a talk")] = 0,
    desks: Annotated[int, typer.Option(min=0, max=200, help="counters: officers who call, serve and finish")] = 0,
    rejected_share: Annotated[float, typer.Option(min=0, max=1, help="counters: commands that must be rejected")] = 0.0,
    drawn_behind: Annotated[float, typer.Option(min=0, max=20, help="Ticks in the past in which others are drawn")] = 1.5,
    connect_rate: Annotated[int, typer.Option(min=1, max=5_000, help="How many arrive in a second")] = 400,
    server_pid: Annotated[int | None, typer.Option(help="A server on this machine: measure its CPU and memory")] = None,
    require: Annotated[list[str] | None, typer.Option(help='A threshold, e.g. "seen_p99_ms<=150"; missed: exit 1')] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write every figure to this file")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help="Write a report with plots to this file")] = None,
    sign_ins: Annotated[Path | None, typer.Option(help='JSON: [{"name": ..., "token" or "password": ...}]')] = None,
    anywhere: Annotated[bool, typer.Option("--anywhere", help="Allow a server that is not on this machine")] = False,
    data: Annotated[Path | None, typer.Option(help="Data folder, as the server has it", rich_help_panel=ACCOUNTS)] = None,
    database: Annotated[str | None, typer.Option(help="SQLAlchemy URL, as the server has it", rich_help_panel=ACCOUNTS)] = None,
) -> None:
    """Send simulated citizens and officers into an office and report what they met."""
    if data is not None or database is not None:
        _fail("--data and --database are of `madang load`, which makes accounts; here give --sign-ins FILE")
    _check_url(url, anywhere=anywhere)
    _check_counters(scenario, any((rate is not None, waiting, desks, rejected_share)), officers)
    _check_rate(citizens, rate)
    thresholds = _thresholds(require or [])
    order = Order(
        url=url, scenario=scenario, citizens=citizens, officers=_sign_ins(sign_ins, officers or desks), seconds=seconds,
        seed=seed, processes=processes, places=tuple(place or ()), walking_share=walking, observers=observers,
        connect_per_second=connect_rate, server_pid=server_pid, drawn_behind_ticks=drawn_behind, rate=rate,
        waiting=waiting, rejected_share=rejected_share,
    )  # fmt: skip
    console = Console()
    values = _run(order, console)
    console.print(table(values))
    for line in lines(values):
        console.print(line, highlight=False)
    _write(values, json_file, html_file)
    raise typer.Exit(_verdict(values, thresholds, console))


def run(arguments: list[str]) -> int:
    """Run the command with these arguments and return its exit code: 0, MISSED, WRONG or STOPPED."""
    try:
        code = app(arguments, prog_name=NAME, standalone_mode=False)
    except (WrongArguments, TyperException) as error:
        print(f"{NAME}: {_sentence(error)}", file=sys.stderr)  # noqa: T201 - this is the command line
        return WRONG
    except (typer.Abort, KeyboardInterrupt):
        return STOPPED
    return code if isinstance(code, int) else 0


def _run(order: Order, console: Console) -> Figures:
    try:
        return figures(Coordinator(order, console).run())
    except (RunFailed, ProcessLookupError) as error:
        print(f"{NAME}: {error}", file=sys.stderr)  # noqa: T201
        raise typer.Exit(MISSED) from error


def _verdict(values: Figures, thresholds: list[Threshold], console: Console) -> int:
    missed = [each for each in thresholds if not each.kept(values)]
    for each in missed:
        console.print(f"[red]missed[/red]: {each.text} (measured: {values[each.figure]})")
    return MISSED if missed else 0


def _write(values: Figures, json_file: Path | None, html_file: Path | None) -> None:
    try:
        if json_file is not None:
            json_file.write_text(json.dumps(values, indent=2) + "\n", "utf-8")
        if html_file is not None:
            html_file.write_text(page(values), "utf-8")
    except OSError as error:
        _fail(f"cannot write {error.filename}: {error.strerror}")


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read only when asked for
    except ValueError:
        return None
    return parts


def _check_url(url: str, *, anywhere: bool) -> None:
    parts = _parts(url)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or "@" in url or "?" in url or "#" in url:
        _fail("not an address of an office, such as http://127.0.0.1:8080")  # it is not repeated: it may hold a password
    if parts.hostname not in LOOPBACKS and not anywhere:
        _fail(f"{parts.hostname} is not this machine; a load on somebody else's server needs --anywhere")


def _check_counters(scenario: Scenario, given: bool, officers: int) -> None:
    if scenario != "counters" and given:
        _fail("--rate, --waiting, --desks and --rejected-share are of --scenario counters")
    if scenario == "counters" and officers:
        _fail("--scenario counters has --desks instead of --officers")


def _check_rate(citizens: int, rate: float | None) -> None:
    needed = ceil((rate or 0.0) / A_SECOND_MAX)
    if citizens < needed:
        _fail(f"--rate {rate:g} needs --citizens {needed} or more: each sends at most {A_SECOND_MAX} commands a second")


def _thresholds(texts: list[str]) -> list[Threshold]:
    try:
        return [read_threshold(text) for text in texts]
    except NotAThreshold as error:
        _fail(str(error))


def _sign_ins(path: Path | None, officers: int) -> tuple[SignIn, ...]:
    if not officers:
        return ()
    if path is None:
        _fail("officers need accounts: --sign-ins FILE")
    try:
        found = tuple(SignIn(row["name"], row.get("token"), row.get("password")) for row in json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _fail(f"cannot read sign-ins from {path}: {error}")
    if len(found) < officers:
        _fail(f"{path} has {len(found)} sign-ins, {officers} officers were asked for")
    return found[:officers]


def _sentence(error: Exception) -> str:
    say = getattr(error, "format_message", None)  # typer's own errors have a longer message than their text
    return " ".join(str(say() if callable(say) else error).split())


def _fail(sentence: str) -> NoReturn:
    raise WrongArguments(sentence)
