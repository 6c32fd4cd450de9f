"""What a visit or a report has found (查明事项): a fact of the ledger only when the bureau adopts it."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, key, past_day, text, text_list
from banfa.ledger.recording.record import record_entry
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.visits.actions import MANAGE
from banfa.procedures.visits.plans import PLANS
from banfa.procedures.visits.reports import REPORTS
from banfa.procedures.visits.site_visits import SITE_VISITS
from banfa.procedures.visits.words import check_words
from banfa.trust.source_row import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.procedures.visits.reports import VisitReport
    from banfa.procedures.visits.site_visits import SiteVisit
    from banfa.trust.unit import Unit

INSPECTION, FINDING = "inspection", "finding"
FACTS: Final = {INSPECTION: "跟踪检查情况", FINDING: "认定"}
"""What the ledger can be told, by the kind of entry."""
STATES: Final = {"noted": "待采纳", "adopted": "已采纳并记入台账", "left_out": "不采纳"}
# fmt: off
STEPS: Final = tabulate(
    Step("note", "登记查明事项", (), "noted", MANAGE, "leave_out", origin=BY_OFFICE),
    Step("adopt", "采纳", ("noted",), "adopted", MANAGE, not_by=("entered_by",), origin=BY_OFFICE),
    Step("leave_out", "不采纳", ("noted",), "left_out", MANAGE, not_by=("entered_by",), origin=BY_OFFICE),
)
# fmt: on


class VisitFinding(
    TenantRow,
    table="visit_finding",
    refers={
        "site_visit_id": "site_visit",
        "report_id": "visit_report",
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("fact", FACTS),
        Index("ix_visit_finding_provider", "tenant_id", "provider_id"),
    ),
    bound=Bound(state=True),
    erasable=("summary", "reason"),
):
    """What was found, when and by whom (`body`), and what it became: an entry of the ledger, or why not."""

    id: int
    site_visit_id: int | None = bigint_column()
    report_id: int | None = bigint_column()
    provider_id: int
    enterprise_id: int
    source: str = text_column()
    body: str = text_column()
    found_on: date = date_column()
    summary: str = text_column()
    fact: str | None = text_column()
    inspection_id: int | None = bigint_column()
    finding_id: int | None = bigint_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


FINDINGS: Final = Machine(
    VisitFinding,
    zh="查明事项",
    missing="visit_finding_missing",
    changed="visit_finding_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记查明事项"},
)


class NoteFinding(Inputs, example={"summary": "约定的两次现场培训只办了一次。"}):
    """What was found, in the words of the record."""

    summary: str = text("查明的事项", max_length=2000)


class AdoptFinding(
    Inputs,
    example={
        "fact": "inspection",
        "result": "约定的两次现场培训办了一次。",
        "reason": "走访记录双方签字，与合同约定核对一致。",
    },
):
    """As what the bureau adopts it, and why."""

    fact: str = choice("记入台账的", FACTS)
    kind: str | None = key("认定种类", max_length=100, hint="作为认定的填写，见 /law/vocabulary")
    result: str | None = text(
        "检查情况",
        max_length=2000,
        hint="作为跟踪检查情况的填写，记入台账，服务商看得到：不写企业的原话和反映人",
    )
    adopted_on: date | None = past_day("认定之日", hint="作为认定的填写")
    elements: list[str] | None = text_list(
        "已认定的要件", max_length=100, max_items=20, hint="该种类列有要件的逐项填写"
    )
    contract_id: int | None = link("contract", "所涉合同", hint="关于合同的认定须填写")
    reason: str = text("采纳的理由", max_length=2000)


class LeaveFindingOut(Inputs, example={"reason": "记录与合同约定不符，待再次核查。"}):
    """Why it is not adopted."""

    reason: str = text("不采纳的理由", max_length=2000)


def note_visit_matter(
    unit: Unit, _profile: Profile, row_id: int, data: NoteFinding, version: int | None = None
) -> VisitFinding:
    """Note what a visit has found. Raises Missing, Conflict (`not_checked`)."""
    visit = SITE_VISITS.find(unit, row_id, version=version)
    plan = PLANS.find(unit, visit.plan_id, lock=False)
    bodies = list(dict.fromkeys(str(values["body"]) for values in visit.visitors))
    source = f"{visit.visited_on}走访记录（计划：{plan.name}）"
    more = {"site_visit_id": row_id, "found_on": visit.visited_on}
    return _note(unit, visit, data, source=source, body="、".join(bodies), **more)


def note_report_matter(
    unit: Unit, _profile: Profile, row_id: int, data: NoteFinding, version: int | None = None
) -> VisitFinding:
    """Note what a report has found. Raises Missing, Conflict (`not_checked`)."""
    report = REPORTS.find(unit, row_id, version=version)
    source = f"{report.body}{report.reported_on}报告{report.number}第{report.page}页"
    more = {"report_id": row_id, "found_on": report.reported_on}
    return _note(unit, report, data, source=source, body=report.body, **more)


def _note(unit: Unit, of: SiteVisit | VisitReport, data: NoteFinding, **values: object) -> VisitFinding:
    check_words(data)
    if of.state != "checked":
        message = "走访、报告经另一人与扫描件复核后，才能登记查明事项。"
        raise Conflict("not_checked", message, state=of.state)
    return start(
        unit,
        FINDINGS,
        "note",
        {**vars(data), **values},
        **vars(data),
        **values,
        provider_id=of.provider_id,
        enterprise_id=of.enterprise_id,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def adopt_visit_finding(
    unit: Unit, profile: Profile, row_id: int, data: AdoptFinding, version: int | None = None
) -> VisitFinding:
    """Adopt, as another person than who noted it, what was found: the ledger is told, with its source.

    Raises Malformed (`field_missing`, `field_unknown`, `days_reversed`), and what the recording of such an
    entry raises.
    """
    row = FINDINGS.begin(unit, "adopt", row_id, version=version)
    check_words(data)
    is_finding = data.fact == FINDING
    for name, fact in (("kind", FINDING), ("adopted_on", FINDING), ("result", INSPECTION)):
        needed = data.fact == fact
        if needed != (getattr(data, name) is not None):
            message = f"作为{FACTS[fact]}采纳的须写明{data.fields[name].zh}（{name}），其他的不填。"
            raise Malformed("field_missing" if needed else "field_unknown", message, field=name)
    if data.adopted_on is not None and data.adopted_on < row.found_on:
        message = f"认定之日（adopted_on）不能早于查明之日{row.found_on}。"
        raise Malformed("days_reversed", message, field="adopted_on")
    entry = _describe_finding(row, data) if is_finding else _describe_inspection(row, data)
    given = {name: value for name, value in entry.items() if value not in (None, [])}
    external_id = f"visit_finding/{unit.ids.encode_one('visit_finding', row.id)}"
    outcome = record_entry(unit, data.fact, given, source=SYSTEM, profile=profile, external_id=external_id)
    entry_ids = {f"{data.fact}_id": outcome.id}
    return take(unit, FINDINGS, row, "adopt", vars(data), fact=data.fact, reason=data.reason, **entry_ids)


def _describe_inspection(row: VisitFinding, data: AdoptFinding) -> dict[str, object]:
    return {
        "contract_id": data.contract_id,
        "provider_id": row.provider_id,
        "inspected_on": row.found_on,
        "inspector": row.body[:500],
        "result": f"{data.result}（{row.source}）",
    }


def _describe_finding(row: VisitFinding, data: AdoptFinding) -> dict[str, object]:
    return {
        "contract_id": data.contract_id,
        "provider_id": row.provider_id,
        "kind": data.kind,
        "holds": True,
        "found_on": data.adopted_on,
        "elements": data.elements,
        "evidence": f"{row.summary}（{row.source}）",
    }


def leave_visit_finding_out(
    unit: Unit, _profile: Profile, row_id: int, data: LeaveFindingOut, version: int | None = None
) -> VisitFinding:
    """Record that what was found is not adopted, and why."""
    row = FINDINGS.begin(unit, "leave_out", row_id, version=version)
    check_words(data)
    return take(unit, FINDINGS, row, "leave_out", vars(data), reason=data.reason)
