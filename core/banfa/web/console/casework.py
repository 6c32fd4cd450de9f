"""The pages of casework: a list and a page a resource, a form or a button an act; from its declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import g, url_for

from banfa.database.rows import ERASABLE
from banfa.ledger.recording.names import name_providers
from banfa.procedures.cases.attaching import AttachFile, list_attached
from banfa.procedures.cases.steps import MANAGE, READ, list_steps
from banfa.procedures.cases.verifying import TakeUpHit, take_up_hit
from banfa.procedures.files.rows import KINDS as KINDS_OF_FILE
from banfa.trust.ids import kind_of_field
from banfa.trust.persons import name_persons
from banfa.web.api.casework_schemas import PERSON, PERSONS, make_query
from banfa.web.casework.attachments import attach
from banfa.web.casework.columns import list_columns, name_column
from banfa.web.casework.declared import Act, list_offered
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_forms import fill_form, read_form
from banfa.web.console.casework_related import list_related
from banfa.web.console.frame.columns import Column
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
    "case": Nav(section="", icon="folder2-open", order=34),
    "case_document": Nav(section="", icon="file-earmark-text", order=36),
    "meeting": Nav(section="名册", icon="people", order=60),
    "service_address": Nav(section="名册", icon="geo-alt", order=70),
}
PREFIX: Final = "case_"
"""Before names that other pages have."""
TAKEN: Final = ("lead",)
NOT_SHOWN: Final = ("id", "version", "evidence_key")
"""Columns that say nothing to people."""


def name_page(resource: Resource) -> str:
    """The endpoint of a thing's page."""
    return PREFIX + resource.one if resource.one in TAKEN else resource.one


def name_list(resource: Resource) -> str:
    """The endpoint of a resource's list."""
    return PREFIX + resource.many if resource.one in TAKEN else resource.many


def _locate(resource: Resource) -> str:
    return "/case-leads" if resource.one in TAKEN else resource.path


def _show_value(resource: Resource, name: str, row: Any) -> Any:
    """A column's value in words."""
    value = getattr(row, name)
    words = resource.words.get(name)
    return words.get(value, value) if words and value is not None else value


def _make_columns(resource: Resource) -> list[Column]:
    """The columns of a list: the first leads to the thing."""

    def make(name: str, *, first: bool) -> Column:
        def link(row: Any) -> str:
            return address_of(resource, row["row"].id)

        def value(row: Any) -> Any:
            if name == "provider_id":
                return row["provider"]
            if name in PERSONS:
                return row["person"]
            return _show_value(resource, name, row["row"])

        zh = {"provider_id": "服务商", "handler_id": "承办人"}.get(name) or name_column(resource, name)
        return Column(zh=zh, value=value, link=link if first else None)

    return [make(name, first=n == 0) for n, name in enumerate(resource.columns)]


def address_of(resource: Resource, number: int) -> str:
    """The address of a thing's page."""
    return url_for(f"console.{name_page(resource)}", row_id=g.ids.encode_one(resource.name, number))


def _describe(call: PageCall, rows: list[Any]) -> list[dict[str, Any]]:
    """Name parties and persons beside rows: one statement each for all."""
    providers = name_providers(call.unit, {row.provider_id for row in rows if hasattr(row, "provider_id")})
    persons = name_persons(call.unit, {row.handler_id for row in rows if hasattr(row, "handler_id")})
    return [
        {
            "row": row,
            "provider": providers.get(getattr(row, "provider_id", 0), ""),
            "person": persons.get(getattr(row, "handler_id", 0), ""),
        }
        for row in rows
    ]


def _add_list(resource: Resource) -> None:
    """Add a resource's list."""

    def fetch(call: PageCall, selection: Selection) -> Rows:
        chosen = selection.pick(*resource.filters)
        listed = resource.fetch(call.unit, after=selection.after or 0, limit=selection.most, **chosen)
        rows, after = selection.cut(listed, lambda row: row.id)
        _leave_trace(call, resource, rows)
        return Rows(rows=_describe(call, rows), after=after, more={"makes": resource.makes})

    fetch.__name__ = name_list(resource)
    states = resource.words.get("state", {})
    list_page(
        _locate(resource),
        READ,
        resource.zh,
        columns=_make_columns(resource),
        query=make_query(resource),
        filters=(Filter("state", "状态", tuple(states.items())),) if states else (),
        when_empty=f"还没有{resource.zh}。",
        template="casework/list.html",
        nav=NAVS.get(resource.name),
    )(fetch)


def _add_page(resource: Resource) -> None:
    """Add a thing's page."""

    def show(call: PageCall, row_id: int) -> Result:
        return show_thing(call, resource, row_id)

    show.__name__ = name_page(resource)
    declare_page(f"{_locate(resource)}/<id({resource.name}):row_id>", READ, resource.zh)(show)


def show_thing(call: PageCall, resource: Resource, row_id: int) -> Result:
    """Show a thing: what it is, what can be done to it now, what belongs to it, its papers, its steps."""
    row = resource.find(call.unit, row_id)
    _leave_trace(call, resource, [row])
    related = list_related(call.unit, resource, row)
    (described,) = _describe(call, [row])
    return call.render(
        "casework/thing.html",
        resource=resource,
        list_page=name_list(resource),
        heading=_name_thing(resource, row),
        red=_warn(row),
        row=row,
        described=described,
        lines=list(_list_lines(call, resource, row)),
        state=resource.words["state"][row.state] if "state" in resource.words else "",
        offered=[act for act in list_offered(resource, row) if call.may(act.action)],
        related=[
            (part.resource, _make_columns(part.resource), _describe(call, list(part.rows)))
            for part in related
        ],
        address_of=address_of,
        files=list_attached(call.unit, resource.name, row_id),
        kinds_of_file=KINDS_OF_FILE,
        steps=list_steps(call.unit, resource.name, row_id) if resource.machine else [],
    )


