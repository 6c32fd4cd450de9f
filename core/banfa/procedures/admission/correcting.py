"""Taking a name off a published list: by a decision of the bureau, its party heard before.

What is decided is what was told, and works once it is served; then the corrected list is made known, and
another person tells the ledger, where the membership is voided or ends. Nothing is deleted: the list, its
correction and the membership stay to be read.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, key, past_day, text
from banfa.ledger.kinds.memberships import Membership, list_members_from
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.procedures.admission.applications import APPLICATIONS, AdmissionApplication
from banfa.procedures.admission.batches import BATCHES, PUBLISHED
from banfa.procedures.admission.correction_rows import (
    ANNUL,
    CORRECTIONS,
    DEFECTS,
    MANNERS,
    RUNNING,
    AdmissionCorrection,
)
from banfa.procedures.admission.hearing import HearApplicant, check_heard, check_term_over, write_recourse
from banfa.procedures.admission.numbers import check_number
from banfa.procedures.admission.reviewing import check_state
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

ON_LIST: Final = ("proposed", "admitted")
"""States of an application whose name is on a published list."""


class IntendCorrection(
    Inputs,
    example={
        "intended_on": "2026-05-06",
        "manner": "annul",
        "defect": "record",
        "reasons": "评审汇总表录入错行，该单位未通过专家评审而列入名单。",
    },
):
    """What is meant to be done, and why: all of it is told."""

    intended_on: date = past_day("提出之日")
    manner: str = choice("更正的效力", MANNERS, hint="写入告知书；作出的决定与告知的一致")
    defect: str = choice(
        "名单的错误",
        DEFECTS,
        hint="写入告知书；在库期间的行为、申请材料弄虚作假，按办法取消资格、清退的条款立案办理，不作更正",
    )
    reasons: str = text("拟更正的事实、理由和依据", max_length=4000)


class DecideCorrection(
    Inputs,
    example={
        "document_no": "厦工信企业函〔2026〕190号",
        "decided_on": "2026-05-20",
        "words": "该单位未通过专家评审，不再列入第一批名单。",
    },
):
    """The paper of what was told: another manner, or another defect, is told anew."""

    document_no: str = key("更正名单决定书文号", max_length=100)
    decided_on: date = past_day("作出之日", hint="陈述申辩期满之后")
    words: str = text("决定的内容和理由", max_length=2000)


class PublishCorrection(
    Inputs,
    example={
        "corrected_on": "2026-05-26",
        "corrected_in": "厦工信企业函〔2026〕195号，https://gxj.xm.gov.cn/tzgg/2026-05-26",
    },
):
    """When and where the corrected list was made known."""

    corrected_on: date = past_day("更正后名单的公布之日", hint="决定送达之后")
    corrected_in: str = text("更正后名单的文号、公布网址或者载体", max_length=500)


class DropCorrection(Inputs, example={"dropped_why": "陈述属实，名单无误。"}):
    """Why the name stays, or what is to be told anew."""

    dropped_why: str = text(
        "不予更正的原因", max_length=1000, hint="效力、错误或者理由与告知的不同的，写明后另行提出、另行告知"
    )


def intend_correction(
    unit: Unit,
    _profile: Profile,
    application_id: int,
    data: IntendCorrection,
    _version: int | None = None,
) -> AdmissionCorrection:
    """Intend to take a name off a published list: what is meant to be done, for which defect, with reasons.

    Raises Missing, Malformed (`days_reversed`), Conflict (`wrong_state`, `correction_runs`).
    """
    application = _find_application(unit, application_id)
    batch = BATCHES.find(unit, application.admission_batch_id, lock=False)
    check_state(batch, *PUBLISHED)
    _check_on_list(application)
    if any(
        each.state in RUNNING for each in list_rows(unit, AdmissionCorrection, application_id=application.id)
    ):
        raise Conflict("correction_runs", "对这个名字的更正正在办理，不能重复提出。")
    if batch.listed_on is not None and data.intended_on < batch.listed_on:
        message = f"提出之日（intended_on）不能早于名单公布之日{batch.listed_on}；公布前请移出名单。"
        raise Malformed("days_reversed", message, field="intended_on")
    values = {**vars(data), "application_id": application.id, "provider_id": application.provider_id}
    return start(
        unit, CORRECTIONS, "intend", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def _find_application(unit: Unit, application_id: int) -> AdmissionApplication:
    """Find an application, its batch locked before it."""
    BATCHES.find(unit, APPLICATIONS.find(unit, application_id, lock=False).admission_batch_id)
    return APPLICATIONS.find(unit, application_id)


def _check_on_list(application: AdmissionApplication) -> None:
    """Check that its name is on the list. Raises Conflict (`wrong_state`)."""
    if application.state not in ON_LIST:
        message = f"该申报现为“{APPLICATIONS.states[application.state]}”，不在公布的名单上。"
        raise Conflict("wrong_state", message, state=application.state)


def hear_correction(
    unit: Unit, profile: Profile, row_id: int, data: HearApplicant, version: int | None = None
) -> AdmissionCorrection:
    """Record what the party said and the answer, or that it said nothing. Raises as `check_heard`."""
    row = CORRECTIONS.begin(unit, "hear", row_id, version=version)
    check_heard(unit, row, data)
    recourse = write_recourse(unit, profile)
    return take(unit, CORRECTIONS, row, "hear", vars(data), **vars(data), recourse=recourse)


def decide_correction(
    unit: Unit, _profile: Profile, row_id: int, data: DecideCorrection, version: int | None = None
) -> AdmissionCorrection:
    """Decide what was told, as another person than who intended it, once the statement's term is over.

    Raises Malformed (`document_no_form`, `days_reversed`), Conflict (`statement_term_runs`,
    `document_no_used`, `paper_missing`, `wrong_state`).
    """
    row = CORRECTIONS.begin(unit, "decide", row_id, version=version)
    _check_on_list(APPLICATIONS.find(unit, row.application_id, lock=False))
    check_term_over(row, decided_on=data.decided_on)
    check_number(unit, data.document_no, on=data.decided_on)
    require_papers(unit, "admission_correction", row.id, "stamped_original")
    return take(unit, CORRECTIONS, row, "decide", vars(data), **vars(data), decided_by=unit.actor.person.id)


def drop_correction(
    unit: Unit, _profile: Profile, row_id: int, data: DropCorrection, version: int | None = None
) -> AdmissionCorrection:
    """Leave the name where it is, as after a statement that is right."""
    row = CORRECTIONS.begin(unit, "drop", row_id, version=version)
    return take(unit, CORRECTIONS, row, "drop", vars(data), **vars(data))


def publish_correction(
    unit: Unit, profile: Profile, row_id: int, data: PublishCorrection, version: int | None = None
) -> AdmissionCorrection:
    """Carry out, as another person than who decided, what was served: the name is off, its membership over.

    A membership that has ended by then stays as it ended, unless it is annulled. Raises Malformed
    (`days_reversed`), Conflict (`paper_missing`), and as `void_entry` and `correct_entry` do.
    """
    application = _find_application(unit, CORRECTIONS.find(unit, row_id, lock=False).application_id)
    row = CORRECTIONS.begin(unit, "record", row_id, version=version)
    if row.served_on is not None and data.corrected_on < row.served_on:
        message = f"更正后名单的公布之日（corrected_on）不能早于决定送达之日{row.served_on}。"
        raise Malformed("days_reversed", message, field="corrected_on")
    require_papers(unit, "admission_correction", row.id, "corrected_list")
    why = f"更正公布名单：{row.document_no}"
    if application.membership_id is not None:
        _end_membership(unit, profile, row, application.membership_id, why)
    take(unit, APPLICATIONS, application, "strike", {"document_no": row.document_no})
    return take(unit, CORRECTIONS, row, "record", vars(data), **vars(data))


def _end_membership(
    unit: Unit, profile: Profile, row: AdmissionCorrection, membership_id: int, why: str
) -> None:
    kind = Membership.declaration.name
    if row.manner == ANNUL:
        void_entry(unit, kind, membership_id, why)
        return
    assert row.served_on is not None  # noqa: S101 - served
    for membership in list_members_from(unit, Membership.c.entry_id == membership_id, since=row.served_on):
        if membership.from_on >= row.served_on:
            void_entry(unit, kind, membership_id, why)
            return
        ended = {"until_on": row.served_on - timedelta(1), "ended_why": why}
        correct_entry(unit, kind, membership_id, ended, why, profile=profile)


_RECORDED: Final = (
    AdmissionCorrection.select()
    .select_from(
        AdmissionCorrection.rows.join(
            AdmissionApplication.rows, AdmissionApplication.c.id == AdmissionCorrection.c.application_id
        )
    )
    .where(
        AdmissionApplication.c.admission_batch_id == bindparam("batch_id"),
        AdmissionCorrection.c.state == "recorded",
    )
)


def list_struck(unit: Unit, batch_id: int) -> dict[int, AdmissionCorrection]:
    """List the corrections of a batch's list that were carried out, by application."""
    return {each.application_id: each for each in unit.all(AdmissionCorrection, _RECORDED, batch_id=batch_id)}
