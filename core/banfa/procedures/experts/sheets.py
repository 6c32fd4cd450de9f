"""Score sheets (评分表): an expert's points on a provider, as on the signed sheet, checked by another."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Forbidden, Malformed
from banfa.ledger.entries.specifiers import object_list, past_day, text
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.experts.members import check_panel, find_member
from banfa.procedures.experts.numbers import check_no_numbers
from banfa.procedures.experts.opinion_rows import Opinion
from banfa.procedures.experts.recusing import is_aside
from banfa.procedures.experts.score_points import read_scores
from banfa.procedures.experts.sheet_rows import SHEETS, STANDING, ScoreSheet
from banfa.procedures.experts.subjects import check_subject
from banfa.procedures.experts.whole import list_whole
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


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

    Raises Missing, Forbidden (`recused`), Conflict (`not_attended`, `sheet_there`), Malformed
    (`days_reversed`), and what `read_scores` and `check_subject` raise.
    """
    panel, member = find_member(unit, member_id, "seated", "concluded", version=version)
    check_no_numbers(data)
    if member.state != "attended" or member.attended_on is None:
        raise Conflict("not_attended", f"{member.name}没有签到，不能登记评分表。")
    provider = get_entry(unit, Provider, data.provider_id)
    if data.enterprise_id is not None:
        get_entry(unit, Enterprise, data.enterprise_id)
    check_subject(unit, panel, data.provider_id, data.enterprise_id)
    if is_aside(unit, member, provider):
        message = f"{member.name}与该服务商有关，应当回避，其评分表不登记、不计入。"
        raise Forbidden("recused", message)
    if data.scored_on < member.attended_on:
        message = f"评分之日（scored_on）不能早于签到之日{member.attended_on}。"
        raise Malformed("days_reversed", message, field="scored_on")
    scores, total = read_scores(data.scores, panel.criteria)
    about = {"provider_id": data.provider_id, "enterprise_id": data.enterprise_id}
    if any(sheet.state in STANDING for sheet in _list_of(unit, member_id, about)):
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


def _list_of(unit: Unit, member_id: int, about: dict[str, int | None]) -> list[ScoreSheet]:
    return list_whole(unit, ScoreSheet, member_id=member_id, **about)


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
    """Send a sheet back to be entered anew, if no opinion rests on it. Raises Conflict (`opinion_there`)."""
    panel = check_panel(unit, SHEETS.find(unit, row_id, lock=False).panel_id, "seated", "concluded")
    row = SHEETS.begin(unit, "return", row_id, version=version)
    about = {"provider_id": row.provider_id, "enterprise_id": row.enterprise_id}
    resting = list_whole(unit, Opinion, panel_id=panel.id, **about)
    if row.state == "checked" and any(opinion.state in ("checked", "adopted") for opinion in resting):
        message = "评审组对该服务商的意见已复核或采用：请先登记不采用或者撤回采用，再退回评分表。"
        raise Conflict("opinion_there", message)
    return take(unit, SHEETS, row, "return", {})
