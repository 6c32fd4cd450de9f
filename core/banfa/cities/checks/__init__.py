"""One module a topic; each yields problems whose plugin `banfa.cities.checking` fills in."""
