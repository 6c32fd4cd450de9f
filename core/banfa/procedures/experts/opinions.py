"""The panel's opinion (评审组意见) on a provider, and its way into the ledger when a person adopts it.

Adopted, the ledger holds experts' points (`review`), each whole and of a hundred as the evaluation reads
them: the panel's own where it has agreed on one, else each signed sheet's. What is not whole is the panel's
to settle, and a sheet that is missing is missing.
"""

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
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.law.windows import FULL_SCORE
from banfa.ledger.entries.specifiers import city_choice, integer, past_day, text
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.record import record_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.experts.actions import CHECK, MANAGE
from banfa.procedures.experts.members import check_panel, is_aside
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.panel_rows import EVALUATION, MEMBER, PANELS, PURPOSES
from banfa.procedures.experts.panels import list_members
from banfa.procedures.experts.score_points import read_whole
from banfa.procedures.experts.sheets import ScoreSheet
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.trust.sources import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.procedures.experts.panel_rows import Panel
    from banfa.trust.unit import Unit

STATES: Final = {
    "entered": "待复核",
    "checked": "已复核，待采用",
    "returned": "已退回",
    "adopted": "已采用并记入台账",
    "left_out": "不采用",
}
# fmt: off
STEPS: Final = tabulate(
    Step("enter", "登记评审组意见", (), "entered", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核评审组意见", ("entered",), "checked", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("return", "退回评审组意见", ("entered",), "returned", CHECK, not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("adopt", "采用", ("checked",), "adopted", MANAGE, not_by=("entered_by",), origin=BY_OFFICE),
    Step("leave_out", "不采用", ("checked",), "left_out", MANAGE, not_by=("entered_by",), origin=BY_OFFICE),
)
# fmt: on


class Opinion(
    TenantRow,
    table="panel_opinion",
    refers={
        "panel_id": "expert_panel",
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        Index(
            "uq_panel_opinion_party",
            "tenant_id",
            "panel_id",
            "provider_id",
            "enterprise_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sql("state <> 'returned'"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("opinion", "reason"),
):
    """What the panel says of a provider. `score`: the whole points it has agreed on, of a hundred.

    `recorded`: how many entries the ledger has had from it.
    """

    id: int
    panel_id: int
    provider_id: int
    enterprise_id: int | None = bigint_column()
    given_on: date = date_column()
    opinion: str = text_column()
    score: int | None = integer_column()
    topic: str | None = text_column()
    recorded: int | None = integer_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


OPINIONS: Final = Machine(
    Opinion,
    zh="评审组意见",
    missing="opinion_missing",
    changed="opinion_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记评审组意见"},
)


class EnterOpinion(
    Inputs,
    example={
        "provider_id": "PROVIDER",
        "given_on": "2026-04-08",
        "opinion": "改造前后对比数据真实，提质增效明显。",
        "score": 86,
    },
):
    """What stands on the sheet that all members have signed (汇总表)."""

    provider_id: int = link("provider", "被评服务商")
    enterprise_id: int | None = link("enterprise", "被核验的试点企业")
    given_on: date = past_day("出具意见之日")
    opinion: str = text("评审组意见", max_length=4000)
    score: int | None = integer(
        "评审组评定分",
        minimum=0,
        maximum=FULL_SCORE,
        unit="分",
        hint="评审组在汇总表上议定的整数分（百分制）；没有议定的不填，按各份评分表逐份记入",
    )


class AdoptOpinion(Inputs, example={"topic": "expert"}):
    """Under which topic of the city's evaluation."""

    topic: str = city_choice("评审事项", lambda profile: profile.review_topics, code="unknown_topic")


class LeaveOut(Inputs, example={"reason": "评审资料不完整，须重新核验"}):
    """Why it is not adopted."""

    reason: str = text("理由", max_length=2000)


def enter_opinion(
    unit: Unit, _profile: Profile, panel_id: int, data: EnterOpinion, version: int | None = None
) -> Opinion:
    """Enter the panel's opinion on a provider. Raises Missing, Malformed (`days_reversed`), Conflict."""
    PANELS.find(unit, panel_id, version=version)
    check_no_numbers(data)
    panel = check_panel(unit, panel_id, "concluded")
    get_entry(unit, Provider, data.provider_id)
    if data.enterprise_id is not None:
        get_entry(unit, Enterprise, data.enterprise_id)
    if panel.held_on is not None and data.given_on < panel.held_on:
        message = f"出具意见之日（given_on）不能早于评审之日{panel.held_on}。"
        raise Malformed("days_reversed", message, field="given_on")
    for other in list_rows(unit, Opinion, panel_id=panel_id, provider_id=data.provider_id):
        if other.enterprise_id == data.enterprise_id and other.state != "returned":
            message = "评审组对该服务商的意见已登记；有误的，请先退回再登记。"
            raise Conflict("opinion_there", message, field="provider_id")
    values = {**vars(data), "panel_id": panel_id}
    return start(
        unit, OPINIONS, "enter", vars(data), **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def check_opinion(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Opinion:
    """Check, as another person, an opinion against its scan."""
    row = OPINIONS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "panel_opinion", row_id, "score_sheet")
    return take(unit, OPINIONS, row, "check", {})


def return_opinion(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Opinion:
    """Send an opinion back to be entered anew."""
    row = OPINIONS.begin(unit, "return", row_id, version=version)
    return take(unit, OPINIONS, row, "return", {})


def leave_opinion_out(
    unit: Unit, _profile: Profile, row_id: int, data: LeaveOut, version: int | None = None
) -> Opinion:
    """Record that an opinion is not adopted, and why."""
    row = OPINIONS.begin(unit, "leave_out", row_id, version=version)
    check_no_numbers(data)
    return take(unit, OPINIONS, row, "leave_out", vars(data), reason=data.reason)


def adopt_opinion(
    unit: Unit, profile: Profile, row_id: int, data: AdoptOpinion, version: int | None = None
) -> Opinion:
    """Adopt an opinion: the ledger is told the experts' points.

    Raises Conflict: `not_of_evaluation`, `not_of_hundred`, `sheets_missing`, `score_not_whole`.
    """
    row = OPINIONS.begin(unit, "adopt", row_id, version=version)
    panel = PANELS.find(unit, row.panel_id)
    if panel.purpose != EVALUATION:
        message = f"“{PURPOSES[panel.purpose]}”的意见由遴选、验收环节引用，不作为评价的评分记入台账。"
        raise Conflict("not_of_evaluation", message)
    sheets = _list_sheets(unit, panel, row)
    scores = list(_list_scores(unit, panel, row, sheets))
    for external_id, score, reviewer, remark in scores:
        entry: dict[str, Any] = {
            "provider_id": row.provider_id,
            "enterprise_id": row.enterprise_id,
            "topic": data.topic,
            "score": score,
            "reviewed_on": panel.held_on,
            "reviewer": reviewer,
            "remark": remark,
        }
        given = {name: value for name, value in entry.items() if value is not None}
        record_entry(unit, "review", given, source=SYSTEM, profile=profile, external_id=external_id)
    return take(unit, OPINIONS, row, "adopt", vars(data), topic=data.topic, recorded=len(scores))


def _list_sheets(unit: Unit, panel: Panel, row: Opinion) -> list[ScoreSheet]:
    """List the sheets that count, checked, of every member who has not stood aside.

    Raises Conflict (`sheets_missing`).
    """
    listed = list_rows(unit, ScoreSheet, panel_id=panel.id, provider_id=row.provider_id, state="checked")
    by_member = {sheet.member_id: sheet for sheet in listed if sheet.enterprise_id == row.enterprise_id}
    members = [
        member
        for member in list_members(unit, panel.id, place=MEMBER)
        if member.state == "attended" and not is_aside(unit, member.id, row.provider_id)
    ]
    lacking = [member.name for member in members if member.id not in by_member]
    if lacking or not members:
        message = (
            f"还缺{'、'.join(lacking) or '评审专家'}的评分表（没有登记或没有复核），缺的不作零分，请先补齐。"
        )
        raise Conflict("sheets_missing", message, lacking=len(lacking))
    return [by_member[member.id] for member in members]


def _list_scores(
    unit: Unit, panel: Panel, row: Opinion, sheets: list[ScoreSheet]
) -> Iterator[tuple[str, int, str, str | None]]:
    """List what the ledger is told: external id, whole points, who has given them, and the remark."""
    if row.score is not None:
        name = unit.ids.encode_one("panel_opinion", row.id)
        yield f"panel_opinion/{name}", row.score, f"{panel.name}评审组", row.opinion
        return
    full = sum(int(values["most"]) for values in panel.criteria)
    if full != FULL_SCORE:
        message = f"台账按百分制记，本评审组满分合计{full}分：请由评审组议定百分制的分数，重新登记意见。"
        raise Conflict("not_of_hundred", message, full=full)
    for sheet in sheets:
        score = read_whole(sheet.total)
        if score is None:
            message = f"{sheet.signer}评{sheet.total}分，台账只记整数分：请由评审组议定，重新登记意见。"
            raise Conflict("score_not_whole", message, total=sheet.total)
        name = unit.ids.encode_one("score_sheet", sheet.id)
        yield f"score_sheet/{name}", score, sheet.signer, sheet.remark
