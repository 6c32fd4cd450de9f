"""Members of a panel: drawn, signed in and bound to secrecy, absent and replaced.

A panel is locked before its members, always in this order.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, choice, past_day, text
from banfa.procedures.cases.steps import start, take
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.panel_rows import (
    MEMBER,
    MEMBERS,
    PANELS,
    PLACES,
    STATES,
    SUBSTITUTE,
    Member,
    Panel,
)
from banfa.procedures.experts.panels import count_seats, list_members
from banfa.procedures.experts.pool import EXPERTS, is_listed
from banfa.procedures.experts.whole import list_whole
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class DrawMember(Inputs, example={"expert_id": "EXPERT", "place": "member"}):
    """Who was drawn."""

    expert_id: int = link("expert", "抽中的专家")
    place: str = choice("席位", PLACES)


class SignIn(Inputs, example={"attended_on": "2026-04-08", "pledged": True}):
    """When a member has signed in."""

    attended_on: date = past_day("签到之日")
    pledged: bool = boolean("已签署保密承诺书")


class NoteAbsent(Inputs, example={"reason": "因公出差，不能到会"}):
    """Why a member has not come."""

    reason: str = text("事由", max_length=500)


class CallIn(Inputs, example={"absent_id": "MEMBER"}):
    """Whose seat a substitute takes."""

    absent_id: int = link("panel_member", "未到会的评审专家")


def check_panel(unit: Unit, panel_id: int, *states: str) -> Panel:
    """Find the panel, which has to be in one of these states. Raises Conflict (`wrong_state`)."""
    panel = PANELS.find(unit, panel_id)
    if panel.state not in states:
        needed = "或".join(STATES[state] for state in states)
        message = f"该评审组现为“{STATES[panel.state]}”，只有“{needed}”时才能办理。"
        raise Conflict("wrong_state", message, state=panel.state)
    return panel


def find_member(
    unit: Unit, row_id: int, *states: str, step: str | None = None, version: int | None = None
) -> tuple[Panel, Member]:
    """Find a member and the panel, which has to be in one of these states, locked in this order.

    Raises as `check_panel` does and, where a `step` is to be taken, as `Machine.begin`.
    """
    panel = check_panel(unit, MEMBERS.find(unit, row_id, lock=False).panel_id, *states)
    if step is None:
        return panel, MEMBERS.find(unit, row_id, version=version)
    return panel, MEMBERS.begin(unit, step, row_id, version=version)


def draw_member(
    unit: Unit, _profile: Profile, panel_id: int, data: DrawMember, version: int | None = None
) -> Member:
    """Enter who was drawn: somebody who was in the pool on that day, though he may have left it since.

    Raises Missing, Conflict (`expert_not_listed`, `member_twice`, `seats_full`).
    """
    PANELS.find(unit, panel_id, version=version)
    panel = check_panel(unit, panel_id, "drawn")
    expert = EXPERTS.find(unit, data.expert_id)
    if panel.drawn_on is None or not is_listed(expert, panel.drawn_on):
        message = f"抽取之日{panel.drawn_on}，{expert.name}不在专家库，请核对抽取记录。"
        raise Conflict("expert_not_listed", message, field="expert_id")
    members = list_members(unit, panel_id)
    if any(member.expert_id == expert.id for member in members):
        raise Conflict("member_twice", f"{expert.name}已登记为本评审组专家，不必再登记。", field="expert_id")
    seats = count_seats(panel, data.place)
    if sum(member.place == data.place for member in members) >= seats:
        message = f"应抽{PLACES[data.place]}{seats}人，已登记满，请核对抽取记录。"
        raise Conflict("seats_full", message, field="place")
    return start(
        unit,
        MEMBERS,
        "draw",
        vars(data),
        panel_id=panel_id,
        expert_id=expert.id,
        name=expert.name,
        employer=expert.employer,
        place=data.place,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def sign_member_in(
    unit: Unit, _profile: Profile, row_id: int, data: SignIn, version: int | None = None
) -> Member:
    """Record that a member has come and is bound to secrecy.

    Raises Conflict (`not_called_in`, `wrong_state`), Malformed (`pledge_missing`, `days_reversed`).
    """
    panel, row = find_member(unit, row_id, "seated", step="attend", version=version)
    if row.place == SUBSTITUTE:
        raise Conflict("not_called_in", "候补专家须先递补未到会的评审专家，才能签到评审。")
    if not data.pledged:
        raise Malformed("pledge_missing", "签署保密承诺书（pledged）后才能参加评审。", field="pledged")
    if panel.drawn_on is not None and data.attended_on < panel.drawn_on:
        message = f"签到之日（attended_on）不能早于抽取之日{panel.drawn_on}。"
        raise Malformed("days_reversed", message, field="attended_on")
    return take(unit, MEMBERS, row, "attend", vars(data), **vars(data))


def note_absent(
    unit: Unit, _profile: Profile, row_id: int, data: NoteAbsent, version: int | None = None
) -> Member:
    """Record that a member has not come."""
    _panel, row = find_member(unit, row_id, "seated", step="miss", version=version)
    check_no_numbers(data)
    return take(unit, MEMBERS, row, "miss", vars(data), reason=data.reason)


def call_in(unit: Unit, _profile: Profile, row_id: int, data: CallIn, version: int | None = None) -> Member:
    """Have a substitute take the seat of a member who has not come.

    Raises Missing, Conflict (`not_substitute`, `not_absent`, `replaced_before`).
    """
    _panel, row = find_member(unit, row_id, "seated", step="call_in", version=version)
    if row.place != SUBSTITUTE:
        raise Conflict("not_substitute", "只有候补专家可以递补。")
    absent = MEMBERS.find(unit, data.absent_id)
    if absent.panel_id != row.panel_id or absent.place != MEMBER or absent.state != "absent":
        message = "所递补的（absent_id）须是本评审组未到会的评审专家，请先登记其未到会。"
        raise Conflict("not_absent", message, field="absent_id")
    if list_whole(unit, Member, absent_id=absent.id):
        raise Conflict("replaced_before", f"{absent.name}的席位已由他人递补。", field="absent_id")
    return take(unit, MEMBERS, row, "call_in", vars(data), place=MEMBER, absent_id=absent.id)
