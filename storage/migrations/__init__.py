"""The database's history: one file for each change, the same for SQLite and PostgreSQL."""
