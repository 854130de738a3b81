"""What is done with cases: opened, moved, merged, talked about, proved, answered by letter."""
