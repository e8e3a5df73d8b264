"""What simulated people decide: when they come, what they answer, how a run is shared out."""

import json
import random
from bisect import bisect
from importlib import resources
from itertools import pairwise

from madang_load.dialling import source_of
from madang_load.forms import filled
from madang_load.order import Order, SignIn, shares
from madang_load.scenarios import lively
from madang_load.scenarios.office_day import CLOSING_SHARE, HOURLY, arrivals

FORM = {
    "properties": {
        "name": {"type": "string", "maxLength": 4},
        "born": {"type": "string", "format": "date"},
        "purpose": {"type": "string", "enum": ["bank", "school"]},
        "copies": {"type": "integer", "minimum": 1},
        "agreed": {"type": "boolean"},
        "note": {"type": "string"},
    },
    "required": ["name", "born", "purpose", "copies", "agreed"],
}


def test_a_day_has_its_lunch_peak():
    seconds = 900.0
    hour = seconds * CLOSING_SHARE / len(HOURLY)
    whens = arrivals(20_000, seconds, seed=7)
    counts = [bisect(whens, hour * (at + 1)) - bisect(whens, hour * at) for at in range(len(HOURLY))]
    assert counts.index(max(counts)) == HOURLY.index(max(HOURLY))
    assert all(abs(count / 20_000 - share / sum(HOURLY)) < 0.02 for count, share in zip(counts, HOURLY, strict=True))


def test_the_same_seed_gives_the_same_day():
    assert arrivals(50, 60.0, seed=3) == arrivals(50, 60.0, seed=3) != arrivals(50, 60.0, seed=4)
    assert all(0 <= when <= 60.0 * CLOSING_SHARE for when in arrivals(50, 60.0, seed=3))


def test_every_demanded_field_is_answered_within_its_bounds():
    answers = filled(FORM, random.Random(1))
    assert answers.keys() == set(FORM["required"])
    assert len(answers["name"]) <= 4
    assert answers["purpose"] in {"bank", "school"}
    assert answers["born"] == "1990-01-01"
    assert (answers["copies"], answers["agreed"]) == (1, True)


def test_a_form_that_is_none_gets_no_answers():
    assert filled({"properties": None}, random.Random(1)) == {}


def test_every_citizen_and_officer_goes_to_exactly_one_process():
    order = Order("http://127.0.0.1:1", citizens=10, officers=tuple(SignIn(f"o{n}") for n in range(5)), processes=3)
    parts = shares(order)
    assert [index for part in parts for index in part.citizens] == list(range(10))
    assert sorted(officer.name for part in parts for officer in part.officers) == [f"o{n}" for n in range(5)]


def test_everybody_who_waits_is_in_exactly_one_process_and_numbered_after_the_citizens():
    parts = shares(Order("http://127.0.0.1:1", citizens=10, waiting=7, processes=3))
    assert [index for part in parts for index in part.waiting] == list(range(10, 17))
    assert [index for part in parts for index in part.citizens] == list(range(10))


def test_officers_who_call_a_line_have_the_last_process_to_themselves():
    officers = tuple(SignIn(f"o{n}") for n in range(5))
    order = Order("http://127.0.0.1:1", citizens=10, waiting=7, officers=officers, processes=3)
    *crowd, desks = shares(order)
    assert [index for part in crowd for index in (*part.citizens, *part.waiting)] == [
        0,
        1,
        2,
        3,
        4,
        10,
        11,
        12,
        5,
        6,
        7,
        8,
        9,
        13,
        14,
        15,
        16,
    ]
    assert [part.officers for part in crowd] == [(), ()]
    assert (list(desks.citizens), list(desks.waiting), desks.officers) == ([], [], officers)
    assert [part.worker for part in (*crowd, desks)] == [0, 1, 2]


def test_more_connections_than_one_address_may_have_come_from_several():
    sources = [source_of("http://127.0.0.1:8080", block) for block in range(4)]
    assert sources == [None, ("127.0.0.2", 0), ("127.0.0.3", 0), ("127.0.0.4", 0)]
    assert source_of("http://192.0.2.1:8080", 3) is None


def test_there_are_no_processes_without_citizens():
    assert len(shares(Order("http://127.0.0.1:1", citizens=2, processes=8))) == 2


def test_a_lively_hall_has_people_soon_and_goes_on_having_them():
    whens = lively.arrivals(200, 3_600.0, seed=3)
    assert whens == sorted(whens)
    assert whens[lively.OPENING - 1] <= lively.OPENING_SECONDS
    longest = max(after - before for before, after in pairwise([*whens, 3_600.0]))
    assert longest < lively.STAY_SECONDS[0] * 2


def test_the_people_of_a_lively_hall_wear_looks_that_there_are():
    looks = json.loads((resources.files("madang_worlds") / "art" / "people" / "looks.json").read_text("utf-8"))["looks"]
    assert {look for _, look in lively.PEOPLE} <= {look["id"] for look in looks if look["role"] == "citizen"}
    assert len({name for name, _ in lively.PEOPLE}) == len(lively.PEOPLE)
