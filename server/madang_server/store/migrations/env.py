"""Where Alembic begins: runs the steps on the connection that it is handed. Has no settings of its own."""

from alembic import context

from madang_server.store.migrate import note_min_code
from madang_server.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    on_version_apply=note_min_code,
)
context.run_migrations()
