"""The pages of casework: a list and a page a resource, a form or a button an act; from its declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import url_for

from banfa.procedures.cases.registering import TakeUpHit, take_up_hit
from banfa.procedures.cases.steps import MANAGE
from banfa.procedures.watch.hits import find_hit
from banfa.trust.permissions import BUREAU
from banfa.web.api.casework_schemas import make_query
from banfa.web.casework.declared import Act
from banfa.web.casework.offered import check_offered
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import address_of, leave_trace, locate, name_list, name_page
from banfa.web.console.casework_forms import fill_form, read_form
from banfa.web.console.casework_things import describe, make_columns, show_thing
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.console.frame.pages import act as declare_act
from banfa.web.console.frame.pages import page as declare_page

if TYPE_CHECKING:
    from banfa.web.casework.declared import Resource
    from banfa.web.console.frame.calls import PageCall, Result
    from banfa.web.console.frame.lists import Selection

NAVS: Final = {
    "lead": Nav(section="", icon="search", order=32),
    "case": Nav(section="", icon="briefcase", order=34),
    "case_document": Nav(section="", icon="file-earmark-text", order=36),
    "admission_batch": Nav(section="", icon="clipboard-check", order=38),
    "admission_application": Nav(section="", icon="list-ol", order=39),
    "admission_exit": Nav(section="名册", icon="box-arrow-right", order=66),
    "subsidy_batch": Nav(section="奖补资金", icon="collection", order=10),
    "subsidy_claim": Nav(section="奖补资金", icon="cash-stack", order=20),
    "subsidy_fund": Nav(section="奖补资金", icon="file-earmark-ruled", order=35),
    "subsidy_payment": Nav(section="奖补资金", icon="bank", order=40),
    "finance_sheet": Nav(section="奖补资金", icon="table", order=45),
    "subsidy_recovery": Nav(section="奖补资金", icon="arrow-counterclockwise", order=50),
    "letter": Nav(section="", icon="envelope", order=38),
    "web_letter": Nav(section="", icon="envelope-check", order=38),
    "sealed_web_letter": Nav(section="管理", icon="shield-lock", order=97),
    "incoming_paper": Nav(section="", icon="inbox", order=39),
    "meeting_matter": Nav(section="名册", icon="check2-square", order=61),
    "letter_diversion": Nav(section="管理", icon="shield-lock", order=96),
    "proceeding": Nav(section="", icon="envelope-check", order=38),
    "replacement": Nav(section="名册", icon="arrow-left-right", order=65),
    "absence": Nav(section="管理", icon="person-dash", order=15),
    "meeting": Nav(section="名册", icon="people", order=60),
    "expert_panel": Nav(section="数据", icon="clipboard-check", order=70),
    "expert": Nav(section="名册", icon="award", order=72),
    "visit_plan": Nav(section="数据", icon="journal-text", order=74),
    "site_visit": Nav(section="数据", icon="geo-alt", order=75),
    "visit_report": Nav(section="数据", icon="file-earmark-text", order=76),
    "mandate": Nav(section="名册", icon="envelope-check", order=77),
    "confirmation": Nav(section="数据", icon="check2-square", order=68),
    "task_book": Nav(section="名册", icon="file-earmark-check", order=73),
    "filing_call": Nav(section="数据", icon="inboxes", order=79),
    "report": Nav(section="数据", icon="upload", order=78),
    "report_form": Nav(section="数据", icon="table", order=80),
    "history_sheet": Nav(section="数据", icon="clock-history", order=81),
    "party_application": Nav(section="", icon="inbox", order=39),
    "party_link": Nav(section="管理", icon="key", order=18),
    "service_address": Nav(section="名册", icon="geo-alt", order=70),
    "recommendation": Nav(section="数据", icon="list-ol", order=79),
}


def _add_list(resource: Resource) -> None:
    """Add a resource's list."""

    def fetch(call: PageCall, selection: Selection) -> Rows:
        chosen = selection.pick(*resource.filters)
        listed = resource.fetch(call.unit, after=selection.after or 0, limit=selection.most, **chosen)
        rows, after = selection.cut(listed, lambda row: row.id)
        leave_trace(call, resource, rows, in_list=True)
        return Rows(rows=describe(call, resource, rows), after=after, more={"makes": resource.makes})

    fetch.__name__ = name_list(resource)
    states = resource.words.get("state", {})
    list_page(
        locate(resource),
        resource.read,
        resource.zh,
        columns=make_columns(resource),
        query=make_query(resource),
        filters=(Filter("state", "状态", tuple(states.items())),) if states else (),
        when_empty=f"还没有{resource.zh}。",
        template="casework/list.html",
        nav=NAVS.get(resource.name),
        roles=_list_readers(resource, resource.read),
    )(fetch)


