"""What time does to messages that were left: nobody answered them as long as they are kept (SPEC O14). Finds what is due."""

from functools import partial
from itertools import islice

from madang_server.office_app.commands import inquiries
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.store.inquiry_rows import KEPT_S

AT_ONCE = 100  # the rest at the next second


async def follow_inquiries(context: OfficeContext, now: float, perform: TryToPerform) -> None:
    """Do what is due. Call it every second. `now`: of the office's own time."""
    due = [one.id for one in context.state.contact.inquiries.values() if one.since + KEPT_S <= now]
    if due:
        await perform(partial(inquiries.expire, inquiry_ids=tuple(islice(due, AT_ONCE))))
