"""Not granting (不予补助): a paper with number, reasons and remedies, by another person, and its service.

That general law asks for reasons, remedies and service where what was applied for is not given is a reading
of ours, on by default, as in casework.
"""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import integer, key, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.issuing import check_form_on
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.serving import EnterService, Receipt, check_manner, check_notice
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import link
from banfa.procedures.subsidies.batches import BATCHES
from banfa.procedures.subsidies.bounds import check_day, list_all
from banfa.procedures.subsidies.claim_rows import CLAIMS, ENDED, GRANTED, Claim, find_last_day
from banfa.procedures.subsidies.correcting import DROPPED
from banfa.procedures.subsidies.fund_rows import Allocation
from banfa.procedures.subsidies.meeting import check_reversal
from banfa.procedures.subsidies.papers import Paper
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

REMEDIES: Final = {
    "行政复议": r"(?:六十日|60日).*行政复议",
    "行政诉讼": r"(?:六个月|6个月).*行政诉讼",
}
"""What the paper has to name, each with its term (行政复议法第二十条, 行政诉讼法第四十六条)."""
_NONE: Final = re.compile(r"(?:不得|不能|不可以?|无权)[^，。；]*(?:复议|诉讼|起诉)")


class DenyClaim(
    Paper,
    example={
        "denial_no": "厦工信企业函〔2026〕88号",
        "denied_on": "2026-04-09",
        "reason": "第三方评测结果为改造后一级，不符合申报通知第三条对改造后等级的要求。",
        "recourse": "如不服，可以自收到本决定之日起六十日内向厦门市人民政府申请行政复议，"
        "也可以自收到本决定之日起六个月内依法提起行政诉讼。",
    },
):
    """Number, day, reasons, and the remedies as the paper names them."""

    denial_no: str = key("不予补助决定文号", max_length=100)
    denied_on: date = past_day("作出之日")
    reason: str = text("事实、理由和依据", max_length=4000)
    recourse: str = text("救济告知", max_length=1000, hint="写明行政复议和行政诉讼的机关和期限")
    meeting_id: int | None = link("meeting", "会议纪要", hint="会议已同意补助的，由另一次会议议定")
    matter: int | None = integer("会议的第几项议定事项", minimum=1, maximum=50)


class TakeBackDenial(
    Paper,
    example={
        "taken_back_on": "2026-04-20",
        "taken_back_basis": "市政府行政复议决定书（厦府复〔2026〕5号）撤销该决定，责令重新作出。",
    },
):
    """Since when the denial stands no more, and by what."""

    taken_back_on: date = past_day("决定被撤销之日")
    taken_back_basis: str = text("撤销的依据", max_length=500, hint="复议决定、判决或者本局撤销决定的文号")


class ServeDenial(
    Paper,
    Receipt,
    example={
        "manner": "direct",
        "served_on": "2026-04-13",
        "place": "该企业前台",
        "receiver": "吴霞（行政主管）",
        "servers": ["林晓", "郑文"],
    },
):
    """What the receipt says of its service on the enterprise."""


def deny_claim(
    unit: Unit, _profile: Profile, row_id: int, data: DenyClaim, version: int | None = None
) -> Claim:
    """Decide to grant nothing, as another person than who entered the claim.

    Raises Malformed (`document_no_form`, `recourse_missing`, `days_reversed`), Conflict (`document_no_used`,
    `supplement_term_runs`, `rests_on_it`, `paper_missing`), and as `check_reversal` of what was granted.
    """
    take_lock(unit, Lock.SUBSIDIES)
    row = CLAIMS.begin(unit, "deny", row_id, version=version)
    _check_number(unit, data)
    lacking = [word for word, form in REMEDIES.items() if re.search(form, data.recourse) is None]
    if lacking or _NONE.search(data.recourse):
        named = "、".join(lacking or REMEDIES)
        message = f"救济告知（recourse）须写明{named}的机关和期限（六十日、六个月），不能写成不得申请、提起。"
        raise Malformed("recourse_missing", message, field="recourse")
    check_day(data.denied_on, "denied_on", find_last_day(row), "本申报最后一次办理之日")
    until = row.supplement_until
    if row.state == "supplementing" and until is not None and data.denied_on <= until:
        message = f"补正期到{until}为止，期满仍未补正的才能以此决定不予补助。"
        raise Conflict("supplement_term_runs", message, until=until)
    if any(each.state not in DROPPED for each in list_all(unit, Allocation, subsidy_claim_id=row.id)):
        message = "本申报已有资金下达的登记：未拨付的先退回或者作废，已拨付的另行办理追回。"
        raise Conflict("rests_on_it", message)
    values = _read_meeting(unit, row, data)
    require_papers(unit, "subsidy_claim", row.id, "stamped_original")
    return take(unit, CLAIMS, row, "deny", vars(data), **values, denied_by=unit.actor.person.id)


