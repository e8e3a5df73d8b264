"""Closed lists of the wire: what can go wrong, what is told. Codes are for machines; sentences for people are in the clients."""

from enum import IntEnum, StrEnum


class Rejection(StrEnum):
    """Why a command was rejected. The session goes on (SPEC W7)."""

    NOT_ALLOWED = "not_allowed"  # the role of the visitor does not have this command
    TOO_FAST = "too_fast"  # a rate limit of this command was passed; `retry_ms` says when to try again
    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_COUNTER = "unknown_counter"
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_TICKET = "unknown_ticket"
    UNKNOWN_CASE = "unknown_case"
    UNKNOWN_TARGET = "unknown_target"
    UNKNOWN_ANNOUNCEMENT = "unknown_announcement"
    UNKNOWN_FILE = "unknown_file"  # it is not there, or not for this visitor
    UNKNOWN_APPOINTMENT = "unknown_appointment"
    UNKNOWN_BELL = "unknown_bell"  # it is over, or not for this visitor (SPEC O12)
    UNKNOWN_ALARM = "unknown_alarm"  # it is over (SPEC O24)
    UNKNOWN_INQUIRY = "unknown_inquiry"  # the message is over, or not for this visitor (SPEC O14)
    UNKNOWN_REPORT = "unknown_report"  # it was decided, or never was (SPEC O29)
    UNREACHABLE = "unreachable"  # no way leads there
    ROOM_FULL = "room_full"
    NOT_YOURS = "not_yours"  # it exists and belongs to somebody else
    WRONG_STATE = "wrong_state"  # the transition table has no such entry
    ALREADY_WAITING = "already_waiting"  # one ticket per service and visitor
    ALREADY_BOOKED = "already_booked"  # one appointment per service and visitor (SPEC T30)
    SLOT_GONE = "slot_gone"  # the time is not offered, or no longer free (SPEC T30)
    # one checks in for an appointment shortly before it (SPEC T32), who is called comes later (T39), one rings again later (O12)
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"  # the time of an appointment has begun or is over (SPEC T31, T32), or of what is undone (T37, T38)
    SERVICE_CLOSED = "service_closed"  # by its hours: nobody is rung for (SPEC O12)
    SOMEBODY_THERE = "somebody_there"  # an officer is at a counter of the service
    NOBODY_TO_TELL = "nobody_to_tell"  # no officer of the service can be reached now
    NOBODY_WAITING = "nobody_waiting"
    LINE_CLOSED = "line_closed"  # the service gives no new numbers for now (SPEC T26)
    DAY_OVER = "day_over"  # the ticket's day is over: it would end at once (SPEC T22)
    IN_TALK = "in_talk"  # who would be called is at another desk now; the ticket keeps its place (SPEC T19)
    DESK_TAKEN = "desk_taken"  # another officer sits there
    NO_DESK = "no_desk"  # the officer has opened no desk
    SILENT_AREA = "silent_area"  # nothing can be said to others here
    BARRED = "barred"  # the visitor may not be in the rooms for now (SPEC R24)
    FORM_INVALID = "form_invalid"  # `fields` names each field and what is wrong with it
    UNPRINTABLE = "unprintable"  # a document would hold letters that the office cannot print; `unprintable` names them
    FORM_STALE = "form_stale"  # a newer draft exists (another device)
    COUNTER_CLOSED = "counter_closed"  # the backend is out of order; ticket and text are kept
    DOCUMENT_FAILED = "document_failed"  # a document could not be made; the case is as it was
    RECORD_FULL = "record_full"  # nothing more can be written into this case
    TAKEN_NAME = "taken_name"  # reserved for the office
    LIMIT = "limit"  # a bounded collection is full (open cases, tickets)
    REASON_NEEDED = "reason_needed"  # a colleague has the case, or it is over: say why it is opened (C13)
    BLANK_TEXT = "blank_text"  # nothing of what was written can be seen
    ID_REUSED = "id_reused"  # the request id belongs to another command of this visitor
    TERM_OVER = "term_over"  # the term in which one may object is over (SPEC C41)
    OWN_DECISION = "own_decision"  # another officer than the one who decided decides on the objection (SPEC C42)
    STORAGE = "storage"  # the database did not take it; nothing was changed


