"""Completeness (数据截止): whose reports are declared whole up to which day.

A declaration is an entry like any other, so that what a round could rely on can be told afterwards. Of
several for one kind of report the furthest day counts; one made in error is voided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func

from banfa.errors import Forbidden
from banfa.ledger.entries.asof import choose_known, known_now, known_then, select_known
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, city_choice, past_day, text
from banfa.trust.rights import DECLARED, RIGHTS, VERIFIED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from banfa.cities.profile import Profile
    from banfa.errors import BanfaError
    from banfa.ledger.entries.entry import Draft
    from banfa.ledger.entries.fields import ReadingContext
    from banfa.trust.unit import Unit

REPORTS: Final = {
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
REPORTS_VERIFIED: Final = ("review",)
"""Of these, what the bureau itself verifies: nobody else declares it complete."""
"""What others report; the bureau's own acts are complete by construction. For records: `record.<kind>`."""


def record_reports(kind: str) -> str:
    """The name under which records of a plugin's kind are declared complete."""
    return f"record.{kind}"


def reports_of(context: ReadingContext) -> Mapping[str, str]:
    """Every kind of report that can be declared complete in this city, with its Chinese name."""
    return _reports(context.profile)


def _reports(profile: Profile) -> Mapping[str, str]:
    return {**REPORTS, **{record_reports(k.key): k.zh for k in profile.record_kinds}}


def _check_declarer(unit: Unit, drafts: Sequence[Draft]) -> Mapping[int, BanfaError]:
    """Let nobody declare complete what he may not report."""
    actor = unit.actor
    if RIGHTS[actor.role, VERIFIED, "report"]:
        return {}
    message = (
        f"{'、'.join(REPORTS[name] for name in REPORTS_VERIFIED)}由主管部门核实后登记，只能由其申明截止。"
    )
    error = Forbidden("not_own_source", message, field="reports")
    return {draft.index: error for draft in drafts if draft.values["reports"] in REPORTS_VERIFIED}


class SourceComplete(
    Entry,
    name="source_complete",
    zh="数据截止",
    rights=DECLARED,
    guards=(_check_declarer,),
    plural="completeness",
    day="until_on",
):
    """A declaration that a kind of report is whole up to a day."""

    reports: str = city_choice(
        "数据种类", _reports, code="unknown_reports", hint="如 contract、record.honour"
    )
    until_on: date = past_day("完整截至之日")
    basis: str | None = text("依据", max_length=MAX_CONTENT)


source_complete = SourceComplete.table


def completeness(connection: Connection, tenant_id: int, *, known_at: datetime) -> dict[str, date]:
    """Up to which day each kind of report is declared complete, as known at that moment."""
    statement = _FURTHEST[choose_known(known_at)]
    rows = connection.execute(statement, {"tenant": tenant_id, "known_at": known_at})
    return {row.reports: row.until_on for row in rows}


_FURTHEST: Final = {
    known: select_known(
        SourceComplete.rows,
        SourceComplete.c.reports,
        func.max(SourceComplete.c.until_on).label("until_on"),
        known=known,
    ).group_by(SourceComplete.c.reports)
    for known in (known_then, known_now)
}