def _read_meeting(unit: Unit, claim: Claim, data: DenyClaim) -> dict[str, Any]:
    """What becomes of the claim: what a meeting granted is denied by another meeting before that day.

    Raises Malformed (`field_missing`, `days_reversed`), and as `check_reversal`.
    """
    values = dict(vars(data))
    if data.meeting_id is None or data.matter is None:
        if claim.state in GRANTED:
            message = (
                "会议已同意补助，须由另一次会议议定不予补助：请填写会议纪要（meeting_id）和事项（matter）。"
            )
            raise Malformed("field_missing", message, field="meeting_id")
        del values["meeting_id"], values["matter"]
        return values
    batch = BATCHES.find(unit, claim.subsidy_batch_id, lock=False)
    meeting = check_reversal(unit, claim, batch, data.meeting_id, data.matter)
    check_day(data.denied_on, "denied_on", meeting.held_on, "会议召开之日")
    return values


def _check_number(unit: Unit, data: DenyClaim) -> None:
    """Check a number's form and year, and that no other denial has it. Raises Malformed, Conflict."""
    check_form_on(data.denial_no, on=data.denied_on, field="denial_no")
    if list_all(unit, Claim, denial_no=data.denial_no):
        message = f"文号“{data.denial_no}”已用于另一份不予补助决定。"
        raise Conflict("document_no_used", message, field="denial_no")


def serve_denial(
    unit: Unit, _profile: Profile, row_id: int, data: ServeDenial, version: int | None = None
) -> Claim:
    """Record, as another person than who denied, that it was served on the enterprise.

    Raises as `check_manner`, and `paper_missing`.
    """
    row = CLAIMS.begin(unit, "serve_denial", row_id, version=version)
    assert row.denied_on is not None  # noqa: S101 - decided
    check_day(data.served_on, "served_on", row.denied_on, "作出之日")
    values = {**vars(data), "servers": check_two(data.servers, field="servers", zh="送达人")}
    party: dict[str, Any] = {"provider_id": row.provider_id, "enterprise_id": row.enterprise_id, "body": None}
    service = EnterService(**values, **party)
    check_manner(unit, service)
    check_notice(unit, service, row.denied_on)
    require_papers(unit, "subsidy_claim", row.id, "service_receipt")
    return take(unit, CLAIMS, row, "serve_denial", values, **values)


def take_back_denial(
    unit: Unit, _profile: Profile, row_id: int, data: TakeBackDenial, version: int | None = None
) -> Claim:
    """Record that a denial was quashed or taken back: the claim goes to a meeting anew, or to its review.

    Raises Malformed (`days_reversed`), Conflict (`claimed_in_batch`, `paper_missing`).
    """
    take_lock(unit, Lock.SUBSIDIES)
    before = CLAIMS.find(unit, row_id, version=version)
    step = "take_back_applied" if before.computed_on is None else "take_back"
    row = CLAIMS.begin(unit, step, row_id, version=version)
    assert row.denied_on is not None  # noqa: S101 - decided
    check_day(data.taken_back_on, "taken_back_on", row.served_on or row.denied_on, "作出、送达之日")
    same = list_all(unit, Claim, subsidy_batch_id=row.subsidy_batch_id, contract_id=row.contract_id)
    if any(other.id != row.id and other.state not in ENDED for other in same):
        message = "该合同在本批次已另行申报，请先由企业撤回其中一项，再登记撤销。"
        raise Conflict("claimed_in_batch", message)
    require_papers(unit, "subsidy_claim", row.id, "official_text")
    return take(unit, CLAIMS, row, step, vars(data), **vars(data))
