"""When a counter is out of order: after repeated faults it rests, then one trial decides. Pure: instants are handed in."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`closed` lets calls through, `open` lets none, `half_open` waits for the verdict of one trial."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Pass:
    """Leave to make one call. Hand it back with `succeeded`, `failed` or `abandoned`."""

    trial: bool


class Circuit:
    """Counts the faults in a row of one backend. Instants are seconds of a clock that never goes back."""

    def __init__(self, *, faults_max: int, rest_s: float) -> None:
        self._faults_max = faults_max
        self._rest_s = rest_s
        self._faults = 0
        self._rests_until = 0.0
        self.state = State.CLOSED

    def admit(self, now: float) -> Pass | None:
        """Leave for one call, or none. After the rest the first to ask makes the trial."""
        if self.state is State.CLOSED:
            return Pass(trial=False)
        if self.state is State.OPEN and now >= self._rests_until:
            self.state = State.HALF_OPEN
            return Pass(trial=True)
        return None

    def succeeded(self, leave: Pass) -> None:
        """The call went well: a trial closes the circuit, any other call ends the row of faults."""
        if leave.trial or self.state is State.CLOSED:
            self.state = State.CLOSED
            self._faults = 0

    def failed(self, leave: Pass, now: float) -> None:
        """The call failed: a trial opens the circuit again, as does the last fault that is allowed in a row."""
        if not leave.trial and self.state is not State.CLOSED:
            return  # a call from before the circuit opened has no say in the trial
        self._faults += 1
        if leave.trial or self._faults >= self._faults_max:
            self.state = State.OPEN
            self._rests_until = now + self._rest_s

    def abandoned(self, leave: Pass) -> None:
        """Nobody waited for the verdict: the next one to ask makes the trial."""
        if leave.trial:
            self.state = State.OPEN

    def retry_after_s(self, now: float) -> float:
        """How long until it is worth asking again: never longer than a rest, however the sum was rounded."""
        return min(max(0.0, self._rests_until - now), self._rest_s) if self.state is State.OPEN else 0.0
