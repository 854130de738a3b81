"""Asking back: questionnaires, waves, counters and their results."""
