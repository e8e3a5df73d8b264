"""The shapes in which parts of the office hand each other what is to be decided. Decides nothing."""

from collections.abc import Awaitable, Callable

from madang_server.office_app.unit_of_work import Outcome, UnitOfWork

Decide = Callable[[UnitOfWork], Outcome]
Perform = Callable[[Decide], Awaitable[Outcome]]  # raises `StorageFailed`
TryToPerform = Callable[[Decide], Awaitable[Outcome | None]]  # None: the storage failed, and the log says so
