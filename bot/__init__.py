"""The edges of Siang: HTTP, LINE, people and time."""
