"""Matters that came in other ways than LINE: who told, by which letter or agency; drafts; what was told back."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_intake",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("consent", sa.String(length=10), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter_number", sa.String(length=200), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("agency", sa.String(length=200), nullable=False),
        sa.Column("outside_number", sa.String(length=200), nullable=False),
        sa.Column("outside_due", sa.Date(), nullable=True),
        sa.Column("held_at", sa.String(length=200), nullable=False),
        sa.Column("unit_named", sa.String(length=40), nullable=True),
        sa.Column("follow_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_intake_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_intake")),
    )
    with op.batch_alter_table("case_intake", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_intake_outside",
            ["outside_number"],
            unique=False,
            sqlite_where=sa.text("outside_number <> ''"),
            postgresql_where=sa.text("outside_number <> ''"),
        )

    op.create_table(
        "intake_draft",
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_intake_draft_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_intake_draft_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_intake_draft")),
    )
    with op.batch_alter_table("intake_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_draft_saved_at"), ["saved_at"], unique=False)
        batch_op.create_index("ix_intake_draft_staff", ["staff_id", "saved_at"], unique=False)

    op.create_table(
        "case_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_told_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["case_entry.id"], name=op.f("fk_case_told_entry_id_case_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_told_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_told")),
    )
    with op.batch_alter_table("case_told", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_told_case_id"), ["case_id"], unique=False)



def downgrade() -> None:
    with op.batch_alter_table("case_told", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_told_case_id"))

    op.drop_table("case_told")
    with op.batch_alter_table("intake_draft", schema=None) as batch_op:
        batch_op.drop_index("ix_intake_draft_staff")
        batch_op.drop_index(batch_op.f("ix_intake_draft_saved_at"))

    op.drop_table("intake_draft")
    with op.batch_alter_table("case_intake", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_case_intake_outside",
            sqlite_where=sa.text("outside_number <> ''"),
            postgresql_where=sa.text("outside_number <> ''"),
        )

    op.drop_table("case_intake")
