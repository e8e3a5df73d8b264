"""The circuit's table, and its law under any sequence of verdicts. Time is a number."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from madang_counters.circuit import Circuit, Pass, State


def test_K3_a_late_fault_from_before_has_no_say_in_the_trial():
    circuit = Circuit(faults_max=1, rest_s=10)
    early, other = circuit.admit(0), circuit.admit(0)
    circuit.failed(early, 0)
    trial = circuit.admit(10)
    circuit.failed(other, 10)
    assert circuit.state is State.HALF_OPEN
    circuit.succeeded(trial)
    assert circuit.state is State.CLOSED


def test_K3_a_late_success_from_before_does_not_close_the_circuit():
    circuit = Circuit(faults_max=1, rest_s=10)
    early, other = circuit.admit(0), circuit.admit(0)
    circuit.failed(early, 0)
    circuit.succeeded(other)
    assert circuit.state is State.OPEN


REST_S = 10


class AnyOrder(RuleBasedStateMachine):
    """Whatever is admitted, succeeds, fails or is abandoned: at most one trial, none before the rest is over."""

    def __init__(self):
        super().__init__()
        self.circuit = Circuit(faults_max=3, rest_s=REST_S)
        self.now = 0.0
        self.admitted: list[Pass] = []
        self.opened_at = 0.0

    @rule(seconds=st.floats(0, 12))
    def time_passes(self, seconds):
        self.now += seconds

    @rule()
    def admit(self):
        open_before = self.circuit.state is State.OPEN
        admission = self.circuit.admit(self.now)
        if admission is not None:
            self.admitted.append(admission)
            assert admission.trial == open_before
            assert not open_before or self.now >= self.opened_at + REST_S

    @precondition(lambda self: self.admitted)
    @rule(data=st.data(), verdict=st.sampled_from(["succeeded", "failed", "abandoned"]))
    def finish(self, data, verdict):
        admission = self.admitted.pop(data.draw(st.integers(0, len(self.admitted) - 1)))
        if verdict == "succeeded":
            self.circuit.succeeded(admission)
        elif verdict == "failed":
            self.fail(admission)
        else:
            self.circuit.abandoned(admission)

    def fail(self, admission):
        open_before = self.circuit.state is State.OPEN
        self.circuit.failed(admission, self.now)
        if self.circuit.state is State.OPEN and not open_before:
            self.opened_at = self.now

    @invariant()
    def at_most_one_trial_is_under_way(self):
        trials = sum(admission.trial for admission in self.admitted)
        assert trials == (self.circuit.state is State.HALF_OPEN)

    @invariant()
    def it_is_always_known_when_to_ask_again(self):
        assert 0 <= self.circuit.retry_after_s(self.now) <= REST_S


TestAnyOrder = AnyOrder.TestCase
