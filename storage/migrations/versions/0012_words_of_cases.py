"""Finding cases: the index of their words, the words that misspelt ones are compared with, and what lists go by."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

FTS = (
    "CREATE VIRTUAL TABLE case_words USING fts5(words, detail=none, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '_'\")"
)

OPEN = "status NOT IN ('closed', 'merged', 'referred', 'refused', 'unconfirmed', 'withdrawn')"
DUE = "coalesce(due, '9999-12-31')"
LISTS = {
    "ix_case_file_pressing": f"(urgent DESC, {DUE}, id) WHERE {OPEN}",
    "ix_case_file_unit_pressing": f"(unit, urgent DESC, {DUE}, id) WHERE {OPEN}",
    "ix_case_file_due": f"(due, status) WHERE {OPEN}",
    "ix_case_file_changed": "(changed_at, id)",
    "ix_case_file_unit": "(unit, id)",
    "ix_case_file_category": "(category, id)",
}


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    words: sa.types.TypeEngine[Any] = sa.Text() if sqlite else postgresql.TSVECTOR()
    op.create_table(
        "case_index",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Integer(), nullable=False),
        sa.Column("words", words, nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_index_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_index")),
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    if sqlite:
        op.execute(FTS)
    else:
        op.create_index("ix_case_index_words", "case_index", ["words"], postgresql_using="gin")
    for name, what in LISTS.items():
        op.execute(f"CREATE INDEX {name} ON case_file {what}")


def downgrade() -> None:
    for name in LISTS:
        op.drop_index(name, table_name="case_file")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE case_words")
    op.drop_table("search_word")
    op.drop_table("case_index")
