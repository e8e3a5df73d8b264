"""What is wrong with periods is named."""

import pytest
from tests.office.samples import period

from madang_office.periods import PeriodFault, period_faults
from madang_office.tickets import TicketState

WAITED = period(TicketState.WAITING, 0, 10)
W, C = TicketState.WAITING, TicketState.CALLED


def test_T4_periods_that_touch_are_without_fault():
    assert period_faults([WAITED, period(C, 10, 20), period(TicketState.SERVING, 20, None)]) == []


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([period(W, 10, 5)], PeriodFault.BACKWARDS),
        ([WAITED, period(C, 9, 20)], PeriodFault.OVERLAP),
        ([WAITED, period(C, 11, 20)], PeriodFault.GAP),
        ([period(W, 0, None), period(C, 11, 20)], PeriodFault.OPEN_INSIDE),
        ([WAITED, period(W, 10, 20)], PeriodFault.REPEATED),
    ],
)
def test_T4_each_fault_has_a_name(rows, fault):
    assert period_faults(rows) == [fault]
