"""Thai text in, a reading of it out."""
