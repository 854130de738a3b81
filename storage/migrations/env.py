"""What Alembic runs: it migrates over the connection that `storage.schema` hands it."""

from typing import Any, Literal

from alembic import context

from storage.database import Moment
from storage.schema import is_of_tables
from storage.tables import metadata


def plain_types(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Migrations name plain SQLAlchemy types, so that old ones do not depend on today's program."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    include_name=is_of_tables,
    render_item=plain_types,
    # SQLite changes a table by making it anew, which the very first migration has no need of.
    render_as_batch=context.config.attributes.get("batch", True),
)
with context.begin_transaction():
    context.run_migrations()
