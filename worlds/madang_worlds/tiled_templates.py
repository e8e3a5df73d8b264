"""Objects that are made from template files (`.tj`, `.tx`): what an object says of itself wins over its template.

Looks at the raw file. The reader behind it takes the template's word for the object's own place, and knows no `.tx` in JSON.
"""

import os
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from madang_worlds.faults import FaultList
from madang_worlds.served_files import MISSING, NotServed, served_file
from madang_worlds.tiled_keys import TEMPLATE
from madang_worlds.tiled_raw import FLIPS, Raw, json_of, label, layers_of
from madang_worlds.tiled_types import wrong_in
from madang_worlds.tiled_xml import object_of

TEMPLATE_SUFFIXES = frozenset({".tj", ".tx", ".json"})
BYTES_MAX = 256 * 1024
DEFAULTS = {"name": "", "width": 0, "height": 0, "rotation": 0, "visible": True}
NUMBERS = ("x", "y", "width", "height", "rotation")


class TemplateFault(Exception):
    """The template cannot be used: `what`, and how to `mend` it; sentences without their full stop."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def fill_templates(raw: Raw, map_file: Path, faults: FaultList) -> None:
    """Put into each object of the map what its template says and the object does not.

    A template that cannot be used is a fault of its object.
    """
    for layer in layers_of(raw):
        for index, thing in enumerate(layer.objects):
            if not isinstance(thing, dict) or "template" not in thing:
                continue
            try:
                layer.objects[index] = _filled(thing, raw, map_file)
            except TemplateFault as fault:
                faults.add(fault.what, fault.mend, layer=layer.name, object_=label(thing, index + 1))


def _filled(thing: Raw, raw: Raw, map_file: Path) -> Raw:
    written = str(thing["template"])
    what = f"the template {written!r}"
    file = _file(written, map_file, what)
    template, tileset = _read(file, what)
    if "template" in template:
        raise TemplateFault(f"{what} is itself made from a template", "Choose Detach in its menu in Tiled")
    if "gid" in template and "gid" not in thing:
        template["gid"] = _number_here(template["gid"], tileset, file, raw, map_file, what)
    if {"type", "class"} & thing.keys():
        template.pop("type", None)
        template.pop("class", None)
    own = {name: value for name, value in thing.items() if name != "template"}
    properties = list((_named(template) | _named(thing)).values())
    old = isinstance(thing.get("properties"), dict)  # as a Tiled before 1.2 wrote them, which is told later
    return DEFAULTS | template | own | ({} if old else {"properties": properties})


def _named(thing: Raw) -> dict[str, Raw]:
    properties = thing.get("properties")
    given = properties if isinstance(properties, list) else []
    return {str(each.get("name")): each for each in given if isinstance(each, dict)}


def _file(written: str, map_file: Path, what: str) -> Path:
    """Return the template's file, where a browser is given it too."""
    try:
        file = served_file(written, map_file)
    except NotServed as fault:
        mend = f"{fault.mend}, or choose Detach in the object's menu in Tiled" if fault.what == MISSING else fault.mend
        raise TemplateFault(f"{what} {fault.what}", mend) from None
    if file.suffix.lower() not in TEMPLATE_SUFFIXES:
        raise TemplateFault(f"{what} is no template of Tiled", "Save it in Tiled as .tj or .tx")
    if file.stat().st_size > BYTES_MAX:
        raise TemplateFault(f"{what} has more than {BYTES_MAX // 1024} kB", "Take out what one object does not need")
    return file


def _read(file: Path, what: str) -> tuple[Raw, Raw]:
    """Return the template's object and its tileset (`firstgid`, `source`), which is empty when it has none."""
    try:
        text = file.read_text("utf-8")
        whole = _of_xml(text) if text.lstrip().startswith("<") else json_of(text)
        _check_keys(whole, what)
        thing, tileset = whole["object"], whole.get("tileset") or {}
        if isinstance(thing, dict) and isinstance(tileset, dict):
            return {name: value for name, value in thing.items() if name != "id"}, tileset
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ParseError):
        pass
    raise TemplateFault(f"{what} cannot be read", "Open it in Tiled and save it again")


def _check_keys(whole: Raw, what: str) -> None:
    for wrong in wrong_in(whole, TEMPLATE) if "object" in whole else ():
        if not wrong.warning:
            raise TemplateFault(f"{what}: {wrong.what}", wrong.mend or "Open it in Tiled and save it again")


def _number_here(number: object, tileset: Raw, file: Path, raw: Raw, map_file: Path, what: str) -> int:
    """Return the tile's number in this map, which numbers its tilesets in its own way."""
    source, first = tileset.get("source"), tileset.get("firstgid")
    if not (isinstance(number, int) and isinstance(source, str) and isinstance(first, int)):
        raise TemplateFault(f"{what} cannot be read", "Open it in Tiled and save it again")
    wanted = os.path.normpath(file.parent / source)
    for known in raw["tilesets"]:
        here = known.get("source") if isinstance(known, dict) else None
        if isinstance(here, str) and os.path.normpath(map_file.absolute().parent / here) == wanted:
            return (number & FLIPS) | ((number & ~FLIPS) - first + int(known["firstgid"]))
    raise TemplateFault(f"{what} uses the tileset {source!r}, which the map does not have", "Add the tileset to the map")


def _of_xml(text: str) -> Raw:
    root = fromstring(text)  # noqa: S314 - the city's own file, bounded in size
    thing, tileset = root.find("object"), root.find("tileset")
    if root.tag != "template" or thing is None:
        raise ValueError(root.tag)
    said = object_of(thing)
    if any(isinstance(said.get(name), str) for name in NUMBERS):
        raise ValueError(thing.attrib)
    first = {"source": tileset.get("source"), "firstgid": int(tileset.get("firstgid", "1"))} if tileset is not None else {}
    return {"object": said, **({"tileset": first} if first else {})}
