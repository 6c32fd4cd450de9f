"""On the way in, and out to people: parsing, references, checks against the ledger, writing; listing."""
