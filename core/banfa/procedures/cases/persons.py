"""Persons named in papers: they need no account, and are held to what the law asks of persons.

Two at every fact; nobody decides what he proposed; who has an interest stands aside (回避).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import UniqueConstraint

from banfa.database.rows import Bound, TenantRow, bigint_column, instant_column, text_column
from banfa.errors import Conflict, Forbidden, Malformed
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.inputs import Inputs
from banfa.procedures.naming import same_name
from banfa.trust.persons import find_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from banfa.trust.persons import Person
    from banfa.trust.unit import Unit

TWO: Final = 2


class Recusal(
    TenantRow,
    table="recusal",
    refers={"recorded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(UniqueConstraint("tenant_id", "case_id", "name"),),
    bound=Bound(),
    erasable=("name", "reason"),
):
    """Who stands aside from a case, by name, and why."""

    id: int
    case_id: int = bigint_column()
    name: str = text_column()
    reason: str = text_column()
    recorded_by: int
    recorded_at: datetime = instant_column()


class StandAside(Inputs, example={"name": "周明", "reason": "与当事单位法定代表人系近亲属"}):
    """Who stands aside, and why."""

    name: str = text("回避人员", max_length=50)
    reason: str = text("回避事由", max_length=500)


def add_recusal(unit: Unit, case_id: int, data: StandAside) -> Recusal:
    """Record that somebody stands aside. Raises Conflict (`recused_before`)."""
    if any(recusal.name == data.name for recusal in list_rows(unit, Recusal, case_id=case_id)):
        raise Conflict("recused_before", f"{data.name}已登记回避，不必再登记。", field="name")
    values = {"case_id": case_id, "name": data.name, "reason": data.reason}
    row = unit.add(Recusal, **values, recorded_by=unit.actor.person.id, recorded_at=unit.now)
    unit.note("case.recused", f"case/{case_id}", {"name": data.name, "reason": data.reason})
    return row


def check_two(names: Sequence[str], *, field: str, zh: str) -> list[str]:
    """Check that at least two different persons are named, however they are written: each once.

    Raises Malformed (`two_persons`).
    """
    distinct: list[str] = []
    for name in names:
        if not any(same_name(name, other) for other in distinct):
            distinct.append(" ".join(name.split()))
    if len(distinct) < TWO:
        message = f"{zh}（{field}）须写明两名以上不同的人员。"
        raise Malformed("two_persons", message, field=field)
    return distinct


def check_not_recused(unit: Unit, case_id: int, names: Iterable[str] = ()) -> None:
    """Check that nobody named, nor who acts now, stands aside from the case. Raises Forbidden (`recused`)."""
    if aside := find_aside(unit, case_id, (*names, unit.actor.person.name)):
        raise Forbidden("recused", f"{aside}已登记回避，不能参与本案的办理，请另行指定人员。")


def find_aside(unit: Unit, case_id: int, names: Iterable[str]) -> str | None:
    """Find the first of these who stands aside from the case."""
    aside = [recusal.name for recusal in list_rows(unit, Recusal, case_id=case_id)]
    return next((name for name in names if any(same_name(name, other) for other in aside)), None)


def find_handler(unit: Unit, person_id: int, *, field: str) -> Person:
    """Find who is to have something in hand. Raises Missing, Malformed (`not_a_handler`)."""
    person = find_person(unit, person_id)
    if person.kind != "natural" or not person.active:
        message = f"接手的人（{field}）须是在用的人员，不能是已停用的账号或者接口账号。"
        raise Malformed("not_a_handler", message, field=field)
    return person
