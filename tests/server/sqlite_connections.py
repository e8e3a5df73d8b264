"""Bounds of SQLite that hold for one connection at a time, set on all that a store has and will open."""

from typing import Any

from sqlalchemy import event

from madang_server.store import Store


async def set_on_each(store: Store, pragma: str) -> None:
    """From now on every connection of the store to its file begins with this."""
    batches = store._batches
    assert batches is not None, "a store on SQLite"

    def bound(connection: Any, *_more: object) -> None:
        cursor = connection.cursor()
        cursor.execute(pragma)
        cursor.close()

    await store.engine.dispose()
    await batches.close()
    event.listen(store.engine.sync_engine, "connect", bound)
    batches.prepares.append(bound)
