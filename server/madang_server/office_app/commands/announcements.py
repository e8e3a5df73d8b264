"""What a supervisor announces: post, change, withdraw (SPEC T24). Pure decisions."""

from madang_office.announcements import Announcement, AnnouncementKind, faults_of
from madang_office.rejected import Rejected
from madang_protocol import Rejection, limits
from madang_protocol import commands as c
from madang_protocol.writing import written_text
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.supervising import is_supervisor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork

DAY_S = 24 * 3_600.0


def post(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AnnouncementPost) -> Outcome:
    """Announce something. The reply names it."""
    if not is_supervisor(work, visitor):
        return Rejected(Rejection.NOT_ALLOWED)
    live = [one for one in work.state.announcements.values() if not one.is_over(work.wall)]
    if len(live) >= limits.ANNOUNCEMENTS_MAX:
        return Rejected(Rejection.LIMIT)
    return _keep(work, context, context.environment.key(), command, since=work.wall)


def change(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AnnouncementChange) -> Outcome:
    """Let it say something else, for others or for longer. Without another beginning it keeps its own."""
    if not is_supervisor(work, visitor):
        return Rejected(Rejection.NOT_ALLOWED)
    before = _live(work, command.announcement)
    if before is None:
        return Rejected(Rejection.UNKNOWN_ANNOUNCEMENT)
    return _keep(work, context, before.id, command, since=before.since)


def withdraw(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AnnouncementWithdraw) -> Outcome:  # noqa: ARG001
    """Announce it no longer."""
    if not is_supervisor(work, visitor):
        return Rejected(Rejection.NOT_ALLOWED)
    before = _live(work, command.announcement)
    if before is None:
        return Rejected(Rejection.UNKNOWN_ANNOUNCEMENT)
    work.withdraw_announcement(before.id)
    work.note("announcement-withdraw", before.id)
    return Accepted(before.id)


def _live(work: UnitOfWork, announcement_id: str) -> Announcement | None:
    found = work.state.announcements.get(announcement_id)
    return None if found is None or found.is_over(work.wall) else found


def _keep(
    work: UnitOfWork,
    context: OfficeContext,
    announcement_id: str,
    command: c.AnnouncementPost | c.AnnouncementChange,
    *,
    since: float,
) -> Outcome:
    """Keep it as the command says it. `since`: when it begins where the command does not say that."""
    if command.service is not None and command.service not in context.catalogue.offers:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    said = Announcement(
        id=announcement_id,
        kind=AnnouncementKind(command.kind),
        since=since if command.since is None else float(command.since),
        until=float(command.until),
        ko=written_text(command.ko),
        en=written_text(command.en),
        service=command.service,
    )
    faults = faults_of(said, work.wall, chars_max=limits.ANNOUNCEMENT_CHARS_MAX, seconds_max=limits.ANNOUNCEMENT_DAYS_MAX * DAY_S)
    if faults:
        return Rejected(Rejection.FORM_INVALID, faults)
    work.keep_announcement(said)
    action = "announcement-post" if isinstance(command, c.AnnouncementPost) else "announcement-change"
    work.note(
        action, said.id, kind=said.kind.value, ko=said.ko, en=said.en, service=said.service, since=said.since, until=said.until
    )
    return Accepted(said.id)
