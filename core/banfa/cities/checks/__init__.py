"""One module a topic; each yields problems whose plugin `banfa.cities.checks.run` fills in."""