class NoticeCode(StrEnum):
    """What the office tells somebody that no other message says (SPEC T17). A ticket's notice names it in `about`."""

    ROOM_FULL = "room_full"  # the place behind a door has no room left
    DOOR_CLOSED = "door_closed"  # it leads to a place that is not here
    NAME_CHANGED = "name_changed"  # it became too close to one of the office
    NOT_RECORDED = "not_recorded"  # what was said is not in the transcript
    RECORD_NEARLY_FULL = "record_nearly_full"  # of a case (SPEC C12)
    NO_BOOTH = "no_booth"  # the talk is at the counter
    MISSED = "missed"  # my turn came and I did not: back in the line
    MISSED_OVER = "missed_over"  # missed once more: the ticket is over
    HELD = "held"  # the officer set my ticket aside
    RETURNED = "returned"  # its officer is gone from the counter: in the line again, at the old age
    TRANSFERRED = "transferred"  # to the line of another service
    FURTHER = "further"  # an officer gave me a number for a further service (SPEC T40)
    PREFERRED_LEFT = "preferred_left"  # the officer for whom I waited has closed the counter: anybody may call me (SPEC T42)
    TALK_WARNED = "talk_warned"  # the officer warns me: of what, and what follows (SPEC T44)
    TALK_ENDED = "talk_ended"  # the officer has ended the talk: why, and what I can do (SPEC T45)
    FINISHED = "finished"  # the talk is over
    EXPIRED = "expired"  # the day is over: the ticket has ended (SPEC T22)
    ABANDONED = "abandoned"  # I was away for longer than the office keeps a place: the ticket has ended (SPEC T23)
    APPOINTMENT_TOMORROW = "appointment_tomorrow"  # a reminder, in the evening before (SPEC T34)
    APPOINTMENT_SOON = "appointment_soon"  # a reminder: from now on I can check in
    APPOINTMENT_MISSED = "appointment_missed"  # I did not check in in time: the appointment is over (SPEC T32)
    INQUIRY_ANSWERED = "inquiry_answered"  # an officer has answered my message (SPEC O15)
    INQUIRY_CALLED = "inquiry_called"  # an officer called me about it and did not reach me
    BELL_COMING = "bell_coming"  # an officer has said that they come (SPEC O13)
    BELL_OPEN = "bell_open"  # a counter of the service is open now
    BELL_UNANSWERED = "bell_unanswered"  # nobody came
    BELL_RUNG = "bell_rung"  # to officers: somebody rings, and nobody is at a counter of the service
    REPORT_ANSWERED = "report_answered"  # what I reported was decided; `about` says whether something was done (SPEC O28)
    REPORT_WARNED = "report_warned"  # somebody reported me, and a supervisor asks me to stop it (SPEC O29)
    ROOMS_BARRED = "rooms_barred"  # I may not be in the rooms for now (SPEC R24)
    ROOMS_OPEN = "rooms_open"  # I may be in the rooms again
    PASSED_OVER = "passed_over"  # my turn came while I was away (SPEC T15)
    LINE_ENDED = "line_ended"  # to the officer: the day of a service is over, and the tickets that waited have ended
    PARTNER_AWAY = "partner_away"  # the other side of the talk has lost the connection, or closed the page
    PARTNER_BACK = "partner_back"
    PARTNER_WALKED = "partner_walked"  # out of the booth, with the talk going on
    CITIZEN_DEFERRED = "citizen_deferred"  # to the officer: who was called lets the next one go first
    CITIZEN_LATER = "citizen_later"  # to the officer: who was called comes some minutes later (SPEC T39)
    CITIZEN_LEFT = "citizen_left"  # to the officer: who was called or served gave the ticket back
    CITIZEN_BACK = "citizen_back"  # to the officer: they took it back, and wait again (SPEC T37)
    DESK_TAKEN_OVER = "desk_taken_over"  # to the officer who was gone: a colleague sits at the counter now
    DESK_CLOSED = "desk_closed"  # to the officer: the office has closed the counter, for they were gone, or their sign-in ended
    CASE_TAKEN_OVER = "case_taken_over"  # to the officer who had it: a colleague has the request now
    CASE_HANDED_OVER = "case_handed_over"  # to the officer who has it now: a colleague gave them a case (SPEC C44)
    CASE_STILL_OPEN = "case_still_open"  # to the citizen: their request goes on after 30 days (SPEC C43)
    TERM_SOON = "term_soon"  # to the officers: the term of a case, or of an objection, ends soon (SPEC C43)
    TERM_OVER = "term_over"  # to the officers and whoever supervises: it is over
    OBJECTION_UPHELD = "objection_upheld"  # to the citizen: the decision is taken back, and the request decided anew (SPEC C42)
    OBJECTION_DISMISSED = (
        "objection_dismissed"  # to the citizen: the decision stands; why, and what one can do, is in the request
    )
    TIMER_FAILED = "timer_failed"  # to the officer: what a case was to do by itself at some time could not be done (SPEC K8)


class Close(IntEnum):
    """WebSocket close codes. `retry` says whether a client should come back (SPEC S9)."""

    BYE = 4000
    SEE_OTHER = 4307  # at once, at the address that `see_other` gave (SPEC N21)
    MALFORMED = 4400
    HELLO_EXPECTED = 4401
    FORBIDDEN = 4403
    SLOW_READER = 4408
    REPLACED = 4409
    SEAT_OVER = 4410  # at once, at the ordinary address (SPEC N22)
    UNSUPPORTED_VERSION = 4426
    FLOOD = 4429
    NEWCOMERS = 4430
    INTERNAL = 4500
    GOING_AWAY = 4503

    @property
    def retry(self) -> bool:
        return self in {
            Close.SEE_OTHER, Close.SLOW_READER, Close.SEAT_OVER, Close.NEWCOMERS, Close.INTERNAL, Close.GOING_AWAY
        }  # fmt: skip


class Malformed(StrEnum):
    """What was wrong with a frame that closed the connection: the reason of close 4400 (SPEC W1 to W5)."""

    NOT_BINARY = "not_binary"
    TOO_LARGE = "too_large"
    NOT_MSGPACK = "not_msgpack"
    UNKNOWN_KIND = "unknown_kind"
    BAD_FIELD = "bad_field"
    UNEXPECTED_HELLO = "unexpected_hello"


class ProtocolError(Exception):
    """The peer broke the protocol. The caller closes the connection with the code `close` and the reason `detail` (SPEC W5).

    `detail` is a `Malformed` value, the version spoken here (W10), or empty.
    """

    def __init__(self, close: Close, detail: str = "") -> None:
        super().__init__(f"{close.name} {detail}".strip())
        self.close = close
        self.detail = detail
