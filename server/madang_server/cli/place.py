"""`madang place ...`: floor plans, checked and drawn. Reads files, opens no server."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from madang_server.cli.options import Places
from madang_server.faults import Misconfigured

app = typer.Typer(help="Floor plans.", no_args_is_help=True)


@app.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(help="Tiled maps (.tmj).")],
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as faults.")] = False,
) -> None:
    """Say what is wrong in floor plans and how to mend it, one fault a line; doors are followed to the places beside them.

    A warning is something that works all the same, such as a door that stays closed because the place behind it is not here.
    """
    from madang_worlds import check_places

    faults = check_places(files)
    for fault in faults:
        typer.echo(f"warning: {fault}" if fault.warning and not strict else str(fault))
    if (strict and faults) or any(not fault.warning for fault in faults):
        raise typer.Exit(1)
    typer.echo(f"{len(files)} checked, no fault")


@app.command("render")
def render(
    name: Annotated[str, typer.Argument(help="Name of the place.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="PNG file to write.")],
    scale: Annotated[int, typer.Option(min=1, max=3, help="Pixels for one.")] = 1,
    language: Annotated[Literal["ko", "en"], typer.Option(help="Of the words on signs.")] = "ko",
    places: Places = None,
) -> None:
    """Draw a place into a picture, with the words on its boards."""
    from madang_server.settings import load_settings

    folder = load_settings(places=places).places / name
    if not (folder / "place.tmj").is_file():
        raise Misconfigured(f"there is no place {name} in {folder.parent}")
    from madang_counters.documents import BOARD_FONT
    from madang_worlds import PlanFaults, load_plan
    from madang_worlds.art.picture import PictureFault, draw_place

    try:
        load_plan(folder / "place.tmj")  # what is drawn is without fault
        picture = draw_place(folder, scale, font=BOARD_FONT, language=language)
    except PlanFaults as error:
        raise Misconfigured(f"{error.faults[0]} (see: madang place check)") from error
    except PictureFault as error:
        raise Misconfigured(f"it cannot be drawn: {error}") from error
    try:
        picture.save(output)
    except ValueError as error:
        raise Misconfigured(f"{output} cannot be written: {error}; write its kind at the end, such as place.png") from error
    except OSError as error:
        raise Misconfigured(f"{output} cannot be written: {error.strerror or error}") from error
    typer.echo(f"{output}")
