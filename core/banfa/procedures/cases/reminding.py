"""Reminding the party before a term ends: a text to be sent as it is, and the note that it was given.

A message by SMS, WeChat or telephone reminds and serves nothing: the term is what it was.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import choice, past_day, text
from banfa.procedures.cases.documents import ACT, list_papers_of
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

MEANS: Final = {"sms": "短信", "wechat": "微信", "phone": "电话", "other": "其他"}
RUNNING: Final = "running"


class RemindParty(
    Inputs,
    example={"reminded_on": "2026-05-06", "means": "sms", "receiver": "吴霞（联络员）", "note": "已读"},
):
    """When, by which means, and whom."""

    reminded_on: date = past_day("提醒之日")
    means: str = choice("提醒方式", MEANS)
    receiver: str = text("接收人", max_length=100, hint="该单位的联络员，不在群里点名")
    note: str | None = text("情况", max_length=500)


def remind_party(
    unit: Unit, _profile: Profile, remedy_id: int, data: RemindParty, version: int | None = None
) -> CaseRemedy:
    """Note that the party was reminded; its term stays as it is. Raises Malformed (`days_reversed`)."""
    remedy = REMEDIES.begin(unit, "remind", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    if remedy.served_on is not None and data.reminded_on < remedy.served_on:
        message = f"提醒之日（reminded_on）不能早于送达之日{remedy.served_on}。"
        raise Malformed("days_reversed", message, field="reminded_on")
    return take(unit, REMEDIES, remedy, "remind", vars(data))


def compose_reminder(unit: Unit, profile: Profile, remedy: CaseRemedy) -> str:
    """Compose the text of a reminder, to be copied; empty where no term runs."""
    due = remedy.due_on
    if remedy.state != RUNNING or due is None or due < unit.today:
        return ""
    papers = [paper for paper in list_papers_of(unit, remedy.id) if paper.kind == ACT and paper.document_no]
    named = f"《{papers[-1].title}》（{papers[-1].document_no}）" if papers else "限期整改通知书"
    return (
        f"【{profile.city.bureau}】提醒：{named}所定的整改期限将于{due.year}年{due.month}月{due.day}日届满，"
        "请贵单位按要求完成整改并在届满前报送整改报告。本信息仅作提醒，不是文书送达，不改变整改期限。"
    )
