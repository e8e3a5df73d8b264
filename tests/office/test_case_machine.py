"""One case under any events of any side, in any order: it keeps to its table (SPEC C1)."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.office.samples import NOON

from madang_office import Rejected, cases


class CaseMachine(RuleBasedStateMachine):
    """One case under any events of any side."""

    @initialize(talk=st.booleans())
    def opens(self, talk):
        self.case = cases.open_case(id="c", number="n", service="tax", citizen="v", now=NOON, talk=talk)

    @rule(
        event=st.sampled_from(cases.CaseEvent),
        side=st.sampled_from(cases.Side),
        seconds=st.integers(-10, 500),
        text=st.sampled_from([None, "", "because"]),
        due=st.none() | st.floats(NOON, NOON + 9_000),
    )
    def happen(self, event, side, seconds, text, due):
        facts = cases.CaseFacts(reason=text, remedy=text, outcome=text, due=due)
        before = self.case
        result = cases.apply(before, event, side, before.since + seconds, facts)
        lawful = (before.state, event) in cases.TRANSITIONS and side in cases.SENDERS[event]
        assert lawful or isinstance(result, Rejected)
        self.case = before if isinstance(result, Rejected) else result.case
        assert self.case is before or self.case.state is cases.TRANSITIONS[before.state, event]

    @invariant()
    def C1_limits_and_needs_hold(self):
        assert self.case.supplements <= cases.SUPPLEMENTS_MAX
        assert self.case.extensions <= cases.EXTENSIONS_MAX
        assert self.case.state is not cases.CaseState.REFUSED or (self.case.reason and self.case.remedy)
        assert self.case.state is not cases.CaseState.CLOSED or self.case.outcome


MANY = settings(max_examples=150, stateful_step_count=60)


def test_C1_a_case_keeps_to_its_table_whatever_happens():
    run_state_machine_as_test(CaseMachine, settings=MANY)
