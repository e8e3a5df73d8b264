"""What the bench of the drawing measures is there: the drawing alone has a floor to walk on for each shipped place."""

import json
import runpy
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

ROOT = Path(__file__).parents[2]
PLACES = ROOT / "worlds" / "madang_worlds" / "places"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    bench = runpy.run_path(str(ROOT / "scripts" / "bench_frames.py"))
    with bench["drawing_served"]() as served:
        yield served


@pytest.mark.parametrize("place", sorted(folder.name for folder in PLACES.iterdir() if folder.is_dir()))
def test_the_drawing_alone_has_the_floor_of_every_place(address: str, place: str) -> None:
    with urllib.request.urlopen(urljoin(address, f"/places/{place}/floor.json")) as answer:  # noqa: S310 - our own, on this machine
        assert json.load(answer)["place"] == place
