"""The live side's own bounds, and how they depend on one another; those of the wire are in `madang_protocol.limits`."""

from madang_protocol import limits

FAREWELL_SECONDS_MAX = 2  # the same when the server stops
CLOSE_SECONDS_MAX = 10  # how long a peer may take to answer our close frame; then the connection is cut
WRITE_RESUME_BYTES = 4 * 1024  # a conflated connection is up to date again when its buffer has drained to this
SILENCE_LOOKS = 9  # how often a silence is looked at before the connection is cut, ...
SILENCE_LOOKS_BEFORE_PING = 4  # ... and when it is asked for a sign of life: a page in the background sends nothing by itself
ASK_AGAIN_SECONDS = 0.5, 4.0  # the office, whose database did not answer (SPEC S20): at first, and at most
ASK_SOON_SECONDS = 0.3  # within which all who wait are asked for again when it is known that they may come
HELD_COMMANDS_MAX = 64  # commands that came before the welcome was sent
QUEUED_COMMANDS_MAX = 64  # durable commands of one visitor that wait for the office
BACK_MS_MIN = 1_000  # SPEC S8: the window of return ...
BACK_MS_PER_VISITOR = 4  # ... grows so that about 250 come back in a second ...
BACK_MS_MAX = 30_000  # ... but nobody is asked to stay away until the session is gone
OFFICE_SECONDS_MIN = 1.0  # the office's board is told at most this often
FAN_OUT_AT_ONCE = 250  # connections written to in one turn of the loop
FAN_OUT_PAUSE_SECONDS = 0.005
COMMANDS_PER_TICK_MAX = 4_096  # commands that a room takes between two ticks
GO_PER_TICK_MAX = 16  # ways that a room looks for between two ticks
SAYS_MAX = 256  # things said in a room that wait for a tick
HEARERS_PER_TICK_MAX = 2_000  # deliveries of speech in one tick; the rest waits for the next
DROP_REPORTED_SECONDS = 8.0  # a shorter gap nobody else is told of (SPEC T16)
RESTART_PAUSE_SECONDS = 1.0  # a room that failed again right after its restart waits this long
ROOMS_MAX = 256
NEAR_UNITS = 320 * limits.UNITS_PER_PX  # SPEC R12

assert SILENCE_LOOKS_BEFORE_PING + 1 < SILENCE_LOOKS
assert WRITE_RESUME_BYTES < limits.WRITE_LOW_BYTES
assert BACK_MS_MAX < limits.RESUME_SECONDS * 1_000
assert limits.RATE_FRAME[1] >= HELD_COMMANDS_MAX
assert limits.RATE_COMMAND[1] < QUEUED_COMMANDS_MAX, "a burst that the rate allows must fit into the queue"


def back_ms(sessions: int) -> int:
    """The window within which to come back after a drop, grown with the number of visitors (SPEC S8)."""
    return min(BACK_MS_MAX, BACK_MS_MIN + sessions * BACK_MS_PER_VISITOR)
