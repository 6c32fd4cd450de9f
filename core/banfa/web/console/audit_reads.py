"""查阅痕迹: who was shown whose personal data, when, by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import g

from banfa.trust.permissions import ROLES
from banfa.trust.reads import list_reads, read_subject, write_subjects
from banfa.web.api.reads import ReadsQuery
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import PAGES
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall

COLUMNS: Final = (
    Column(zh="时间", value=lambda listed: listed.row.at),
    Column(zh="查阅人", value=lambda listed: listed.person),
    Column(zh="角色", value=lambda listed: ROLES[listed.row.role], wide=True),
    Column(zh="何种查阅", value=lambda listed: _name_way(listed.row.way)),
    Column(
        zh="所显示的",
        value=lambda listed: write_subjects(listed.row, g.ids),
        look="brk",
        wide=True,
    ),
    Column(
        zh="筛选条件",
        value=lambda listed: [f"{name}={value}" for name, value in listed.row.filters.items()],
        wide=True,
    ),
)
"""What the list shows."""


def _name_way(way: str) -> str:
    """Name a page by its title, with the name by which it is looked for; an operation by that alone."""
    return f"{PAGES[way].title}（{way}）" if way in PAGES else way


@list_page(
    "/audit/reads",
    "audit.read",
    "查阅个人信息的痕迹",
    columns=COLUMNS,
    query=ReadsQuery,
    filters=(
        Filter("subject", "查阅过的一条，如 complaint/cp_…"),
        Filter("way", "何种查阅"),
    ),
    template="audit_reads.html",
)
def audit_reads(call: PageCall, selection: Selection) -> Rows:
    """The traces, the latest first."""
    wanted = selection.pick("person_id", "way", "since", "until")
    if "subject" in selection.values:
        wanted["thing"] = read_subject(selection.values["subject"], call.unit.ids)
    listed = list_reads(call.unit, most=selection.most, before=selection.before, **wanted)
    rows, after = selection.cut(listed, lambda item: item.row.id)
    call.shows("read_trace", [item.row.id for item in rows])
    return Rows(rows=rows, after=after)
