"""Visits (走访、回访、评测、现场核查): plans, mandates, records, third parties' reports, what follows."""
