"""Who looked at which case, and into which case another was merged."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
    )
    op.create_index(op.f("ix_look_at"), "look", ["at"])
    op.create_index("ix_look_kind", "look", ["kind", "id"])
    op.create_index("ix_look_staff", "look", ["staff_id", "id"])
    op.create_index("uq_look_once", "look", ["case_id", "staff_id", "unit", "kind", "slot"], unique=True)
    # Columns are added and dropped by ALTER: a table of SQLite that is made anew would take what refers to it along.
    op.add_column("case_file", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_case_file_merged_into"), "case_file", ["merged_into"])
    op.add_column("case_entry", sa.Column("other_case", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("case_entry", "other_case")
    op.drop_index(op.f("ix_case_file_merged_into"), table_name="case_file")
    op.drop_column("case_file", "merged_into")
    op.drop_table("look")
