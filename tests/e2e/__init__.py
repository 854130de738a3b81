"""The whole story in a real browser: chat page, unit's group and console on one running instance."""
