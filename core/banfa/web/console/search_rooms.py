"""Searching casework and the rooms beside it by number, title or name, whatever brackets are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import url_for
from sqlalchemy import func, or_

from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import leave_trace, name_list
from banfa.web.console.casework_things import describe, make_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.web.casework.declared import Resource
    from banfa.web.console.frame.calls import PageCall

SOUGHT: Final = {
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
    "expert": ("name",),
    "expert_panel": ("name",),
    "visit_plan": ("name",),
    "mandate": ("number", "body"),
    "visit_report": ("number",),
    "confirmation": ("letter_no",),
    "report": ("title", "document_no"),
}
"""By what things are found: never by who has written, said or signed something."""
BRACKETS: Final = "〔〕[]［］()（）【】 　"
"""Typed in many ways around the year of a number; left out on both sides."""


def find_things(call: PageCall, wanted: str, most: int) -> Iterator[dict[str, Any]]:
    """Find things of each kind that this person may read, the latest first: a statement a kind."""
    folded = wanted.translate(str.maketrans("", "", BRACKETS))
    if not folded:
        return
    for name, columns in SOUGHT.items():
        resource = RESOURCES[name]
        if not call.may(resource.read):
            continue
        rows = _find(call, resource, columns, folded, most + 1)
        if rows:
            leave_trace(call, resource, rows[:most])
            yield {
                "kind": resource,
                "columns": make_columns(resource),
                "lines": describe(call, rows[:most]),
                "more": len(rows) > most,
                "address": url_for(f"console.{name_list(resource)}"),
            }


def _find(call: PageCall, resource: Resource, columns: tuple[str, ...], folded: str, limit: int) -> list[Any]:
    c = resource.row.c
    bare = (func.translate(c[name], BRACKETS, "") for name in columns)
    matches = or_(*(column.icontains(folded, autoescape=True) for column in bare))
    statement = resource.row.select().where(matches).order_by(c.id.desc()).limit(limit)
    return call.unit.all(resource.row, statement)
