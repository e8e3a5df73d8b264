"""Who may look like whom."""

import pytest

from madang_server.office_app.avatar_catalogue import AvatarCatalogue

LOOKS = {"halmoni": "citizen", "student": "citizen", "officer-1": "officer", "supervisor": "supervisor", "guide": "guide"}
AVATARS = AvatarCatalogue(LOOKS)


@pytest.mark.parametrize("look", ["officer-1", "supervisor", "guide", "unknown"])
def test_S10_a_citizen_cannot_dress_up_as_the_office(look):
    assert not AVATARS.may_wear("citizen", look)
    assert LOOKS[AVATARS.dress("citizen", look, "key-1")] == "citizen"


def test_an_officer_is_known_at_a_glance():
    assert AVATARS.dress("officer", "halmoni", "key-1") == "officer-1"
    assert AVATARS.may_wear("supervisor", "officer-1")


def test_those_who_chose_nothing_do_not_all_look_the_same_and_stay_as_they_are():
    given = [AVATARS.dress("citizen", None, f"key-{number}") for number in range(50)]
    assert set(given) == {"halmoni", "student"}
    assert given[0] == AVATARS.dress("citizen", None, "key-0")


def test_nobody_is_given_an_aid_by_chance_and_everybody_may_choose_one():
    avatars = AvatarCatalogue({**LOOKS, "wheelchair": "citizen"}, {"wheelchair"})
    assert "wheelchair" not in {avatars.dress("citizen", None, f"key-{number}") for number in range(50)}
    assert avatars.dress("citizen", "wheelchair", "key-0") == "wheelchair"


def test_a_role_without_a_look_is_a_fault_of_the_art():
    with pytest.raises(ValueError, match="officer"):
        AvatarCatalogue({"halmoni": "citizen"})
