"""Standing aside (回避): who is bound to a provider neither scores it nor has scored it.

It may be declared or found at any time. A sheet that was there is void then, and an opinion that rests on it
has to be given anew; one that the ledger has is taken back first, by a person.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import choice, past_day, text
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.steps import take_all
from banfa.procedures.experts.members import find_member
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.opinion_rows import OPEN, OPINIONS, Opinion
from banfa.procedures.experts.panel_rows import MANNERS, MEMBER, ExpertRecusal
from banfa.procedures.experts.panels import list_members
from banfa.procedures.experts.sheet_rows import SHEETS, STANDING, ScoreSheet
from banfa.procedures.experts.whole import list_whole
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.experts.panel_rows import Member
    from banfa.trust.unit import Unit


class NoteAside(
    Inputs,
    example={
        "provider_id": "PROVIDER",
        "manner": "declared",
        "declared_on": "2026-04-08",
        "reason": "曾任该服务商技术顾问",
    },
):
    """From which provider an expert stands aside, and why."""

    provider_id: int = link("provider", "所回避的服务商")
    manner: str = choice("回避的提出", MANNERS)
    declared_on: date = past_day("回避之日")
    reason: str = text("回避事由", max_length=500)


def note_aside(
    unit: Unit, _profile: Profile, row_id: int, data: NoteAside, version: int | None = None
) -> ExpertRecusal:
    """Record from which provider a member stands aside: his sheets on it, and opinions with them, are void.

    Raises Missing, Conflict (`recused_before`, `opinion_adopted`).
    """
    panel, member = find_member(unit, row_id, "drawn", "seated", "concluded", version=version)
    check_no_numbers(data)
    get_entry(unit, Provider, data.provider_id)
    if _is_noted(unit, row_id, data.provider_id):
        raise Conflict("recused_before", f"{member.name}已对该服务商回避，不必再登记。", field="provider_id")
    judged = member.place == MEMBER and member.state == "attended"
    about = {"panel_id": panel.id, "provider_id": data.provider_id}
    opinions = list_whole(unit, Opinion, **about) if judged else []
    if any(opinion.state == "adopted" for opinion in opinions):
        message = "评审组对该服务商的意见已采用并记入台账：请先撤回采用，再登记回避，由评审组重新出具意见。"
        raise Conflict("opinion_adopted", message, field="provider_id")
    values = {"member_id": row_id, **vars(data)}
    row = unit.add(ExpertRecusal, **values, recorded_by=unit.actor.person.id, recorded_at=unit.now)
    noted = {"member_id": row_id, "provider_id": data.provider_id, "manner": data.manner}
    unit.note("expert_recusal.recorded", f"expert_recusal/{row.id}", noted)
    sheets = list_whole(unit, ScoreSheet, member_id=row_id, provider_id=data.provider_id)
    take_all(unit, SHEETS, [(sheet, {}) for sheet in sheets if sheet.state in STANDING], "strike", {})
    take_all(unit, OPINIONS, [(opinion, {}) for opinion in opinions if opinion.state in OPEN], "void", {})
    return row


def _is_noted(unit: Unit, member_id: int, provider_id: int) -> bool:
    return bool(list_whole(unit, ExpertRecusal, member_id=member_id, provider_id=provider_id))


def is_aside(unit: Unit, member: Member, provider: Provider) -> bool:
    """Whether a member stands aside from a provider, or works for it by the pool's own word."""
    return _works_for(member, provider) or _is_noted(unit, member.id, provider.entry_id)


def list_judging(unit: Unit, panel_id: int, provider: Provider) -> list[Member]:
    """List the members who have come and do not stand aside from a provider."""
    aside = {row.member_id for row in list_whole(unit, ExpertRecusal, provider_id=provider.entry_id)}
    return [
        member
        for member in list_members(unit, panel_id, place=MEMBER)
        if member.state == "attended" and member.id not in aside and not _works_for(member, provider)
    ]


def _works_for(member: Member, provider: Provider) -> bool:
    return _squeeze(member.employer) == _squeeze(provider.name)


def _squeeze(name: str) -> str:
    return "".join(name.split())
