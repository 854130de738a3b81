"""Deadlines, those who are away, reminders, and working groups."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

RUNNING = (
    "status IN ('received', 'screened', 'decided', 'assigned', 'in_progress', 'waiting', 'reported', 'approved', "
    "'reopened')"
)


# Column by column: making the table anew would lose what SQLAlchemy cannot read of its indexes.


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=20), nullable=False),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("category", "step", "priority", name=op.f("pk_term")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["staff.id"], name=op.f("fk_absence_deputy_id_staff"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index("ix_absence_ends", ["ends"], unique=False)

    op.create_table(
        "office_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_office_day_staff_id_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_office_day")),
    )
    op.create_table(
        "case_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_part_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["staff.id"], name=op.f("fk_case_part_officer_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_part")),
    )
    with op.batch_alter_table("case_part", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_part_case",
            ["case_id", "unit"],
            unique=True,
            sqlite_where=sa.text("status <> 'released'"),
            postgresql_where=sa.text("status <> 'released'"),
        )
        batch_op.create_index(
            "ix_case_part_due",
            ["due"],
            unique=False,
            sqlite_where=sa.text("status IN ('assigned', 'in_progress')"),
            postgresql_where=sa.text("status IN ('assigned', 'in_progress')"),
        )
        batch_op.create_index("ix_case_part_unit", ["unit", "status"], unique=False)

    op.create_table(
        "nudge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("serial", sa.SmallInteger(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_nudge_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge")),
        sa.UniqueConstraint("case_id", "part_id", "stage", "number", "due", name=op.f("uq_nudge_case_id")),
    )
    op.add_column("case_file", sa.Column("step_due", sa.Date(), nullable=True))
    op.add_column("case_file", sa.Column("due_by", sa.Date(), nullable=True))
    op.add_column("case_file", sa.Column("pause", sa.String(length=20), nullable=True))
    op.add_column("case_file", sa.Column("chasers", sa.Integer(), server_default="0", nullable=False))
    op.add_column("case_file", sa.Column("partners", sa.JSON(), server_default="[]", nullable=False))
    for column in ("due", "step_due"):
        where = sa.text(RUNNING)
        name = f"ix_case_file_running_{column}"
        op.create_index(name, "case_file", [column], sqlite_where=where, postgresql_where=where)



def downgrade() -> None:
    for column in ("due", "step_due"):
        op.drop_index(f"ix_case_file_running_{column}", table_name="case_file")
    op.drop_column("case_file", "partners")
    op.drop_column("case_file", "chasers")
    op.drop_column("case_file", "pause")
    op.drop_column("case_file", "due_by")
    op.drop_column("case_file", "step_due")

    op.drop_table("nudge")
    with op.batch_alter_table("case_part", schema=None) as batch_op:
        batch_op.drop_index("ix_case_part_unit")
        batch_op.drop_index(
            "ix_case_part_due",
            sqlite_where=sa.text("status IN ('assigned', 'in_progress')"),
            postgresql_where=sa.text("status IN ('assigned', 'in_progress')"),
        )
        batch_op.drop_index(
            "ix_case_part_case",
            sqlite_where=sa.text("status <> 'released'"),
            postgresql_where=sa.text("status <> 'released'"),
        )

    op.drop_table("case_part")
    op.drop_table("office_day")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index("ix_absence_ends")

    op.drop_table("absence")
    op.drop_table("term")
