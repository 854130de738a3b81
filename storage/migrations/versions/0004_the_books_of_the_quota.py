"""The books of the quota, groups and what they cost, menus that follow, what was found of the set-up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "line_group",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leave_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_group")),
    )
    with op.batch_alter_table("line_group", schema=None) as batch_op:
        batch_op.create_index(
            "ix_line_group_leave",
            ["leave_at"],
            unique=False,
            sqlite_where=sa.text("leave_at IS NOT NULL"),
            postgresql_where=sa.text("leave_at IS NOT NULL"),
        )

    op.create_table(
        "menu_wish",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("wishes", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_menu_wish")),
    )
    with op.batch_alter_table("menu_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_menu_wish_due_at"), ["due_at"], unique=False)

    op.create_table(
        "push_ledger",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("pushes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "unit", "purpose", name=op.f("pk_push_ledger")),
    )
    op.create_table(
        "quota_budget",
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("pushes", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("unit", name=op.f("pk_quota_budget")),
    )
    op.create_table(
        "quota_plan",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_quota_plan")),
    )
    with op.batch_alter_table("quota_plan", schema=None) as batch_op:
        batch_op.create_index(
            "ix_quota_plan_open",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "quota_seen",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("month_limit", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_quota_seen")),
    )
    op.create_table(
        "watch",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_watch")),
    )
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.drop_column("unit")

    op.drop_table("watch")
    op.drop_table("quota_seen")
    with op.batch_alter_table("quota_plan", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_quota_plan_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("quota_plan")
    op.drop_table("quota_budget")
    op.drop_table("push_ledger")
    with op.batch_alter_table("menu_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_menu_wish_due_at"))

    op.drop_table("menu_wish")
    with op.batch_alter_table("line_group", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_line_group_leave",
            sqlite_where=sa.text("leave_at IS NOT NULL"),
            postgresql_where=sa.text("leave_at IS NOT NULL"),
        )

    op.drop_table("line_group")
