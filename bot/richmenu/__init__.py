"""The rich menus: what they hold, how they look, and how they get to LINE."""
