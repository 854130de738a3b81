"""Accounts of staff: passwords, second steps, and what is signed in."""
