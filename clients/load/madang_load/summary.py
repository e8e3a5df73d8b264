"""The summary of a run for the terminal: latencies as a table, and a line for each group of counts."""

from rich.table import Table

from madang_load.report import Figures

WORDS = {
    "seen": "turn to seen by another",
    "chat": "said to heard",
    "answered": "command to answer",
    "called": "call to heard",
    "back": "dropped to back",
    "command": "command due to answer",
    "call": "desk's call to answer",
    "told": "desk's call to line told",
}


def table(values: Figures) -> Table:
    title = f"{values['scenario']}: {values['citizens']} citizens, {values['officers']} officers, {values['seconds']} s"
    shown = Table(title=title, title_justify="left")
    for heading in ("", "p50", "p90", "p99", "p99.9", "max", "count"):
        shown.add_column(heading, justify="left" if not heading else "right")
    for name, label in WORDS.items():
        if values[f"{name}_count"]:
            cells = [_ms(values[f"{name}_{part}_ms"]) for part in ("p50", "p90", "p99", "p999", "max")]
            shown.add_row(label, *cells, f"{values[f'{name}_count']:,}")
    return shown


def lines(values: Figures) -> list[str]:
    """Return the counts that are not in the table, one line each."""
    said = [
        f"connected {values['connected']}, at the end {values['open_at_end']}; disconnects {values['disconnects'] or 'none'}",
        f"to each citizen: {values['frames_out_per_citizen_second']} frames/s, {values['bytes_out_per_citizen_second']} B/s",
        f"delivered {_share(values['delivered_ratio'])}; gaps {values['sequence_gaps']}; "
        f"drawn off by {_px(values['drawn_error_p95_px'])} at p95",
        *_office(values),
        *_commands(values),
        *_storm(values),
        *_server(values),
    ]
    if values["generator_was_bottleneck"]:
        said.append(
            f"careful: the generator itself was busy ({_share(values['generator_cpu_share'])} of a core, "
            f"{values['generator_lag_p99_ms']} ms late at p99): latencies may be its own"
        )
    return said


def _office(values: Figures) -> list[str]:
    if not values["tickets_taken"] and not values["cases_opened"]:
        return []
    return [
        f"tickets taken {values['tickets_taken']}, served {values['tickets_served']}, given up {values['tickets_given_up']}; "
        f"forms {values['cases_opened']}, documents {values['documents']}"
    ]


def _commands(values: Figures) -> list[str]:
    if not values["commands"]:
        return []
    cpu = "" if values["command_cpu_ms"] is None else f", {values['command_cpu_ms']} ms of the server's CPU each"
    return [
        f"durable commands: {values['commands_per_second']} answered a second{cpu}; rejected {values['rejected']}, "
        f"on purpose {values['rejected_on_purpose']}; unsent {values['commands_unsent']}; lost {values['lost']}"
    ]


def _storm(values: Figures) -> list[str]:
    if not values["dropped"]:
        return []
    return [f"dropped {values['dropped']}: resumed {values['resumed']}, fresh {values['not_resumed']}, lost {values['lost']}"]


def _server(values: Figures) -> list[str]:
    if values["cpu_us_per_citizen_second"] is None:
        return []
    return [
        f"server: {values['cpu_us_per_citizen_second']} us per citizen-second, {_share(values['server_cpu_share'])} of a core; "
        f"{values['memory_bytes_per_citizen']:,} B per citizen"
    ]


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} ms"


def _px(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} px"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value * 100:.1f} %"
