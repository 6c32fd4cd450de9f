"""What happened, decisions included: tables, recording, and the sheet that turns them into columns.

- Entries and their records: `entries` (how tables are made), `kind` and `kinds` (what can be recorded, as
data), a module for each topic with its tables and kinds (`contracts`, `surveys`, `decisions` …). - On the
way in: `fields` and `reading` (one row), `references` (what rows refer to), `checks` and `dependents` (what
cannot be true), `writing`; `recording` and `amending` are what callers use. - On the way out to people:
`listing`, `changes`, `standing`. - On the way to the law: `moment` (as of when), `pool` (who), `selects`,
`measures` and the `facts_of_…` modules with their `catalogue` (where each fact is found), `packing` and
`ranges`; `sheet` builds the columns, `evidence` shows the rows behind a number, `contract_facts` does the
same for single contracts.
"""
