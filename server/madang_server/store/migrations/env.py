"""Where Alembic begins: runs the steps on the connection that it is handed. Has no settings of its own."""

from alembic import context

from madang_server.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
