"""What the ledger is told of remedies: a decision when one is issued or works, its days as they become known.

Counts, standing and leads follow from these decisions alone. A removal and the withdrawal of a decision
are told with the day on which they work; any other on the day it was issued. A decision that is corrected in
its words stands: the paper is noted with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.law.quantity import Days, duration
from banfa.ledger.entries.specifiers import MAX_CONTENT
from banfa.ledger.kinds.decisions import ORDER, OUTCOME, REMOVAL, WITHDRAWAL, Decision
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.record import record_entry
from banfa.procedures.calendars import count_working_days_left, read_calendar
from banfa.procedures.cases.casefiles import CASES, RECTIFY, WITHDRAW
from banfa.procedures.cases.remedies import APART
from banfa.procedures.decisions.terms import fill_due_day, moves_off_rest_days
from banfa.procedures.instruments.editions import settle_edition
from banfa.reasoning.calendar import day_number, day_of, find_due_day
from banfa.trust.source_row import SYSTEM

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law.quantity import Duration
    from banfa.procedures.cases.documents import Document
    from banfa.procedures.cases.proceeding_rows import Proceeding
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit

KIND: Final = Decision.declaration
WORKED: Final = "个工作日"
"""The unit of terms in working days."""
ON_EFFECT: Final = (REMOVAL, WITHDRAWAL)
"""Kinds that the ledger is told of when they take effect."""


def record_issued(unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document) -> int | None:
    """Tell the ledger of a remedy that was issued; None for one that it is told of when it works."""
    if remedy.kind in ON_EFFECT:
        return None
    return _record(unit, profile, remedy, document)


def void_issued(unit: Unit, remedy: CaseRemedy, document: Document) -> None:
    """Tell the ledger that what was issued is served on nobody: it never came to be a decision."""
    assert remedy.decision_id is not None  # noqa: S101 - issued
    void_entry(unit, KIND.name, remedy.decision_id, f"停止送达：{document.document_no}", act="decide")


def record_effective(
    unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document, *, served_on: date
) -> CaseRemedy:
    """Tell the ledger that a remedy was served; returns it with its decision, and an order's last day.

    Raises Malformed (`due_day_unsure`) where the calendar does not reach so far.
    """
    effective_on = max(served_on, document.effective_on or served_on)
    remedy = replace(remedy, served_on=served_on, effective_on=effective_on)
    if remedy.kind == WITHDRAWAL:
        return _record_correction(unit, profile, remedy, document, effective_on)
    if remedy.kind == REMOVAL:
        days_out = {"served_on": served_on, "effective_on": effective_on}
        return replace(remedy, decision_id=_record(unit, profile, remedy, document, **days_out))
    return _record_days(unit, profile, remedy, document, f"送达：{document.document_no}")


def move_served(
    unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document, *, served_on: date
) -> CaseRemedy:
    """Tell the ledger that a remedy was served on another day than was entered; returns it with its days.

    Raises Malformed (`due_day_unsure`), Conflict where what the ledger knows besides cannot be then.
    """
    effective_on = max(served_on, document.effective_on or served_on)
    remedy = replace(remedy, served_on=served_on, effective_on=effective_on)
    return _record_days(unit, profile, remedy, document, f"更正送达登记：{document.document_no}")


def _record_days(
    unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document, reason: str
) -> CaseRemedy:
    """Tell the ledger of the day of service, and of an order's last day."""
    assert remedy.decision_id is not None  # noqa: S101 - told when it was issued
    assert remedy.served_on is not None  # noqa: S101 - served
    days: dict[str, Any] = {"served_on": remedy.served_on}
    if remedy.kind == ORDER:
        due_on = _find_due_day(unit, profile, remedy, document, remedy.served_on)
        days["due_on"] = due_on
        remedy = replace(remedy, due_on=due_on)
    _correct(unit, profile, remedy, days, reason)
    return remedy


def _record_correction(
    unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document, effective_on: date
) -> CaseRemedy:
    """Tell the ledger that a decision is annulled, withdrawn from a day on, or put in other words."""
    manner = CASES.find(unit, remedy.case_id, lock=False).manner
    if manner == RECTIFY:
        _note_words(unit, profile, remedy, document, effective_on)
        return remedy
    decided = {"decided_on": effective_on}
    if manner == WITHDRAW:
        decided["effective_on"] = effective_on
    return replace(remedy, decision_id=_record(unit, profile, remedy, document, **decided))


def _note_words(
    unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document, effective_on: date
) -> None:
    """Note with a decision by which paper its words were corrected; nothing else of it changes."""
    assert remedy.about_id is not None  # noqa: S101 - a correction is about a decision
    decision = get_entry(unit, Decision, remedy.about_id)
    noted = f"{effective_on}以{document.document_no}更正文字，决定的其他内容不变。"
    content = f"{decision.content}\n{noted}" if decision.content else noted
    if len(content) <= MAX_CONTENT:
        reason = f"更正文字：{document.document_no}"
        _correct(unit, profile, replace(remedy, decision_id=remedy.about_id), {"content": content}, reason)


def _find_due_day(
    unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document, served_on: date
) -> date:
    """The last day of an order's term: from the day after service, by the reading of the bureau's."""
    data = {
        "kind": ORDER,
        "decided_on": document.issued_on,
        "served_on": served_on,
        "term": remedy.term,
        "term_unit": remedy.term_unit,
    }
    filled = fill_due_day(unit, profile, data, edition=remedy.edition)
    due_on: date = filled.pop("due_on")
    return due_on


