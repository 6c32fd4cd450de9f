"""人员: who is there, in which roles; entering one, giving an account, ending sessions."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from flask import g

from banfa.errors import Missing
from banfa.ledger.entries.pinyin import fold_text, make_search_text, make_sort_key
from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.cases.handing_over import count_open_items
from banfa.trust.accounts import describe_login, give_one_time_password
from banfa.trust.passwords import ONE_TIME_DAYS
from banfa.trust.permissions import ROLES
from banfa.trust.persons import (
    add_person,
    change_person,
    describe_changeable,
    find_person,
    list_persons,
)
from banfa.trust.sessions import end_sessions, find_session, list_sessions
from banfa.web.api.persons import PersonsQuery
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import act, page
from banfa.web.console.frame.sign_ons import find_sign_on
from banfa.web.console.persons_forms import CHANGED, AccountForm, NewPersonForm, PersonForm, word_record

if TYPE_CHECKING:
    from banfa.trust.persons import Person
    from banfa.web.console.frame.calls import PageCall, Result

LEFT: Final = "left"
"""Under which name the request holds how much waits for whom."""


def _say_standing(person: Person) -> str:
    """Say of a person in a word whether he is here, and what is not handed over of who is not."""
    left = g.get(LEFT, {}).get(person.id, 0)
    if person.active:
        return ""
    return f"停用，{left}件待移交" if left else "停用"


_link: Final = link_to("person", "person_id", "person", attrgetter("id"))
COLUMNS: Final = (
    Column(zh="姓名", value=attrgetter("name"), sort="name", link=_link),
    Column(zh="职务", value=attrgetter("post"), wide=True),
    Column(zh="角色", value=lambda person: [ROLES[role] for role in person.roles]),
    Column(zh="县（市、区）", value=lambda person: person.districts or "", wide=True),
    Column(zh="账号", value=attrgetter("login"), look="code"),
    Column(zh="授权至", value=attrgetter("mandate_until"), wide=True),
    Column(zh="状态", value=_say_standing, look="tag"),
)
"""What the list shows."""


@list_page(
    "/persons",
    "person.manage",
    "人员",
    columns=COLUMNS,
    query=PersonsQuery,
    filters=(Filter("q", "姓名、职务"), Filter("role", "角色", tuple(ROLES.items()))),
    counted_in="人",
    template="persons.html",
    nav=Nav(section="管理", icon="people", order=10),
)
def persons(call: PageCall, selection: Selection) -> Rows:
    """Everybody who is or was there; a bureau has few, so the list is one page."""
    wanted, role = fold_text(selection.values.get("q", "")), selection.values.get("role")
    rows = [
        person
        for person in list_persons(call.unit)
        if person.built_in is None
        and role in {None, *person.roles}
        and wanted in make_search_text(filter(None, (person.name, person.post)), ())
    ]
    if selection.values["sort"] in {"name", "-name"}:
        rows.sort(key=lambda person: make_sort_key(person.name), reverse=selection.values["sort"] == "-name")
    call.shows("person", (person.id for person in rows))
    if not all(person.active for person in rows):
        setattr(g, LEFT, count_open_items(call.unit))
    return Rows(rows=rows, total=len(rows))


def _read(form: PersonForm) -> dict[str, Any]:
    """What was typed of a person; no kind chosen is no limit."""
    typed = {name: value for name, value in form.values.items() if name != "login"}
    districts = [name for name in re.split(r"[、，,；;\s]+", str(form.districts.data or "")) if name]
    return {**typed, "mandate_kinds": form.mandate_kinds.data or None, "districts": districts or None}


@page("/persons/new", "person.manage", "登记人员", writes=True)
def new_person(call: PageCall) -> Result:
    """Enter a person, and give an account at once where a login is typed."""
    form = call.form(NewPersonForm)
    if call.takes(form):
        added = add_person(call.unit, **_read(form))
        message, outward = f"已登记{added.name}", call.outward("person", added.id)
        if not form.login.data:
            return call.done("person", message, person_id=outward)
        secret = _issue(call, added.id, str(form.login.data))
        return call.done("person", f"{message}，已发一次性密码", secret=secret, person_id=outward)
    return call.render("person_form.html", form=form, seen="")


@page("/persons/<id(person):person_id>", "person.manage", "人员")
def person(call: PageCall, person_id: int) -> Result:
    """One person, and where he is logged in."""
    holder = find_person(call.unit, person_id)
    call.shows("person", [person_id])
    sessions = list_sessions(call.unit, person_id=person_id)
    roles = [ROLES[role] for role in holder.roles]
    mandate = [KINDS[kind].zh for kind in holder.mandate_kinds or ()]
    sign_on = find_sign_on(call.unit.actor.tenant)
    return call.render(
        "person.html", person=holder, roles=roles, sessions=sessions, mandate=mandate, sign_on=sign_on
    )


@page("/persons/<id(person):person_id>/change", "person.manage", "更改人员", writes=True)
def change(call: PageCall, person_id: int) -> Result:
    """Change what is on record of a person."""
    holder = find_person(call.unit, person_id)
    form = call.form(PersonForm, holder)
    call.shows("person", [person_id])
    if call.takes(form):
        changed = change_person(call.unit, person_id=person_id, seen=call.seen, **_read(form))
        return call.done("person", f"已更改{changed.name}", person_id=call.outward("person", person_id))
    seen = call.track(describe_changeable(holder), CHANGED, form, word=word_record)
    return call.render("person_form.html", form=form, seen=seen)


@page("/persons/<id(person):person_id>/account", "person.manage", "发一次性密码", writes=True)
def account(call: PageCall, person_id: int) -> Result:
    """Give a person an account, or a new one-time password; it is secret once, on the next page."""
    holder = find_person(call.unit, person_id)
    form = call.form(AccountForm, login=holder.login)
    call.shows("person", [person_id])
    if call.takes(form):
        secret = _issue(call, person_id, str(form.login.data), seen=call.seen)
        outward = call.outward("person", person_id)
        return call.done("person", f"已给{holder.name}发一次性密码", secret=secret, person_id=outward)
    sign_on = find_sign_on(call.unit.actor.tenant)
    seen = call.track(describe_login(call.unit, holder), {"login": "账号"}, form)
    return call.render("account_form.html", form=form, person=holder, sign_on=sign_on, seen=seen)


def _issue(call: PageCall, person_id: int, login: str, *, seen: Any = None) -> str:
    """Give an account or a new one-time password, and say it as it is said once."""
    issued = give_one_time_password(call.unit, person_id=person_id, login=login, seen=seen)
    return f"：账号 {issued.login}，密码 {issued.password}，{ONE_TIME_DAYS}日内有效，只显示这一次"


@act("/persons/<id(person):person_id>/dismissal", "person.manage", "停用", back="person")
def dismiss(call: PageCall, person_id: int) -> Result:
    """Dismiss a person: tokens and sessions are worth nothing from now on."""
    gone = change_person(call.unit, person_id=person_id, active=False)
    return call.done("person", f"{gone.name}已停用", person_id=call.outward("person", person_id))


@act("/persons/<id(person):person_id>/sessions/end", "person.manage", "结束全部登录", back="person")
def end_all(call: PageCall, person_id: int) -> Result:
    """End every session of a person."""
    sessions = list_sessions(call.unit, person_id=person_id)
    if not sessions:
        raise Missing("session_missing", "没有正在进行的登录。")
    end_sessions(call.unit, *(session.id for session in sessions))
    return call.done("person", "登录已全部结束", person_id=call.outward("person", person_id))


@act("/persons/sessions/<id(session):session_id>/end", "person.manage", "结束这次登录", back="persons")
def end_session(call: PageCall, session_id: int) -> Result:
    """End one session of somebody."""
    session = find_session(call.unit, session_id)
    if not session.lasts(call.unit.now):
        raise Missing("session_missing", "这次登录已经结束。")
    end_sessions(call.unit, session_id)
    return call.done("person", "这次登录已结束", person_id=call.outward("person", session.person_id))
