"""One contract of the notifier as the office sees it: the live side's, and the one on which tests/server rests."""

from collections.abc import AsyncIterator

import pytest
from tests.contracts.notifiers import BOOTH, COUNTER, PLACE, Reach, on_a_server, recording

from madang_protocol import NoticeCode
from madang_protocol import messages as m

NOBODY = "nobody-is-here"
FIRST, SECOND = m.Notice(NoticeCode.HELD, {"ticket": "t1"}), m.Notice(NoticeCode.RETURNED, {"ticket": "t1"})


@pytest.fixture(params=[recording, on_a_server])
async def reach(request: pytest.FixtureRequest) -> AsyncIterator[Reach]:
    async with request.param() as opened:
        yield opened


async def test_S5_what_is_told_arrives_whole_and_in_order(reach: Reach) -> None:
    mina = await reach.come()
    for notice in (FIRST, SECOND):
        reach.notifier.tell(mina, notice)
    assert await reach.heard(mina, 2) == [FIRST, SECOND]


async def test_C5_what_is_told_to_one_reaches_nobody_else(reach: Reach) -> None:
    mina, jun = await reach.come(), await reach.come()
    reach.notifier.tell(mina, FIRST)
    reach.notifier.tell(jun, SECOND)
    assert (await reach.heard(mina, 1), await reach.heard(jun, 1)) == ([FIRST], [SECOND])


async def test_T9_whoever_is_not_here_is_passed_over(reach: Reach) -> None:
    mina = await reach.come()
    reach.notifier.tell(NOBODY, FIRST)
    reach.notifier.profile_changed(NOBODY)
    reach.notifier.dismiss(NOBODY)
    reach.notifier.seat_in_booth([NOBODY], BOOTH, COUNTER)
    reach.notifier.tell(mina, SECOND)
    assert await reach.heard(mina, 1) == [SECOND]


async def test_T12_the_board_and_the_lines_may_be_said_to_have_changed_at_any_time(reach: Reach) -> None:
    reach.notifier.office_changed()
    reach.notifier.queue_changed()
    mina = await reach.come()
    reach.notifier.office_changed()
    reach.notifier.queue_changed()
    reach.notifier.tell(mina, FIRST)
    assert await reach.heard(mina, 1) == [FIRST]


async def test_R17_two_people_are_brought_into_the_booth(reach: Reach) -> None:
    mina, jun = await reach.come(), await reach.come()
    reach.notifier.seat_in_booth([mina, jun], BOOTH, COUNTER)
    await reach.seated(mina, jun)


async def test_R20_the_rooms_of_a_place_are_counted(reach: Reach) -> None:
    await reach.come()
    assert reach.notifier.open_rooms(PLACE) == 1
    await reach.fill_the_place()
    assert reach.notifier.open_rooms(PLACE) == 2


async def test_S17_a_changed_profile_is_shown_anew(reach: Reach) -> None:
    mina = await reach.come()
    await reach.rename(mina)
    reach.notifier.profile_changed(mina)
    await reach.seen_anew(mina)


async def test_S10_a_session_is_ended_with_its_sign_in(reach: Reach) -> None:
    mina = await reach.come()
    reach.notifier.dismiss(mina)
    await reach.dismissed(mina)
