"""What an entry is: its kind, how its table is made, its fields and checks, and as of when it is asked about."""
