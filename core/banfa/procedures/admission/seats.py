"""Seats: as many as the call has, and where the text has one provider an industry, no second one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.kinds.memberships import Membership
from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.admission.requirements import find_route
from banfa.procedures.cases.listing import list_rows
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.admission.batches import AdmissionBatch
    from banfa.trust.unit import Unit


def check_seats(
    unit: Unit,
    profile: Profile,
    batch: AdmissionBatch,
    row: AdmissionApplication,
    *,
    industry: str | None,
) -> None:
    """Check that there is a seat for one more.

    Raises Conflict (`seats_full`, `seat_taken`), Malformed (`industry_missing`).
    """
    if batch.seats is not None:
        proposed = list_rows(
            unit, AdmissionApplication, limit=batch.seats, admission_batch_id=batch.id, state="proposed"
        )
        if len(proposed) >= batch.seats:
            message = f"“{batch.number}”的名额为{batch.seats}家，已经列满；须先移出一家。"
            raise Conflict("seats_full", message, seats=batch.seats)
    if not find_route(profile, batch.edition, row.category).one_a_seat:
        return
    if industry is None:
        message = "每个行业只确定一家，须写明行业分配（assigned_industry）。"
        raise Malformed("industry_missing", message, field="assigned_industry")
    take_lock(unit, Lock.ADMISSION)
    check_seat(unit, row, industry=industry, on=unit.today)


def check_seat(unit: Unit, row: AdmissionApplication, *, industry: str, on: date) -> None:
    """Check that no other is proposed for an industry's seat, or has it. Raises Conflict (`seat_taken`)."""
    others = list_rows(
        unit, AdmissionApplication, category=row.category, assigned_industry=industry, state="proposed"
    )
    m = Membership.c
    seated = Membership.standing.where(
        m.category == row.category,
        m.industry == industry,
        m.until_on.is_(None) | (m.until_on >= on),
        m.provider_id != row.provider_id,
    )
    if any(other.id != row.id for other in others) or unit.all(Membership, seated):
        message = "该行业已有一家（在库或拟入库），办法规定每个行业只有一家；请先办理调整。"
        raise Conflict("seat_taken", message, industry=industry)
