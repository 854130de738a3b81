"""Things at rest: tables and the questions asked of them; never commits, never decides."""

# Whoever opens a database chains the entries that are added, and keeps the index of cases and their traces with them.
import storage.finding.likeness
import storage.finding.words
import storage.history  # noqa: F401
