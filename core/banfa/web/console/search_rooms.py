"""Searching casework and the rooms beside it by number, title or name, whatever brackets are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import url_for
from sqlalchemy import func, literal, or_, union_all

from banfa.database.tenancy import select
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import leave_trace, name_list
from banfa.web.console.casework_things import describe, make_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import CompoundSelect

    from banfa.web.casework.declared import Resource
    from banfa.web.console.frame.calls import PageCall

SOUGHT: Final = {
    "lead": ("number",),
    "case": ("number", "title", "archive_no"),
    "case_document": ("document_no", "register_no", "title"),
    "proceeding": ("number", "result_no"),
    "meeting": ("number", "name"),
    "letter": ("number", "foreign_no"),
    "incoming_paper": ("number", "foreign_no", "title"),
    "meeting_matter": ("what",),
    "admission_batch": ("number", "notice_no", "notice_title", "document_no"),
    "subsidy_batch": ("name", "document_no"),
    "subsidy_fund": ("fund_no",),
    "subsidy_payment": ("voucher",),
    "finance_sheet": ("title",),
    "finance_line": ("payee", "enterprise", "voucher"),
    "expert": ("name",),
    "expert_panel": ("name",),
    "visit_plan": ("name",),
    "mandate": ("number", "body"),
    "visit_report": ("number",),
    "confirmation": ("letter_no",),
    "report_form": ("name",),
    "report": ("title", "document_no"),
    "task_book": ("title", "number"),
    "filing_call": ("title", "document_no"),
    "history_sheet": ("title",),
    "history_row": ("provider_written", "enterprise_written", "number"),
    "recommendation": ("title", "document_no"),
}
"""By what things are found: never by who has written, said or signed something."""
BRACKETS: Final = "〔〕[]［］()（）【】 　"
"""Typed in many ways around the year of a number; left out on both sides."""


def find_things(call: PageCall, wanted: str, most: int) -> Iterator[dict[str, Any]]:
    """Find things of each kind that this person may read, the latest first: a statement a kind found."""
    folded = wanted.translate(str.maketrans("", "", BRACKETS))
    if not folded:
        return
    may_read = {name: RESOURCES[name] for name in SOUGHT if call.may(RESOURCES[name].read)}
    numbers_of: dict[str, list[int]] = {}
    for match in call.unit.execute(_select_matches(may_read, folded, most + 1)):
        numbers_of.setdefault(match.name, []).append(match.number)
    for name, numbers in numbers_of.items():
        resource = may_read[name]
        c = resource.row.c
        statement = resource.row.select().where(c.id.in_(numbers[:most])).order_by(c.id.desc())
        rows = call.unit.all(resource.row, statement)
        leave_trace(call, resource, rows, in_list=True)
        yield {
            "kind": resource,
            "columns": make_columns(resource),
            "lines": describe(call, resource, rows),
            "more": len(numbers) > most,
            "address": url_for(f"console.{name_list(resource)}"),
        }


def _select_matches(resources: Mapping[str, Resource], folded: str, limit: int) -> CompoundSelect[Any]:
    """Select what is found of each kind, the latest first, in one statement."""
    parts = []
    for name, resource in resources.items():
        c = resource.row.c
        bare = (func.translate(c[column], BRACKETS, "") for column in SOUGHT[name])
        matches = or_(*(column.icontains(folded, autoescape=True) for column in bare))
        latest = select(literal(name).label("name"), c.id.label("number")).where(matches)
        parts.append(select(latest.order_by(c.id.desc()).limit(limit).subquery()))
    return union_all(*parts)
