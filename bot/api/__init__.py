"""What other programs ask: health, metrics, and the files that messages point to."""
