"""The first message of a session's connection (SPEC S3): who the visitor is, and how they come back. Knows a session, no room."""

from madang_protocol import limits
from madang_protocol.messages import Welcome
from madang_server.live.session import AnySession

APPOINTMENTS = "appointments"  # commands, messages and fields about appointments (SPEC W14, T29)
INQUIRIES = "inquiries"  # commands, messages and fields about what citizens leave (SPEC W14, O14)
BELLS = "bells"  # commands, messages and fields about rings (SPEC W14, O12)
ANNOUNCEMENTS = "announcements"  # commands and fields about what the office announces (SPEC W14, T24)
CASE_DESK = "case_desk"  # notes on cases, and handing them over (SPEC W14, C44, C45)
OBJECTIONS = "objections"  # to decisions: the command, and the fields of a case (SPEC W14, C41)
ATTACHMENTS = "attachments"  # of cases: the field, and the routes that take and give files (SPEC W14, C24)

FURTHER = "further"  # a number for a further service that an officer gives (SPEC W14, T40)
LATER = "later"  # the command, and fields of tickets, to be called some minutes later (SPEC W14, T39)
PEOPLE = "people"  # how many come with one number (SPEC W14, T41)
PARTIES = "parties"  # people beside requests: commands, messages and fields (SPEC W14, C46)
PREFER = "prefer"  # to wait for a certain officer (SPEC W14, T42)
REPORTS = "reports"  # of visitors, and who may not be in the rooms (SPEC W14, O28, R24)
PROTECTION = "protection"  # of officers: warning, end of a talk, alarm (SPEC W14, T44, O23)
UNDO = "undo"  # commands and fields about what can be undone for seconds (SPEC W14, T37)
FEATURES = (
    ANNOUNCEMENTS, APPOINTMENTS, ATTACHMENTS, BELLS, CASE_DESK, FURTHER, INQUIRIES, LATER, OBJECTIONS, PARTIES, PEOPLE,
    PREFER, PROTECTION, REPORTS, UNDO,
)  # fmt: skip


def welcome_of(session: AnySession, *, tick: int, back_ms: int, resumed: bool) -> Welcome:
    """Return the welcome of this session. A new token is handed out in it, once (SPEC S2)."""
    who = session.visitor
    return Welcome(
        version=limits.VERSION,
        session=session.key or "",
        resumed=resumed,
        visitor=who.id,
        name=who.name,
        look=who.look,
        lang=who.lang,
        role=who.role,
        tick=tick,
        tick_ms=limits.TICK_MS,
        features=list(FEATURES),
        back_ms=back_ms,
        token=None if resumed else who.new_token,
        seen=session.lane.sequence,
    )
