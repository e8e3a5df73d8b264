"""What the web tells the office of what people did by HTTP: documents fetched and looked up, the audit log read. No HTTP."""

from functools import partial

from madang_server.office_app.commands import acts
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.command_path import CommandPath


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

    async def log_read(self, account: str) -> None:
        """Write down that this account reads the audit log (SPEC A6). Raises `StorageFailed`: then it must not be shown."""
        await self._path.perform(partial(acts.note_log_reading, account=account))
