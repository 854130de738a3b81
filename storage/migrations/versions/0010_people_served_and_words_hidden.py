"""How many people were served by group, and free answers that are not to be shown."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "served",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=False),
        sa.Column("group_code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_served_wave_id_wave"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("wave_id", "group_key", "group_code", name=op.f("pk_served")),
    )
    op.create_table(
        "hidden_words",
        sa.Column("response_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hidden_by"], ["staff.id"], name=op.f("fk_hidden_words_hidden_by_staff"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_hidden_words_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", "question_key", name=op.f("pk_hidden_words")),
    )


def downgrade() -> None:
    op.drop_table("hidden_words")
    op.drop_table("served")
