"""What the monthly table counts, by district, industry or provider: a statement for each source of numbers.

Everything is asked as of a day and as known at a moment (`Knowledge`): of entries by their records, of
payments by the steps that were taken of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, and_, cast, func, literal, or_
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import AS_OF, choose_known, known_now, known_then
from banfa.ledger.kinds.acceptances import PASSED, Acceptance
from banfa.ledger.kinds.contracts import COMPLETED, TRANSFORMATION, Contract
from banfa.ledger.kinds.diagnoses import Diagnosis
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.listings import WITHDRAWN, EnterpriseChange, EnterpriseListing
from banfa.ledger.kinds.progress import SUBSTANTIVE, Progress
from banfa.ledger.kinds.providers import Provider
from banfa.procedures.reports.books import BOOKS, roll_up_book
from banfa.procedures.reports.rolling import BY, Count, Knowledge, roll_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Row, Select, Subquery

    from banfa.ledger.entries.asof import Known
    from banfa.trust.unit import Unit

k, n, a, p, d, v = Contract.c, Enterprise.c, Acceptance.c, Progress.c, Diagnosis.c, Provider.c
e, g = EnterpriseChange.c, EnterpriseListing.c


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


def _count_projects(by: str, known: Known) -> Select[Any]:
    project = _select_projects(known)
    q = project.c
    enterprises = func.count(q.enterprise_id.distinct())
    stages = ("started", "finished", "accepted", "second_level")
    return roll_up(
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
    """Count enterprises, but those that had left the pilot by the day and were not listed again since."""
    again = select(g.entry_id).where(
        known(EnterpriseListing.rows),
        g.enterprise_id == e.enterprise_id,
        g.listed_on > e.occurred_on,
        g.listed_on <= AS_OF,
    )
    left = select(e.entry_id).where(
        known(EnterpriseChange.rows),
        e.enterprise_id == n.entry_id,
        e.what == WITHDRAWN,
        e.occurred_on <= AS_OF,
        ~again.correlate(EnterpriseChange.rows).exists(),
    )
    return (
        roll_up(n[by], {"targets": func.count()})
        .select_from(Enterprise.rows)
        .where(known(Enterprise.rows), ~left.correlate(Enterprise.rows).exists())
    )


def _count_diagnosed(by: str, known: Known) -> Select[Any]:
    key = d.provider_id if by == "provider" else n[by]
    return (
        roll_up(key, {"diagnosed": func.count(d.enterprise_id.distinct())})
        .select_from(Diagnosis.rows.join(Enterprise.rows, n.entry_id == d.enterprise_id))
        .where(known(Diagnosis.rows), known(Enterprise.rows), d.diagnosed_on <= AS_OF)
    )


_KNOWN: Final = (known_now, known_then)
_PROJECTS: Final = {(by, known): _count_projects(by, known) for by in BY for known in _KNOWN}
_DIAGNOSED: Final = {(by, known): _count_diagnosed(by, known) for by in BY for known in _KNOWN}
_MONEY: Final = [
    {(by, known): roll_up_book(book, by, known) for by in BY for known in _KNOWN} for book in BOOKS
]
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
    """Count what does not hang on contracts: enterprises of the pilot, those diagnosed; subsidies (分).

    The enterprises of the pilot belong to no provider: by provider they are not counted.
    """
    known = choose_known(knowledge.known_at)
    statements = [_TARGETS.get((by, known)), *(each[by, known] for each in (_DIAGNOSED, *_MONEY))]
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
