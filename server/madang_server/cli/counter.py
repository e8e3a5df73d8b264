"""`madang counter ...`: counter plug-ins, listed, begun and checked. Knows madang_counters, opens no server."""

from pathlib import Path
from typing import Annotated

import typer

from madang_server.faults import Misconfigured

app = typer.Typer(help="Counter plug-ins.", no_args_is_help=True)


@app.command("list")
def list_counters() -> None:
    """Print every installed plug-in, one a line. Exit code 1 when one of them is broken."""
    from madang_counters.discovery import discover

    found = discover()
    for name, backend in found.backends.items():
        manifest = backend.manifest
        typer.echo(f"{name}\t{manifest.kind}\t{manifest.version}\t{manifest.title.en}")
    for fault in found.faults:
        typer.echo(f"{fault.name}\tbroken\t{fault.code}\t{fault.detail}")
    if found.faults:
        raise typer.Exit(1)


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="Name of the plug-in, for example parking-permit.")],
    folder: Annotated[Path, typer.Option(help="Where to write it.")] = Path(),
) -> None:
    """Write a new plug-in that already works, with its tests."""
    from madang_counters.scaffold import ScaffoldFault, write_counter

    try:
        written = write_counter(name, folder)
    except ScaffoldFault as error:
        raise Misconfigured(str(error)) from error
    for file in written:
        typer.echo(str(file))


@app.command("check")
def check(name: Annotated[str, typer.Argument(help="Name of an installed plug-in.")]) -> None:
    """Run the conformance suite on a plug-in, one fault a line. Exit code 1 when there is one."""
    import asyncio

    from madang_counters.conformance import check as conformance
    from madang_counters.discovery import discover

    found = discover()
    backend = found.backends.get(name)
    if backend is None:
        broken = next((f"{fault.code}: {fault.detail}" for fault in found.faults if fault.name == name), "it is not installed")
        raise Misconfigured(f"counter {name}: {broken}")
    faults = asyncio.run(conformance(backend))
    for fault in faults:
        typer.echo(f"{fault.code}: {fault.what} -> {fault.mend}")
    if faults:
        raise typer.Exit(1)
    typer.echo(f"{name}: keeps the contract")
