"""Asking people how it went."""
