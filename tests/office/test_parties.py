"""Who may be beside a request, and for how long (SPEC C46 to C49)."""

from dataclasses import replace
from math import inf

import pytest

from madang_office import parties
from madang_office.parties import Party, PartyEvent, PartyRole, PartyState
from madang_office.rejected import Rejected
from madang_protocol import Rejection

NOON = 1_767_315_600.0
INVITED = Party(
    id="p1",
    case="c1",
    role=PartyRole.INTERPRETER,
    state=PartyState.INVITED,
    fields=("name",),
    writes=False,
    days=7,
    inviter="Mina",
    invited=NOON,
    code_hash="h" * 64,
)


def joined(party: Party = INVITED, at: float = NOON) -> Party:
    found = parties.join(party, at, visitor="v2", name="Jun")
    assert isinstance(found, Party)
    return found


@pytest.mark.parametrize("state", [state for state in PartyState if state not in parties.OPEN_STATES])
@pytest.mark.parametrize("event", list(PartyEvent))
def test_C49_nothing_happens_to_who_is_beside_a_request_no_longer(state: PartyState, event: PartyEvent) -> None:
    found = parties.apply(replace(INVITED, state=state), event, NOON)
    assert found == Rejected(Rejection.WRONG_STATE)


def test_C46_an_invitation_is_good_for_a_day() -> None:
    assert parties.is_open(INVITED, NOON + parties.DAY_S - 1, None)
    assert not parties.is_open(INVITED, NOON + parties.DAY_S, None)
    assert not parties.is_let_in(INVITED, NOON, None)


def test_C47_an_invitation_is_good_once() -> None:
    assert parties.join(joined(), NOON, visitor="v3", name="Somebody") == Rejected(Rejection.WRONG_STATE)


@pytest.mark.parametrize("days", parties.DAYS)
def test_C49_a_stay_ends_so_many_days_after_it_began(days: int) -> None:
    party = joined(replace(INVITED, days=days), NOON + 60)
    assert parties.ends_at(party) == NOON + 60 + days * parties.DAY_S
    assert parties.is_let_in(party, parties.ends_at(party) - 1, None)
    assert not parties.is_let_in(party, parties.ends_at(party), None)


def test_C49_whoever_is_let_in_reads_for_a_week_how_the_request_ended() -> None:
    party = joined(replace(INVITED, days=parties.WHILE_OPEN))
    assert parties.ends_at(party) == inf
    assert parties.is_let_in(party, NOON + 1_000 * parties.DAY_S, None)
    assert parties.is_let_in(party, NOON + parties.AFTER_END_S - 1, NOON)
    assert not parties.is_let_in(party, NOON + parties.AFTER_END_S, NOON)


def test_C48_content_is_sent_for_some_minutes_after_a_look() -> None:
    party = parties.look(joined(), NOON)
    assert (party.looks, party.looked) == (1, NOON)
    assert parties.is_looking(party, NOON + parties.LOOK_S - 1)
    assert not parties.is_looking(party, NOON + parties.LOOK_S)
    assert not parties.is_looking(party, NOON - 1)  # the clock was set back: it is written down once more
    assert not parties.is_looking(joined(), NOON)


def test_C49_the_code_of_who_was_sent_away_is_kept_no_longer() -> None:
    found = parties.apply(joined(), PartyEvent.END, NOON + 5)
    assert isinstance(found, Party)
    assert (found.state, found.ended, found.code_hash) == (PartyState.ENDED, NOON + 5, None)


def test_C46_five_at_once_and_fifty_ever_are_beside_a_request() -> None:
    over = replace(INVITED, state=PartyState.LEFT)
    assert parties.room_for([INVITED] * (parties.OPEN_MAX - 1)) is None
    assert parties.room_for([INVITED] * parties.OPEN_MAX) == Rejected(Rejection.LIMIT)
    assert parties.room_for([over] * (parties.EVER_MAX - 1)) is None
    assert parties.room_for([over] * parties.EVER_MAX) == Rejected(Rejection.LIMIT)
