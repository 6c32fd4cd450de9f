"""What becomes of a row: confirmed by another with the paper that proves it, left out, or taken up again.

A confirmed row is no entry either: what it says counts only as far as the entry or decision does that it
names as carrying it, which went in by its own door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import text
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.decisions import GRADE, Decision
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import take
from banfa.procedures.history.fields import CARRIERS
from banfa.procedures.history.history_rows import CARRIED, ROWS
from banfa.procedures.history.name_rows import NAMES
from banfa.procedures.history.sheet_rows import SHEETS
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.subsidies.claim_rows import CLAIMS
from banfa.procedures.subsidies.payment_rows import COUNTED, PAYMENTS
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.history.history_rows import HistoryRow
    from banfa.procedures.history.sheet_rows import HistorySheet
    from banfa.trust.unit import Unit


class ConfirmRow(Inputs, example={"decision_id": "DECISION"}):
    """What in the ledger now carries the row: a contract its contract, a grade or an order its decision."""

    membership_id: int | None = link("membership", "入库记录", hint="服务商名单填写")
    contract_id: int | None = link("contract", "合同", hint="合同、项目台账填写")
    decision_id: int | None = link("decision", "决定", hint="评价等级、处理决定、整改填写，先补录既往决定")
    subsidy_payment_id: int | None = link("subsidy_payment", "拨付", hint="奖补资金填写")


class WithdrawConfirmation(Inputs, example={"reason": "所附文件不是该单位的。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


class LeaveRowOut(Inputs, example={"reason": "合计行，不是一条数据。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


def confirm_row(
    unit: Unit, _profile: Profile, row_id: int, data: ConfirmRow, version: int | None = None
) -> HistoryRow:
    """Confirm a row, as another person than who has matched its names, with the paper that proves it.

    Raises Missing, Malformed (`carrier_missing`, `carrier_of_other_topic`), Conflict (`sheet_over`,
    `paper_missing`, `carrier_of_other_party`, `carrier_not_checked`).
    """
    sheet = _find_running(unit, row_id)
    row = ROWS.begin(unit, "confirm", row_id, version=version)
    _check_carrier(unit, sheet, row, data)
    require_papers(unit, "history_row", row_id, "history_proof")
    by = {"confirmed_by": unit.actor.person.id, "confirmed_at": unit.now}
    return take(unit, ROWS, row, "confirm", vars(data), **vars(data), **by)


def _check_carrier(unit: Unit, sheet: HistorySheet, row: HistoryRow, data: ConfirmRow) -> None:
    """Check that what is named carries a row of this topic, and is of the parties that were matched."""
    column, zh = CARRIERS.get(sheet.topic, ("", ""))
    for other in CARRIED:
        if other != column and getattr(data, other) is not None:
            wanted = f"本表的内容由{zh}承载" if zh else "本表的内容没有相应的台账条目"
            message = f"{wanted}，不填{ConfirmRow.fields[other].zh}。"
            raise Malformed("carrier_of_other_topic", message, field=other)
    if not column:
        return
    number = getattr(data, column)
    if number is None:
        message = f"请选择台账中承载这一行的{zh}；还没有的，先登记或者补录，再确认。"
        raise Malformed("carrier_missing", message, field=column)
    parties = _FIND_PARTIES[column](unit, number, sheet.topic)
    for party, found in parties.items():
        matched = getattr(row, party)
        if matched is not None and matched != found:
            message = f"所选的{zh}不是这一行所匹配单位的，请核对。"
            raise Conflict("carrier_of_other_party", message, field=column)


def _find_parties_of_membership(unit: Unit, number: int, _topic: str) -> dict[str, int | None]:
    return {"provider_id": get_entry(unit, Membership, number).provider_id}


def _find_parties_of_contract(unit: Unit, number: int, _topic: str) -> dict[str, int | None]:
    contract = get_entry(unit, Contract, number)
    return {"provider_id": contract.provider_id, "enterprise_id": contract.enterprise_id}


def _find_parties_of_decision(unit: Unit, number: int, topic: str) -> dict[str, int | None]:
    decision = get_entry(unit, Decision, number)
    if (decision.kind == GRADE) != (topic == "grades"):
        message = "评价等级由评定等级的决定承载，处理决定、整改由其他决定承载，请另选。"
        raise Conflict("carrier_of_other_topic", message, field="decision_id")
    return {"provider_id": decision.provider_id}


def _find_parties_of_payment(unit: Unit, number: int, _topic: str) -> dict[str, int | None]:
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


def withdraw_confirmation(
    unit: Unit, _profile: Profile, row_id: int, data: WithdrawConfirmation, version: int | None = None
) -> HistoryRow:
    """Take a confirmation back; what it named stays in the ledger. Raises Conflict (`sheet_over`)."""
    _find_running(unit, row_id)
    row = ROWS.begin(unit, "withdraw", row_id, version=version)
    return take(unit, ROWS, row, "withdraw", vars(data))


def leave_row_out(
    unit: Unit, _profile: Profile, row_id: int, data: LeaveRowOut, version: int | None = None
) -> HistoryRow:
    """Record why a row is not used. Raises Conflict (`sheet_over`)."""
    _find_running(unit, row_id)
    row = ROWS.begin(unit, "leave_out", row_id, version=version)
    return take(unit, ROWS, row, "leave_out", vars(data), reason=data.reason)


def reopen_row(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> HistoryRow:
    """Take a row up again that was left out; matched where its names are. Raises Conflict (`sheet_over`)."""
    _find_running(unit, row_id)
    row = take(unit, ROWS, ROWS.begin(unit, "reopen", row_id, version=version), "reopen", {})
    ids = (row.written_provider_id, row.written_enterprise_id)
    names = [NAMES.find(unit, number, lock=False) for number in ids if number is not None]
    matched = row.provider_id is not None or row.enterprise_id is not None
    if matched and all(name.state != "open" for name in names):
        return take(unit, ROWS, row, "match", {})
    return row


def _find_running(unit: Unit, row_id: int) -> HistorySheet:
    """Find the sheet of a row, under the lock by which names are matched. Raises Conflict (`sheet_over`)."""
    take_lock(unit, Lock.HISTORY)
    sheet = SHEETS.find(unit, ROWS.find(unit, row_id, lock=False).history_sheet_id, lock=False)
    if sheet.state != "open":
        message = f"历史表现为“{SHEETS.states[sheet.state]}”，只有办理中的才能逐行办理。"
        raise Conflict("sheet_over", message, state=sheet.state)
    return sheet