def _name_thing(resource: Resource, row: Any) -> str:
    """What a thing is called on its page."""
    named = next((getattr(row, name) for name in ("title", "situation", "number") if hasattr(row, name)), "")
    if resource.name == "measure":
        named = resource.words["kind"][row.kind]
    return str(named or resource.zh)


def _warn(row: Any) -> str:
    """What stands red on a thing's page: that the party was not told and heard."""
    if getattr(row, "waived_by", None):
        return f"本措施未经告知和听取陈述申辩，由{row.waived_by}依{row.waived_document}决定。"
    return ""


def _list_lines(call: PageCall, resource: Resource, row: Any) -> Any:
    """What a thing's columns say, in words; what is empty is left out."""
    people = {name for name in resource.row.names if name.endswith(PERSON) or name in PERSONS}
    names = name_persons(call.unit, {getattr(row, name) for name in people})
    for name in list_columns(resource):
        value = getattr(row, name)
        if value in (None, [], "") or name in NOT_SHOWN or name in ("provider_id", "state"):
            continue
        if name in people:
            yield name_column(resource, name), names.get(value, ""), ""
        elif (kind := kind_of_field(name)) in RESOURCES:
            yield name_column(resource, name), RESOURCES[kind].zh, address_of(RESOURCES[kind], value)
        elif not kind:
            yield name_column(resource, name), _show_value(resource, name, row), ""


def _leave_trace(call: PageCall, resource: Resource, rows: list[Any]) -> None:
    """Whose personal data a page shows leaves a trace."""
    if resource.row.table.info[ERASABLE] and rows:
        call.shows(resource.name, [row.id for row in rows])


def _add_act(resource: Resource, act: Act) -> None:
    """Add an act: a form where it asks for something, else a button."""
    given = RESOURCES[act.gives or resource.name]
    rule = f"{_locate(resource)}/<id({resource.name}):row_id>/{act.path}"

    def press(call: PageCall, row_id: int) -> Result:
        done = act.perform(call.unit, call.profile, row_id, act.inputs(), _version(call, resource))
        return _lead_to(call, given, act, done.id)

    def fill(call: PageCall, row_id: int) -> Result:
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
        declare_page(rule, act.action, act.zh, writes=True)(fill)
    else:
        press.__name__ = act.name
        declare_act(rule, act.action, act.zh, back=name_page(resource))(press)


def _version(call: PageCall, resource: Resource) -> int | None:
    return call.version if resource.machine is not None else None


def _lead_to(call: PageCall, resource: Resource, act: Act, number: int) -> Result:
    return call.done(name_page(resource), f"{act.zh}：已登记", row_id=call.outward(resource.name, number))


def _add_make(resource: Resource, act: Act) -> None:
    """Add the form of something new."""

    def enter(call: PageCall) -> Result:
        form = fill_form(call, act)
        if call.takes(form):
            made = act.perform(call.unit, call.profile, read_form(call, act, form))
            return _lead_to(call, resource, act, made.id)
        back = url_for(f"console.{name_list(resource)}")
        return call.render(
            "casework/form.html", form=form, zh=act.zh, back=back, of=resource.zh, version=None
        )

    enter.__name__ = act.name
    declare_page(f"{_locate(resource)}/new", act.action, act.zh, writes=True)(enter)


def _add_attaching(resource: Resource) -> None:
    """Add the form that hangs a file on a thing."""
    act = Act(name=f"attach_to_{resource.one}", zh="附材料", action=MANAGE, perform=attach, inputs=AttachFile)

    def hang(call: PageCall, row_id: int) -> Result:
        row = resource.find(call.unit, row_id)
        form = fill_form(call, act, row)
        if call.takes(form):
            data = read_form(call, act, form)
            attach(call.unit, call.profile, resource, row_id, vars(data))
            return _lead_to(call, resource, act, row_id)
        back = address_of(resource, row_id)
        return call.render(
            "casework/form.html", form=form, zh=act.zh, back=back, of=resource.zh, version=None
        )

    hang.__name__ = act.name
    declare_page(f"{_locate(resource)}/<id({resource.name}):row_id>/files", MANAGE, act.zh, writes=True)(hang)


TAKE_UP: Final = Act(
    name="take_up_hit", zh="登记为线索", action=MANAGE, perform=take_up_hit, inputs=TakeUpHit
)


@declare_page("/leads/<id(hit):hit_id>/lead", MANAGE, "登记为线索", writes=True)
def take_hit_up(call: PageCall, hit_id: int) -> Result:
    """Take a hit of the watch up as a lead."""
    form = fill_form(call, TAKE_UP)
    if call.takes(form):
        lead = take_up_hit(call.unit, call.profile, hit_id, read_form(call, TAKE_UP, form))  # type: ignore[arg-type]
        return _lead_to(call, RESOURCES["lead"], TAKE_UP, lead.id)
    back = url_for("console.lead", hit_id=call.outward("hit", hit_id))
    return call.render("casework/form.html", form=form, zh=TAKE_UP.zh, back=back, of="监测提示", version=None)


for _resource in RESOURCES.values():
    _add_list(_resource)
    for _act in _resource.makes:
        _add_make(_resource, _act)
    _add_page(_resource)
    for _act in _resource.acts:
        _add_act(_resource, _act)
    _add_attaching(_resource)
