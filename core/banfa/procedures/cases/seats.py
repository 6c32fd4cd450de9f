"""Seats (承担机构) of a category that is settled with the city government's consent: Changsha 3.

Work that goes to another promoter (13) moves no seat. Whether the seat goes too is the bureau's to consider,
and the government's to consent to: the document is entered by one person and checked by another against its
scan, and only then does the seat go, from the day it names. The new membership names the consent as its basis.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, key, past_day, text
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.correct import correct_entry
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.record import record_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.effect_rows import EFFECTS, Effect
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.proposals import Proposal
from banfa.procedures.cases.steps import BY_OFFICE, take
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.trust.sources import BUREAU

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.law import Category
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit

REASSIGNMENT: Final = "reassignment"
SEAT: Final = "seat"


class EnterConsent(
    Inputs,
    example={
        "successor_id": "PROVIDER",
        "consent_name": "关于同意调整行业推进机构的批复",
        "consent_no": "市政函〔2026〕31号",
        "consented_on": "2026-05-06",
        "moves_on": "2026-06-01",
    },
):
    """What the government's document says."""

    successor_id: int = link("provider", "新的承担机构")
    consent_name: str = text("同意文件的名称", max_length=200, hint="批复、会议纪要等")
    consent_no: str = key("文号或者纪要编号", max_length=100)
    consented_on: date = past_day("同意之日")
    moves_on: date = day("自何日起由新机构承担")


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
            f"{industries.get(seat.industry or '', '')}{category.zh}：工作移交不改变其确定；是否改由其他机构承担，"
            f"由本局研究。调整的，报请市人民政府同意（{category.consent}），登记同意文件并经复核后办理。"
        )
        yield Proposal(SEAT, what, BY_OFFICE, None, seat.entry_id, remedy.effective_on)


def enter_consent(
    unit: Unit, profile: Profile, row_id: int, data: EnterConsent, version: int | None = None
) -> Effect:
    """Enter the government's consent to another holder of a seat.

    Raises Missing, Conflict (`no_seat`), Malformed (`successor_mismatch`, `days_reversed`).
    """
    row = EFFECTS.begin(unit, "enter_consent", row_id, version=version)
    check_not_recused(unit, row.case_id)
    if find_no_seat(unit, profile, row) is not None:
        raise Conflict("no_seat", "这一事项不涉及须经市人民政府同意的调整，不登记政府同意。")
    seat = _get_seat(unit, row)
    get_entry(unit, Provider, data.successor_id)
    if data.successor_id == seat.provider_id:
        message = "新的承担机构（successor_id）不能是原承担机构。"
        raise Malformed("successor_mismatch", message, field="successor_id")
    for before, zh in ((data.consented_on, "同意之日"), (seat.from_on + timedelta(1), "原机构入库次日")):
        if data.moves_on < before:
            message = f"由新机构承担之日（moves_on）不能早于{zh}{before}。"
            raise Malformed("days_reversed", message, field="moves_on")
    return take(
        unit, EFFECTS, row, "enter_consent", vars(data), **vars(data), consent_by=unit.actor.person.id
    )


def check_consent(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Effect:
    """Check, as another person, what was entered against its scan. Raises Conflict (`paper_missing`)."""
    row = EFFECTS.begin(unit, "check_consent", row_id, version=version)
    check_not_recused(unit, row.case_id)
    require_papers(unit, "case_effect", row.id, "official_text")
    return take(unit, EFFECTS, row, "check_consent", {})


def return_consent(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Effect:
    """Send it back to be entered anew."""
    row = EFFECTS.begin(unit, "return_consent", row_id, version=version)
    check_not_recused(unit, row.case_id)
    return take(unit, EFFECTS, row, "return_consent", {})


def find_no_seat(_unit: Unit, _profile: Profile, row: Effect) -> str | None:
    """Find that an effect is about no seat: there is nothing to consent to, and nothing to say."""
    return None if row.kind == SEAT else ""


def find_no_consent(unit: Unit, profile: Profile, row: Effect) -> str | None:
    """Find that a seat has no checked consent yet."""
    if row.kind != SEAT or row.state == "consented":
        return None
    category = _find_category(profile, _get_seat(unit, row))
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
    seat = _get_seat(unit, row)
    basis = f"{row.consent_name}（{row.consent_no}），市人民政府{row.consented_on}同意"
    last = row.moves_on - timedelta(1)
    if seat.until_on is None or seat.until_on > last:
        ended = {"until_on": last.isoformat(), "ended_why": f"调整承担机构：{basis}"}
        correct_entry(unit, Membership.declaration.name, seat.entry_id, ended, basis, profile=profile)
    entered = {
        "provider_id": row.successor_id,
        "category": seat.category,
        "industry": seat.industry,
        "industry_list": seat.industry_list,
        "from_on": row.moves_on.isoformat(),
        "basis": basis,
    }
    data = {name: value for name, value in entered.items() if value is not None}
    outcome = record_entry(unit, Membership.declaration.name, data, source=BUREAU, profile=profile)
    assert outcome.id is not None  # noqa: S101 - a membership of the bureau's own is always stored
    return outcome.id


def _get_seat(unit: Unit, row: Effect) -> Membership:
    assert row.thing_id is not None  # noqa: S101 - a seat's effect names its membership
    return get_entry(unit, Membership, row.thing_id)


def _find_category(profile: Profile, seat: Membership) -> Category:
    return next(category for category in profile.categories if category.key == seat.category)
