"""When a counter is out of order: after faults in a row it rests, then one trial decides. Pure: instants are handed in."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """CLOSED lets calls through, OPEN lets none, HALF_OPEN waits for the result of one trial."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Pass:
    """Leave to make one call. Hand it back with exactly one of `succeeded`, `failed` and `abandoned`."""

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
        """Return a permit for one call, or None. After the rest the first to ask makes the trial."""
        if self.state is State.CLOSED:
            return Pass(trial=False)
        if self.state is State.OPEN and now >= self._rests_until:
            self.state = State.HALF_OPEN
            return Pass(trial=True)
        return None

    def succeeded(self, permit: Pass) -> None:
        """Take note of a call that went well. A trial closes the circuit; any other call ends the row of faults."""
        if permit.trial or self.state is State.CLOSED:
            self.state = State.CLOSED
            self._faults = 0

    def failed(self, permit: Pass, now: float) -> None:
        """Take note of a call that failed. A trial opens the circuit again, as does the last fault in a row that is allowed."""
        if not permit.trial and self.state is not State.CLOSED:
            return  # a call that began before the circuit opened does not decide the trial
        self._faults += 1
        if permit.trial or self._faults >= self._faults_max:
            self.state = State.OPEN
            self._rests_until = now + self._rest_s

    def abandoned(self, permit: Pass) -> None:
        """Take note of a call without a result. After a trial the next one to ask makes the trial."""
        if permit.trial:
            self.state = State.OPEN

    def retry_after_s(self, now: float) -> float:
        """Return the seconds until asking again makes sense: 0 unless the circuit is open, and never more than a rest."""
        return min(max(0.0, self._rests_until - now), self._rest_s) if self.state is State.OPEN else 0.0
