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


class AnyOrder(RuleBasedStateMachine):
    """Whatever is admitted, succeeds, fails or is forgotten: at most one trial, none before the rest is over."""

    def __init__(self):
        super().__init__()
        self.circuit = Circuit(faults_max=3, rest_s=10)
        self.now = 0.0
        self.out: list[Pass] = []
        self.opened_at = 0.0

    @rule(seconds=st.floats(0, 12))
    def wait(self, seconds):
        self.now += seconds

    @rule()
    def ask(self):
        open_before = self.circuit.state is State.OPEN
        leave = self.circuit.admit(self.now)
        if leave is not None:
            self.out.append(leave)
            assert leave.trial or not open_before

    @precondition(lambda self: self.out)
    @rule(data=st.data(), verdict=st.sampled_from(["succeeded", "failed", "abandoned"]))
    def judge(self, data, verdict):
        leave = self.out.pop(data.draw(st.integers(0, len(self.out) - 1)))
        if verdict == "succeeded":
            self.circuit.succeeded(leave)
        elif verdict == "failed":
            self.circuit.failed(leave, self.now)
        else:
            self.circuit.abandoned(leave)

    @invariant()
    def at_most_one_trial_is_out(self):
        trials = sum(leave.trial for leave in self.out)
        assert trials == (self.circuit.state is State.HALF_OPEN)

    @invariant()
    def it_is_always_known_when_to_ask_again(self):
        assert 0 <= self.circuit.retry_after_s(self.now) <= 10


TestAnyOrder = AnyOrder.TestCase
