"""How the office works: units, rules, deadlines, ready replies, quota, periods."""
