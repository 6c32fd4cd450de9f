"""The panel's opinion (评审组意见) on a provider, as on the sheet that its members have signed.

One for an admission is used there (`check_agrees`); one for an evaluation or an acceptance a person adopts
into the ledger (`adopting`). Where one is not used, or is void because a member stands aside, the panel gives
another.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.law.windows import FULL_SCORE
from banfa.ledger.entries.specifiers import boolean, integer, past_day, text
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.references import in_list
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.experts.members import check_panel
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.opinion_rows import OPEN, OPINIONS, Opinion
from banfa.procedures.experts.panel_rows import ADMISSION, EVALUATION, PANELS, Panel
from banfa.procedures.experts.recusing import list_judging
from banfa.procedures.experts.sheet_rows import ScoreSheet
from banfa.procedures.experts.subjects import check_subject
from banfa.procedures.experts.whole import list_whole
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.admission.applications import AdmissionApplication
    from banfa.trust.unit import Unit


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
    enterprise_id: int | None = link("enterprise", "被核验的试点企业", hint="验收评审须填写")
    given_on: date = past_day("出具意见之日")
    opinion: str = text("评审组意见", max_length=4000)
    passes: bool | None = boolean("评审结论是否通过", hint="遴选入库、验收评审须填写，评价的专家核验不填")
    score: int | None = integer(
        "评审组评定分",
        minimum=0,
        maximum=FULL_SCORE,
        unit="分",
        hint="评价用：评审组在汇总表上议定的整数分（百分制）；没有议定的不填，按各份评分表折合百分制逐份记入",
    )


class LeaveOut(Inputs, example={"reason": "评审资料不完整，须重新核验"}):
    """Why it is not adopted."""

    reason: str = text("理由", max_length=2000)


def enter_opinion(
    unit: Unit, _profile: Profile, panel_id: int, data: EnterOpinion, version: int | None = None
) -> Opinion:
    """Enter the panel's opinion on a provider.

    Raises Missing, Malformed (`days_reversed`, `field_missing`, `field_unknown`), Conflict (`opinion_there`,
    `not_applicant`).
    """
    PANELS.find(unit, panel_id, version=version)
    check_no_numbers(data)
    panel = check_panel(unit, panel_id, "concluded")
    get_entry(unit, Provider, data.provider_id)
    check_subject(unit, panel, data.provider_id, data.enterprise_id)
    if (panel.purpose != EVALUATION) != (data.passes is not None):
        code = "field_unknown" if panel.purpose == EVALUATION else "field_missing"
        message = "遴选入库、验收的评审组意见须写明是否通过（passes），评价的专家核验不填。"
        raise Malformed(code, message, field="passes")
    if panel.held_on is not None and data.given_on < panel.held_on:
        message = f"出具意见之日（given_on）不能早于评审之日{panel.held_on}。"
        raise Malformed("days_reversed", message, field="given_on")
    about = {"provider_id": data.provider_id, "enterprise_id": data.enterprise_id}
    others = list_whole(unit, Opinion, panel_id=panel_id, **about)
    if any(other.state in (*OPEN, "adopted") for other in others):
        message = "评审组对该服务商的意见已登记；有误的退回，已复核的登记不采用，再重新登记。"
        raise Conflict("opinion_there", message, field="provider_id")
    values = {**vars(data), "panel_id": panel_id}
    return start(
        unit, OPINIONS, "enter", vars(data), **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def check_opinion(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Opinion:
    """Check, as another person, an opinion against its scan; one for an admission rests on every sheet.

    Raises Conflict (`sheets_missing`, `paper_missing`).
    """
    panel, row = begin_with_panel(unit, "check", row_id, version)
    if panel.purpose == ADMISSION:
        list_sheets(unit, panel, row)
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


def begin_with_panel(unit: Unit, step: str, row_id: int, version: int | None) -> tuple[Panel, Opinion]:
    """Find an opinion to take a step of, its panel locked before it. Raises as `Machine.begin` does."""
    panel = PANELS.find(unit, OPINIONS.find(unit, row_id, lock=False).panel_id)
    return panel, OPINIONS.begin(unit, step, row_id, version=version)


def list_sheets(unit: Unit, panel: Panel, row: Opinion) -> list[ScoreSheet]:
    """List the sheets that count, checked, of every member who has not stood aside.

    Raises Conflict (`sheets_missing`).
    """
    about = {"provider_id": row.provider_id, "enterprise_id": row.enterprise_id}
    listed = list_whole(unit, ScoreSheet, panel_id=panel.id, state="checked", **about)
    by_member = {sheet.member_id: sheet for sheet in listed}
    members = list_judging(unit, panel.id, get_entry(unit, Provider, row.provider_id))
    lacking = [member.name for member in members if member.id not in by_member]
    if lacking or not members:
        message = (
            f"还缺{'、'.join(lacking) or '评审专家'}的评分表（没有登记或没有复核），缺的不作零分，请先补齐。"
        )
        raise Conflict("sheets_missing", message, lacking=len(lacking))
    return [by_member[member.id] for member in members]


_OF_BATCH: Final = (
    Opinion.select()
    .select_from(Opinion.rows.join(Panel.rows, Panel.c.id == Opinion.c.panel_id))
    .where(
        Panel.c.admission_batch_id == bindparam("batch_id"),
        Opinion.c.state == "checked",
    )
    .order_by(Opinion.c.given_on, Opinion.c.id)
)


def _find_opinions(unit: Unit, batch_id: int, provider_ids: Iterable[int]) -> dict[int, Opinion]:
    """Find what the experts of a batch last said of each of these, in one statement."""
    statement = _OF_BATCH.where(in_list(Opinion.c.provider_id, provider_ids))
    return {opinion.provider_id: opinion for opinion in unit.all(Opinion, statement, batch_id=batch_id)}


_PANEL_OF_BATCH: Final = (
    Panel.select()
    .where(Panel.c.admission_batch_id == bindparam("batch_id"), Panel.c.state != "cancelled")
    .limit(1)
)


def check_agrees(unit: Unit, applications: Sequence[AdmissionApplication], *, passes: bool) -> None:
    """Check that what is noted of the experts' review of applicants is what their batch's panel has said.

    A batch for which no panel was formed has its minutes alone. Raises Conflict (`opinion_missing`,
    `opinion_differs`).
    """
    batch_id = applications[0].admission_batch_id if applications else None
    if batch_id is None or unit.one_or_none(Panel, _PANEL_OF_BATCH, batch_id=batch_id) is None:
        return
    providers = [application.provider_id for application in applications]
    opinions = _find_opinions(unit, batch_id, providers)
    if lacking := [provider for provider in providers if provider not in opinions]:
        message = (
            f"本批已组建评审组，其对{len(lacking)}家申报单位的意见还没有登记、复核，或者已作废，"
            "请先办理评审组意见。"
        )
        raise Conflict("opinion_missing", message, lacking=len(lacking))
    for opinion in opinions.values():
        if opinion.passes != passes:
            result = "通过" if opinion.passes else "不通过"
            message = f"评审组{opinion.given_on}的意见是{result}，与所登记的结果不符，请核对。"
            raise Conflict("opinion_differs", message)
