"""Files that must go from a storage which a network lies before."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_removal",
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_media_removal")),
    )
    with op.batch_alter_table("media_removal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_removal_due_at"), ["due_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("media_removal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_removal_due_at"))

    op.drop_table("media_removal")
