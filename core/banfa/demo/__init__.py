"""Plausible cities from a seed, and the demonstration that runs a bureau's work on them."""
