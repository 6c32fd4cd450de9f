"""Recovering: never more than was paid, by a decision that was told before, heard, reviewed and served.

What the measure has a clause for goes through a case (`procedures.cases`), which has all these steps: here
its decision in the ledger is named. Of a decision that no case of ours carries (finance's, or one on fund
rules where the measure says nothing) each step is noted, and its papers are looked for at the check. The last
day runs from service.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, integer, key, money, past_day, text
from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.cases.handling import check_not_undone
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import link
from banfa.procedures.instruments.editions import edition_key_on, settle_edition_on
from banfa.procedures.subsidies.bounds import (
    check_allocated,
    check_amount,
    check_day,
    check_least,
    list_all,
    note_who,
    sum_up,
)
from banfa.procedures.subsidies.claim_rows import CLAIMS
from banfa.procedures.subsidies.correcting import COUNTED, DROPPED, Correctable, make_correction
from banfa.procedures.subsidies.papers import Paper
from banfa.procedures.subsidies.payment_rows import DECIDERS, RECOVERIES, Payment, Receipt, Recovery
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.procedures.subsidies.claim_rows import Claim
    from banfa.trust.unit import Unit

RECOVERY: Final = "recovery"
"""The kind of decision in the ledger, and of remedy in a case."""
OF_OTHERS: Final = (
    *("decider", "authority", "decision_no", "decided_on", "served_on"),
    *("case_no", "told_on", "heard", "review_no", "minutes_no"),
)
"""What has to be noted of any other decision."""
OWN: Final = "own"
MAX_DAYS: Final = 366


class Decided(NamedTuple):
    """What is known of a decision, by the ledger or by its paper."""

    authority: str | None
    decision_no: str | None
    decided_on: date
    served_on: date


class EnterRecovery(
    Paper,
    example={
        "decider": "finance",
        "authority": "市财政局",
        "case_no": "财监〔2026〕4号案",
        "told_on": "2026-04-13",
        "stated_on": "2026-04-15",
        "heard": "企业称系统已整改，经复核不予采纳。",
        "review_no": "法审〔2026〕11号",
        "minutes_no": "局长办公会纪要〔2026〕7号",
        "decision_no": "财监决〔2026〕4号",
        "decided_on": "2026-04-21",
        "served_on": "2026-04-21",
        "payer": "第一制造厂",
        "reason": "未通过省级验收。",
        "amount": 2000000,
        "days": 15,
    },
):
    """What the decision on recovery says, and how it came about."""

    decision_id: int | None = link(
        "decision", "记入台账的追回决定", hint="由本局案件作出的选择，机关、文号和日期由台账带入"
    )
    decider: str | None = choice("由谁决定", DECIDERS, hint="不经本局案件的填写")
    authority: str | None = text("决定机关的名称", max_length=200)
    case_no: str | None = text("该机关的案号", max_length=100, hint="不经本局案件的填写，下同")
    told_on: date | None = past_day("告知书送达之日")
    stated_on: date | None = past_day("收到陈述申辩之日", hint="期内没有提出的不填")
    heard: str | None = text("陈述申辩和答复的情况", max_length=2000)
    review_no: str | None = text("法制审核意见号", max_length=100)
    minutes_no: str | None = text("集体讨论的纪要号", max_length=100)
    decision_no: str | None = key("追回决定文号", max_length=100)
    decided_on: date | None = past_day("决定之日")
    served_on: date | None = past_day("决定书送达之日")
    payer: str = text("缴款单位", max_length=200)
    reason: str = text("追回事由", max_length=1000)
    amount: int = money("应追回金额")
    days: int = integer("缴款期限", minimum=1, maximum=MAX_DAYS, unit="日", hint="自决定书送达次日起算")


CorrectRecovery = make_correction(EnterRecovery, days=30, reason="登记时误读缴款期限。")


class RemindPayer(Paper, example={"reminded_on": "2026-05-10", "reminder": "电话并书面催缴，附催缴函。"}):
    """When and how the payer was reminded."""

    reminded_on: date = past_day("催缴之日")
    reminder: str = text("催缴情况", max_length=1000)


def enter_recovery(
    unit: Unit, profile: Profile, row_id: int, data: EnterRecovery, version: int | None = None
) -> Recovery:
    """Enter a decision on recovery.

    Raises Missing, Malformed (`not_a_recovery`, `decision_differs`, `field_missing`, `days_reversed`,
    `more_than_paid`, `more_than_decided`), Conflict (`decision_not_served`, `recovery_by_case`,
    `recovery_entered`, `already_withdrawn`).
    """
    take_lock(unit, Lock.SUBSIDIES)
    claim = CLAIMS.find(unit, row_id, version=version)
    check_allocated(claim)
    of_claim = {"subsidy_claim_id": claim.id, "provider_id": claim.provider_id}
    values = of_claim | vars(data) | _hold_recovery(unit, profile, claim, None, data)
    return start(unit, RECOVERIES, "enter", values, **values, **note_who(unit))


def _hold_recovery(
    unit: Unit, profile: Profile, claim: Claim, row: Recovery | None, data: EnterRecovery
) -> dict[str, Any]:
    """Hold a recovery to its decision and to what was paid; gives what follows from the decision."""
    others = [other for other in list_all(unit, Recovery) if row is None or other.id != row.id]
    standing = [other for other in others if other.state not in DROPPED]
    if data.decision_id is not None:
        decided = _read_decision(unit, profile, claim, data, standing)
    else:
        decided = _check_steps(unit, profile, data)
    mine = [other for other in standing if other.subsidy_claim_id == claim.id]
    if any(other.decision_no == decided.decision_no for other in mine):
        message = f"追回决定{decided.decision_no}已登记在本申报上。"
        raise Conflict("recovery_entered", message, field="decision_no")
    paid = sum_up(list_all(unit, Payment, subsidy_claim_id=claim.id), *COUNTED)
    check_amount(data.amount, paid - sum_up(mine), "more_than_paid", "已拨付而未决定追回的")
    return {**decided._asdict(), "due_on": decided.served_on + timedelta(data.days)}


def _read_decision(
    unit: Unit, profile: Profile, claim: Claim, data: EnterRecovery, standing: list[Recovery]
) -> Decided:
    """What the ledger has of a decision of a case: about this project, served, and still standing."""
    assert data.decision_id is not None  # noqa: S101 - given
    decision = get_entry(unit, Decision, data.decision_id)
    remedies = list_rows(unit, CaseRemedy, decision_id=decision.entry_id)
    parties = {remedy.enterprise_id for remedy in remedies if remedy.enterprise_id is not None}
    fits = decision.kind == RECOVERY and decision.provider_id == claim.provider_id
    if not fits or (parties and claim.enterprise_id not in parties):
        message = "所选决定（decision_id）须是关于本项目服务商、企业的追回决定。"
        raise Malformed("not_a_recovery", message, field="decision_id")
    if data.decider not in (None, OWN):
        message = "经本局案件作出的追回决定，由谁决定（decider）选本局，或者不填。"
        raise Malformed("decision_differs", message, field="decider")
    check_not_undone(unit, decision.entry_id)
    if decision.served_on is None or decision.document_no is None:
        message = "所选追回决定还没有送达，缴款期限自送达起算，送达后再登记。"
        raise Conflict("decision_not_served", message, field="decision_id")
    of_ledger = Decided(
        decision.authority or profile.city.bureau,
        decision.document_no,
        decision.decided_on,
        decision.served_on,
    )
    for name, value in of_ledger._asdict().items():
        if getattr(data, name) not in (None, value):
            zh = EnterRecovery.fields[name].zh
            message = f"{zh}（{name}）与台账所载的“{value}”不同；选择了台账的决定的，不必填写。"
            raise Malformed("decision_differs", message, field=name)
    if decision.amount is not None:
        by_it = sum_up(other for other in standing if other.decision_id == decision.entry_id)
        check_amount(data.amount, decision.amount - by_it, "more_than_decided", "该决定尚未登记的")
    return of_ledger


def _check_steps(unit: Unit, profile: Profile, data: EnterRecovery) -> Decided:
    """Check that a decision no case of ours carries was told, heard, reviewed, discussed and served."""
    for name in OF_OTHERS:
        if getattr(data, name) is None:
            zh = EnterRecovery.fields[name].zh
            message = f"不经本局案件作出的追回决定，须写明{zh}（{name}）。"
            raise Malformed("field_missing", message, field=name)
    told_on, decided_on, served_on = data.told_on, data.decided_on, data.served_on
    assert told_on is not None and decided_on is not None and served_on is not None  # noqa: S101, PT018
    own = data.decider == OWN or data.authority == profile.city.bureau
    if own and _has_clause(unit, profile, decided_on):
        message = "本办法对追回有规定，本局的追回决定须经案件作出：请先立案办理，再选择台账的决定。"
        raise Conflict("recovery_by_case", message, field="decision_id")
    if data.stated_on is not None:
        check_day(data.stated_on, "stated_on", told_on, "告知书送达之日")
        check_day(decided_on, "decided_on", data.stated_on, "收到陈述申辩之日")
    else:
        until, _unsure = find_office(unit).count_for_party(unit, "statement", told_on)
        check_day(decided_on, "decided_on", until + timedelta(1), "陈述申辩期满的次日")
    check_day(served_on, "served_on", decided_on, "决定之日")
    return Decided(data.authority, data.decision_no, decided_on, served_on)


def _has_clause(unit: Unit, profile: Profile, day: date) -> bool:
    """Whether the measure in force on a day has a clause of recovery."""
    if edition_key_on(unit, day) is None:
        return False
    law = settle_edition_on(unit, profile, day=day)
    return any(RECOVERY in list_remedies(clause) for clause in law.clauses)


def check_recovery(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Recovery:
    """Check, as another person, a recovery against its papers. Raises Conflict (`paper_missing`).

    The papers of a case's decision are in its case.
    """
    row = RECOVERIES.begin(unit, "check", row_id, version=version)
    if row.decision_id is None:
        require_papers(unit, "subsidy_recovery", row.id, "stamped_original", "service_receipt")
    return take(unit, RECOVERIES, row, "check", {})


def return_recovery(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Recovery:
    """Send it back to be entered anew."""
    return take(unit, RECOVERIES, RECOVERIES.begin(unit, "return", row_id, version=version), "return", {})


def remind_payer(
    unit: Unit, _profile: Profile, row_id: int, data: RemindPayer, version: int | None = None
) -> Recovery:
    """Record that the payer was reminded. Raises Malformed (`days_reversed`)."""
    row = RECOVERIES.begin(unit, "remind", row_id, version=version)
    check_day(data.reminded_on, "reminded_on", row.served_on, "决定书送达之日")
    return take(unit, RECOVERIES, row, "remind", vars(data), **vars(data))


def settle_recovery(unit: Unit, row: Recovery) -> None:
    """Note that all of it is paid back, or no longer all."""
    back = sum_up(list_all(unit, Receipt, subsidy_recovery_id=row.id), *COUNTED)
    step = "pay_off" if back >= row.amount else "reopen"
    if row.state in RECOVERIES.steps[step].leaves:
        take(unit, RECOVERIES, row, step, {"amount": back})


def _fit_recovery(unit: Unit, profile: Profile, row: Recovery, data: EnterRecovery) -> Mapping[str, Any]:
    claim = CLAIMS.find(unit, row.subsidy_claim_id)
    follows = _hold_recovery(unit, profile, claim, row, data)
    check_least(data.amount, sum_up(list_all(unit, Receipt, subsidy_recovery_id=row.id)), "登记缴回")
    return follows


def _free_recovery(unit: Unit, row: Recovery) -> None:
    check_least(0, sum_up(list_all(unit, Receipt, subsidy_recovery_id=row.id)), "登记缴回")


CORRECTED_RECOVERIES: Final = Correctable(
    machine=RECOVERIES,
    enter=EnterRecovery,
    fits=_fit_recovery,
    free=_free_recovery,
    follow=settle_recovery,
)
