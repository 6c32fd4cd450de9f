"""What in the ledger carries an old row: a membership, contract, decision or payment of its parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.decisions import GRADE, Decision
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.history.fields import CARRIERS, PARTIES
from banfa.procedures.history.history_rows import CARRIED
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.subsidies.claim_rows import CLAIMS
from banfa.procedures.subsidies.payment_rows import COUNTED, PAYMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.procedures.history.history_rows import HistoryRow
    from banfa.procedures.history.sheet_rows import HistorySheet
    from banfa.trust.unit import Unit


class ConfirmRow(Inputs, example={"decision_id": "DECISION"}):
    """What in the ledger now carries the row: a contract its contract, a grade or an order its decision."""

    membership_id: int | None = link("membership", "入库记录", hint="服务商名单填写")
    contract_id: int | None = link("contract", "合同", hint="合同、项目台账填写")
    decision_id: int | None = link("decision", "决定", hint="评价等级、处理决定、整改填写，先补录既往决定")
    subsidy_payment_id: int | None = link("subsidy_payment", "拨付", hint="奖补资金填写")


def check_carrier(unit: Unit, sheet: HistorySheet, row: HistoryRow, data: ConfirmRow) -> None:
    """Check that what is named carries a row of this kind, and is of the parties that were matched.

    Raises Missing, Malformed (`carrier_missing`, `carrier_of_other_kind`), Conflict (the latter,
    `party_not_matched`, `carrier_of_other_party`, `carrier_not_checked`).
    """
    column, zh = CARRIERS.get(sheet.kind, ("", ""))
    for other in CARRIED:
        if other != column and getattr(data, other) is not None:
            wanted = f"本表的内容由{zh}承载" if zh else "本表的内容没有相应的台账条目"
            message = f"{wanted}，不填{ConfirmRow.fields[other].zh}。"
            raise Malformed("carrier_of_other_kind", message, field=other)
    if not column:
        return
    number = getattr(data, column)
    if number is None:
        message = f"请选择台账中承载这一行的{zh}；还没有的，先登记或者补录，再确认。"
        raise Malformed("carrier_missing", message, field=column)
    parties = _FIND_PARTIES[column](unit, number, sheet.kind)
    _check_matched(row, parties)
    for party, carried in parties.items():
        matched = getattr(row, party)
        if matched is not None and matched != carried:
            message = f"所选的{zh}不是这一行所匹配单位的，请核对。"
            raise Conflict("carrier_of_other_party", message, field=column)


def _check_matched(row: HistoryRow, parties: Mapping[str, int | None]) -> None:
    """Check that the carrier can be held to the row: each party it names is matched, and at least one is."""
    for party, zh in PARTIES.items():
        column = f"{party}_id"
        written = getattr(row, f"written_{column}") is not None
        if column in parties and getattr(row, column) is None and (written or len(parties) == 1):
            message = (
                f"这一行的{zh}没有匹配到台账中的单位，不能由台账条目承载："
                "台账中有的，撤销原登记后重新匹配；没有的，登记不采用。"
            )
            raise Conflict("party_not_matched", message, party=party)


def _find_parties_of_membership(unit: Unit, number: int, _kind: str) -> dict[str, int | None]:
    return {"provider_id": get_entry(unit, Membership, number).provider_id}


def _find_parties_of_contract(unit: Unit, number: int, _kind: str) -> dict[str, int | None]:
    contract = get_entry(unit, Contract, number)
    return {"provider_id": contract.provider_id, "enterprise_id": contract.enterprise_id}


def _find_parties_of_decision(unit: Unit, number: int, kind: str) -> dict[str, int | None]:
    decision = get_entry(unit, Decision, number)
    if (decision.kind == GRADE) != (kind == "grades"):
        message = "评价等级由评定等级的决定承载，处理决定、整改由其他决定承载，请另选。"
        raise Conflict("carrier_of_other_kind", message, field="decision_id")
    return {"provider_id": decision.provider_id}


def _find_parties_of_payment(unit: Unit, number: int, _kind: str) -> dict[str, int | None]:
    payment = PAYMENTS.find(unit, number, lock=False)
    if payment.state not in COUNTED:
        message = "这笔拨付还没有复核，或者已作废，不能承载历史数据。"
        raise Conflict("carrier_not_checked", message, field="subsidy_payment_id")
    claim = CLAIMS.find(unit, payment.subsidy_claim_id, lock=False)
    return {"provider_id": payment.provider_id, "enterprise_id": claim.enterprise_id}


_FIND_PARTIES: Final[dict[str, Any]] = {
    "membership_id": _find_parties_of_membership,
    "contract_id": _find_parties_of_contract,
    "decision_id": _find_parties_of_decision,
    "subsidy_payment_id": _find_parties_of_payment,
}
