"""The tables of the audit log, to which rows are only ever added: the database itself rejects anything else. Knows no query.

`audit_log` has the rows, `audit_chains` one row an office: its newest number and hash, and those of the last row that was pruned.
Whoever appends locks that row first, so that two writers make one chain (SPEC A3). A row of the log is deleted only once
`audit_chains` says that it is pruned.
"""

from sqlalchemy import DDL, BigInteger, Column, Index, String, Table, Text, event

from madang_server.store.columns import HASH, IDENT, KEY, metadata, office_key

REFERENCE = String(64)  # `officer:ID`, `case:ID`

audit_chains = Table(
    "audit_chains",
    metadata,
    office_key(),
    Column("number", BigInteger, nullable=False),
    Column("hash", HASH, nullable=False),
    Column("pruned_number", BigInteger, nullable=False),
    Column("pruned_hash", HASH, nullable=False),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("office", KEY, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", REFERENCE, nullable=False),
    Column("kind", IDENT, nullable=False),
    Column("subject", REFERENCE, nullable=False),
    Column("details", Text, nullable=False),
    Column("before", HASH, nullable=False),
    Column("hash", HASH, nullable=False),
    Index(None, "office", "at"),
    Index(None, "office", "actor", "number"),
    Index(None, "office", "kind", "number"),
    Index(None, "office", "subject", "number"),
)

# As migration v0013 makes them; a test holds that both are the same. `%%`: SQLAlchemy's own formatting takes one away.
_SQLITE = (
    "CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log"
    " BEGIN SELECT RAISE(ABORT, 'audit_log: rows are only added'); END",
    "CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log"
    " WHEN OLD.number > coalesce((SELECT pruned_number FROM audit_chains WHERE office = OLD.office), 0)"
    " BEGIN SELECT RAISE(ABORT, 'audit_log: rows are only added'); END",
    "CREATE TRIGGER audit_log_is_not_replaced BEFORE INSERT ON audit_log"
    " WHEN EXISTS (SELECT 1 FROM audit_log WHERE office = NEW.office AND number = NEW.number)"
    " BEGIN SELECT RAISE(ABORT, 'audit_log: rows are only added'); END",
    "CREATE TRIGGER audit_chains_goes_on BEFORE UPDATE ON audit_chains"
    " WHEN NEW.office <> OLD.office OR NEW.number < OLD.number OR NEW.pruned_number < OLD.pruned_number"
    " OR NEW.pruned_number > NEW.number"
    " BEGIN SELECT RAISE(ABORT, 'audit_chains: a chain only goes on'); END",
    "CREATE TRIGGER audit_chains_is_not_deleted BEFORE DELETE ON audit_chains"
    " BEGIN SELECT RAISE(ABORT, 'audit_chains: a chain only goes on'); END",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION madang_audit_is_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'audit_log' AND TG_OP = 'DELETE' THEN
        IF OLD.number <= coalesce((SELECT pruned_number FROM audit_chains WHERE office = OLD.office), 0) THEN
            RETURN OLD;
        END IF;
    ELSIF TG_TABLE_NAME = 'audit_chains' AND TG_OP = 'UPDATE' THEN
        IF NEW.office = OLD.office AND NEW.number >= OLD.number AND NEW.pruned_number >= OLD.pruned_number
            AND NEW.pruned_number <= NEW.number THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '%%: rows are only added', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    "CREATE TRIGGER audit_log_is_only_added BEFORE UPDATE OR DELETE ON audit_log"
    " FOR EACH ROW EXECUTE FUNCTION madang_audit_is_only_added()",
    "CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log"
    " FOR EACH STATEMENT EXECUTE FUNCTION madang_audit_is_only_added()",
    "CREATE TRIGGER audit_chains_goes_on BEFORE UPDATE OR DELETE ON audit_chains"
    " FOR EACH ROW EXECUTE FUNCTION madang_audit_is_only_added()",
    "CREATE TRIGGER audit_chains_is_not_emptied BEFORE TRUNCATE ON audit_chains"
    " FOR EACH STATEMENT EXECUTE FUNCTION madang_audit_is_only_added()",
)
for _dialect, _statements in (("sqlite", _SQLITE), ("postgresql", _POSTGRESQL)):
    for _statement in _statements:
        event.listen(metadata, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
