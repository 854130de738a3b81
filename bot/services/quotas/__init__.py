"""The books of LINE's quota, and how they are shown."""
