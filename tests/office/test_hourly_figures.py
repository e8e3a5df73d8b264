"""How the lines went, by service and hour: what a stay adds to which figure (SPEC O21)."""

from hypothesis import given
from hypothesis import strategies as st

from madang_office.hourly_figures import ByHour, HourFigures, Stay, by_hour, spread, whole_day
from madang_office.periods import TicketState
from madang_office.tickets import Ending

HOUR = 3_600.0
SECONDS = st.floats(0, 10_000)


def stays(
    ticket: str,
    *told: tuple[TicketState, float],
    ending: Ending | None = None,
    service: str = "talk",
    misses: int = 0,
    own_time: bool = False,
) -> list[Stay]:
    """The stays of a ticket, each with when it began; the last ends with an hour more where the ticket is over."""
    ends = [began for _, began in told[1:]] + [told[-1][1] + HOUR if ending else None]
    return [
        Stay(ticket, ending, misses, own_time, service, state, began, end) for (state, began), end in zip(told, ends, strict=True)
    ]


def counted(*tickets: list[Stay]) -> ByHour:
    return by_hour([stay for ticket in tickets for stay in ticket], lambda at: int(at // HOUR))


S = TicketState


def test_O21_a_visit_is_counted_in_the_hours_in_which_its_parts_were() -> None:
    visit = stays("a", (S.WAITING, 0), (S.CALLED, 2 * HOUR), (S.SERVING, 2 * HOUR + 60), ending=Ending.FINISHED)
    found = counted(visit)["talk"]
    assert found == {
        0: HourFigures(taken=1),
        2: HourFigures(waits=[2 * HOUR], ways=[60.0]),
        3: HourFigures(served=1, servings=[HOUR]),
    }


def test_O21_a_wait_goes_on_over_a_deferral_and_begins_anew_with_a_transfer() -> None:
    deferred = stays("a", (S.WAITING, 0), (S.DEFERRED, 50), (S.CALLED, 80))
    sent_on = stays("b", (S.WAITING, 0), (S.CALLED, 10), (S.SERVING, 20), (S.TRANSFERRED, 100), (S.CALLED, 130))
    assert counted(deferred)["talk"][0].waits == [80]
    assert counted(sent_on)["talk"][0].waits == [10, 30]


def test_O21_a_call_to_which_nobody_came_is_missed_and_starts_no_wait() -> None:
    twice = stays("a", (S.WAITING, 0), (S.CALLED, 100), (S.MISSED, 160), (S.CALLED, 200), ending=Ending.MISSED, misses=2)
    found = whole_day(counted(twice)["talk"])
    assert (found.missed, found.served, found.waits, found.ways) == (2, 0, [100], [])


def test_O21_who_is_called_back_after_a_pause_or_a_closed_counter_waited_once() -> None:
    held = stays("a", (S.WAITING, 0), (S.CALLED, 100), (S.SERVING, 110), (S.HELD, 200), (S.CALLED, 300), (S.SERVING, 310))
    returned = stays("b", (S.WAITING, 0), (S.CALLED, 50), (S.SERVING, 60), (S.WAITING, 70), (S.CALLED, 400))
    assert [counted(one)["talk"][0].waits for one in (held, returned)] == [[100], [50]]


def test_O21_a_wait_that_somebody_chose_is_not_the_offices() -> None:
    later = stays("a", (S.WAITING, 0), (S.DEFERRED, 10), (S.CALLED, 1_800), (S.SERVING, 1_810), own_time=True)
    found = counted(later)["talk"][0]
    assert (found.taken, found.waits, found.ways) == (1, [], [10])


def test_O21_a_missed_call_that_was_undone_is_none() -> None:
    undone = stays("a", (S.WAITING, 0), (S.CALLED, 100), (S.MISSED, 160), (S.CALLED, 165), (S.SERVING, 170))
    once = stays("b", (S.WAITING, 0), (S.CALLED, 100), (S.MISSED, 160), (S.CALLED, 165), (S.MISSED, 7_300), misses=1)
    assert whole_day(counted(undone)["talk"]).missed == 0
    assert {hour: figures.missed for hour, figures in counted(once)["talk"].items()} == {0: 0, 2: 1}


def test_O21_a_call_that_was_given_back_or_goes_on_is_not_missed() -> None:
    given_back = stays("a", (S.WAITING, 0), (S.CALLED, 100), ending=Ending.LEFT)
    called = stays("b", (S.WAITING, 0), (S.CALLED, 100))
    assert whole_day(counted(given_back, called)["talk"]).missed == 0


def test_O21_a_transfer_is_served_where_it_ended_and_taken_where_it_began() -> None:
    first = stays("a", (S.WAITING, 0), (S.CALLED, 10), (S.SERVING, 20), ending=Ending.FINISHED)
    second = stays("a", (S.TRANSFERRED, 100), (S.CALLED, 110), (S.SERVING, 120), ending=Ending.FINISHED, service="papers")
    found = counted([*first, *second])
    assert {service: (whole_day(hours).taken, whole_day(hours).served) for service, hours in found.items()} == {
        "talk": (1, 0),
        "papers": (0, 1),
    }


def test_O21_of_nothing_there_is_no_spread() -> None:
    assert spread([]) is None


@given(st.lists(SECONDS, min_size=1, max_size=50))
def test_O21_a_spread_is_what_half_and_nine_in_ten_are_within(times: list[float]) -> None:
    found = spread(times)
    assert found is not None
    assert sum(one <= found.half_s for one in times) * 2 >= len(times)
    assert sum(one <= found.most_s for one in times) * 10 >= len(times) * 9
    assert {found.half_s, found.most_s} <= set(times)
