"""Forming a panel (评审组), recording how it was drawn, and ending it.

People draw, in the presence of others, and the minutes are entered: the program never draws.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Forbidden, Malformed
from banfa.ledger.entries.specifiers import choice, integer, object_list, past_day, text, text_list
from banfa.ledger.recording.references import in_list
from banfa.procedures.admission.batches import BATCHES
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.steps import start, take, take_all
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.panel_rows import (
    ADMISSION,
    MEMBER,
    MEMBERS,
    PANELS,
    PLACES,
    PURPOSES,
    SUBSTITUTE,
    Member,
    Panel,
)
from banfa.procedures.experts.pool import Expert, is_listed
from banfa.procedures.experts.sheet_rows import STANDING, ScoreSheet
from banfa.procedures.experts.whole import list_whole
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.trust.unit import SHANGHAI

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
    admission_batch_id: int | None = link("admission_batch", "征集批次", hint="遴选入库评审须填写")
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
    """Form a panel.

    Raises Missing, Malformed (`criterion_twice`, `field_missing`, `field_unknown`, `private_number`).
    """
    check_no_numbers(data)
    if (data.purpose == ADMISSION) != (data.admission_batch_id is not None):
        code = "field_missing" if data.purpose == ADMISSION else "field_unknown"
        message = "遴选入库评审须写明征集批次（admission_batch_id），其他评审不填。"
        raise Malformed(code, message, field="admission_batch_id")
    if data.admission_batch_id is not None:
        BATCHES.find(unit, data.admission_batch_id, lock=False)
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
    rows = list_whole(unit, Member, panel_id=panel_id)
    return [row for row in rows if row.state != "void" and place in (None, row.place)]


def count_seats(panel: Panel, place: str) -> int:
    """How many were drawn for a place."""
    return panel.seats if place == MEMBER else panel.substitutes


def check_draw(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Panel:
    """Check a draw against its minutes, as another person than who entered it or one who was drawn.

    Who came into the pool's records after the draw is there by a paper, and was entered by another still.
    Raises Forbidden (`same_person`), Conflict (`seats_mismatch`, `expert_not_listed`, `expert_entered_late`,
    `paper_missing`).
    """
    row = PANELS.begin(unit, "check", row_id, version=version)
    members = list_members(unit, row_id)
    if why := find_own_member(unit, _profile, row):
        raise Forbidden("same_person", why)
    for place in (MEMBER, SUBSTITUTE):
        entered = sum(member.place == place for member in members)
        drawn = count_seats(row, place)
        if entered != drawn:
            message = f"应抽{PLACES[place]}{drawn}人，已登记{entered}人，请先按抽取记录逐一登记。"
            raise Conflict("seats_mismatch", message, entered=entered, drawn=drawn)
    _check_listed(unit, row, members)
    require_papers(unit, "expert_panel", row_id, "minutes")
    return take(unit, PANELS, row, "check", {})


def find_own_member(unit: Unit, _profile: Profile, panel: Panel) -> str | None:
    """That this person has entered one who was drawn, in a sentence; None where another has."""
    mine = [m.name for m in list_members(unit, panel.id) if m.entered_by == unit.actor.person.id]
    return f"抽中的{'、'.join(mine)}由您登记，不能自行复核，请由另一人办理。" if mine else None


def _check_listed(unit: Unit, panel: Panel, members: list[Member]) -> None:
    """Check that all who were drawn were in the pool on the day: one may have been found to have left."""
    drawn = {member.expert_id for member in members}
    experts = unit.all(Expert, Expert.select().where(in_list(Expert.c.id, drawn)))
    day = panel.drawn_on
    gone = [expert.name for expert in experts if day is None or not is_listed(expert, day)]
    if gone:
        message = (
            f"抽取之日{panel.drawn_on}，{'、'.join(gone)}不在专家库，请核对抽取记录，有误的退回重新登记。"
        )
        raise Conflict("expert_not_listed", message)
    late = [e for e in experts if day is not None and e.entered_at.astimezone(SHANGHAI).date() > day]
    if unnamed := [expert.name for expert in late if expert.late_entry is None]:
        message = (
            f"{'、'.join(unnamed)}在抽取之日{day}以后才登记入库，没有补录说明：请退回抽取登记，"
            "将其退出后写明所据名单（late_entry）重新登记，或者另行抽取。"
        )
        raise Conflict("expert_entered_late", message)
    if mine := [expert.name for expert in late if expert.entered_by == unit.actor.person.id]:
        message = f"{'、'.join(mine)}由您在抽取以后补录入库，不能自行复核抽取，请由另一人办理。"
        raise Forbidden("same_person", message)


def return_draw(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Panel:
    """Send a draw back to be entered anew, with all who were entered."""
    row = PANELS.begin(unit, "return", row_id, version=version)
    take_all(unit, MEMBERS, [(member, {}) for member in list_members(unit, row_id)], "void", {})
    return take(unit, PANELS, row, "return", {}, present=[], seats=0, substitutes=0)


def conclude_panel(
    unit: Unit, _profile: Profile, row_id: int, data: ConcludePanel, version: int | None = None
) -> Panel:
    """Record that a panel has met. Raises Malformed (`days_reversed`), Conflict (`seats_empty`)."""
    row = PANELS.begin(unit, "conclude", row_id, version=version)
    if row.drawn_on is not None and data.held_on < row.drawn_on:
        message = f"评审之日（held_on）不能早于抽取之日{row.drawn_on}。"
        raise Malformed("days_reversed", message, field="held_on")
    members = list_members(unit, row_id, place=MEMBER)
    came_on = [member.attended_on for member in members if member.attended_on is not None]
    if came_on and data.held_on < max(came_on):
        message = f"评审之日（held_on）不能早于签到之日{max(came_on)}。"
        raise Malformed("days_reversed", message, field="held_on")
    attended = sum(member.state == "attended" for member in members)
    if attended < row.seats:
        message = f"应到评审专家{row.seats}人，已签到{attended}人，请登记签到，未到会的由候补专家递补。"
        raise Conflict("seats_empty", message, attended=attended, seats=row.seats)
    require_papers(unit, "expert_panel", row_id, "attendance")
    return take(unit, PANELS, row, "conclude", vars(data), held_on=data.held_on)


def cancel_panel(
    unit: Unit, _profile: Profile, row_id: int, data: CancelPanel, version: int | None = None
) -> Panel:
    """Record that there will be no review, as another person than who entered the draw.

    Not once somebody has scored: an opinion then stands, or is not adopted. Raises Conflict (`sheets_stand`).
    """
    row = PANELS.begin(unit, "cancel", row_id, version=version)
    check_no_numbers(data)
    sheets = list_whole(unit, ScoreSheet, panel_id=row_id)
    if standing := sum(sheet.state in STANDING for sheet in sheets):
        message = (
            f"已有{standing}份评分表，不能再登记不再评审：请登记评审结束和评审组意见；"
            "登记有误的评分表先退回。"
        )
        raise Conflict("sheets_stand", message, standing=standing)
    return take(unit, PANELS, row, "cancel", vars(data), reason=data.reason)
