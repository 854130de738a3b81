"""Things at rest: tables and the questions asked of them; never commits, never decides."""
