"""Numbers of the papers of admission (发文字号): of their form, of their year, and of one paper alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.admission.batches import AdmissionBatch
from banfa.procedures.admission.correction_rows import AdmissionCorrection
from banfa.procedures.admission.exit_rows import AdmissionExit
from banfa.procedures.cases.documents import Document
from banfa.procedures.cases.issuing import check_form_on
from banfa.procedures.cases.listing import list_rows
from banfa.trust.locks import Lock, take_lock

NUMBERED: Final = (AdmissionBatch, AdmissionApplication, AdmissionExit, AdmissionCorrection, Document)
"""What has a number (发文字号) of its own."""

if TYPE_CHECKING:
    from datetime import date

    from banfa.trust.unit import Unit


def check_number(unit: Unit, document_no: str, *, on: date) -> None:
    """Check the number of a paper of a day: no other paper of admission or of a case has it.

    Raises Malformed (`document_no_form`), Conflict (`document_no_used`).
    """
    check_form_on(document_no, on=on)
    take_lock(unit, Lock.ADMISSION)
    used = (list_rows(unit, row, limit=1, document_no=document_no) for row in NUMBERED)
    if any(used):
        message = f"发文字号“{document_no}”已用于另一份名单或者文书，请核对。"
        raise Conflict("document_no_used", message, field="document_no")
