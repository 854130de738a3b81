"""Many cases at once: inbox, filters, saved views, map, and who looked."""
