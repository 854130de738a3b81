"""Map pictures drawn from the office's own lines, with no tiles from elsewhere."""
