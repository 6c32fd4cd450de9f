"""Cities: what a plugin must say; how it is found, checked and compiled once; its cases and its text."""
