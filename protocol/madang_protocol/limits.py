"""Every bound of the wire and of motion. The assertions at the end hold those that depend on each other. Knows nothing else."""

VERSION = 1
SUBPROTOCOL = "madang.v1"

# frames
FRAME_IN_BYTES_MAX = 24 * 1024  # one message of a client; a form that could be larger is rejected (madang_counters.size)
TEXT_CHARS_MAX = 1_000
REASON_CHARS_MAX = 500  # of the reason for which an officer opens a case that is not theirs (SPEC C13)
OBJECTION_CHARS_MAX = 4_000  # of what a citizen writes against a decision (SPEC C41)
CASE_NOTES_MAX = 100  # on one case (SPEC C45)
ANNOUNCEMENTS_MAX = 20  # of an office, those that are to come among them (SPEC T24)
ANNOUNCEMENT_CHARS_MAX = 300  # in each language
ANNOUNCEMENT_DAYS_MAX = 366  # from now until it ends
SEARCH_CHARS_MAX = 100  # of what an officer looks for in cases (SPEC C44)
PHONE_CHARS_MAX = 24  # of a number that is to be called (SPEC O14)
NAME_CHARS_MAX = 24
NAME_WRITTEN_CHARS_MAX = 96  # as a client sends it, before it is tidied and composed: a letter of four parts is one
FIELDS_MAX = 64
FIELD_CHARS_MAX = 4_000

# attachments (SPEC C24 to C29)
FILE_BYTES_MAX = 10 * 1024 * 1024  # one file as it is uploaded
FILES_OF_ANSWER_MAX = 10  # the most that any question may ask for
FILES_OF_CASE_MAX = 20
FILE_NAME_CHARS_MAX = 100

# time and motion (integers; 1 px = 8 units)
UNITS_PER_PX = 8
TICK_MS = 50
TICKS_PER_SECOND = 20
STEP_UNITS = 64  # 160 px a second, straight
STEP_DIAGONAL_UNITS = 45  # 64 / sqrt(2), rounded down: never faster than straight
FOOT_HALF_WIDTH_UNITS = 80  # the foot box is 20 px wide ...
FOOT_DEPTH_UNITS = 64  # ... and reaches 8 px up from the foot point
PLACE_SIDE_UNITS_MAX = 65_535  # positions are u16
PUBLISH_TICKS = 2  # 10 Hz while a room is sparse
QUIET_TICKS_MAX = 10  # a view in which anybody walks gets a frame at least this often (SPEC R9)
MOVE_EARLY_TICKS_MAX = 10  # how long an early `move` may wait for its due tick (SPEC R4)
INPUT_NUMBERS = 256  # input numbers wrap
SLOTS_MAX = 60_000  # a room's avatars; u16 on the wire

# reliable lane
REPLAY_BYTES_MAX = 256 * 1024
REPLAY_MESSAGES_MAX = 1_024
ACK_EVERY_MESSAGES = 16
RESUME_SECONDS = 60  # how long a dropped session is kept for resume

# connection
HELLO_SECONDS_MAX = 10
DELAY_SECONDS_MAX = 60  # how long the office asks its database again for somebody who has said hello (SPEC S20)
PING_SECONDS = 5
SILENCE_SECONDS_MAX = 45
WRITE_LOW_BYTES = 32 * 1024  # above it the volatile lane is skipped
WRITE_HIGH_BYTES = 512 * 1024  # above it the connection is closed with 4408 (SPEC S11)

# rates: (sustained per second, burst)
PEOPLE_MAX = 6  # that come with one number (SPEC T41)
LATER_MINUTES_MAX = 30  # for so long a holder may ask not to be called (SPEC T39)
RATE_MOVE = (30, 60)
RATE_SAY = (2, 8)
RATE_COMMAND = (5, 30)
RATE_FRAME = (60, 240)  # all frames of a connection; past it the connection closes as a flood

assert PLACE_SIDE_UNITS_MAX < 1 << 16
assert SLOTS_MAX < 1 << 16
assert STEP_UNITS < 32 * UNITS_PER_PX, "a step must be shorter than a tile, or walls could be jumped"
assert 2 * STEP_DIAGONAL_UNITS**2 <= STEP_UNITS**2
assert REPLAY_BYTES_MAX <= WRITE_HIGH_BYTES, "a whole replay must fit into the write buffer"
assert FRAME_IN_BYTES_MAX < WRITE_LOW_BYTES, "what is sent back of one message must not make its sender a slow reader"
assert FIELD_CHARS_MAX * 4 + 1_024 <= FRAME_IN_BYTES_MAX, "one answer of the greatest length must fit, in any script"
