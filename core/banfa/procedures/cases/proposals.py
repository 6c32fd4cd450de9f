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


def list_own_clauses(law: Edition, remedy: CaseRemedy) -> list[Clause]:
    """List the clauses that a remedy rests on, as far as the edition still has them, in its order."""
    return [clause for clause in law.clauses if clause.cite.key in remedy.provisions]