def _add_page(resource: Resource) -> None:
    """Add a thing's page."""

    def show(call: PageCall, row_id: int) -> Result:
        return show_thing(call, resource, row_id)

    show.__name__ = name_page(resource)
    rule, roles = f"{locate(resource)}/<id({resource.name}):row_id>", _list_readers(resource, resource.read)
    declare_page(rule, resource.read, resource.zh, roles=roles)(show)


def _add_act(resource: Resource, act: Act) -> None:
    """Add an act: a form where it asks for something, else a button."""
    given = RESOURCES[act.gives or resource.name]
    rule = f"{locate(resource)}/<id({resource.name}):row_id>/{act.path}"
    roles = _list_readers(resource, act.action)

    def press(call: PageCall, row_id: int) -> Result:
        if call.unit.actor.districts is not None:
            resource.find(call.unit, row_id)
        done = act.perform(call.unit, call.profile, row_id, act.inputs(), _version(call, resource))
        return _lead_to(call, given, act, done.id)

    def fill(call: PageCall, row_id: int) -> Result:
        check_offered(act)
        row = resource.find(call.unit, row_id)
        form = fill_form(call, act, row)
        if call.takes(form):
            data = read_form(call, act, form)
            done = act.perform(call.unit, call.profile, row_id, data, _version(call, resource))
            return _lead_to(call, given, act, done.id)
        back = address_of(resource, row_id)
        version = getattr(row, "version", None)
        return call.render(
            "casework/form.html", form=form, zh=act.zh, back=back, of=resource.zh, version=version
        )

    if act.inputs.fields:
        fill.__name__ = act.name
        declare_page(rule, act.action, act.zh, writes=True, roles=roles)(fill)
    else:
        press.__name__ = act.name
        declare_act(rule, act.action, act.zh, back=name_page(resource), roles=roles)(press)


def _list_readers(resource: Resource, action: str) -> tuple[str, ...]:
    """The roles to which a page of a resource is open, as far as they have its action."""
    return (*BUREAU, *resource.list_roles(action))


def _version(call: PageCall, resource: Resource) -> int | None:
    return call.version if resource.machine is not None else None


def _lead_to(call: PageCall, resource: Resource, act: Act, number: int) -> Result:
    return call.done(name_page(resource), f"{act.zh}：已登记", row_id=call.outward(resource.name, number))


def _add_make(resource: Resource, act: Act) -> None:
    """Add the form of something new."""

    def enter(call: PageCall) -> Result:
        form = fill_form(call, act)
        if call.takes(form):
            thing = act.perform(call.unit, call.profile, read_form(call, act, form))
            return _lead_to(call, resource, act, thing.id)
        back = url_for(f"console.{name_list(resource)}")
        return call.render(
            "casework/form.html", form=form, zh=act.zh, back=back, of=resource.zh, version=None
        )

    enter.__name__ = act.name
    roles = _list_readers(resource, act.action)
    declare_page(f"{locate(resource)}/new", act.action, act.zh, writes=True, roles=roles)(enter)


TAKE_UP: Final = Act(
    name="take_up_hit", zh="登记为线索", action=MANAGE, perform=take_up_hit, inputs=TakeUpHit
)


@declare_page("/leads/<id(hit):hit_id>/lead", MANAGE, "登记为线索", writes=True)
def take_hit_up(call: PageCall, hit_id: int) -> Result:
    """Take a hit of the watch up as a lead."""
    find_hit(call.unit, hit_id)
    form = fill_form(call, TAKE_UP)
    if call.takes(form):
        lead = take_up_hit(call.unit, call.profile, hit_id, read_form(call, TAKE_UP, form))  # type: ignore[arg-type]
        return _lead_to(call, RESOURCES["lead"], TAKE_UP, lead.id)
    back = url_for("console.lead", hit_id=call.outward("hit", hit_id))
    return call.render("casework/form.html", form=form, zh=TAKE_UP.zh, back=back, of="监测提示", version=None)


for _resource in RESOURCES.values():
    _add_list(_resource)
    for _act in _resource.makes:
        if not _act.tells_once:
            _add_make(_resource, _act)
    _add_page(_resource)
    for _act in _resource.acts:
        _add_act(_resource, _act)
