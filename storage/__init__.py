"""Things at rest: tables and the questions asked of them; never commits, never decides."""

import storage.casewords
import storage.history  # noqa: F401 - whoever opens a database chains the entries that are added
