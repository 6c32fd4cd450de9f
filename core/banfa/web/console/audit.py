"""操作留痕: who changed what, one change with its content, and whether all of it is as it was written."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from flask import url_for
from marshmallow import Schema

from banfa.errors import Missing
from banfa.procedures.chain_verification import (
    find_last_verification,
    find_verification_work,
    request_verification,
)
from banfa.trust.audit_reading import find_link, list_links, read_link
from banfa.trust.permissions import ROLES
from banfa.trust.persons import list_persons
from banfa.trust.reads import AUDIT
from banfa.trust.unit import SHANGHAI
from banfa.web.console.audit_words import describe_action, write_data
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import act, page
from banfa.web.fields import Date, Str

if TYPE_CHECKING:
    from datetime import date

    from banfa.web.console.frame.calls import PageCall, Result

COLUMNS: Final = (
    Column(zh="序号", value=itemgetter("seq"), link=itemgetter("address"), num=True),
    Column(zh="时间", value=itemgetter("at")),
    Column(zh="办理", value=itemgetter("action"), look="brk"),
    Column(zh="对象", value=itemgetter("subject"), look="code", wide=True),
    Column(zh="办理人", value=itemgetter("actor")),
    Column(zh="角色", value=itemgetter("role"), wide=True),
)
"""What the list shows."""


class AuditPageQuery(Schema):
    """Which changes."""

    action = Str("办理", max_length=100)
    subject = Str("对象", max_length=200)
    person = Str("办理人", max_length=100)
    since = Date("自")
    until = Date("至")


@list_page(
    "/audit",
    "audit.read",
    "操作留痕",
    columns=COLUMNS,
    query=AuditPageQuery,
    filters=(
        Filter("person", "办理人姓名"),
        Filter("action", "办理，如 round.published"),
        Filter("subject", "对象，如 round/rd_…"),
        Filter("since", "自，如 2026-01-01"),
        Filter("until", "至"),
    ),
    template="audit.html",
    nav=Nav(section="管理", icon="clock-history", order=30),
)
def audit(call: PageCall, selection: Selection) -> Rows:
    """What was changed, the latest first."""
    wanted = selection.pick("action", "subject")
    name = str(selection.values.get("person", "")).strip()
    if name:
        wanted["person"] = _find_person(call, name)
    for bound, days in (("since", 0), ("until", 1)):
        if bound in selection.values:
            wanted[bound] = _begin_day(selection.values[bound], days)
    listed = list_links(call.unit, most=selection.most, before=selection.before, **wanted)
    links, after = selection.cut(listed, lambda row: row.seq)
    call.shows(AUDIT, [row.seq for row in links])
    return Rows(rows=[_describe(row) for row in links], after=after)


def _find_person(call: PageCall, name: str) -> Any:
    """Who is called so. Raises Missing."""
    uuid = next((p.uuid for p in list_persons(call.unit) if p.name == name), None)
    if uuid is None:
        raise Missing("person_missing", f"没有叫“{name[:40]}”的人员，请填写全名。")
    return uuid


def _begin_day(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(), SHANGHAI)


def _describe(row: Any) -> dict[str, Any]:
    link = read_link(row)
    return {
        "seq": link.seq,
        "address": url_for("console.audit_link", seq=link.seq),
        "at": link.at,
        "action": describe_action(link.action),
        "subject": link.subject,
        "actor": row.actor,
        "role": ROLES.get(link.role, "系统"),
    }


@page("/audit/<number:seq>", "audit.read", "一条操作留痕")
def audit_link(call: PageCall, seq: int) -> Result:
    """One change with what it was about."""
    row = find_link(call.unit, seq)
    call.shows(AUDIT, [seq])
    link = read_link(row)
    data = None if row.data is None else write_data(link.action, row.data)
    return call.render("audit_link.html", link=link, data=data, **_describe(row))


@page("/audit/verification", "audit.read", "核验操作留痕")
def audit_verification(call: PageCall) -> Result:
    """Whether all was as it was written when that was verified last, and how far a verification is now."""
    return call.render(
        "audit_verification.html",
        last=find_last_verification(call.unit),
        work=find_verification_work(call.unit),
    )


@act("/audit/verification/start", "audit.read", "核验操作留痕", back="audit_verification", weight=5)
def verify_audit(call: PageCall) -> Result:
    """Ask for all of it to be verified."""
    request_verification(call.unit)
    return call.done("audit_verification", "已提出核验，正在等待办理")
