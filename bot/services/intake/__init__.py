"""Matters that do not come through LINE: taken in by hand, imported, and told back."""
