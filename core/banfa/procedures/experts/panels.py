"""Forming a panel (评审组), recording how it was drawn, and ending it.

People draw, in the presence of others, and the minutes are entered: the program never draws.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, integer, object_list, past_day, text, text_list
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.steps import start, take
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.panel_rows import (
    MEMBER,
    MEMBERS,
    PANELS,
    PLACES,
    PURPOSES,
    SUBSTITUTE,
    Member,
    Panel,
)
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class FormPanel(
    Inputs,
    example={
        "purpose": "evaluation",
        "name": "2026年第一季度专家核验",
        "criteria": [{"criterion": "提质增效", "most": 60}, {"criterion": "绿色创新", "most": 40}],
    },
):
    """What the panel is for, and what it scores."""

    purpose: str = choice("评审目的", PURPOSES)
    name: str = text("评审名称", max_length=200)
    criteria: list[dict[str, object]] = object_list(
        "评审指标",
        {
            "criterion": text("指标", max_length=100),
            "most": integer("满分", minimum=1, maximum=1000, unit="分"),
        },
        required=("criterion", "most"),
        max_items=30,
        hint="每行一项：指标｜满分",
    )


class RecordDraw(
    Inputs,
    example={
        "drawn_on": "2026-04-08",
        "manner": "按专业领域现场随机抽取，当场开封",
        "present": ["林晓", "郑文", "机关纪委 卢静"],
        "seats": 1,
        "substitutes": 1,
    },
):
    """How the experts were drawn, as the minutes have it."""

    drawn_on: date = past_day("抽取之日")
    manner: str = text("抽取方式", max_length=500)
    present: list[str] = text_list("在场人员", max_length=50, max_items=20, hint="两名以上，含监督人员")
    seats: int = integer("评审专家人数", minimum=1, maximum=50, unit="人")
    substitutes: int = integer("候补专家人数", minimum=0, maximum=50, unit="人")


class ConcludePanel(Inputs, example={"held_on": "2026-04-08"}):
    """When the panel has met."""

    held_on: date = past_day("评审之日")


class CancelPanel(Inputs, example={"reason": "本季度专家核验并入下一批"}):
    """Why there will be none."""

    reason: str = text("理由", max_length=500)


def form_panel(unit: Unit, _profile: Profile, data: FormPanel) -> Panel:
    """Form a panel. Raises Malformed (`criterion_twice`, `private_number`)."""
    check_no_numbers(data)
    names = [str(values["criterion"]) for values in data.criteria]
    if len(set(names)) < len(names):
        raise Malformed("criterion_twice", "评审指标（criteria）有重复，每项指标只写一次。", field="criteria")
    values = {**vars(data), "formed_by": unit.actor.person.id, "formed_at": unit.now}
    return start(unit, PANELS, "form", vars(data), **values)


def record_draw(
    unit: Unit, _profile: Profile, row_id: int, data: RecordDraw, version: int | None = None
) -> Panel:
    """Record a draw; who was drawn is entered one by one. Raises Malformed (`two_persons`)."""
    row = PANELS.begin(unit, "draw", row_id, version=version)
    check_no_numbers(data)
    present = check_two(data.present, field="present", zh="在场人员")
    values = {**vars(data), "present": present, "drawn_by": unit.actor.person.id, "drawn_at": unit.now}
    return take(unit, PANELS, row, "draw", vars(data), **values)


def list_members(unit: Unit, panel_id: int, *, place: str | None = None) -> list[Member]:
    """List who was drawn for a panel and not entered in vain."""
    rows = list_rows(unit, Member, panel_id=panel_id, place=place)
    return [member for member in rows if member.state != "void"]


def count_seats(panel: Panel, place: str) -> int:
    """How many were drawn for a place."""
    return panel.seats if place == MEMBER else panel.substitutes


def check_draw(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Panel:
    """Check, as another person, a draw against its minutes. Raises Conflict (`seats_mismatch`)."""
    row = PANELS.begin(unit, "check", row_id, version=version)
    for place in (MEMBER, SUBSTITUTE):
        entered, drawn = len(list_members(unit, row_id, place=place)), count_seats(row, place)
        if entered != drawn:
            message = f"应抽{PLACES[place]}{drawn}人，已登记{entered}人，请先按抽取记录逐一登记。"
            raise Conflict("seats_mismatch", message, entered=entered, drawn=drawn)
    require_papers(unit, "expert_panel", row_id, "minutes")
    return take(unit, PANELS, row, "check", {})


def return_draw(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Panel:
    """Send a draw back to be entered anew, with all who were entered."""
    row = PANELS.begin(unit, "return", row_id, version=version)
    for member in list_members(unit, row_id):
        take(unit, MEMBERS, member, "void", {})
    return take(unit, PANELS, row, "return", {}, present=[], seats=0, substitutes=0)


def conclude_panel(
    unit: Unit, _profile: Profile, row_id: int, data: ConcludePanel, version: int | None = None
) -> Panel:
    """Record that a panel has met. Raises Malformed (`days_reversed`), Conflict (`seats_empty`)."""
    row = PANELS.begin(unit, "conclude", row_id, version=version)
    if row.drawn_on is not None and data.held_on < row.drawn_on:
        message = f"评审之日（held_on）不能早于抽取之日{row.drawn_on}。"
        raise Malformed("days_reversed", message, field="held_on")
    attended = sum(member.state == "attended" for member in list_members(unit, row_id, place=MEMBER))
    if attended < row.seats:
        message = f"应到评审专家{row.seats}人，已签到{attended}人，请登记签到，未到会的由候补专家递补。"
        raise Conflict("seats_empty", message, attended=attended, seats=row.seats)
    require_papers(unit, "expert_panel", row_id, "attendance")
    return take(unit, PANELS, row, "conclude", vars(data), held_on=data.held_on)


def cancel_panel(
    unit: Unit, _profile: Profile, row_id: int, data: CancelPanel, version: int | None = None
) -> Panel:
    """Record that there will be no review."""
    row = PANELS.begin(unit, "cancel", row_id, version=version)
    check_no_numbers(data)
    return take(unit, PANELS, row, "cancel", vars(data), reason=data.reason)
