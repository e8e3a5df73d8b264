"""Whatever is written anywhere in a map, and what is packed in it: a plan or faults, never anything else (SPEC R16)."""

import json
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.worlds.drawn import (
    area,
    booth,
    counter,
    object_layer,
    saved,
    seat,
    sound_map,
)
from tests.worlds.test_plan_faults import PACK, packed

from madang_worlds import check_plan


@pytest.mark.parametrize("kind", PACK)
def test_R16_compressed_data_that_fits_is_read(tmp_path: Path, kind):
    fitting = packed("more", bytes(4 * 48), kind=kind)
    assert [fault.what for fault in check_plan(saved(tmp_path, sound_map(layers=(fitting,))))] == []


def test_R16_data_that_swells_is_never_unpacked(tmp_path: Path):
    chunk = packed("cut", bytes(20_000_000)) | {"x": 0, "y": 0}
    layer = {key: chunk[key] for key in chunk if key != "data"} | {"chunks": [chunk] * 20}
    path = saved(tmp_path, sound_map(layers=(layer,)) | {"infinite": True})
    tracemalloc.start()
    faults = check_plan(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "the tile data of its chunk at 0, 0 does not fit the map's size" in [fault.what for fault in faults]
    assert peak < 10_000_000


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def paths_of(node: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document."""
    return [here, *(path for key, value in children_of(node) for path in paths_of(value, (*here, key)))]


def children_of(node: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(node, dict):
        return node.items()
    if isinstance(node, list):
        return enumerate(node)
    return ()


SOUND = sound_map(counter(), booth(), seat(), layers=(object_layer("o", area("gate", start=True), area("out", exitUrl="a.tmj")),))


@given(st.sampled_from([path for path in paths_of(SOUND) if path]), json_values)
def test_R16_whatever_is_written_anywhere_in_a_map_is_a_plan_or_faults(tmp_path_factory: pytest.TempPathFactory, where, value):
    document = json.loads(json.dumps(SOUND))
    node = document
    for key in where[:-1]:
        node = node[key]
    node[where[-1]] = value
    path = saved(tmp_path_factory.getbasetemp(), document, "fuzzed.tmj")
    assert all(fault.what and fault.mend for fault in check_plan(path))
