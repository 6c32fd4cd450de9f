"""What an entry is: its kind, its table, its fields and checks, and as of when it is asked about."""
