"""What the database itself refuses: to change or remove an entry of a history, or a seal.

The words of an entry may be changed together with their salt, as erasing does; everything else of it stays.
"""

from sqlalchemy import Connection, inspect, text

FIXED = ("id", "case_id", "at", "role", "staff_id", "move", "before", "after", "unit", "public", "act", "detail", "seq",
         "words", "other_case", "previous", "hash", "signature")  # fmt: skip
REFUSAL = "a history cannot be altered"
TABLES = ("case_entry", "history_seal", "history_sealed")


def names() -> list[str]:
    """Return the names of all triggers."""
    return sorted(f"{table}_{act}" for table in TABLES for act in ("kept", "stays"))


def protect(connection: Connection) -> None:
    """Put the triggers up, anew where they are there."""
    if not inspect(connection).has_table("history_seal"):
        return
    lift(connection)
    make = _sqlite if connection.dialect.name == "sqlite" else _postgres
    for statement in make():
        connection.execute(text(statement))


def lift(connection: Connection) -> None:
    """Take the triggers down, as a migration must that rewrites entries."""
    present = set(inspect(connection).get_table_names())
    for table in present.intersection(TABLES):
        for act in ("kept", "stays", "whole"):
            where = "" if connection.dialect.name == "sqlite" else f" ON {table}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{act}{where}"))
    if connection.dialect.name != "sqlite":
        connection.execute(text("DROP FUNCTION IF EXISTS refuse_history()"))


def standing(connection: Connection) -> list[str]:
    """Return the names of the triggers that are up and work."""
    if connection.dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        asked = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    return sorted(set(connection.scalars(text(asked))) & set(names()))


def _changed(column: str, unlike: str) -> str:
    return f'NEW."{column}" {unlike} OLD."{column}"'


def _sqlite() -> list[str]:
    fixed = " OR ".join(_changed(column, "IS NOT") for column in FIXED)
    words = f"({_changed('note', 'IS NOT')} AND NOT {_changed('salt', 'IS NOT')})"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    made = [f"CREATE TRIGGER case_entry_kept BEFORE UPDATE ON case_entry WHEN {fixed} OR {words} {refuse}"]
    made += [f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} {refuse}" for table in TABLES[1:]]
    made += [f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {refuse}" for table in TABLES]
    return made


def _postgres() -> list[str]:
    fixed = " OR ".join(_changed(column, "IS DISTINCT FROM") for column in FIXED)
    words = f"({_changed('note', 'IS DISTINCT FROM')} AND NOT {_changed('salt', 'IS DISTINCT FROM')})"
    function = (
        "CREATE FUNCTION refuse_history() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    run = "EXECUTE FUNCTION refuse_history()"
    when = f"FOR EACH ROW WHEN ({fixed} OR {words})"
    made = [function, f"CREATE TRIGGER case_entry_kept BEFORE UPDATE ON case_entry {when} {run}"]
    made += [f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} FOR EACH ROW {run}" for table in TABLES[1:]]
    made += [f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW {run}" for table in TABLES]
    made += [f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} {run}" for table in TABLES]
    return made
