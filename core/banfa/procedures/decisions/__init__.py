"""Decisions under a document: proposed by one person, confirmed by another; and those of before, imported."""
