"""The office's own data: units, rules, places, and the file that they are loaded from."""
