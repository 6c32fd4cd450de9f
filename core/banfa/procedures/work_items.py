"""待办事项: what waits for somebody, each with whom it is about, who has it in hand, and until when.

One statement gathers them, however many there are; a further one names the parties.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Text, bindparam, case, func, literal, union_all

from banfa.database.tenancy import select
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, Decision
from banfa.ledger.recording.names import name_providers
from banfa.procedures.admission.batches import CHECK as CHECK_ADMISSION
from banfa.procedures.admission.waiting import (
    CHECKED_IN_ADMISSION,
    KINDS_OF_ADMISSION,
    select_items_of_admission,
)
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.course import find_last_steps
from banfa.procedures.cases.handover_rows import list_handed_over
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.steps import CHECK
from banfa.procedures.cases.waiting import CALLS, CHECKED, KINDS_OF_CASES, select_items_of_cases
from banfa.procedures.confirmations.actions import CHECK as CHECK_CONFIRMATIONS
from banfa.procedures.confirmations.waiting import (
    CHECKED_OF_CONFIRMATIONS,
    KINDS_OF_CONFIRMATIONS,
    select_items_of_confirmations,
)
from banfa.procedures.correspondence.waiting import (
    KINDS_OF_CORRESPONDENCE,
    LETTER_CHECKED,
    MATTER_CHECKED,
    WEB_CHECKED,
    select_items_of_correspondence,
)
from banfa.procedures.decisions.steps import Proposal
from banfa.procedures.experts.actions import CHECK as CHECK_EXPERTS
from banfa.procedures.experts.waiting import KINDS_OF_EXPERTS, select_items_of_experts
from banfa.procedures.filings.actions import CHECK as CHECK_FILINGS
from banfa.procedures.filings.waiting import KINDS_OF_FILINGS, select_items_of_filings
from banfa.procedures.finance.waiting import KINDS_OF_FINANCE, select_items_of_finance
from banfa.procedures.history.actions import CHECK as CHECK_HISTORY
from banfa.procedures.history.waiting import KINDS_OF_HISTORY, select_items_of_history
from banfa.procedures.imports.tables import PREVIEWED, REJECTED, ImportBatch, SheetImport
from banfa.procedures.orders import is_running_order
from banfa.procedures.party_links.waiting import KINDS_OF_LINKS, select_items_of_links
from banfa.procedures.recommendations.actions import CHECK as CHECK_RECOMMENDATIONS
from banfa.procedures.recommendations.waiting import (
    KINDS_OF_RECOMMENDATIONS,
    select_items_of_recommendations,
)
from banfa.procedures.reports.actions import CHECK as CHECK_REPORTS
from banfa.procedures.reports.waiting import KINDS_OF_REPORTS, select_items_of_reports
from banfa.procedures.rounds.approvals import Approval
from banfa.procedures.rounds.computations import Computation
from banfa.procedures.rounds.objection_rows import STATES as OBJECTION_STATES
from banfa.procedures.rounds.objection_rows import UNDECIDED, Objection
from banfa.procedures.rounds.transitions import RUNNING, STATES, Round, RoundStep
from banfa.procedures.subsidies.papers import CHECK as CHECK_SUBSIDY
from banfa.procedures.subsidies.waiting import KINDS_OF_SUBSIDIES, select_items_of_subsidies
from banfa.procedures.task_books.actions import CHECK as CHECK_TASK_BOOKS
from banfa.procedures.task_books.waiting import KINDS_OF_TASK_BOOKS, select_items_of_task_books
from banfa.procedures.visits.actions import CHECK as CHECK_VISITS
from banfa.procedures.visits.waiting import KINDS_OF_VISITS, select_items_of_visits
from banfa.procedures.work_item import WorkItem, make_columns, name_state
from banfa.trust.persons import name_person
from banfa.trust.work import NOTHING_CAME, Work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

    from banfa.procedures.cases.handover_rows import HandedOver
    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

ROUND, OBJECTION, PROPOSAL, IMPORT, ORDER = "round", "objection", "proposal", "import", "order"
BATCH: Final = "import_batch"
KINDS: Final = {
    ROUND: "评价批次",
    OBJECTION: "异议",
    PROPOSAL: "拟作的决定",
    IMPORT: "导入待确认",
    BATCH: "导入待确认",
    ORDER: "限期整改",
    **KINDS_OF_CASES,
    **KINDS_OF_ADMISSION,
    **KINDS_OF_SUBSIDIES,
    **KINDS_OF_CORRESPONDENCE,
    **KINDS_OF_EXPERTS,
    **KINDS_OF_VISITS,
    **KINDS_OF_CONFIRMATIONS,
    **KINDS_OF_REPORTS,
    **KINDS_OF_FILINGS,
    **KINDS_OF_TASK_BOOKS,
    **KINDS_OF_HISTORY,
    **KINDS_OF_FINANCE,
    **KINDS_OF_RECOMMENDATIONS,
    **KINDS_OF_LINKS,
}
APPROVED_BY: Final = (
    {
        ROUND: "round.review",
        OBJECTION: "objection.decide",
        PROPOSAL: "decision.confirm",
        LETTER_CHECKED: "letter.check",
        WEB_CHECKED: "letter.check",
        MATTER_CHECKED: "incoming.check",
    }
    | dict.fromkeys(CHECKED, CHECK)
    | dict.fromkeys(CHECKED_IN_ADMISSION, CHECK_ADMISSION)
    | dict.fromkeys(KINDS_OF_SUBSIDIES, CHECK_SUBSIDY)
    | dict.fromkeys(KINDS_OF_EXPERTS, CHECK_EXPERTS)
    | dict.fromkeys(KINDS_OF_VISITS, CHECK_VISITS)
    | dict.fromkeys(CHECKED_OF_CONFIRMATIONS, CHECK_CONFIRMATIONS)
    | dict.fromkeys(KINDS_OF_REPORTS, CHECK_REPORTS)
    | dict.fromkeys(KINDS_OF_FILINGS, CHECK_FILINGS)
    | dict.fromkeys(KINDS_OF_TASK_BOOKS, CHECK_TASK_BOOKS)
    | dict.fromkeys(KINDS_OF_HISTORY, CHECK_HISTORY)
    | dict.fromkeys(KINDS_OF_FINANCE, CHECK_SUBSIDY)
    | dict.fromkeys(KINDS_OF_RECOMMENDATIONS, CHECK_RECOMMENDATIONS)
)
"""What somebody must be allowed to do for whom an item waits to be approved."""
APPROVED: Final = "您已审批，待第二人"
NOT_COUNTED: Final = ("recount",)
"""Steps of a round that leave it waiting for what it has waited for."""
MAX_ITEMS: Final = 200
OF_PERSON: Final = (
    *(ROUND, OBJECTION, IMPORT, BATCH),
    *("lead", CALLS, "publication", "replacement", "proceeding"),
    *KINDS_OF_ADMISSION,
    *KINDS_OF_SUBSIDIES,
    *KINDS_OF_CORRESPONDENCE,
    *KINDS_OF_EXPERTS,
    *KINDS_OF_VISITS,
    *KINDS_OF_CONFIRMATIONS,
    *KINDS_OF_REPORTS,
    *KINDS_OF_FILINGS,
    *KINDS_OF_TASK_BOOKS,
    *KINDS_OF_HISTORY,
    *KINDS_OF_FINANCE,
    *KINDS_OF_RECOMMENDATIONS,
    *KINDS_OF_LINKS,
)
"""Kinds of items that are a person's own, not the case's handler's."""


