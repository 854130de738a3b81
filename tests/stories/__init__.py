"""Stories: conversations as plain text, played against the whole program."""
