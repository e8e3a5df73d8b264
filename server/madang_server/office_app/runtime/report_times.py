"""What time does to reports: a bar is over, or nobody decided as long as they are kept (SPEC O28, R24). Finds what is due."""

from functools import partial

from madang_server.office_app.commands import reports
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform


async def follow_reports(context: OfficeContext, now: float, perform: TryToPerform) -> None:
    """Call it about once a second. `now`: by the office's own clock."""
    for report_id in [one.id for one in context.state.contact.reports.values() if reports.is_due(one, now)]:
        await perform(partial(reports.lapse, report_id=report_id))
    context.state.contact.forget_reports(now)
