"""Pictures as numbers, doubts about after-photos, talks taken over, who looks at a case, templates of replies."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture_print",
        sa.Column("media_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("uploaded", sa.Boolean(), nullable=False),
        sa.Column("software", sa.String(length=80), nullable=False),
        sa.Column("camera", sa.String(length=80), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("phash", sa.BigInteger(), nullable=True),
        sa.Column("dhash", sa.BigInteger(), nullable=True),
        sa.Column("band0", sa.Integer(), nullable=True),
        sa.Column("band1", sa.Integer(), nullable=True),
        sa.Column("band2", sa.Integer(), nullable=True),
        sa.Column("band3", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_picture_print_media_id_media"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", name=op.f("pk_picture_print")),
    )
    with op.batch_alter_table("picture_print", schema=None) as batch_op:
        batch_op.create_index("ix_picture_print_band0", ["band0", "phash", "media_id"], unique=False)
        batch_op.create_index("ix_picture_print_band1", ["band1", "phash", "media_id"], unique=False)
        batch_op.create_index("ix_picture_print_band2", ["band2", "phash", "media_id"], unique=False)
        batch_op.create_index("ix_picture_print_band3", ["band3", "phash", "media_id"], unique=False)
        batch_op.create_index(
            "ix_picture_print_wanted",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'wanted'"),
            postgresql_where=sa.text("state = 'wanted'"),
        )

    op.create_table(
        "reply_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["staff.id"], name=op.f("fk_reply_template_changed_by_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_template")),
    )
    op.create_table(
        "picture_doubt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("flag", sa.String(length=20), nullable=False),
        sa.Column("other_media", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("other_case", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_picture_doubt_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_picture_doubt_media_id_media"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_case"], ["case_file.id"], name=op.f("fk_picture_doubt_other_case_case_file"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["other_media"], ["media.id"], name=op.f("fk_picture_doubt_other_media_media"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_doubt")),
    )
    with op.batch_alter_table("picture_doubt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_picture_doubt_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_picture_doubt_media_id"), ["media_id"], unique=False)

    op.create_table(
        "presence",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_presence_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_presence_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "takeover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_takeover_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_takeover_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_takeover_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
    )
    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_takeover_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_takeover_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "ix_takeover_until",
            ["until"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outgoing_lost",
            ["created_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('refused', 'unknown', 'withheld')"),
            postgresql_where=sa.text("state IN ('refused', 'unknown', 'withheld')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outgoing_lost",
            sqlite_where=sa.text("state IN ('refused', 'unknown', 'withheld')"),
            postgresql_where=sa.text("state IN ('refused', 'unknown', 'withheld')"),
        )

    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_takeover_until", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )
        batch_op.drop_index(
            "ix_takeover_open", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_takeover_case_id"))

    op.drop_table("takeover")
    op.drop_table("presence")
    with op.batch_alter_table("picture_doubt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_picture_doubt_media_id"))
        batch_op.drop_index(batch_op.f("ix_picture_doubt_case_id"))

    op.drop_table("picture_doubt")
    op.drop_table("reply_template")
    with op.batch_alter_table("picture_print", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_picture_print_wanted",
            sqlite_where=sa.text("state = 'wanted'"),
            postgresql_where=sa.text("state = 'wanted'"),
        )
        batch_op.drop_index("ix_picture_print_band3")
        batch_op.drop_index("ix_picture_print_band2")
        batch_op.drop_index("ix_picture_print_band1")
        batch_op.drop_index("ix_picture_print_band0")

    op.drop_table("picture_print")
