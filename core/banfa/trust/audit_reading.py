"""Reading the audit chain: its links with the names of who acted, one link with its data, what it proves."""

from __future__ import annotations

from operator import eq, ge, gt, lt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Missing
from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.persons import Person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from banfa.trust.unit import Unit

_CHAIN: Final[Any] = AuditLink.rows.outerjoin(Person.rows, Person.c.uuid == AuditLink.c.person)
_LIST: Final = (
    select(*AuditLink.columns(), Person.c.name.label("actor")).select_from(_CHAIN).limit(bindparam("most"))
)
_ONE: Final = (
    select(*AuditLink.columns(), Person.c.name.label("actor"), AuditData.c.data, AuditData.c.salt)
    .select_from(_CHAIN.outerjoin(AuditData.rows, AuditData.c.seq == AuditLink.c.seq))
    .where(AuditLink.c.seq == bindparam("seq"))
)


def list_links(
    unit: Unit,
    *,
    most: int,
    after: int | None = None,
    before: int | None = None,
    action: str | None = None,
    subject: str | None = None,
    person: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Any]:
    """List links with `actor`, the present name of who acted.

    Those `after` a number oldest first, otherwise the newest first, those `before` one.
    """
    c = AuditLink.c
    wanted = (
        (c.seq, gt, after),
        (c.seq, lt, before),
        (c.action, eq, action),
        (c.subject, eq, subject),
        (c.person, eq, person),
        (c.at, ge, since),
        (c.at, lt, until),
    )
    statement = _LIST.order_by(c.seq.desc() if after is None else c.seq)
    for column, compare, value in wanted:
        if value is not None:
            statement = statement.where(compare(column, value))
    return list(unit.execute(statement, most=most))


def read_link(row: Any) -> AuditLink:
    """The link of a row."""
    return AuditLink.make(row[: len(AuditLink.names)])


def find_link(unit: Unit, seq: int) -> Any:
    """Read one link with `actor`, `data`, `salt`. Raises Missing (`audit_link_missing`)."""
    row = unit.execute(_ONE, seq=seq).one_or_none()
    if row is None:
        raise Missing("audit_link_missing", "没有这一环审计记录，请核对序号。")
    return row
