"""Completeness (数据截止): whose reports are declared whole up to which day.

A declaration is an entry like any other, so that what a round could rely on can be told afterwards. A source
declares for itself only: of several of its own for one kind of report the furthest day counts, and one made
in error is voided. A kind of report is whole as far as every source that reports it has declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ForeignKeyConstraint, and_, func, union

from banfa.database.rows import Bound, TenantRow, instant_column, text_column
from banfa.database.tenancy import select
from banfa.errors import Forbidden
from banfa.ledger.entries.asof import KNOWN_AT, NOW, choose_known, known_now, known_then, select_known
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, city_choice, past_day, text
from banfa.trust.rights import DECLARED, RIGHTS, VERIFIED
from banfa.trust.seals import number_row
from banfa.trust.source_row import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Select

    from banfa.cities.profile import Profile
    from banfa.errors import BanfaError
    from banfa.ledger.entries.asof import Known
    from banfa.ledger.entries.entry import Draft, Kind
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
"""What others report; the bureau's own acts are complete by construction. For records: `record.<kind>`."""
REPORTS_VERIFIED: Final = ("review",)
"""Of these, what the bureau itself verifies: nobody else declares it complete."""


def record_reports(kind: str) -> str:
    """The name under which records of a plugin's kind are declared complete."""
    return f"record.{kind}"


def reports_of(context: ReadingContext) -> Mapping[str, str]:
    """Every kind of report that can be declared complete in this city, with its Chinese name."""
    return reports_in(context.profile)


def reports_in(profile: Profile) -> Mapping[str, str]:
    """Every kind of report that can be declared complete in a city, with its Chinese name."""
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
        "数据种类", reports_in, code="unknown_reports", hint="如 contract、record.honour"
    )
    until_on: date = past_day("完整截至之日")
    basis: str | None = text("依据", max_length=MAX_CONTENT)


source_complete = SourceComplete.table


class Reporter(
    TenantRow,
    table="reporter",
    key=("source", "reports"),
    rights="SELECT, INSERT",
    constraints=(
        ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_reporter_source"
        ),
    ),
    bound=Bound(),
):
    """A source that reports something, from its first report of it on."""

    source: str = text_column()
    reports: str = text_column()
    first_at: datetime = instant_column()


class Declared(NamedTuple):
    """Up to which day a source has declared a kind of report complete; None where it never has."""

    reports: str
    source: str
    until_on: date | None


def note_reporters(unit: Unit, kind: Kind, drafts: Iterable[Draft], *, source: str) -> None:
    """Remember that a source reports what these rows are; done as they are written.

    What Banfa itself writes is an act of the bureau's (a panel's points that a person adopts): it declares
    nothing of its own, and nobody else waits for it.
    """
    if source == SYSTEM:
        return
    if kind.name in REPORTS:
        reports = {kind.name}
    elif kind.name == "record":
        reports = {record_reports(draft.values["kind"]) for draft in drafts}
    else:
        return
    rows = [{"source": source, "reports": name, "first_at": unit.recorded_at} for name in sorted(reports)]
    table = Reporter.table
    upsert = (
        unit.upsert(table).on_conflict_do_nothing().returning(*(table.c[name] for name in Reporter.names))
    )
    written = unit.connection.execute(upsert, rows)
    unit.seal(table, [number_row(table, vars(Reporter.make(row))) for row in written])


def completeness(connection: Connection, tenant_id: int, *, known_at: datetime) -> dict[str, date]:
    """Up to which day each kind of report is complete by all who report it, as known at that moment."""
    statement = _COMPLETE[choose_known(known_at)]
    rows = connection.execute(statement, {"tenant": tenant_id, "known_at": known_at}).all()
    lacking = {row.reports for row in rows if row.until_on is None}
    days: dict[str, date] = {}
    for row in rows:
        if row.reports not in lacking:
            days[row.reports] = min(row.until_on, days.get(row.reports, row.until_on))
    return days


def list_declared(unit: Unit) -> list[Declared]:
    """List who reports what, and up to which day it is declared complete, as known now."""
    return [Declared._make(row) for row in unit.execute(_COMPLETE[known_now], known_at=NOW)]


def _select_declared(known: Known) -> Select[Any]:
    """The furthest day that each source has declared for each kind of report; NULL where it has not."""
    c, r = SourceComplete.c, Reporter.c
    declared = select_known(
        SourceComplete.rows, c.reports, c.source, func.max(c.until_on).label("until_on"), known=known
    ).group_by(c.reports, c.source)
    of_source = declared.subquery("declared")
    d = of_source.c
    reporting = select(r.reports, r.source).where(r.first_at <= KNOWN_AT)
    everybody = union(reporting, select(d.reports, d.source)).subquery("everybody")
    e = everybody.c
    return select(e.reports, e.source, d.until_on).join_from(
        everybody, of_source, and_(d.reports == e.reports, d.source == e.source), isouter=True
    )


_COMPLETE: Final = {known: _select_declared(known) for known in (known_then, known_now)}
