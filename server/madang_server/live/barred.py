"""Who may not be in the rooms (SPEC R24): they have no avatar, but for a talk to which an officer called them.

Their session goes on without a room: counters, tickets and requests stay theirs.
"""

from madang_protocol import Rejection
from madang_protocol.messages import Rejected
from madang_server.live.session import AnySession


def is_out(session: AnySession) -> bool:
    """Return whether they may be in no room now."""
    return session.visitor.barred and session.seated_for is None


def keep_out(session: AnySession) -> bool:
    """Take who is barred out of their room. False: they may be in it."""
    if not is_out(session):
        return False
    session.leave_room()
    return True


def stop_in_talk(session: AnySession, *, was_barred: bool) -> bool:
    """Take who is barred during a talk out of the room, wherever they are or head. True: the caller leads them into its booth."""
    if was_barred or not session.visitor.barred or session.seated_for is None or session.actor is None:
        return False
    session.leave_room()
    return True


def no_say(session: AnySession, request: str) -> Rejected | None:
    """Return why nothing of theirs is heard in a room now; None: it is. Who is barred is heard in a booth alone."""
    actor = session.actor
    heard = not is_out(session) and actor is not None and actor.room.booth_of(session.slot) is not None
    return Rejected(id=request, code=Rejection.BARRED) if session.visitor.barred and not heard else None
