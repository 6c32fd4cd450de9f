"""The city government's consent to another holder of a seat: entered by one person, checked by another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, key, past_day, text
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.effect_rows import EFFECTS, Effect
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.seats import find_no_seat, get_seat
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class EnterConsent(
    Inputs,
    example={
        "successor_id": "PROVIDER",
        "consent_name": "关于同意调整行业推进机构的批复",
        "consent_no": "市政函〔2026〕31号",
        "consented_on": "2026-04-07",
        "moves_on": "2026-05-01",
    },
):
    """What the government's document says."""

    successor_id: int = link("provider", "新的承担机构")
    consent_name: str = text("同意文件的名称", max_length=200, hint="批复、会议纪要等")
    consent_no: str = key("文号或者纪要编号", max_length=100)
    consented_on: date = past_day("同意之日")
    moves_on: date = day("自何日起由新机构承担")


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
    seat = get_seat(unit, row)
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
