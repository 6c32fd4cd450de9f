"""Issuing a paper: its number is the office's; the scans of the sheet and the stamped original hang on it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import key, past_day
from banfa.ledger.kinds.decisions import WITHDRAWAL
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.categories import check_successor
from banfa.procedures.cases.clauses import REFERRAL, find_clause, find_law
from banfa.procedures.cases.documents import ACT, DOCUMENTS, Document, list_carried
from banfa.procedures.cases.drafting import check_paper
from banfa.procedures.cases.ledgering import record_issued
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.publication_first import check_all_shown_first
from banfa.procedures.cases.remedies import REMEDIES
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs
from banfa.procedures.instruments.editions import find_edition

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

NUMBER: Final = re.compile(r"[\u4e00-\u9fff（）]{2,20}〔(\d{4})〕[1-9]\d{0,4}号")
"""机关代字〔年〕号 (GB/T 9704—2012, 7.2.5): six-cornered brackets, no leading zero, no 第."""
DECEMBER: Final = 12


class IssuePaper(
    Inputs,
    example={"document_no": "厦工信企业函〔2026〕134号", "issued_on": "2026-04-14"},
):
    """Number and days; who has signed is who approved at the last post."""

    document_no: str = key("发文字号", max_length=100, hint="如 厦工信企业函〔2026〕134号，由办公室给出")
    issued_on: date = past_day("签发之日")
    sealed_on: date | None = past_day("用印日", hint="在原件上盖章之日；不填的，登记簿上空着")


def issue_paper(
    unit: Unit, profile: Profile, document_id: int, data: IssuePaper, version: int | None = None
) -> Document:
    """Record that a paper was issued; the remedies of a deciding one are issued with it.

    On the day an edition is in force; what was decided before can be taken back at any time, and what may be
    a crime referred.
    Raises Malformed (`document_no_form`, `days_reversed`, `successor_mismatch`), Conflict
    (`document_no_used`, `paper_missing`, `wrong_state`, `edition_not_in_force`), and as
    `check_all_shown_first`.
    """
    document = DOCUMENTS.begin(unit, "issue", document_id, version=version)
    check_paper(unit, document)
    _check_number(unit, data)
    last = max(
        (
            approval
            for approval in list_rows(unit, Approval, document_id=document_id)
            if approval.state == "checked" and approval.submission == document.submission
        ),
        key=lambda approval: approval.place,
    )
    if data.issued_on < last.signed_on:
        message = f"签发之日（issued_on）不能早于最后一个环节签批之日{last.signed_on}。"
        raise Malformed("days_reversed", message, field="issued_on")
    if data.sealed_on is not None and data.sealed_on < data.issued_on:
        message = f"用印日（sealed_on）不能早于签发之日{data.issued_on}。"
        raise Malformed("days_reversed", message, field="sealed_on")
    require_papers(unit, "case_document", document_id, "approval_sheet", "stamped_original")
    carried = list_carried(unit, document_id) if document.kind == ACT else []
    if any(remedy.kind not in (WITHDRAWAL, REFERRAL) for remedy in carried):
        find_law(unit, profile, day=data.issued_on)
    for remedy in carried:
        if remedy.kind == REFERRAL:
            require_papers(unit, "remedy", remedy.id, "investigation", "evidence_list")
        if remedy.successor_id is not None:
            clause = find_clause(find_edition(profile, remedy.edition), remedy.cite)
            parties = remedy.provider_id, remedy.successor_id
            check_successor(unit, profile, clause, parties, day=data.issued_on)
    check_all_shown_first(unit, profile, document, day=data.issued_on)
    after = take(unit, DOCUMENTS, document, "issue", vars(data), **vars(data), signer=last.name)
    for remedy in carried:
        values: dict[str, object] = {"decision_id": record_issued(unit, profile, remedy, after)}
        if remedy.kind == REFERRAL:
            values["due_on"] = data.issued_on + timedelta(1)
        take(unit, REMEDIES, remedy, "issue", {"document_id": document_id}, **values)
    return after


def check_form(document_no: str, *, field: str = "document_no") -> re.Match[str]:
    """Check the form of a document number (发文字号). Raises Malformed (`document_no_form`)."""
    form = NUMBER.fullmatch(document_no)
    if form is None:
        message = (
            "发文字号应为“机关代字〔年份〕序号号”，如 厦工信企业函〔2026〕134号："
            "用六角括号，序号不加“第”、不补零。"
        )
        raise Malformed("document_no_form", message, field=field)
    return form


def check_form_on(document_no: str, *, on: date, field: str = "document_no") -> None:
    """Check the form of a number that a paper of a day has, and its year. Raises as `check_form`.

    Signed in the last days of a year, a paper may get its number in January.
    """
    form = check_form(document_no, field=field)
    if int(form[1]) not in {on.year, on.year + (on.month == DECEMBER)}:
        message = f"发文字号的年份{form[1]}与{on}不符，请核对（{field}）。"
        raise Malformed("document_no_form", message, field=field)


_NUMBERED: Final = Document.select().where(Document.c.document_no == bindparam("document_no"))


def _check_number(unit: Unit, data: IssuePaper) -> None:
    """Check a document number's form, and that no other paper has it. Raises Malformed, Conflict."""
    check_form_on(data.document_no, on=data.issued_on)
    used = unit.all(Document, _NUMBERED, document_no=data.document_no)
    if used:
        message = f"发文字号“{data.document_no}”已用于{used[0].register_no}，请核对。"
        raise Conflict("document_no_used", message, field="document_no")
