"""Who may look like whom."""

import pytest

from madang_server.desk.wardrobe import Wardrobe

LOOKS = {"halmoni": "citizen", "student": "citizen", "officer-1": "officer", "supervisor": "supervisor", "guide": "guide"}
WARDROBE = Wardrobe(LOOKS)


@pytest.mark.parametrize("look", ["officer-1", "supervisor", "guide", "unknown"])
def test_S10_a_citizen_cannot_dress_up_as_the_office(look):
    assert not WARDROBE.may_wear("citizen", look)
    assert LOOKS[WARDROBE.dress("citizen", look, "key-1")] == "citizen"


def test_an_officer_is_known_at_a_glance():
    assert WARDROBE.dress("officer", "halmoni", "key-1") == "officer-1"
    assert WARDROBE.may_wear("supervisor", "officer-1")


def test_those_who_chose_nothing_do_not_all_look_the_same_and_stay_as_they_are():
    given = [WARDROBE.dress("citizen", None, f"key-{number}") for number in range(50)]
    assert set(given) == {"halmoni", "student"}
    assert given[0] == WARDROBE.dress("citizen", None, "key-0")


def test_nobody_is_given_an_aid_by_chance_and_everybody_may_choose_one():
    wardrobe = Wardrobe({**LOOKS, "wheelchair": "citizen"}, {"wheelchair"})
    assert "wheelchair" not in {wardrobe.dress("citizen", None, f"key-{number}") for number in range(50)}
    assert wardrobe.dress("citizen", "wheelchair", "key-0") == "wheelchair"


def test_a_role_without_a_look_is_a_fault_of_the_art():
    with pytest.raises(ValueError, match="officer"):
        Wardrobe({"halmoni": "citizen"})
