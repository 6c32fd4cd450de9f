"""What waits in subsidies: claims for their next step, entries for a second person, money to be paid back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal

from banfa.database.tenancy import select
from banfa.procedures.subsidies.batches import Batch
from banfa.procedures.subsidies.claim_rows import ENDED, STATES, Claim
from banfa.procedures.subsidies.correcting import COUNTED, DROPPED
from banfa.procedures.subsidies.correcting import STATES as STATES_OF_ENTERED
from banfa.procedures.subsidies.fund_rows import Allocation, Fund
from banfa.procedures.subsidies.payment_rows import OPEN, Payment, Receipt, Recovery
from banfa.procedures.subsidies.payment_rows import STATES as STATES_OF_RECOVERY
from banfa.procedures.work_item import make_columns, name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Select

KINDS_OF_SUBSIDIES: Final = {
    "subsidy_batch": "奖补申报批次",
    "subsidy_claim": "奖补申报",
    "subsidy_fund": "奖补资金文件",
    "subsidy_allocation": "奖补资金下达",
    "subsidy_payment": "奖补拨付",
    "subsidy_recovery": "奖补追回",
    "subsidy_receipt": "奖补缴回",
}
SECOND: Final = ("audit_entered", "computed")
"""States of claims that wait for another person."""
WAITING: Final = ("entered", "correcting")
"""States of entries that wait for another person."""

c, p, r, e, b, f, g = Claim.c, Payment.c, Recovery.c, Receipt.c, Batch.c, Fund.c, Allocation.c


def select_items_of_subsidies() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    second, whose = c.state.in_(SECOND), _who_has_claim()
    yield (
        make_columns(
            "subsidy_claim",
            id=c.id,
            provider_id=c.provider_id,
            what=literal("奖补申报"),
            step=case((c.state == "allocated", "资金已下达，待拨付"), else_=name_state(c.state, STATES)),
            person=name_person(whose),
            person_id=whose,
            approval=second,
            number=b.document_no,
            due_on=case(
                (c.state == "shown", c.shown_until), (c.state == "supplementing", c.supplement_until)
            ),
            since=c.entered_at,
        )
        .select_from(Claim.rows.join(Batch.rows, b.id == c.subsidy_batch_id))
        .where(c.state.not_in((*ENDED, "allocated")) | ((c.state == "allocated") & _is_unpaid()))
    )
    for kind, row, what, number in (
        ("subsidy_batch", b, b.name, b.document_no),
        ("subsidy_fund", f, literal("资金文件"), f.fund_no),
        ("subsidy_allocation", g, literal("资金下达"), literal("")),
        ("subsidy_payment", p, literal("拨付"), p.voucher),
        ("subsidy_receipt", e, literal("缴回"), e.voucher),
    ):
        party = {} if row in (b, f) else {"provider_id": row.provider_id}
        whose = func.coalesce(row.corrected_by, row.entered_by)
        yield make_columns(
            kind,
            id=row.id,
            **party,
            what=what,
            step=case((row.state == "entered", "待复核"), else_=name_state(row.state, STATES_OF_ENTERED)),
            person=name_person(whose),
            person_id=whose,
            approval=literal(value=True),
            number=number,
            since=row.entered_at,
        ).where(row.state.in_(WAITING))
    yield _select_recoveries()


def _who_has_claim() -> ColumnElement[Any]:
    """Who entered what waits for a second person; else who entered the claim."""
    by = case((c.state == "audit_entered", c.audit_by), (c.state == "computed", c.computed_by))
    return func.coalesce(by, c.entered_by)


def _is_unpaid() -> ColumnElement[bool]:
    """Whether money that was made available for a claim has not been paid; payments may wait for a check."""
    given = (g.subsidy_claim_id == c.id, g.state.in_(COUNTED))
    available = select(func.coalesce(func.sum(g.amount), 0)).where(*given)
    mine = (p.subsidy_claim_id == c.id, p.state.not_in(DROPPED))
    paid = select(func.coalesce(func.sum(p.amount), 0)).where(*mine)
    is_unpaid: ColumnElement[bool] = (
        available.correlate(Claim.rows).scalar_subquery() > paid.correlate(Claim.rows).scalar_subquery()
    )
    return is_unpaid


def _select_recoveries() -> Select[Any]:
    """Recoveries that wait for another person, or of which money is still to come."""
    whose = func.coalesce(r.corrected_by, r.entered_by)
    return make_columns(
        "subsidy_recovery",
        id=r.id,
        provider_id=r.provider_id,
        what=literal("追回奖补资金"),
        step=case((r.state == "entered", "待复核"), else_=name_state(r.state, STATES_OF_RECOVERY)),
        person=name_person(whose),
        person_id=whose,
        approval=r.state.in_(WAITING),
        number=r.decision_no,
        due_on=case((r.state.in_(OPEN), r.due_on)),
        since=r.entered_at,
    ).where(r.state.in_((*WAITING, *OPEN)))
