"""What staff are alerted of: to whom it goes, by which means, when, and what follows where nobody takes it."""
