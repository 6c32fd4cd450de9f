"""线索和整改台账: to be filtered, exported and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.procedures.cases.lead_register import LeadLine, MeasureTaken, describe_leads, list_leads
from banfa.procedures.cases.leads import SOURCES, STATES
from banfa.procedures.cases.remedies import HOLDING
from banfa.procedures.cases.remedies import STATES as STATES_OF_REMEDY
from banfa.procedures.cases.remedies import STEPS as STEPS_OF_REMEDY
from banfa.procedures.cases.service_rows import MANNERS
from banfa.procedures.cases.steps import READ
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.formats import format_cite
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Date, Enum, Id
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.procedures.cases.leads import Lead
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

UNVERIFIED: Final = ("pending", "verified")
"""States of a lead of which nobody has established anything yet."""
RESULTS: Final = {"pass": "整改完成", "fail": "整改未见成效"}


class LeadRegisterQuery(PageQuery):
    """Which leads."""

    provider_id = Id("只看这家服务商的", of="provider")
    source = Enum("只看这一来源的", choices=SOURCES)
    state = Enum("只看这一状态的", choices=STATES)
    since = Date("发现日自")
    until = Date("发现日至")


def _of_lead(take: Callable[[Lead], Any]) -> Callable[[LeadLine], Any]:
    return lambda line: take(line.lead)


def _of_case(take: Callable[[CaseFile], Any]) -> Callable[[LeadLine], Any]:
    return lambda line: take(line.case) if line.case else ""


def _of_taken(take: Callable[[MeasureTaken], Any]) -> Callable[[LeadLine], Any]:
    return lambda line: take(line.taken) if line.taken else ""


def _of_remedy(take: Callable[[CaseRemedy], Any]) -> Callable[[LeadLine], Any]:
    return _of_taken(lambda taken: take(taken.remedy))


_link: Final = link_to("case", "row_id", "case", lambda line: line.case.id)


def _link_to_case(line: LeadLine) -> str:
    return _link(line) if line.case else ""


def _join(*values: object) -> str:
    """Write what there is of several one after the other, each once."""
    return "；".join(dict.fromkeys(str(value) for value in values if value))


def _say_result(lead: Lead) -> str:
    """What the verification found and when; nothing while nobody has established it."""
    return "" if lead.state in UNVERIFIED else f"{STATES[lead.state]} {lead.verified_on or ''}".rstrip()


def _say_papers(taken: MeasureTaken) -> str:
    return _join(*(f"《{paper.title}》{paper.document_no or ''}" for paper in taken.papers))


def _say_term(remedy: CaseRemedy) -> str:
    return f"{remedy.term}{remedy.term_unit}" if remedy.term else ""


def _say_changes(taken: MeasureTaken) -> str:
    """How a term was extended, paused or resumed: why, and by which document."""
    changes = ((STEPS_OF_REMEDY[step.step].zh, step.said) for step in taken.term_steps)
    return _join(*(f"{zh}：{of.get('reason', '')}（{of.get('document_no', '')}）" for zh, of in changes))


def _say_hearing(remedy: CaseRemedy) -> str:
    """Whether the party has said something, and how it was answered."""
    if remedy.waived_by:
        return f"不经告知（{remedy.waived_document}）"
    if remedy.stated_on is not None:
        answers = _join(*(answer.get("adopted") for answer in remedy.answers or ()))
        return f"有，{remedy.stated_on}（{answers}）" if answers else f"有，{remedy.stated_on}"
    return "无" if remedy.hearing and remedy.state in ("heard", *HOLDING) else ""


def _say_recheck(taken: MeasureTaken) -> str:
    return RESULTS[taken.recheck.step] if taken.recheck else ""


def _say_recheck_day(taken: MeasureTaken) -> str:
    return str(taken.recheck.said.get("checked_on", "")) if taken.recheck else ""


COLUMNS: Final = (
    Column(
        zh="线索号",
        value=_of_lead(lambda lead: lead.number),
        link=link_to("case_lead", "row_id", "lead", lambda line: line.lead.id),
    ),
    Column(zh="服务商", value=lambda line: line.provider),
    Column(zh="来源", value=_of_lead(lambda lead: SOURCES[lead.source]), wide=True),
    Column(zh="发现日", value=_of_lead(lambda lead: lead.found_on), wide=True),
    Column(
        zh="条款及要件",
        value=_of_lead(lambda lead: f"{format_cite(lead.clause)} {lead.situation}"),
        wide=True,
    ),
    Column(zh="核实人（两人）", value=_of_lead(lambda lead: "、".join(lead.verifiers or ())), wide=True),
    Column(zh="核实结论及日期", value=_of_lead(_say_result)),
    Column(
        zh="案号",
        value=_of_case(lambda case: case.number),
        link=_link_to_case,
    ),
    Column(zh="措施", value=_of_remedy(lambda remedy: KINDS_OF_DECISION[remedy.kind])),
    Column(zh="文书及文号", value=_of_taken(_say_papers), wide=True),
    Column(
        zh="签发日", value=_of_taken(lambda taken: _join(*(p.issued_on for p in taken.papers))), wide=True
    ),
    Column(zh="签发人", value=_of_taken(lambda taken: _join(*(p.signer for p in taken.papers))), wide=True),
    Column(
        zh="送达方式",
        value=_of_taken(lambda taken: _join(*(MANNERS[service.manner] for service in taken.services))),
        wide=True,
    ),
    Column(
        zh="送达日",
        value=_of_taken(lambda taken: _join(*(service.served_on for service in taken.services))),
        wide=True,
    ),
    Column(zh="期限", value=_of_remedy(_say_term), wide=True),
    Column(zh="到期日", value=_of_remedy(lambda remedy: remedy.due_on)),
    Column(zh="延期/中止（事由、文号）", value=_of_taken(_say_changes), wide=True),
    Column(zh="陈述申辩（有/无、答复）", value=_of_remedy(_say_hearing), wide=True),
    Column(zh="整改报告收到日", value=_of_remedy(lambda remedy: remedy.reported_on), wide=True),
    Column(zh="复核日", value=_of_taken(_say_recheck_day), wide=True),
    Column(zh="复核结论", value=_of_taken(_say_recheck), wide=True),
    Column(zh="后续", value=_of_remedy(lambda remedy: STATES_OF_REMEDY[remedy.state])),
    Column(zh="办结日", value=_of_case(lambda case: case.closed_on), wide=True),
    Column(zh="档号", value=_of_case(lambda case: case.archive_no), wide=True),
    Column(zh="承办人", value=lambda line: line.handler, wide=True),
)


@list_page(
    "/lead-register",
    READ,
    "线索和整改台账",
    columns=COLUMNS,
    query=LeadRegisterQuery,
    filters=(
        Filter("source", "来源", tuple(SOURCES.items())),
        Filter("state", "状态", tuple(STATES.items())),
        Filter("since", "发现日自（2026-01-01）"),
        Filter("until", "发现日至（2026-12-31）"),
    ),
    counted_in="行",
    when_empty="还没有登记线索。",
    nav=Nav(section="名册", icon="journal-text", order=61),
)
def lead_register(call: PageCall, selection: Selection) -> Rows:
    """Every lead, a line for each measure of its case: from the day it was found to the archive."""
    chosen = selection.pick("provider_id", "source", "state", "since", "until")
    listed = list_leads(call.unit, before=selection.before, limit=selection.most, **chosen)
    leads, after = selection.cut(listed, lambda lead: lead.id)
    lines = describe_leads(call.unit, leads)
    call.shows("lead", [lead.id for lead in leads])
    call.shows("case", sorted({line.case.id for line in lines if line.case}))
    return Rows(rows=lines, after=after)
