"""Which message each of the citizen's words came with."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_source",
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_source_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_case_source")),
    )
    with op.batch_alter_table("case_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_source_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_source_case_id"))

    op.drop_table("case_source")
