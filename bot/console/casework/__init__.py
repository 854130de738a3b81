"""The pages of one case, and what is done there."""
