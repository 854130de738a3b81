"""Results to take away: Excel, CSV and a report on paper, all made of the same tables that the page shows."""
