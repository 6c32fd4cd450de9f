"""What waits in a case, as an item of today's list: its handler has it in hand, under the case's number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import literal

from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.work_item import make_columns
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

f = CaseFile.c


def make_item_of_case(kind: str, **values: ColumnElement[Any]) -> Select[Any]:
    """Select an item of a case.

    Where somebody else has entered what waits, `person_id` is that person's, who may not check it himself;
    `person` stays the handler.
    """
    given = {
        "provider_id": f.provider_id,
        "person": name_person(f.handler_id),
        "person_id": f.handler_id,
        "approval": literal(value=False),
        "number": f.number,
        **values,
    }
    return make_columns(kind, **given)
