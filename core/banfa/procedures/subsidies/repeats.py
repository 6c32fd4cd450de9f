"""Double claims (重复申报): the same contract, or the same enterprise with the same content, claimed before.

They are named before the meeting; a person decides with a reason whether the claim goes on.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.contracts import Contract
from banfa.procedures.subsidies.batches import Batch
from banfa.procedures.subsidies.claim_rows import FALLEN, Claim
from banfa.procedures.subsidies.papers import format_yuan
from banfa.procedures.subsidies.payment_rows import COUNTED, Payment

if TYPE_CHECKING:
    from sqlalchemy import Row

    from banfa.trust.unit import Unit

c, p, k = Claim.c, Payment.c, Contract.c
_items: Any = k.get("items")
_paid: Final = (
    select(func.coalesce(func.sum(p.amount), 0))
    .where(p.subsidy_claim_id == c.id, p.state.in_(COUNTED))
    .correlate(Claim.rows)
    .scalar_subquery()
)
_OTHERS: Final = (
    select(c.id, c.contract_id, Batch.c.document_no, Batch.c.name, k.number, _items, _paid.label("paid"))
    .select_from(
        Claim.rows.join(Batch.rows, Batch.c.id == c.subsidy_batch_id).outerjoin(
            Contract.rows, (k.entry_id == c.contract_id) & stands(Contract.rows)
        )
    )
    .where(
        c.enterprise_id == bindparam("enterprise_id"), c.id != bindparam("claim_id"), c.state.not_in(FALLEN)
    )
    .order_by(c.id)
)
_ITEMS: Final = select(_items).where(k.entry_id == bindparam("contract_id"), stands(Contract.rows))


def find_repeats(unit: Unit, claim: Claim) -> list[dict[str, Any]]:
    """Find the enterprise's other claims for the same contract or content, or that may be, in words."""
    own = _name_items(unit.execute(_ITEMS, contract_id=claim.contract_id).scalar())
    repeats = []
    for row in unit.execute(_OTHERS, enterprise_id=claim.enterprise_id, claim_id=claim.id):
        why = _compare(claim, own, row)
        if why:
            project = f"合同{row.number}" if row.number else "无编号的合同"
            paid = f"，已拨付{format_yuan(row.paid)}元" if row.paid else "，尚未拨付"
            words = f"{row.name}（{row.document_no}）{project}：{why}{paid}"
            repeats.append({"subsidy_claim_id": unit.ids.encode_one("subsidy_claim", row.id), "words": words})
    return repeats


def _compare(claim: Claim, own: set[str], row: Row[*tuple[object, ...]]) -> str:
    if row.contract_id == claim.contract_id:
        return "同一合同"
    theirs = _name_items(row.items)
    if not own or not theirs:
        return "同一企业，合同没有项目清单，无法比对内容"
    same = sorted(own & theirs)
    return f"同一企业，内容相同（{'、'.join(same[:5])}）" if same else ""


def _name_items(items: list[dict[str, Any]] | None) -> set[str]:
    """What a contract delivers, by names in one form."""
    names = (unicodedata.normalize("NFKC", str(item.get("name"))) for item in items or ())
    return {"".join(name.split()).casefold() for name in names}


def say_repeats(repeats: list[dict[str, Any]]) -> str:
    """Say which they are, in one sentence."""
    return "；".join(str(repeat.get("words")) for repeat in repeats)
