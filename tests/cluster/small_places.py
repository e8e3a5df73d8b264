"""The places that come with Madang, with room for a few."""

import json
import shutil
from importlib import resources
from pathlib import Path


def small_places(folder: Path, capacity: int) -> Path:
    """Make them in this folder, and return it. `capacity`: how many people each room holds."""
    shutil.copytree(Path(str(resources.files("madang_worlds"))) / "places", folder)
    for place in folder.glob("*/place.tmj"):
        plan = json.loads(place.read_text("utf-8"))
        (holds,) = [each for each in plan["properties"] if each["name"] == "capacity"]
        holds["value"] = capacity
        place.write_text(json.dumps(plan), "utf-8")
    return folder
