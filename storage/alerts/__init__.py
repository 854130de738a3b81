"""Tables of alerts: who is on duty, what was told, and by which means."""
