"""Score sheets (评分表): an expert's points on a provider, as on the signed sheet, checked by another."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Index
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.errors import Conflict, Forbidden, Malformed
from banfa.ledger.entries.specifiers import object_list, past_day, text
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.experts.actions import CHECK, MANAGE
from banfa.procedures.experts.members import check_panel, is_aside
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.panel_rows import MEMBERS
from banfa.procedures.experts.score_points import read_scores
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ScoreSheet(
    TenantRow,
    table="score_sheet",
    refers={
        "panel_id": "expert_panel",
        "member_id": "panel_member",
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        Index(
            "uq_score_sheet_party",
            "tenant_id",
            "member_id",
            "provider_id",
            "enterprise_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sql("state <> 'returned'"),
        ),
        Index("ix_score_sheet_panel", "tenant_id", "panel_id", "provider_id"),
    ),
    bound=Bound(state=True),
    erasable=("signer", "remark"),
):
    """A signed sheet. `total` is the sum of its points, in points, exact as written."""

    id: int
    panel_id: int
    member_id: int
    signer: str = text_column()
    provider_id: int
    enterprise_id: int | None = bigint_column()
    scored_on: date = date_column()
    scores: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    total: str = text_column()
    remark: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


SHEETS: Final = make_entered(
    ScoreSheet, zh="评分表", name="score_sheet", origin=BY_OFFICE, manage=MANAGE, check=CHECK
)


class EnterSheet(
    Inputs,
    example={
        "provider_id": "PROVIDER",
        "scored_on": "2026-04-08",
        "scores": [{"criterion": "提质增效", "points": "52.5"}, {"criterion": "绿色创新", "points": "33.5"}],
    },
):
    """What stands on the signed sheet."""

    provider_id: int = link("provider", "被评服务商")
    enterprise_id: int | None = link("enterprise", "被核验的试点企业")
    scored_on: date = past_day("评分之日")
    scores: list[dict[str, str]] = object_list(
        "评分",
        {"criterion": text("指标", max_length=100), "points": text("得分", max_length=10)},
        required=("criterion", "points"),
        max_items=30,
        hint="每行一项：指标｜得分；评审组的每项指标都要有，至多两位小数",
    )
    remark: str | None = text("评审意见", max_length=2000)


def enter_sheet(
    unit: Unit, _profile: Profile, member_id: int, data: EnterSheet, version: int | None = None
) -> ScoreSheet:
    """Enter a signed sheet.

    Raises Missing, Forbidden (`recused`), Conflict (`not_attended`, `sheet_there`), and Malformed
    (`days_reversed`, and what `read_scores` raises).
    """
    member = MEMBERS.find(unit, member_id, version=version)
    check_no_numbers(data)
    panel = check_panel(unit, member.panel_id, "seated", "concluded")
    if member.state != "attended" or member.attended_on is None:
        raise Conflict("not_attended", f"{member.name}没有签到，不能登记评分表。")
    provider = get_entry(unit, Provider, data.provider_id)
    if data.enterprise_id is not None:
        get_entry(unit, Enterprise, data.enterprise_id)
    if is_aside(unit, member_id, data.provider_id) or _squeeze(member.employer) == _squeeze(provider.name):
        message = f"{member.name}与该服务商有关，应当回避，其评分表不登记、不计入。"
        raise Forbidden("recused", message)
    if data.scored_on < member.attended_on:
        message = f"评分之日（scored_on）不能早于签到之日{member.attended_on}。"
        raise Malformed("days_reversed", message, field="scored_on")
    scores, total = read_scores(data.scores, panel.criteria)
    for sheet in list_rows(unit, ScoreSheet, member_id=member_id, provider_id=data.provider_id):
        if sheet.enterprise_id == data.enterprise_id and sheet.state != "returned":
            message = f"{member.name}对该服务商的评分表已登记；有误的，请先退回再登记。"
            raise Conflict("sheet_there", message, field="provider_id")
    values = {**vars(data), "scores": scores, "total": total, "signer": member.name}
    return start(
        unit,
        SHEETS,
        "enter",
        {**vars(data), "total": total},
        **values,
        panel_id=panel.id,
        member_id=member_id,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def _squeeze(name: str) -> str:
    return "".join(name.split())


def check_sheet(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> ScoreSheet:
    """Check, as another person, a sheet against its scan."""
    row = SHEETS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "score_sheet", row_id, "score_sheet")
    return take(unit, SHEETS, row, "check", {})


def return_sheet(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> ScoreSheet:
    """Send a sheet back to be entered anew."""
    row = SHEETS.begin(unit, "return", row_id, version=version)
    return take(unit, SHEETS, row, "return", {})