def _select_items() -> Select[Any]:
    r, k, o, p, s, d = Round.c, Computation.c, Objection.c, Proposal.c, SheetImport.c, Decision.c
    m, f = CaseRemedy.c, CaseFile.c
    # What was computed again of grades that are public waits for approvals as well.
    awaits = (r.state == "computed") | (
        (r.state == "published") & (r.computation_id != r.public_computation_id)
    )
    standing = (Approval.c.computation_id == r.computation_id, Approval.c.voided_at.is_(None))
    own = select(Approval.c.id).where(*standing, Approval.c.approved_by == bindparam("me", type_=BigInteger))
    approved = awaits & own.exists()
    given = select(func.count()).where(*standing).scalar_subquery()
    approved_at = select(func.max(Approval.c.approved_at)).where(*standing).scalar_subquery()
    taken_at = (
        select(RoundStep.c.taken_at)
        .where(RoundStep.c.round_id == r.id, RoundStep.c.step.not_in(NOT_COUNTED))
        .order_by(RoundStep.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    broken = (o.state == "recomputing") & Work.c.id.is_not(None) & Work.c.state.in_(NOTHING_CAME)
    b = ImportBatch.c
    rejected = s.counts.op("->>", return_type=Text())(literal(REJECTED, Text)).cast(BigInteger)
    waiting = (
        select(
            s.batch_id, func.count().label("sheets"), func.sum(rejected).cast(BigInteger).label("rejected")
        )
        .where(s.state == PREVIEWED, s.erased_at.is_(None), s.batch_id.is_not(None))
        .group_by(s.batch_id)
        .subquery("waiting")
    )
    parts = (
        make_columns(
            ROUND,
            id=r.id,
            what=r.name,
            step=case(
                (approved, APPROVED),
                (awaits & (given > 0), func.concat("已审核", given, "人，待下一人审核")),
                (awaits & (r.state == "published"), "重新计分，待审核"),
                (awaits, "已计分，待审核"),
                else_=name_state(r.state, STATES),
            ),
            person=name_person(r.opened_by),
            person_id=case((awaits, k.computed_by), else_=r.opened_by),
            approval=awaits & ~approved,
            approved=approved,
            due_on=r.public_until,
            since=func.coalesce(case((awaits, approved_at)), taken_at, r.opened_at),
        )
        .select_from(Round.rows.outerjoin(Computation.rows, k.id == r.computation_id))
        .where(r.state.in_(RUNNING)),
        make_columns(
            OBJECTION,
            id=o.id,
            provider_id=o.provider_id,
            round_id=o.round_id,
            what=literal("评价结果异议"),
            step=case((broken, "重新计分没有办成，待重新处理"), else_=name_state(o.state, OBJECTION_STATES)),
            person=name_person(o.filed_by),
            person_id=o.filed_by,
            approval=(o.state == "filed") | broken,
            number=o.document_no,
            since=func.coalesce(case((broken, Work.c.ended_at)), o.decided_at, o.filed_at),
        )
        .select_from(Objection.rows.outerjoin(Work.rows, Work.c.id == o.work_id))
        .where(o.state.in_(UNDECIDED)),
        make_columns(
            PROPOSAL,
            id=p.id,
            provider_id=p.provider_id,
            what=name_state(p.kind, KINDS_OF_DECISION),
            cite=p.data["cite"].astext,
            step=literal("待另一人确认"),
            person=name_person(p.proposed_by),
            person_id=p.proposed_by,
            approval=literal(value=True),
            number=p.document_no,
            since=p.proposed_at,
        ).where(p.state == "proposed"),
        make_columns(
            IMPORT,
            id=s.id,
            what=s.file_name,
            step=literal("已核对，待确认"),
            person=name_person(s.uploaded_by),
            person_id=s.uploaded_by,
            approval=literal(value=False),
            rejected=rejected,
            since=s.previewed_at,
        ).where(s.state == PREVIEWED, s.erased_at.is_(None), s.batch_id.is_(None)),
        make_columns(
            BATCH,
            id=b.id,
            what=func.concat("一次上传的", waiting.c.sheets, "张表"),
            step=literal("已核对，待确认"),
            person=name_person(b.uploaded_by),
            person_id=b.uploaded_by,
            approval=literal(value=False),
            rejected=waiting.c.rejected,
            since=b.uploaded_at,
        ).select_from(ImportBatch.rows.join(waiting, waiting.c.batch_id == b.id)),
        make_columns(
            ORDER,
            id=d.entry_id,
            provider_id=d.provider_id,
            what=literal("整改期限届满"),
            cite=d.cite,
            step=case(
                (m.state == "paused", "整改期限中止"), (d.served_on.is_(None), "待送达"), else_="整改中"
            ),
            person=name_person(func.coalesce(f.handler_id, d.recorded_by)),
            person_id=func.coalesce(f.handler_id, d.recorded_by),
            approval=literal(value=False),
            number=d.document_no,
            due_on=case((m.state == "paused", None), else_=d.due_on),
            since=d.recorded_at,
            remedy_id=m.id,
        )
        .select_from(
            Decision.rows.outerjoin(CaseRemedy.rows, m.decision_id == d.entry_id).outerjoin(
                CaseFile.rows, f.id == m.case_id
            )
        )
        .where(is_running_order()),
    )
    parts_of_rooms = (
        *select_items_of_cases(),
        *select_items_of_admission(),
        *select_items_of_subsidies(),
        *select_items_of_correspondence(),
        *select_items_of_experts(),
        *select_items_of_visits(),
        *select_items_of_confirmations(),
        *select_items_of_reports(),
        *select_items_of_filings(),
        *select_items_of_task_books(),
        *select_items_of_history(),
        *select_items_of_finance(),
        *select_items_of_recommendations(),
        *select_items_of_links(),
    )
    every = union_all(*parts, *parts_of_rooms).subquery("items")
    return (
        select(every)
        .order_by(every.c.due_on.nulls_last(), every.c.since, every.c.id)
        .limit(bindparam("most"))
    )


_ITEMS: Final = _select_items()


def list_items(unit: Unit, *, most: int | None = MAX_ITEMS) -> list[WorkItem]:
    """List what waits, all or at `most` so much: the most urgent first, at the end what has no last day."""
    rows = unit.execute(_ITEMS, me=unit.actor.person.id, most=most).all()
    names = name_providers(unit, {row.provider_id for row in rows if row.provider_id is not None})
    items = [
        WorkItem(party=names.get(row.provider_id, ""), **{**row._asdict(), "approved": bool(row.approved)})
        for row in rows
    ]
    handed_over = list_handed_over(unit)
    items = [_hand_over(item, handed_over) for item in items]
    last = find_last_steps(unit, [_find_thing(item) for item in items])
    return [
        item if (step := last.get(_find_thing(item))) is None else replace(item, **step._asdict())
        for item in items
    ]


def _hand_over(item: WorkItem, handed_over: Iterable[WithPerson[HandedOver]]) -> WorkItem:
    """Give an item to whom it was handed over on a list, however far it has come since.

    What is of a case went with the case.
    What waits for another's approval stays with who has entered it: he may not approve it himself.
    """
    if item.approval or item.kind not in OF_PERSON or item.is_of_case:
        return item
    for over in handed_over:
        if item.person_id == over.row.person_id and name_listed(item) in over.row.things:
            item = replace(item, person_id=over.row.taker_id, person=over.person)
    return item


def name_listed(item: WorkItem) -> tuple[str, int]:
    """Name an item as a list that is handed over does: calls back as the lead that waits for them."""
    return ("lead" if item.kind == CALLS else item.kind, item.id)


def _find_thing(item: WorkItem) -> tuple[str, int]:
    """Of which thing of casework an item is: an order of its remedy."""
    return ("remedy", item.remedy_id) if item.remedy_id is not None else (item.kind, item.id)
