"""Sheets that come in and go out: XLSX and CSV, read with care and written without formulas."""
