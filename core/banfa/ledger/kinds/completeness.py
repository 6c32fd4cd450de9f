"""Completeness (数据截止): whose reports are declared whole up to which day.

A declaration is an entry like any other, so that what a round could rely on can be told afterwards. Of
several for one kind of report the furthest day counts; one made in error is voided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Date, Text, func

from banfa.database.rows import narrow
from banfa.ledger.entries.asof import known_at_moment, known_now, known_then, select_known
from banfa.ledger.entries.fields import Field, known, past_day, words
from banfa.ledger.entries.kind import Kind
from banfa.ledger.entries.tables import entry_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any

    from sqlalchemy import Connection

    from banfa.ledger.entries.fields import ReadingContext

REPORTS = {
    "contract": "合同签订与立项",
    "progress": "改造进展",
    "acceptance": "验收",
    "survey": "满意度评价",
    "review": "专家评审",
    "product": "产品",
    "target": "绩效目标",
    "concession": "让利承诺与兑现",
    "service_case": "服务案例",
}
"""What others report; the bureau's own acts are complete by construction. For records: `record.<kind>`."""

source_complete = entry_table(
    "source_complete",
    Column("reports", Text, nullable=False),
    Column("until_on", Date, nullable=False),
    Column("basis", Text),
)


def record_reports(kind: str) -> str:
    """The name under which records of a plugin's kind are declared complete."""
    return f"record.{kind}"


def reports_of(ground: ReadingContext) -> Mapping[str, str]:
    """Every kind of report that can be declared complete in this city, with its Chinese name."""
    return {**REPORTS, **{record_reports(k.key): k.zh for k in ground.profile.record_kinds}}


def reports(value: Any, ground: ReadingContext) -> str:
    """A kind of report that can be declared complete."""
    return known(value, "unknown_reports", reports_of(ground), ground)


SOURCE_COMPLETE = Kind(
    name="source_complete",
    zh="数据截止",
    table=source_complete,
    day="until_on",
    fields=(
        Field("reports", "数据种类", reports, required=True),
        Field("until_on", "完整截至之日", past_day, required=True),
        Field("basis", "依据", words),
    ),
)


def completeness(connection: Connection, tenant_id: int, *, known_at: datetime) -> dict[str, date]:
    """Up to which day each kind of report is declared complete, as known at that moment."""
    statement = _FURTHEST[known_at_moment(known_at)]
    rows = connection.execute(statement, {"tenant": tenant_id, "known_at": known_at})
    return {row.reports: row.until_on for row in rows}


_declared = narrow(source_complete)
_FURTHEST = {
    known: select_known(
        _declared, _declared.c.reports, func.max(_declared.c.until_on).label("until_on"), known=known
    ).group_by(_declared.c.reports)
    for known in (known_then, known_now)
}
