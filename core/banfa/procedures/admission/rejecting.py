"""Not admitting: told with reasons, heard, decided by another person in a paper that names the remedies.

That general law asks so for what is no licence is a reading of ours, on by default, as in casework. How the
notice and the decision are served is in `services`.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import key, past_day, text
from banfa.procedures.admission.applications import APPLICATIONS, AdmissionApplication
from banfa.procedures.admission.batches import PUBLISHED
from banfa.procedures.admission.hearing import HearApplicant, check_heard, check_term_over, write_recourse
from banfa.procedures.admission.numbers import check_number
from banfa.procedures.admission.proposing import count_upheld
from banfa.procedures.admission.reviewing import Reason, begin_in_batch, check_state
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class IntendRejection(
    Inputs,
    example={
        "intended_on": "2026-03-27",
        "rejection_reasons": "服务案例的客户不属于中小企业，不符合办法第六条第四项。",
    },
):
    """The reasons, with their provision."""

    intended_on: date = past_day("提出之日")
    rejection_reasons: str = text("拟不予入库的事实、理由和依据", max_length=4000)


class Reject(
    Inputs,
    example={"document_no": "厦工信企业函〔2026〕160号", "decided_on": "2026-04-09"},
):
    """Number and day of the paper; its remedies are those that were put down when the party was heard."""

    document_no: str = key("不予入库通知书文号", max_length=100)
    decided_on: date = past_day("作出之日", hint="陈述申辩期满之后")


class TakeBack(
    Inputs,
    example={"taken_back_on": "2026-05-18", "reason": "复议机关撤销原决定，责令重新审查。"},
):
    """When and by what a decision is taken back."""

    taken_back_on: date = past_day("撤回之日")
    reason: str = text("撤回的原因和依据的文书", max_length=1000)


def intend_rejection(
    unit: Unit, _profile: Profile, row_id: int, data: IntendRejection, version: int | None = None
) -> AdmissionApplication:
    """Intend not to admit, with reasons: each intention asks a notice of its own.

    Also where the list has been published meanwhile. Raises Malformed (`days_reversed`), Conflict.
    """
    batch, row = begin_in_batch(unit, "intend_rejection", row_id, version)
    check_state(batch, "reviewing", "shortlisted", "shown", *PUBLISHED)
    if data.intended_on < row.received_on:
        message = f"提出之日（intended_on）不能早于收到申报之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="intended_on")
    return take(
        unit,
        APPLICATIONS,
        row,
        "intend_rejection",
        vars(data),
        **vars(data),
        intended_by=unit.actor.person.id,
        notice=row.notice + 1,
        settled=count_upheld(unit, [row.id]).get(row.id, 0),
    )


def hear_applicant(
    unit: Unit, profile: Profile, row_id: int, data: HearApplicant, version: int | None = None
) -> AdmissionApplication:
    """Record what the applicant said and the answer, or that it said nothing in its time.

    The remedies that the decision has to name are put down for its paper.
    Raises Conflict (`statement_term_runs`), Malformed (`field_missing`, `days_reversed`).
    """
    _batch, row = begin_in_batch(unit, "hear", row_id, version)
    check_heard(unit, row, data)
    recourse = write_recourse(unit, profile)
    return take(unit, APPLICATIONS, row, "hear", vars(data), **vars(data), recourse=recourse)


def reject(
    unit: Unit, _profile: Profile, row_id: int, data: Reject, version: int | None = None
) -> AdmissionApplication:
    """Decide not to admit, as another person than who intended it, once the statement's term is over.

    Raises Malformed (`document_no_form`, `days_reversed`), Conflict (`statement_term_runs`,
    `document_no_used`, `paper_missing`).
    """
    _batch, row = begin_in_batch(unit, "reject", row_id, version)
    check_term_over(row, decided_on=data.decided_on)
    check_number(unit, data.document_no, on=data.decided_on)
    require_papers(unit, "admission_application", row.id, "stamped_original")
    return take(unit, APPLICATIONS, row, "reject", vars(data), **vars(data))


def reconsider(
    unit: Unit, _profile: Profile, row_id: int, data: Reason, version: int | None = None
) -> AdmissionApplication:
    """Go back to the review, as after a statement that is right.

    What an objection had been right about is to be reviewed then, however it was settled meanwhile.
    """
    _batch, row = begin_in_batch(unit, "reconsider", row_id, version)
    return take(unit, APPLICATIONS, row, "reconsider", vars(data), settled=0)


def take_back(
    unit: Unit, _profile: Profile, row_id: int, data: TakeBack, version: int | None = None
) -> AdmissionApplication:
    """Take a decision not to admit back, by the paper that asks so: the application is reviewed again.

    Raises Malformed (`days_reversed`), Conflict (`paper_missing`).
    """
    _batch, row = begin_in_batch(unit, "take_back", row_id, version)
    if row.decided_on is not None and data.taken_back_on < row.decided_on:
        message = f"撤回之日（taken_back_on）不能早于作出之日{row.decided_on}。"
        raise Malformed("days_reversed", message, field="taken_back_on")
    require_papers(unit, "admission_application", row.id, "official_text")
    back = {"taken_back_on": data.taken_back_on, "settled": 0}
    return take(unit, APPLICATIONS, row, "take_back", vars(data), **back)
