"""Charts drawn by ourselves: the same bars on the page and on paper."""