def record_annulment(unit: Unit, profile: Profile, remedy: CaseRemedy, proceeding: Proceeding) -> None:
    """Tell the ledger that another body has annulled a decision: its name, its paper's number, its day."""
    inputs: dict[str, object] = {
        "provider_id": remedy.provider_id,
        "kind": WITHDRAWAL,
        "about_id": remedy.decision_id,
        "decided_on": proceeding.ended_on,
        "edition": remedy.edition,
        "cite": APART.join(remedy.provisions) or None,
        "authority": proceeding.body,
        "document_no": proceeding.result_no,
    }
    names = [unit.ids.encode_one("proceeding", proceeding.id), unit.ids.encode_one("remedy", remedy.id)]
    _tell(unit, profile, inputs, f"proceeding/{'/'.join(names)}")


def record_outcome(
    unit: Unit, profile: Profile, remedy: CaseRemedy, label: str, *, on: date, after_hours: bool | None = None
) -> None:
    """Tell the ledger what became of an order, on a day."""
    outcome = {
        "provider_id": remedy.provider_id,
        "kind": OUTCOME,
        "label": label,
        "about_id": remedy.decision_id,
        "decided_on": on,
        "after_hours": after_hours,
        "edition": remedy.edition,
        "cite": APART.join(remedy.provisions) or None,
        "authority": profile.city.bureau,
    }
    name = unit.ids.encode_one("remedy", remedy.id)
    _tell(unit, profile, outcome, f"remedy/{name}/{label}/{on}")


def move_due_day(unit: Unit, profile: Profile, remedy: CaseRemedy, due_on: date, reason: str) -> None:
    """Tell the ledger that an order's last day is another by a decision; the term as it was is no more."""
    days = {"due_on": due_on, "paused_on": None, "term": None, "term_unit": None}
    _correct(unit, profile, remedy, days, reason)


def suspend_due_day(unit: Unit, profile: Profile, remedy: CaseRemedy, paused_on: date, reason: str) -> None:
    """Tell the ledger that an order's term stands still: it has no last day, and is not missed meanwhile."""
    _correct(unit, profile, remedy, {"due_on": None, "paused_on": paused_on}, reason)


def find_day_resumed(unit: Unit, profile: Profile, remedy: CaseRemedy, resumed_on: date) -> date:
    """The last day of a term that runs on: what was left after the day of the pause, from the day after.

    Working days are counted as such, months by the days that are left; off a rest day by the bureau's
    reading. Raises Malformed (`due_day_unsure`).
    """
    assert remedy.due_on is not None  # noqa: S101 - paused
    assert remedy.paused_on is not None  # noqa: S101 - paused
    assert remedy.decision_id is not None  # noqa: S101 - issued
    calendar = read_calendar(unit.connection, unit.tenant_id)
    left: int | None = (remedy.due_on - remedy.paused_on).days
    period: Duration = Days(left or 0)
    if remedy.term_unit == WORKED:
        left = count_working_days_left(calendar, remedy.paused_on, remedy.due_on)
        period = duration(left or 0, WORKED)
    decided_on = get_entry(unit, Decision, remedy.decision_id).decided_on
    law = settle_edition(unit, profile, edition=remedy.edition, day=decided_on)
    moves = moves_off_rest_days(law)
    due = find_due_day(day_number(resumed_on), period, calendar, rest_days_move=moves)
    if left is None or not due.sure:
        message = (
            "剩余期限届满之年的放假安排尚未公布，不能推算届满之日，请先登记放假安排（/holiday-notices）。"
        )
        raise Malformed("due_day_unsure", message, field="resumed_on")
    return day_of(due.day)


def _record(unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document, **more: object) -> int:
    order = remedy.kind == ORDER
    inputs = {
        "provider_id": remedy.provider_id,
        "kind": remedy.kind,
        "about_id": remedy.about_id,
        "decided_on": document.issued_on,
        "term": remedy.term if order else None,
        "term_unit": remedy.term_unit if order else None,
        "amount": remedy.amount,
        "edition": remedy.edition,
        "cite": APART.join(remedy.provisions) or None,
        "authority": profile.city.bureau,
        "document_no": document.document_no,
        **more,
    }
    names = [unit.ids.encode_one("remedy", remedy.id), unit.ids.encode_one("case_document", document.id)]
    return _tell(unit, profile, inputs, f"remedy/{'/'.join(names)}")


def _tell(unit: Unit, profile: Profile, inputs: dict[str, object], external_id: str) -> int:
    data = {name: value for name, value in inputs.items() if value is not None}
    outcome = record_entry(
        unit, KIND.name, data, source=SYSTEM, profile=profile, external_id=external_id, act="decide"
    )
    if outcome.id is None:
        raise Malformed("decision_not_recorded", "该决定没有记入台账，请核对后重试。")
    return outcome.id


def _correct(unit: Unit, profile: Profile, remedy: CaseRemedy, data: dict[str, Any], reason: str) -> None:
    assert remedy.decision_id is not None  # noqa: S101 - issued
    correct_entry(unit, KIND.name, remedy.decision_id, data, reason, profile=profile, act="decide")
