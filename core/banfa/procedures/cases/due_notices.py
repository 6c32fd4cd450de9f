"""That an order's last day is near is announced once for each last day, some days ahead, by the nightly job.

It is an event for whoever listens and a row that keeps it from coming twice; the term is what it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Date, Index, UniqueConstraint, bindparam

from banfa.database.rows import Bound, TenantRow, date_column, instant_column
from banfa.database.tenancy import select
from banfa.ledger.kinds.decisions import ORDER
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.reminding import RUNNING

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.trust.unit import Unit


class DueNotice(
    TenantRow,
    table="due_notice",
    refers={"remedy_id": "remedy"},
    rights="SELECT, INSERT",
    constraints=(
        UniqueConstraint("tenant_id", "remedy_id", "due_on"),
        Index("ix_due_notice_remedy", "tenant_id", "remedy_id"),
    ),
    bound=Bound(),
):
    """That it was announced that an order ends on `due_on`."""

    id: int
    remedy_id: int
    due_on: date = date_column()
    noticed_at: datetime = instant_column()


m, n = CaseRemedy.c, DueNotice.c
_NEAR: Final = select(m.id, m.due_on).where(
    m.kind == ORDER,
    m.state == RUNNING,
    m.due_on.between(bindparam("today", type_=Date), bindparam("until", type_=Date)),
    ~select(n.id).where(n.remedy_id == m.id, n.due_on == m.due_on).exists(),
)


def announce_due(unit: Unit) -> int:
    """Announce which orders end within the bureau's days of notice and were not yet; return how many."""
    until = find_office(unit).warn_until(unit.today)
    near = {row.id: row.due_on for row in unit.execute(_NEAR, today=unit.today, until=until)}
    if not near:
        return 0
    rows = [
        {"remedy_id": remedy_id, "due_on": due_on, "noticed_at": unit.now}
        for remedy_id, due_on in sorted(near.items())
    ]
    insert = unit.insert(DueNotice.table).returning(DueNotice.table.c.id)
    unit.seal(DueNotice.table, unit.connection.execute(insert, rows).scalars().all())
    for remedy_id, due_on in sorted(near.items()):
        unit.note("remedy.term_ends", f"remedy/{remedy_id}", {"due_on": due_on})
    return len(near)
