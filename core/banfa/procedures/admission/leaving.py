"""Leaving the pool by one's own wish: applied for, answered by another person, ended in the ledger.

Nothing else follows by itself: contracts run on, and so do orders and cases. Whether they count against who
comes in again is another question (`readmission`).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, key, past_day, text
from banfa.ledger.kinds.memberships import Membership, list_members_from
from banfa.ledger.recording.correct import correct_entry
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.admission.exit_rows import EXITS, AdmissionExit
from banfa.procedures.admission.numbers import check_number
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, link
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

OWN_WISH: Final = "自愿退出"
"""How a membership ended, as the ledger says it."""


class ReceiveExit(
    Inputs,
    example={
        "membership_id": "MEMBERSHIP",
        "received_on": "2026-05-11",
        "reason": "业务调整，不再承接本市试点项目。",
        "wished_on": "2026-05-31",
    },
):
    """What the provider's stamped paper says."""

    membership_id: int = link("membership", "拟退出的入库记录", hint="几个类别、行业都退出的，逐条登记")
    received_on: date = past_day("收到之日")
    reason: str = text("退出的原因（按申请原文）", max_length=2000)
    wished_on: date | None = day("申请自何日起退出", hint="申请写明的填写")


class ConfirmExit(
    Inputs,
    example={
        "document_no": "厦工信企业函〔2026〕180号",
        "replied_on": "2026-05-18",
        "effective_on": "2026-05-31",
    },
):
    """The bureau's reply."""

    document_no: str = key("回函文号", max_length=100)
    replied_on: date = past_day("回函之日")
    effective_on: date = day("退出之日", hint="自该日起不在库，不早于回函之日，也不早于申请写明之日")


class WithdrawExit(Inputs, example={"withdrawn_on": "2026-05-14", "back": "来函称继续承接试点项目。"}):
    """What the provider's second paper says."""

    withdrawn_on: date = past_day("收到撤回申请之日")
    back: str = text("撤回申请的要点", max_length=1000)


class ReturnExit(Inputs, example={"back": "选错了入库记录。"}):
    """What is wrong with the entry."""

    back: str = text("退回的原因", max_length=500)


def receive_exit(unit: Unit, _profile: Profile, data: ReceiveExit) -> AdmissionExit:
    """Enter an application to leave, one a membership.

    Raises Missing, Malformed (`days_reversed`), Conflict (`exit_waiting`, `left_already`).
    """
    membership = get_entry(unit, Membership, data.membership_id)
    if data.received_on < membership.from_on:
        message = f"收到之日（received_on）不能早于入库之日{membership.from_on}。"
        raise Malformed("days_reversed", message, field="received_on")
    take_lock(unit, Lock.ADMISSION)
    if list_rows(unit, AdmissionExit, membership_id=data.membership_id, state="received"):
        message = "这条入库记录已有退出申请待回函，不能重复登记。"
        raise Conflict("exit_waiting", message, field="membership_id")
    _check_there(unit, data.membership_id, on=data.received_on)
    values = {**vars(data), "provider_id": membership.provider_id}
    return start(
        unit, EXITS, "receive", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def _check_there(unit: Unit, membership_id: int, *, on: date) -> None:
    """Check that a membership runs on a day: no removal has ended it, nor anything else. Raises Conflict."""
    if not list_members_from(unit, Membership.c.entry_id == membership_id, since=on):
        message = f"这条入库记录在{on}已经结束（清退、期满或者已退出），没有可以退出的。"
        raise Conflict("left_already", message, field="membership_id")


def confirm_exit(
    unit: Unit, profile: Profile, row_id: int, data: ConfirmExit, version: int | None = None
) -> AdmissionExit:
    """Answer, as another person: the membership ends in the ledger before the day that the reply names.

    Raises Malformed (`days_reversed`, `before_wished_day`, `document_no_form`), Conflict
    (`document_no_used`, `left_already`, `paper_missing`), Missing (a membership that was voided meanwhile).
    """
    row = EXITS.begin(unit, "confirm", row_id, version=version)
    if data.replied_on < row.received_on:
        message = f"回函之日（replied_on）不能早于收到申请之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="replied_on")
    if row.wished_on is not None and data.effective_on < row.wished_on:
        message = f"退出之日（effective_on）不能早于申请写明的{row.wished_on}；要提前的，请服务商另行来函。"
        raise Malformed("before_wished_day", message, field="effective_on")
    if data.effective_on < data.replied_on:
        message = f"退出之日（effective_on）不能早于回函之日{data.replied_on}：此前仍在库。"
        raise Malformed("days_reversed", message, field="effective_on")
    check_number(unit, data.document_no, on=data.replied_on)
    membership = get_entry(unit, Membership, row.membership_id)
    if data.effective_on <= membership.from_on:
        message = f"退出之日（effective_on）须在入库之日{membership.from_on}之后。"
        raise Malformed("days_reversed", message, field="effective_on")
    _check_there(unit, row.membership_id, on=data.effective_on)
    require_papers(unit, "admission_exit", row.id, "exit_application", "stamped_original")
    why = f"{OWN_WISH}：{data.document_no}"
    ended = {"until_on": data.effective_on - timedelta(1), "ended_why": why}
    correct_entry(unit, Membership.declaration.name, row.membership_id, ended, why, profile=profile)
    return take(unit, EXITS, row, "confirm", vars(data), **vars(data))


def withdraw_exit(
    unit: Unit, _profile: Profile, row_id: int, data: WithdrawExit, version: int | None = None
) -> AdmissionExit:
    """Record, as another person, that the provider takes its application back, by its paper.

    Raises Malformed (`days_reversed`), Conflict (`paper_missing`).
    """
    row = EXITS.begin(unit, "withdraw", row_id, version=version)
    if data.withdrawn_on < row.received_on:
        message = f"收到撤回申请之日（withdrawn_on）不能早于收到退出申请之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="withdrawn_on")
    require_papers(unit, "admission_exit", row.id, "withdrawal")
    return take(unit, EXITS, row, "withdraw", vars(data), **vars(data))


def return_exit(
    unit: Unit, _profile: Profile, row_id: int, data: ReturnExit, version: int | None = None
) -> AdmissionExit:
    """Return an entry that does not agree with its paper; another is entered in its place."""
    row = EXITS.begin(unit, "return", row_id, version=version)
    return take(unit, EXITS, row, "return", vars(data), **vars(data))
