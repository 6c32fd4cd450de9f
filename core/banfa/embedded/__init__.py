"""Servers that come with the requirements: PostgreSQL and the queue, children that die with us."""
