"""What happened, decisions included: tables, recording, and the sheet that turns them into columns.

Four inner rooms: `entries` (what an entry is), `kinds` (what can be recorded), `recording` (in, and out to
people) and `facts` (on the way to the law). The last two do not know each other.
"""
