"""The watch (预警): every clause for every provider, as of any day; what was seen is stored as hits."""
