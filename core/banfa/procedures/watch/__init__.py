"""The watch (情形监测): every clause for every provider, as of any day; what was seen is stored as hits."""
