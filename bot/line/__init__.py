"""Everything that knows LINE: its events, its messages, its limits, its API."""
