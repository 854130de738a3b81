"""The rules of a case: its statuses, deadlines, routing, and what is told to whom."""
