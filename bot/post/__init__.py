"""E-mail and SMS to staff: the means beside LINE. Whom to ask is in the settings alone, never in what is sent."""
