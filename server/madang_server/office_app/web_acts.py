"""What the web tells the office of what people did by HTTP: documents fetched and looked up, the audit log read. No HTTP."""

from functools import partial

from madang_protocol import messages as m
from madang_server.office_app.commands import acts
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.store import case_search_rows
from madang_server.store.case_search_rows import Wanted


class WebActs:
    """Of one office. What is written here is committed before its method returns."""

    def __init__(self, context: OfficeContext, path: CommandPath) -> None:
        self._context = context
        self._path = path

    async def delivered(self, number: str, visitor: str) -> None:
        """Write down that the document of this number was downloaded by this visitor; its case is delivered once (SPEC C7).

        A fault of the storage keeps nobody from a document.
        """
        await self._path.perform_unless_storage_fails(
            partial(acts.deliver, context=self._context, number=number, visitor=visitor)
        )

    async def document_checked(self, number: str) -> None:
        """Write down that somebody looked this document's number up (SPEC A1). A fault of the storage keeps nobody from it."""
        await self._path.perform_unless_storage_fails(partial(acts.note_check, number=number))

    async def find_cases(self, account: str, wanted: Wanted, limit: int) -> tuple[list[m.QueueCase], bool]:
        """Return at most `limit` cases that an officer looks for, and whether there are more (SPEC C44).

        The audit log has that they did, and how many are shown. Raises `StorageFailed`.
        """
        async with self._context.store.read() as sql:
            found = await case_search_rows.search(sql, wanted, limit=limit + 1)
        shown = found[:limit]
        note = partial(acts.note_search, account=account, shown=len(shown), services=tuple(wanted.services))
        await self._path.perform(note)
        return [self._context.views.queue_case(one.case, one.name) for one in shown], len(found) > limit

    async def log_read(self, account: str) -> None:
        """Write down that this account reads the audit log (SPEC A6). Raises `StorageFailed`: then it must not be shown."""
        await self._path.perform(partial(acts.note_log_reading, account=account))
