"""Draws every look on one picture, to be looked at. A tool for whoever draws; the world never sees it.

python -m madang_worlds.art.people.contact OUT.png [--zoom 3] [--ground stone] [--columns all] [--looks a,b]
"""

import argparse
from typing import TYPE_CHECKING

from madang_worlds.art.people.compose import Look, looks, sheet_svg
from madang_worlds.art.people.palette import named_colours
from madang_worlds.art.people.parts import DIRECTIONS
from madang_worlds.art.people.pose import CELL_HEIGHT, CELL_WIDTH, COLUMNS
from madang_worlds.art.people.sheet import pixels

if TYPE_CHECKING:
    from PIL import Image

GROUNDS = {"stone": "stone", "maru": "wood", "plaster": "plaster"}


def strip(look: Look, zoom: int, columns: list[int]) -> "Image.Image":
    """One look in a row: for each direction, the columns asked for."""
    from PIL import Image

    sheet = pixels(sheet_svg(look), scale=zoom)
    width, height = CELL_WIDTH * zoom, CELL_HEIGHT * zoom
    row = Image.new("RGBA", (width * len(DIRECTIONS) * len(columns), height))
    for place in range(len(DIRECTIONS) * len(columns)):
        direction, column = divmod(place, len(columns))
        x, y = columns[column] * width, direction * height
        row.paste(sheet.crop((x, y, x + width, y + height)), (place * width, 0))
    return row


def contact(chosen: list[Look], zoom: int, ground: str, columns: list[int], abreast: int) -> "Image.Image":
    """All the rows under each other, `abreast` looks side by side, on a floor of the world."""
    from PIL import Image

    strips = [strip(look, zoom, columns) for look in chosen]
    width, height = strips[0].size
    page = Image.new("RGBA", (width * abreast, height * -(-len(strips) // abreast)), named_colours()[GROUNDS[ground]])
    for place, row in enumerate(strips):
        page.alpha_composite(row, (place % abreast * width, place // abreast * height))
    return page


def main() -> None:
    """Read the commands, write the picture."""
    commands = argparse.ArgumentParser(description="Draw the looks on one picture.")
    commands.add_argument("out")
    commands.add_argument("--zoom", type=int, default=3)
    commands.add_argument("--ground", choices=sorted(GROUNDS), default="stone")
    commands.add_argument("--columns", choices=["all", "idle"], default="idle")
    commands.add_argument("--abreast", type=int, default=1)
    commands.add_argument("--looks", default="")
    command = commands.parse_args()
    named = command.looks.split(",")
    chosen = [look for look in looks() if command.looks == "" or look["id"] in named]
    columns = list(range(len(COLUMNS))) if command.columns == "all" else [0]
    contact(chosen, command.zoom, command.ground, columns, command.abreast).save(command.out)


if __name__ == "__main__":
    main()
