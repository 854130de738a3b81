"""E-mail and SMS to staff, against a real mail server and a real gateway."""
