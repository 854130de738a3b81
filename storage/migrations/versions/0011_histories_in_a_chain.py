"""Histories in a chain; the entries that are there get their places and hashes."""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BATCH = 2000
OPEN, CHAINED = "entries <> sealed", "seq > 0"


def upgrade() -> None:
    op.create_table(
        "history_head",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_history_head")),
    )
    op.create_index(
        "ix_history_head_open", "history_head", ["case_id"], sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN)
    )
    op.create_table(
        "history_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=44), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_history_seal")),
    )
    op.create_table(
        "history_sealed",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_history_sealed")),
    )
    op.create_index("ix_history_sealed_seal", "history_sealed", ["number", "case_id"])
    with op.batch_alter_table("case_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("act", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("detail", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("seq", sa.Integer(), server_default="0", nullable=False))
        for name, length in (("salt", 32), ("words", 64), ("previous", 64), ("hash", 64), ("signature", 44)):
            batch_op.add_column(sa.Column(name, sa.String(length=length), server_default="", nullable=False))
    _chain(op.get_bind())
    op.create_index(
        "ix_case_entry_chain", "case_entry", ["case_id", "seq"], unique=True,
        sqlite_where=sa.text(CHAINED), postgresql_where=sa.text(CHAINED),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_case_entry_chain", table_name="case_entry")
    for name in ("signature", "hash", "previous", "words", "salt", "seq", "detail", "act"):
        op.drop_column("case_entry", name)
    op.drop_index("ix_history_sealed_seal", table_name="history_sealed")
    op.drop_table("history_sealed")
    op.drop_table("history_seal")
    op.drop_index("ix_history_head_open", table_name="history_head")
    op.drop_table("history_head")


# What follows repeats the program's first form of the chain, which may change while this file may not.


def _chain(connection: sa.Connection) -> None:
    """Give every entry its place, case after case; the memory needed does not grow with their number."""
    change = sa.text(
        "UPDATE case_entry SET seq = :seq, salt = :salt, words = :words, previous = :previous, hash = :hash "
        "WHERE id = :id"
    )
    head = sa.text("INSERT INTO history_head (case_id, entries, hash, sealed) VALUES (:case_id, :seq, :hash, 0)")
    links: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    last: dict[str, Any] | None = None
    for link in _links(connection):
        if last is not None and last["case_id"] != link["case_id"]:
            heads.append(last)
        links.append(link)
        last = link
        if len(links) >= BATCH:
            _write(connection, change, links)
            _write(connection, head, heads)
    heads += [last] if last is not None else []
    _write(connection, change, links)
    _write(connection, head, heads)


def _write(connection: sa.Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    wanted = set(statement.compile().params)
    if rows:
        connection.execute(statement, [{name: row[name] for name in wanted} for row in rows])
    rows.clear()


def _links(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    entry = sa.table(
        "case_entry", *map(sa.column, ("id", "case_id", "role", "staff_id", "move", "before", "after", "unit", "note",
                                     "other_case")),
        sa.column("at", sa.DateTime(timezone=True)), sa.column("public", sa.Boolean()),
    )  # fmt: skip
    case = sa.table("case_file", sa.column("id"), sa.column("text"))
    after, case_id, seq, previous = (0, 0), None, 0, ""
    chosen = sa.select(entry, case.c.text).join(case, case.c.id == entry.c.case_id)
    while True:
        rows = connection.execute(
            chosen.where(sa.tuple_(entry.c.case_id, entry.c.id) > sa.tuple_(*map(sa.literal, after)))
            .order_by(entry.c.case_id, entry.c.id).limit(BATCH)
        ).all()  # fmt: skip
        for row in rows:
            if row.case_id != case_id:
                case_id, seq, previous = row.case_id, 0, ""
            seq += 1
            link = _link(row, seq, previous)
            previous = link["hash"]
            yield link
        if len(rows) < BATCH:
            return
        after = (rows[-1].case_id, rows[-1].id)


def _link(row: Any, seq: int, previous: str) -> dict[str, Any]:
    salt = secrets.token_hex(16)
    told = seq == 1 and row.move is None
    words = hashlib.sha256(f"{salt}|{row.text if told else row.note}".encode()).hexdigest()
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    content = [1, previous, row.case_id, seq, at.astimezone(UTC).isoformat(timespec="microseconds"), row.role,
               row.staff_id, row.move, None, row.before, row.after, row.unit, row.public, words, "",
               row.other_case]  # fmt: skip
    raw = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    hashed = hashlib.sha256(raw.encode()).hexdigest()
    return {"id": row.id, "case_id": row.case_id, "seq": seq, "salt": salt, "words": words, "previous": previous,
            "hash": hashed}  # fmt: skip
