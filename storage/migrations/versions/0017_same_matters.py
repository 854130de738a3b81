"""What open complaints are compared by, and who joined whose."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_trace",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_trace_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_trace")),
    )
    op.create_index("ix_case_trace_point", "case_trace", ["latitude", "longitude"])
    op.create_index("ix_case_trace_area", "case_trace", ["area", "category", "case_id"])
    op.create_table(
        "case_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_band_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "case_id", name=op.f("pk_case_band")),
    )
    op.create_index(op.f("ix_case_band_case_id"), "case_band", ["case_id"])
    op.create_table(
        "case_joiner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_joiner_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_case_joiner_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_joiner")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_case_joiner_case_id")),
    )
    op.create_index(op.f("ix_case_joiner_person_id"), "case_joiner", ["person_id"])


def downgrade() -> None:
    op.drop_table("case_joiner")
    op.drop_table("case_band")
    op.drop_table("case_trace")
