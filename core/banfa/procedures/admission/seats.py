"""Seats: as many as the call has, one provider an industry where the text says so, and each name once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.kinds.memberships import Membership, list_members_from
from banfa.ledger.recording.references import in_list
from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.admission.requirements import find_route
from banfa.procedures.cases.listing import list_rows
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    seat = (m.category == row.category, m.industry == industry, m.provider_id != row.provider_id)
    if any(other.id != row.id for other in others) or list_members_from(unit, *seat, since=on):
        message = "该行业已有一家（在库或拟入库），办法规定每个行业只有一家；请先办理调整。"
        raise Conflict("seat_taken", message, industry=industry)


def check_named_once(unit: Unit, row: AdmissionApplication, *, industry: str | None) -> None:
    """Check that an applicant is neither in the pool for an industry nor on another batch's list for it.

    Raises Conflict (`already_in_pool`, `already_proposed`).
    """
    take_lock(unit, Lock.ADMISSION)
    party, category = row.provider_id, row.category
    if _list_in_pool(unit, [replace(row, assigned_industry=industry)], on=unit.today):
        message = "该单位已在库（同一类别、同一行业），不能再列入；入库记录有误的，请先更正。"
        raise Conflict("already_in_pool", message, field="assigned_industry")
    others = list_rows(unit, AdmissionApplication, provider_id=party, category=category, state="proposed")
    if any(other.assigned_industry == industry for other in others):
        message = "该单位已在另一批的名单上（同一类别、同一行业），不能再列入；须先移出那一批的名单。"
        raise Conflict("already_proposed", message, field="assigned_industry")


def check_outside_pool(unit: Unit, rows: Sequence[AdmissionApplication], *, on: date) -> None:
    """Check that none of those on a list has come into the pool meanwhile, in one statement for all.

    Raises Conflict (`already_in_pool`).
    """
    if _list_in_pool(unit, rows, on=on):
        message = (
            "名单上有单位已另行入库（同一类别、同一行业）：请先退回审查、移出名单；入库记录有误的，请先更正。"
        )
        raise Conflict("already_in_pool", message)


def _list_in_pool(
    unit: Unit, rows: Sequence[AdmissionApplication], *, on: date
) -> list[AdmissionApplication]:
    """List those who are in the pool on a day or later in the same category for the same industry."""
    theirs = in_list(Membership.c.provider_id, {row.provider_id for row in rows})
    there = {
        (each.provider_id, each.category, each.industry) for each in list_members_from(unit, theirs, since=on)
    }
    return [row for row in rows if (row.provider_id, row.category, row.assigned_industry) in there]
