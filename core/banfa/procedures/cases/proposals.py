"""What is proposed to follow from a remedy, before it is a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from banfa.law import Clause, Edition
    from banfa.procedures.cases.remedies import CaseRemedy


class Proposal(NamedTuple):
    """What may follow: its kind, what it is, what asks for it, by which provision, about what, since when."""

    kind: str
    what: str
    origin: str
    cite: str | None = None
    thing_id: int | None = None
    from_on: date | None = None


def find_own_clause(law: Edition, remedy: CaseRemedy) -> Clause | None:
    """Find the clause that a remedy rests on, if the edition still has it."""
    return next((clause for clause in law.clauses if clause.cite.key == remedy.cite), None)
