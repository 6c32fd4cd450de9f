"""Not admitting: told with reasons, heard, decided by another person in a paper that names the remedies.

That general law asks so for what is no licence is a reading of ours, on by default, as in casework.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import key, past_day, text
from banfa.procedures.admission.applications import APPLICATIONS, AdmissionApplication
from banfa.procedures.admission.reviewing import Reason, begin_in_batch, check_state
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.issuing import NUMBER
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

REMEDIES: Final = ("行政复议", "行政诉讼")
"""What the paper has to name (行政复议法第二十条, 行政诉讼法第四十六条)."""


class IntendRejection(
    Inputs, example={"rejection_reasons": "服务案例的客户不属于中小企业，不符合办法第六条第四项。"}
):
    """The reasons, with their provision."""

    rejection_reasons: str = text("拟不予入库的事实、理由和依据", max_length=4000)


class TellApplicant(Inputs, example={"told_on": "2026-03-30"}):
    """When the notice was served."""

    told_on: date = past_day("告知书送达之日")


class HearApplicant(
    Inputs,
    example={
        "stated_on": "2026-04-02",
        "statement": "称另有一个案例的客户为中小企业。",
        "answer": "经核对，该客户为大型企业，不予采纳。",
    },
):
    """What the applicant said and what is answered; nothing where it said nothing in its time."""

    stated_on: date | None = past_day("收到陈述申辩之日")
    statement: str | None = text("陈述申辩的要点", max_length=4000)
    answer: str | None = text("复核情况和答复", max_length=4000)


class Reject(
    Inputs,
    example={
        "document_no": "厦工信企业函〔2026〕160号",
        "decided_on": "2026-04-09",
        "recourse": "如不服，可以自知道之日起六十日内向厦门市人民政府申请行政复议，"
        "也可以自知道之日起六个月内依法提起行政诉讼。",
    },
):
    """Number, day and the remedies as the paper names them."""

    document_no: str = key("不予入库通知书文号", max_length=100)
    decided_on: date = past_day("作出之日")
    recourse: str = text("救济告知", max_length=1000, hint="写明行政复议和行政诉讼的机关和期限")


def intend_rejection(
    unit: Unit, _profile: Profile, row_id: int, data: IntendRejection, version: int | None = None
) -> AdmissionApplication:
    """Intend not to admit, with reasons."""
    batch, row = begin_in_batch(unit, "intend_rejection", row_id, version)
    check_state(batch, "reviewing", "shortlisted", "shown")
    return take(
        unit,
        APPLICATIONS,
        row,
        "intend_rejection",
        vars(data),
        **vars(data),
        intended_by=unit.actor.person.id,
    )


def tell_applicant(
    unit: Unit, _profile: Profile, row_id: int, data: TellApplicant, version: int | None = None
) -> AdmissionApplication:
    """Record that the notice was served; a statement's days begin. Raises Conflict (`paper_missing`)."""
    _batch, row = begin_in_batch(unit, "tell", row_id, version)
    require_papers(unit, "admission_application", row.id, "service_receipt")
    if data.told_on < row.received_on:
        message = f"送达之日（told_on）不能早于收到申报之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="told_on")
    until = find_office(unit).count_working_days(unit, "statement", data.told_on)
    return take(unit, APPLICATIONS, row, "tell", vars(data), told_on=data.told_on, statement_until=until)


def hear_applicant(
    unit: Unit, _profile: Profile, row_id: int, data: HearApplicant, version: int | None = None
) -> AdmissionApplication:
    """Record what the applicant said and the answer, or that it said nothing in its time.

    Raises Conflict (`statement_term_runs`), Malformed (`field_missing`, `days_reversed`).
    """
    _batch, row = begin_in_batch(unit, "hear", row_id, version)
    given = (data.stated_on, data.statement, data.answer)
    if all(value is None for value in given):
        if row.statement_until is not None and unit.today <= row.statement_until:
            message = f"陈述申辩期到{row.statement_until}为止，期满前没有收到意见的不能视为放弃。"
            raise Conflict("statement_term_runs", message, until=row.statement_until)
    elif any(value is None for value in given):
        message = "收到陈述申辩的，须写明收到之日、要点和答复（stated_on、statement、answer）。"
        raise Malformed("field_missing", message, field="answer")
    elif data.stated_on is not None and row.told_on is not None and data.stated_on < row.told_on:
        message = f"收到陈述申辩之日（stated_on）不能早于告知之日{row.told_on}。"
        raise Malformed("days_reversed", message, field="stated_on")
    return take(unit, APPLICATIONS, row, "hear", vars(data), **vars(data))


def reject(
    unit: Unit, _profile: Profile, row_id: int, data: Reject, version: int | None = None
) -> AdmissionApplication:
    """Decide not to admit, as another person than who intended it.

    Raises Malformed (`document_no_form`, `recourse_missing`, `days_reversed`), Conflict (`paper_missing`).
    """
    _batch, row = begin_in_batch(unit, "reject", row_id, version)
    check_number(data.document_no)
    if lacking := [word for word in REMEDIES if word not in data.recourse]:
        message = f"救济告知（recourse）还缺{'、'.join(lacking)}：须写明机关和期限。"
        raise Malformed("recourse_missing", message, field="recourse")
    if row.told_on is not None and data.decided_on < row.told_on:
        message = f"作出之日（decided_on）不能早于告知之日{row.told_on}。"
        raise Malformed("days_reversed", message, field="decided_on")
    require_papers(unit, "admission_application", row.id, "stamped_original")
    return take(unit, APPLICATIONS, row, "reject", vars(data), **vars(data))


def check_number(number: str) -> None:
    """Check the form of a document's number. Raises Malformed (`document_no_form`)."""
    if NUMBER.fullmatch(number) is None:
        message = "文号（document_no）的格式为 机关代字〔年〕号，如 长工信发〔2026〕8号。"
        raise Malformed("document_no_form", message, field="document_no")


def reconsider(
    unit: Unit, _profile: Profile, row_id: int, data: Reason, version: int | None = None
) -> AdmissionApplication:
    """Go back to the review, as after a statement that is right."""
    _batch, row = begin_in_batch(unit, "reconsider", row_id, version)
    return take(unit, APPLICATIONS, row, "reconsider", vars(data))
