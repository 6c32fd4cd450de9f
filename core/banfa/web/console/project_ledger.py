"""试点项目进度台账: transformation contracts from diagnosis to acceptance, to be exported and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.acceptances import OUTCOMES, Acceptance
from banfa.ledger.kinds.contracts import ENDINGS, Contract
from banfa.ledger.kinds.enterprises import QUALITIES, SIZES, Enterprise
from banfa.ledger.kinds.progress import KINDS_OF_PROGRESS
from banfa.procedures.project_ledger import ProjectLine, list_projects
from banfa.procedures.subsidies.papers import READ
from banfa.web.api.projects import ProjectsQuery
from banfa.web.console.entries_traces import trace_entries
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.formats import format_wan
from banfa.web.console.frame.lists import Filter, Rows, list_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection


Row = dict[str, Any]


def _of_line(take: Callable[[ProjectLine], Any]) -> Callable[[Row], Any]:
    return lambda row: take(row["line"])


def _say_level(level: int | None, edition: str | None) -> str:
    """A level, and by which indicators."""
    return "" if level is None else f"{'一二三四'[level - 1]}级{f'（{edition}）' if edition else ''}"


def _say_before(line: ProjectLine) -> str:
    return _say_level(line.level_before, line.edition_before)


def _say_after(line: ProjectLine) -> str:
    return "" if line.accepted is None else _say_level(line.accepted.level_after, line.accepted.level_edition)


def _say_progress(line: ProjectLine) -> str:
    if line.progress is None:
        return ""
    return f"{line.progress.occurred_on} {KINDS_OF_PROGRESS[line.progress.kind]}"


def _say_quality(line: ProjectLine) -> str:
    """Whether an enterprise is 规上, and what it has been recognised as; nothing of what is not known."""
    scale = {True: "规上", False: "规下", None: ""}[line.enterprise.above_scale]
    return "、".join(filter(None, (scale, QUALITIES.get(line.enterprise.quality or "", ""))))


def _say_end(line: ProjectLine) -> str:
    contract = line.contract
    return f"{contract.ended_on} {ENDINGS[contract.ended_why]}" if contract.ended_why else ""


def _say_outcome(acceptance: Acceptance | None) -> str:
    return "" if acceptance is None or acceptance.outcome is None else OUTCOMES[acceptance.outcome]


def _say_state(line: ProjectLine) -> str:
    """The last acceptance by province or state: the day and what came of it."""
    held = line.state_accepted
    return "" if held is None else f"{held.accepted_on} {_say_outcome(held)}"


def _say_last_day(line: ProjectLine) -> str:
    """The last day the list gives, whether it is past, and whether the enterprise has left."""
    until = line.listing.until_on if line.listing else None
    last = "" if until is None else f"{until} 实施期已过" if line.overdue else f"{until}"
    left = "" if line.withdrawn_on is None else f"{line.withdrawn_on} 退出试点"
    return "；".join(filter(None, (last, left)))


def _make_money(zh: str, take: Callable[[ProjectLine], int | None]) -> Column:
    """A column of an amount in 万元, empty where there is none."""
    return Column(zh=zh, value=lambda row: format_wan(take(row["line"])), num=True, wide=True)


COLUMNS: Final = (
    Column(
        zh="企业名称",
        value=_of_line(lambda line: line.enterprise.name),
        link=link_to("enterprise", "entry_id", "enterprise", lambda row: row["line"].enterprise.entry_id),
    ),
    Column(zh="信用代码", value=_of_line(lambda line: line.enterprise.uscc), look="code", wide=True),
    Column(zh="县（市、区）", value=_of_line(lambda line: line.enterprise.district), wide=True),
    Column(zh="细分行业", value=lambda row: row["industry"], wide=True),
    Column(zh="试点批次", value=_of_line(lambda line: line.listing and line.listing.batch), wide=True),
    Column(zh="实施至", value=_of_line(_say_last_day), wide=True),
    Column(zh="规模", value=_of_line(lambda line: SIZES[line.enterprise.size]), wide=True),
    Column(zh="规上/专精特新", value=_of_line(_say_quality), wide=True),
    Column(
        zh="诊断之日", value=_of_line(lambda line: line.diagnosis and line.diagnosis.diagnosed_on), wide=True
    ),
    Column(zh="改造前等级（指标版本）", value=_of_line(_say_before), wide=True),
    Column(
        zh="服务商",
        value=_of_line(lambda line: line.provider),
        link=link_to("provider", "provider_id", "provider", lambda row: row["line"].contract.provider_id),
    ),
    Column(zh="集成服务商", value=_of_line(lambda line: line.integrator), wide=True),
    Column(
        zh="合同编号",
        value=_of_line(lambda line: line.contract.number or "未填编号"),
        link=link_to("contract", "entry_id", "contract", lambda row: row["line"].contract.entry_id),
        look="code",
        wide=True,
    ),
    Column(zh="签约日", value=_of_line(lambda line: line.contract.signed_on)),
    _make_money("合同金额（万元）", lambda line: line.contract.amount),
    Column(zh="立项日", value=_of_line(lambda line: line.contract.registered_on), wide=True),
    Column(zh="计划验收日", value=_of_line(lambda line: line.planned_on), wide=True),
    Column(zh="最近进展", value=_of_line(_say_progress), wide=True),
    Column(zh="实际完成日", value=_of_line(lambda line: line.finished_on), wide=True),
    Column(zh="合同终止", value=_of_line(_say_end), wide=True),
    Column(
        zh="评测机构及报告号",
        value=_of_line(lambda line: f"{line.report.body} {line.report.number}" if line.report else ""),
        wide=True,
    ),
    Column(zh="改造后等级（指标版本）", value=_of_line(_say_after), wide=True),
    Column(zh="验收日", value=_of_line(lambda line: line.accepted and line.accepted.accepted_on)),
    Column(zh="验收结论", value=_of_line(lambda line: _say_outcome(line.accepted)), wide=True),
    Column(zh="省级、国家级验收", value=_of_line(_say_state), wide=True),
    _make_money("核定投资额（万元）", lambda line: line.money.audited),
    _make_money("奖补金额（万元）", lambda line: line.money.granted),
    _make_money("已拨付（万元）", lambda line: line.money.paid),
    Column(zh="拨付日", value=_of_line(lambda line: line.money.paid_on), wide=True),
    Column(zh="满意度", value=_of_line(lambda line: "已收" if line.surveyed else "未收"), wide=True),
)


@list_page(
    "/project-ledger",
    READ,
    "试点项目进度台账",
    columns=COLUMNS,
    query=ProjectsQuery,
    filters=(
        Filter("district", "县（市、区）"),
        Filter(
            "industry",
            "细分行业",
            lambda profile: tuple((industry.key, industry.zh) for industry in profile.industries),
        ),
    ),
    counted_in="项",
    when_empty="还没有改造合同。",
    nav=Nav(section="名册", icon="table", order=31),
)
def project_ledger(call: PageCall, selection: Selection) -> Rows:
    """Every transformation contract with the last word on each stage."""
    industries = {industry.key: industry.zh for industry in call.profile.industries}
    listed = list_projects(
        call.unit,
        selection.pick("district", "industry", "provider_id"),
        after=selection.after or 0,
        limit=selection.most,
    )
    lines, after = selection.cut(listed, lambda line: line.contract.entry_id)
    trace_entries(call, Contract.declaration, [line.contract.entry_id for line in lines])
    trace_entries(call, Enterprise.declaration, [line.enterprise.entry_id for line in lines])
    rows = [
        {
            "line": line,
            "industry": industries.get(line.enterprise.industry, line.enterprise.industry),
        }
        for line in lines
    ]
    return Rows(rows=rows, after=after)
