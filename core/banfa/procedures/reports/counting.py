"""What the monthly table counts, by district, industry or provider: a statement for each source of numbers.

Everything is asked as of a day and as known at a moment (`Knowledge`): of entries by their records, of
payments by the steps that were taken of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import BigInteger, Text, and_, bindparam, cast, func, literal, or_
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import AS_OF, NOW, choose_known, known_now, known_then
from banfa.ledger.entries.values import MAX_ID
from banfa.ledger.kinds.acceptances import PASSED, Acceptance
from banfa.ledger.kinds.contracts import COMPLETED, TRANSFORMATION, Contract
from banfa.ledger.kinds.diagnoses import Diagnosis
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.progress import SUBSTANTIVE, Progress
from banfa.ledger.kinds.providers import Provider
from banfa.procedures.cases.steps import CaseStep
from banfa.procedures.subsidies.claim_rows import Claim
from banfa.procedures.subsidies.correcting import COUNTED
from banfa.procedures.subsidies.payment_rows import Payment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row, Select, Subquery

    from banfa.ledger.entries.asof import Known
    from banfa.trust.unit import Unit

BY: Final = {"district": "县（市、区）", "industry": "细分行业", "provider": "服务商"}
"""By what a table has its lines."""
Line = dict[str, str | int | None]
"""A line of the table: its name, and its numbers by `banfa.procedures.reports.table.NUMBERS`."""


class Knowledge(NamedTuple):
    """What was known: records up to a moment, and of payments the steps up to the last there was then."""

    known_at: datetime = NOW
    last_step: int = MAX_ID


class Count(NamedTuple):
    """Numbers of a line (`key`; None: not stated in the ledger) or, where `total`, of all of them."""

    key: Any
    total: bool
    numbers: Mapping[str, int | None]


k, n, a, p, d, v = Contract.c, Enterprise.c, Acceptance.c, Progress.c, Diagnosis.c, Provider.c
c, y, s = Claim.c, Payment.c, CaseStep.c
_LAST_STEP: Final = bindparam("last_step", type_=BigInteger)
_PAYMENT: Final = "subsidy_payment"
_NEWEST_STEP: Final = select(func.coalesce(func.max(s.id), 0)).where(s.thing == _PAYMENT)


def find_last_step(unit: Unit) -> int:
    """Find the last step that was taken of a payment; 0 where there is none."""
    return int(unit.execute(_NEWEST_STEP).scalar_one())


def _select_acceptances(known: Known) -> tuple[Subquery, Subquery]:
    """The last acceptance held of each contract by the day, and the last day for which one is planned."""
    held = (
        select(a.contract_id, a.outcome, a.level_after)
        .where(known(Acceptance.rows), a.accepted_on <= AS_OF)
        .ext(distinct_on(a.contract_id))
        .order_by(a.contract_id, a.accepted_on.desc(), a.entry_id.desc())
        .subquery("held")
    )
    planned = (
        select(a.contract_id, func.max(a.planned_on).label("planned_on"))
        .where(known(Acceptance.rows))
        .group_by(a.contract_id)
        .subquery("planned")
    )
    return held, planned


def _select_projects(known: Known) -> Subquery:
    """Every transformation contract that counts on the day, with the stages it has reached."""
    held, planned = _select_acceptances(known)
    progressed = (
        select(p.entry_id)
        .where(
            known(Progress.rows),
            p.contract_id == k.entry_id,
            p.kind == SUBSTANTIVE,
            p.occurred_on <= AS_OF,
        )
        .exists()
    )
    ended = func.coalesce(k.ended_on <= AS_OF, literal(value=False))
    passed = func.coalesce(held.c.outcome == PASSED, literal(value=False))
    finished = or_(passed, and_(ended, k.ended_why == COMPLETED))
    return (
        select(
            k.entry_id,
            k.enterprise_id,
            k.provider_id.label("provider"),
            n.district,
            n.industry,
            k.amount,
            or_(progressed, held.c.contract_id.is_not(None), finished).label("started"),
            finished.label("finished"),
            passed.label("accepted"),
            and_(passed, held.c.level_after >= 2).label("second_level"),  # noqa: PLR2004 - 二级
            and_(~passed, planned.c.planned_on < AS_OF).label("overdue"),
            and_(~passed, planned.c.planned_on.is_(None)).label("unplanned"),
        )
        .select_from(
            Contract.rows.join(Enterprise.rows, n.entry_id == k.enterprise_id)
            .outerjoin(held, held.c.contract_id == k.entry_id)
            .outerjoin(planned, planned.c.contract_id == k.entry_id)
        )
        .where(
            known(Contract.rows),
            known(Enterprise.rows),
            k.kind == TRANSFORMATION,
            k.signed_on <= AS_OF,
            or_(~ended, k.ended_why == COMPLETED),
        )
        .subquery("project")
    )


def _roll_up(key: ColumnElement[Any], numbers: Mapping[str, ColumnElement[Any]]) -> Select[Any]:
    """Select numbers by a key, and those of all."""
    named = [number.label(name) for name, number in numbers.items()]
    grouping: ColumnElement[int] = func.grouping(key)
    return select(key.label("key"), (grouping == 1).label("total"), *named).group_by(func.rollup(key))


def _count_projects(by: str, known: Known) -> Select[Any]:
    project = _select_projects(known)
    q = project.c
    enterprises = func.count(q.enterprise_id.distinct())
    stages = ("started", "finished", "accepted", "second_level")
    return _roll_up(
        q[by],
        {
            "signed": enterprises,
            **{stage: enterprises.filter(q[stage]) for stage in stages},
            "contracts": func.count(),
            "amount": cast(func.sum(q.amount), BigInteger),
            "unpriced": func.count().filter(q.amount.is_(None)),
            "overdue": func.count().filter(func.coalesce(q.overdue, literal(value=False))),
            "unplanned": func.count().filter(q.unplanned),
        },
    ).select_from(project)


def _count_targets(by: str, known: Known) -> Select[Any]:
    return (
        _roll_up(n[by], {"targets": func.count()}).select_from(Enterprise.rows).where(known(Enterprise.rows))
    )


def _count_diagnosed(by: str, known: Known) -> Select[Any]:
    key = d.provider_id if by == "provider" else n[by]
    return (
        _roll_up(key, {"diagnosed": func.count(d.enterprise_id.distinct())})
        .select_from(Diagnosis.rows.join(Enterprise.rows, n.entry_id == d.enterprise_id))
        .where(known(Diagnosis.rows), known(Enterprise.rows), d.diagnosed_on <= AS_OF)
    )


def _select_payments() -> Subquery:
    """Every payment that had been checked and not voided by the last step, as it then stood.

    Of what was corrected since, the value before stands in the first step that corrected it.
    """
    state = (
        select(s.entered)
        .where(s.thing == _PAYMENT, s.thing_id == y.id, s.id <= _LAST_STEP)
        .order_by(s.id.desc())
        .limit(1)
        .scalar_subquery()
    )

    def before(name: str) -> ColumnElement[Any]:
        value = func.jsonb_extract_path_text(s.said, "before", name)
        return (
            select(value)
            .where(s.thing == _PAYMENT, s.thing_id == y.id, s.id > _LAST_STEP, value.is_not(None))
            .order_by(s.id)
            .limit(1)
            .scalar_subquery()
        )

    return (
        select(
            c.contract_id,
            c.enterprise_id,
            y.provider_id,
            cast(func.coalesce(before("amount"), cast(y.amount, Text)), BigInteger).label("amount"),
            func.coalesce(before("paid_on"), cast(y.paid_on, Text)).label("paid_on"),
        )
        .select_from(Payment.rows.join(Claim.rows, c.id == y.subsidy_claim_id))
        .where(state.in_(COUNTED))
        .subquery("payment")
    )


def _sum_paid(by: str, known: Known) -> Select[Any]:
    payment = _select_payments()
    key = payment.c.provider_id if by == "provider" else n[by]
    of = and_(n.entry_id == payment.c.enterprise_id, known(Enterprise.rows))
    return (
        _roll_up(key, {"paid": cast(func.sum(payment.c.amount), BigInteger)})
        .select_from(payment.outerjoin(Enterprise.rows, of))
        .where(payment.c.paid_on <= cast(AS_OF, Text))
    )


_KNOWN: Final = (known_now, known_then)
_PROJECTS: Final = {(by, known): _count_projects(by, known) for by in BY for known in _KNOWN}
_DIAGNOSED: Final = {(by, known): _count_diagnosed(by, known) for by in BY for known in _KNOWN}
_PAID: Final = {(by, known): _sum_paid(by, known) for by in BY for known in _KNOWN}
_TARGETS: Final = {
    (by, known): _count_targets(by, known) for by in ("district", "industry") for known in _KNOWN
}
_NAMES: Final = {known: select(v.entry_id, v.name).where(known(Provider.rows)) for known in _KNOWN}


def _read(unit: Unit, statement: Select[Any], as_of: date, knowledge: Knowledge) -> list[Count]:
    binds = {"as_of": as_of, **knowledge._asdict()}
    return [_make_count(row) for row in unit.execute(statement, **binds)]


def _make_count(row: Row[Any]) -> Count:
    numbers = dict(row._mapping)  # noqa: SLF001 - its public name
    return Count(numbers.pop("key"), numbers.pop("total"), numbers)


def count_projects(unit: Unit, by: str, as_of: date, knowledge: Knowledge) -> list[Count]:
    """Count enterprises and contracts by the stage they have reached; amounts in 分."""
    return _read(unit, _PROJECTS[by, choose_known(knowledge.known_at)], as_of, knowledge)


def count_others(unit: Unit, by: str, as_of: date, knowledge: Knowledge) -> Sequence[Count]:
    """Count what does not hang on contracts: enterprises of the pilot, those diagnosed; what was paid (分).

    The enterprises of the pilot belong to no provider: by provider they are not counted.
    """
    known = choose_known(knowledge.known_at)
    statements = [_TARGETS.get((by, known)), _DIAGNOSED[by, known], _PAID[by, known]]
    return [
        count
        for statement in statements
        if statement is not None
        for count in _read(unit, statement, as_of, knowledge)
    ]


def name_known_providers(unit: Unit, knowledge: Knowledge) -> dict[int, str]:
    """Name all providers as they were called at the moment."""
    rows = unit.execute(_NAMES[choose_known(knowledge.known_at)], known_at=knowledge.known_at)
    return {row.entry_id: row.name for row in rows}
