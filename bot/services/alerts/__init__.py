"""Who of the staff is told what, when and by which means."""
