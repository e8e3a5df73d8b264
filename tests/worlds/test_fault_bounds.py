"""A map tells a bounded number of faults and of warnings, and how many more there are (SPEC R16)."""

from pathlib import Path

import pytest
from tests.worlds.drawn import Json, area, saved, sound_map, thing

from madang_worlds import PlanFault, PlanFaults, check_places, check_plan, load_places, load_plan
from madang_worlds.faults import NAME_CHARS_MAX, SENTENCE_CHARS_MAX, TOLD_MAX


def benches(count: int, **change: object) -> Json:
    """A map with so many benches, each with a warning, for none is drawn; `change` breaks them."""
    return sound_map(*(thing(100 + n, "furniture", f"b{n}", (64, 64, 0, 0)) | change for n in range(count)))


def exits(count: int) -> Json:
    return sound_map(*(area("", exitUrl=f"../place{n}/place.tmj") | {"id": 100 + n} for n in range(count)))


def told(faults: list[PlanFault]) -> list[tuple[bool, str]]:
    return [(fault.warning, fault.what) for fault in faults[TOLD_MAX:]]


MORE: dict[int, list[tuple[bool, str]]] = {
    TOLD_MAX: [],
    TOLD_MAX + 1: [(True, "and 1 more warning of this map")],
    TOLD_MAX + 900: [(True, "and 900 more warnings of this map")],
}


@pytest.mark.parametrize("count", MORE)
def test_R16_warnings_of_a_map_are_bounded_and_the_rest_is_counted(tmp_path: Path, count: int) -> None:
    path = saved(tmp_path, benches(count), "hall/place.tmj")
    warned: list[PlanFault] = []
    load_places(tmp_path, warn=warned.append)
    assert told(check_plan(path)) == told(check_places([path])) == told(warned) == MORE[count]


def test_R16_doors_to_places_that_are_not_here_count_among_them(tmp_path: Path) -> None:
    path = saved(tmp_path, exits(TOLD_MAX + 5), "hall/place.tmj")
    assert told(check_places([path])) == [(True, "and 5 more warnings of this map")]
    assert told(check_places([path, path])[TOLD_MAX + 1 :]) == [(True, "and 5 more warnings of this map")]


def test_R16_faults_of_a_map_are_bounded_and_the_rest_is_counted(tmp_path: Path) -> None:
    path = saved(tmp_path, benches(TOLD_MAX + 5, rotation="left"))
    assert told(check_plan(path)) == [(False, "and 5 more faults of this map")]
    with pytest.raises(PlanFaults) as raised:
        load_plan(path)
    assert len(raised.value.faults) == TOLD_MAX + 1


def test_R16_many_warnings_hide_no_fault(tmp_path: Path) -> None:
    document = benches(TOLD_MAX + 1)
    document["layers"][2]["objects"].append(thing(9, "seat", "s", (0, 0, 0, 0)))
    assert [fault.object for fault in check_plan(saved(tmp_path, document)) if not fault.warning] == ["s"]


def test_R16_a_fault_that_is_noted_twice_is_one(tmp_path: Path) -> None:
    document = sound_map(*(area(f"a{n}", silent="yes") | {"id": 100 + n} for n in range(TOLD_MAX + 5)))
    assert told(check_plan(saved(tmp_path, document))) == [(False, "and 5 more faults of this map")]


def test_R16_no_name_or_value_makes_a_line_long(tmp_path: Path) -> None:
    long = "x" * 100_000
    document = sound_map(area(long, exitUrl=long + "#", silent=long), thing(60, "furniture", "", (9, 9, 0, 0), art=long))
    document["layers"][2]["name"] = long
    lines = check_plan(saved(tmp_path, document))
    assert len(lines) == 2
    assert max(len(str(each)) for each in lines) < len(str(tmp_path)) + 2 * NAME_CHARS_MAX + 2 * SENTENCE_CHARS_MAX + 80
