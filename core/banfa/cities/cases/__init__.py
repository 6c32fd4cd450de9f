"""Worked cases (演算): read, run against an edition, and told in the words of the case."""
