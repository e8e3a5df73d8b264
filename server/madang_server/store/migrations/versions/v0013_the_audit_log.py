"""The audit log is a chain of hashes to which rows are only added (SPEC A1 to A5)."""

import sqlalchemy as sa
from alembic import op

revision = "v0013"
down_revision = "v0012"
branch_labels = None
depends_on = None
kind = "expand"

INDEXES = (("at",), ("actor", "number"), ("kind", "number"), ("subject", "number"))
SQLITE = (
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
POSTGRESQL = (
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
    RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
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


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "audit_chains",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("pruned_number", sa.BigInteger(), nullable=False),
        sa.Column("pruned_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("office", name=op.f("pk_audit_chains")),
    )
    op.create_table(
        "audit_log",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("office", "number", name=op.f("pk_audit_log")),
    )
    for columns in INDEXES:
        op.create_index(f"ix_audit_log_office_{'_'.join(columns)}", "audit_log", ["office", *columns])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Go back. Tables that a restore set aside lose their triggers with the function."""
    op.drop_table("audit_log")
    op.drop_table("audit_chains")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION madang_audit_is_only_added() CASCADE")
