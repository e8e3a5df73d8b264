"""The office's memory: SQL tables, rows and transactions. Knows records, never a command, a socket or a word for people."""

from madang_server.store.engine import Store, open_store
from madang_server.store.schema_state import BESIDE_NODES, bring_up_to_date, migration_state, what_to_do

__all__ = ["BESIDE_NODES", "Store", "bring_up_to_date", "migration_state", "open_store", "what_to_do"]
