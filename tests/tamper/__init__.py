"""Tampering with the audit chain and what belongs to it, by a master of the database."""
