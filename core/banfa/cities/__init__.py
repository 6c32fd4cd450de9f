"""Cities: what a plugin must say, how it is found, checked and compiled once into a frozen profile; its cases and its text."""
