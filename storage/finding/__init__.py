"""Finding cases: the index of words, likeness, the work list, saved views, the map."""
