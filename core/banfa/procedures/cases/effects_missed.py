"""What the text opens where an order is not done in its term: its own clause names it as `missed`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from banfa.ledger.kinds.decisions import ORDER
from banfa.procedures.cases.clauses import REASSIGNMENT, list_remedies
from banfa.procedures.cases.effect_contracts import list_contracts
from banfa.procedures.cases.proposals import Proposal, list_own_clauses
from banfa.procedures.cases.steps import BY_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.law import Cite, Clause, Edition
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit


def list_after_missed(unit: Unit, law: Edition, order: CaseRemedy, missed_on: date) -> Iterator[Proposal]:
    """List what the text opens to others where an order was not done in its term.

    What the bureau itself may then decide (Xiamen 12(4), Liuzhou 14(4)) begins with a lead.
    """
    since = f"整改期到{order.due_on}为止，自{missed_on}起"
    for clause in _list_missed(law, order):
        opens, cite = list_remedies(clause), clause.cite.key
        if "replacement" in opens:
            for contract in list_contracts(unit, order.provider_id):
                if contract.runs:
                    what = (
                        f"{contract.name}：{since}，告知试点企业可以申请更换服务商；"
                        "更换为项目备案变更，原合同由双方自行处理。"
                    )
                    yield Proposal("replacement", what, BY_TEXT, cite, contract.entry_id, missed_on)
        if REASSIGNMENT in opens:
            what = (
                f"{since}，相关工作由其他行业推进机构组织：核实后登记线索、立案，拟定工作移交，写明移交哪些工作、"
                "自何日起、由哪一家组织；不改变行业推进机构的确定，调整机构须报经市政府同意。"
            )
            yield Proposal(REASSIGNMENT, what, BY_TEXT, cite, None, missed_on)


def _list_missed(law: Edition, order: CaseRemedy) -> Iterator[Clause]:
    """List the clauses that an order names for the case that it is not done in time."""
    provided = [list_remedies(clause).get(ORDER) for clause in list_own_clauses(law, order)]
    places = [place for each in provided if each is not None for place in each.missed]
    yield from (clause for clause in law.clauses if any(_stands_in(place, clause.cite) for place in places))


def _stands_in(place: Cite, inner: Cite) -> bool:
    """Whether a provision is the place, or stands in it: 14.4 has three situations."""
    return inner.numbers[: len(place.numbers)] == place.numbers and place.part in ("", inner.part)


def find_day_missed(order: CaseRemedy, not_before: date | None) -> date:
    """Find from which day an order counts as not done in time: never before its term is over.

    A report that came in time keeps the term until a check finds nothing done (`not_before`).
    """
    assert order.due_on is not None  # noqa: S101 - an order that runs has its last day
    after = order.due_on + timedelta(1)
    return after if not_before is None else max(after, not_before)
