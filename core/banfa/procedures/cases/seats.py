"""Seats (承担机构) of a category that is settled with the city government's consent: Changsha 3.

Work that goes to another promoter (13) moves no seat. Whether the seat goes too is the bureau's to consider,
and the government's to consent to (`consents`): only then does it go, from the day the consent names, and
the new membership names the consent as its basis.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.recording.correct import correct_entry
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.record import record_entry
from banfa.procedures.cases.proposals import Proposal
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.trust.source_row import BUREAU

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.law import Category
    from banfa.procedures.cases.effect_rows import Effect
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit

SEAT: Final = "seat"


def list_seats(unit: Unit, profile: Profile, remedy: CaseRemedy) -> Iterator[Proposal]:
    """List the seats that a party still holds when its work goes to another: whether they go is open."""
    consents = {category.key: category for category in profile.categories if category.consent is not None}
    industries = {industry.key: industry.zh for industry in profile.industries}
    c = Membership.c
    held = Membership.standing.where(
        c.provider_id == remedy.provider_id,
        c.category.in_(consents),
        c.until_on.is_(None) | (c.until_on >= remedy.effective_on),
    ).order_by(c.entry_id)
    for seat in unit.all(Membership, held):
        category = consents[seat.category]
        what = (
            f"{industries.get(seat.industry or '', '')}{category.zh}：工作移交不改变其确定；"
            f"是否改由其他机构承担，由本局研究。调整的，报请市人民政府同意（{category.consent}），登记同意文件并经复核后办理。"
        )
        yield Proposal(SEAT, what, BY_OFFICE, None, seat.entry_id, remedy.effective_on)


def find_no_seat(_unit: Unit, _profile: Profile, row: Effect) -> str | None:
    """Find that an effect is about no seat: there is nothing to consent to, and nothing to say."""
    return None if row.kind == SEAT else ""


def find_no_consent(unit: Unit, profile: Profile, row: Effect) -> str | None:
    """Find that a seat has no checked consent yet."""
    if row.kind != SEAT or row.state == "consented":
        return None
    category = _find_category(profile, get_seat(unit, row))
    return (
        f"{category.zh}须经市人民政府同意确定（{category.consent}），调整也须同意：请先登记同意文件，"
        "附上扫描件（依据文本），由另一人复核后再办理；不调整的，登记不办理。"
    )


def move_seat(unit: Unit, profile: Profile, row: Effect) -> int:
    """Have a seat go to its new holder in the ledger; gives the new membership.

    Raises Conflict (`consent_missing`), and what the ledger has against either membership.
    """
    if (message := find_no_consent(unit, profile, row)) is not None:
        raise Conflict("consent_missing", message)
    assert row.moves_on is not None  # noqa: S101 - entered with the consent
    seat = get_seat(unit, row)
    basis = f"{row.consent_name}（{row.consent_no}），市人民政府{row.consented_on}同意"
    last = row.moves_on - timedelta(1)
    if seat.until_on is None or seat.until_on > last:
        ended = {"until_on": last, "ended_why": f"调整承担机构：{basis}"}
        correct_entry(unit, Membership.declaration.name, seat.entry_id, ended, basis, profile=profile)
    entered = {
        "provider_id": row.successor_id,
        "category": seat.category,
        "industry": seat.industry,
        "industry_list": seat.industry_list,
        "from_on": row.moves_on,
        "basis": basis,
    }
    data = {name: value for name, value in entered.items() if value is not None}
    outcome = record_entry(unit, Membership.declaration.name, data, source=BUREAU, profile=profile)
    assert outcome.id is not None  # noqa: S101 - a membership of the bureau's own is always stored
    return outcome.id


def get_seat(unit: Unit, row: Effect) -> Membership:
    """Get the membership by which a seat is held. Raises Missing."""
    assert row.thing_id is not None  # noqa: S101 - a seat's effect names its membership
    return get_entry(unit, Membership, row.thing_id)


def _find_category(profile: Profile, seat: Membership) -> Category:
    return next(category for category in profile.categories if category.key == seat.category)
