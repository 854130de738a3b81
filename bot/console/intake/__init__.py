"""Taking matters in by hand, and the register as a file."""
