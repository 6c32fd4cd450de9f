"""Entries on paper that officials know: sheets to fill in, sheets as they come back, lists to keep."""
