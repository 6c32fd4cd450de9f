"""Bringing sheets in: received, previewed by what recording would do, confirmed, recorded, given back."""
