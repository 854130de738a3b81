"""How Siang talks: flows, their engine, and its words."""
