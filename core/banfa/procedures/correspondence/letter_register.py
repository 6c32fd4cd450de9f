"""投诉举报和来信台账: every letter with what became of it, to be filtered, exported and printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import ARRAY, BigInteger, any_, bindparam

from banfa.database.tenancy import select
from banfa.ledger.recording.names import name_providers
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.leads import Lead
from banfa.procedures.correspondence.letter_rows import Letter
from banfa.trust.persons import name_persons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.trust.unit import Unit

_IDS: Final = bindparam("ids", type_=ARRAY(BigInteger))
_FOLLOWING: Final = (
    select(Lead.c.id, Lead.c.clause, CaseFile.c.number)
    .select_from(Lead.rows.outerjoin(CaseFile.rows, CaseFile.c.id == Lead.c.case_id))
    .where(Lead.c.id == any_(_IDS))
)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A line of the register: never who has written, who is read one by one (`letter.identity`)."""

    letter: Letter
    provider: str
    handler: str
    clause: str
    case_number: str


def list_letters(unit: Unit, *, before: int | None, limit: int, **equal: object) -> list[LetterLine]:
    """List letters, the latest first, below the id `before`, with what stands beside them."""
    c = Letter.c
    statement = Letter.select().order_by(c.id.desc()).limit(bindparam("limit"))
    if before is not None:
        statement = statement.where(c.id < before)
    if (since := equal.pop("since", None)) is not None:
        statement = statement.where(c.received_on >= since)
    if (until := equal.pop("until", None)) is not None:
        statement = statement.where(c.received_on <= until)
    for name, value in equal.items():
        statement = statement.where(c[name] == value)
    return _describe(unit, unit.all(Letter, statement, limit=limit))


def _describe(unit: Unit, letters: Sequence[Letter]) -> list[LetterLine]:
    providers = name_providers(unit, (letter.provider_id for letter in letters))
    persons = name_persons(unit, {letter.handler_id for letter in letters})
    leads = [letter.lead_id for letter in letters if letter.lead_id is not None]
    following = {row.id: row for row in unit.execute(_FOLLOWING, ids=leads)}
    return [
        LetterLine(
            letter,
            providers.get(letter.provider_id or 0, ""),
            persons.get(letter.handler_id) or "",
            lead.clause if (lead := following.get(letter.lead_id or 0)) else "",
            (lead.number or "") if lead else "",
        )
        for letter in letters
    ]
