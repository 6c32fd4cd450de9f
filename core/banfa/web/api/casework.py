"""Casework over the API: for every resource its list, one, its steps, its files, and an operation an act.

They are made from `banfa.web.casework`: what an act asks for is read by the procedure itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.cases import attaching, registering, steps
from banfa.procedures.files.rows import KINDS as KINDS_OF_FILE
from banfa.web.api.casework_schemas import (
    LINES,
    PERSONS,
    SCHEMAS,
    ListOfFiles,
    ListOfSteps,
    make_form,
    make_query,
    name_field,
)
from banfa.web.api.names import add_names
from banfa.web.api.pages import page_of
from banfa.web.casework.attachments import attach
from banfa.web.casework.columns import list_columns
from banfa.web.casework.offered import check_offered
from banfa.web.casework.resources import RESOURCES
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import by_id, pick
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from marshmallow import Schema

    from banfa.web.casework.declared import Act, Resource
    from banfa.web.requests import Arguments, Call

ATTACH_IN: Final = make_form(attaching.AttachFile, "AttachFileIn")


def _render(resource: Resource, row: Any, *, in_list: bool = False) -> dict[str, Any]:
    """Give what is answered of a thing."""
    data = {name: getattr(row, name) for name in list_columns(resource, in_list=in_list)}
    data |= {name_field(name): data[name] for name in PERSONS if name in data}
    if "state" in data:
        data["state_zh"] = resource.words["state"][row.state]
    return data


def _answer(call: Call, resource: Resource, row: Any, *, is_new: bool = False) -> Answer:
    data = _render(resource, row)
    (data,) = add_names(call.unit, [data]) if "provider_id" in data else (data,)
    where = call.locate(resource.path, resource.name, row.id) if is_new else None
    return Answer(data, version=getattr(row, "version", None), location=where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An operation to be added: as flask-smorest's decorators and `operation` take it."""

    name: str
    path: str
    schema: type[Schema]
    summary: str
    action: str
    method: str = "POST"
    query: type[Schema] | None = None
    form: type[Schema] | None = None
    example: Mapping[str, Any] | None = None
    status: int = 200
    versioned: bool = False
    own: tuple[str, ...] = ()

    def add(self, blp: Blueprint, view: Callable[..., Answer]) -> None:
        """Add the view to a blueprint under this route."""
        view.__name__ = self.name
        view.__doc__ = f"{self.summary}."
        decorated = operation(self.action, summary=self.summary, versioned=self.versioned, own=self.own)(view)
        decorated = blp.response(self.status, self.schema)(decorated)
        if self.query is not None:
            decorated = blp.arguments(self.query, location="query")(decorated)
        if self.form is not None:
            decorated = blp.arguments(self.form, example=dict(self.example or {}))(decorated)
        blp.route(self.path, methods=[self.method])(decorated)


def _make_blueprint(resource: Resource) -> Blueprint:
    """Make the operations of a resource."""
    blp = Blueprint(resource.many, __name__, description=resource.zh)
    place = f"{resource.path}/<id({resource.name}):row_id>"
    _add_reading(blp, resource, place)
    _add_files(blp, resource, place)
    for act in resource.makes:
        if not act.tells_once:
            _add_make(blp, resource, act)
    for act in resource.acts:
        _add_act(blp, resource, act, place)
    return blp


def _add_reading(blp: Blueprint, resource: Resource, place: str) -> None:
    """Add the list of things, one of them, and its steps."""

    def list_things(call: Call, query: Arguments) -> Answer:
        def fetch(after: int | None, limit: int) -> list[Any]:
            chosen = pick(query, *resource.filters)
            return resource.fetch(call.unit, after=after or 0, limit=limit, **chosen)

        page = call.page(query, fetch, key=by_id, render=partial(_render, resource, in_list=True))
        if "provider_id" in resource.row.names:
            page.data["items"] = add_names(call.unit, page.data["items"])
        return page

    def get_thing(call: Call, row_id: int) -> Answer:
        return _answer(call, resource, resource.find(call.unit, row_id))

    def list_steps(call: Call, row_id: int) -> Answer:
        resource.find(call.unit, row_id)
        return Answer({"items": _render_steps(call, resource, row_id)})

    schema, read = (
        SCHEMAS[resource.name],
        partial(Route, method="GET", action=resource.read, own=resource.list_roles(resource.read)),
    )
    page, query = page_of(LINES[resource.name]), make_query(resource)
    zh, many = resource.zh, f"list_{resource.many}"
    read(name=many, path=resource.path, schema=page, query=query, summary=zh).add(blp, list_things)
    read(name=f"get_{resource.one}", path=place, schema=schema, summary=f"一件{zh}").add(blp, get_thing)
    if resource.machine is not None:
        name, path = f"list_{resource.one}_steps", f"{place}/steps"
        read(name=name, path=path, schema=ListOfSteps, summary=f"{zh}的办理过程").add(blp, list_steps)


def _add_files(blp: Blueprint, resource: Resource, place: str) -> None:
    """Add the files that hang on a thing, and hanging one on it."""

    def list_files(call: Call, row_id: int) -> Answer:
        resource.find(call.unit, row_id)
        return Answer({"items": _render_files(call, resource, row_id)})

    def attach_file(call: Call, body: Arguments, row_id: int) -> Answer:
        attach(call.unit, call.profile, resource, row_id, body)
        return Answer({"items": _render_files(call, resource, row_id)})

    route = partial(Route, path=f"{place}/files", schema=ListOfFiles)
    zh, name = resource.zh, f"list_{resource.one}_files"
    own = resource.list_roles(resource.read)
    route(name=name, method="GET", action=resource.read, own=own, summary=f"{zh}的材料").add(blp, list_files)
    route(
        name=f"attach_to_{resource.one}",
        form=ATTACH_IN,
        example=attaching.AttachFile.example,
        summary=f"给{zh}附材料",
        action=resource.manage,
    ).add(blp, attach_file)


def _add_make(blp: Blueprint, resource: Resource, act: Act) -> None:
    """Add what enters something new."""

    def enter(call: Call, body: Arguments) -> Answer:
        data = act.inputs.read(body, ReadingContext(call.profile, call.unit.today))
        return _answer(call, resource, act.perform(call.unit, call.profile, data), is_new=True)

    _route_of(act, resource.path, resource, resource, status=201, versioned=False).add(blp, enter)


def _add_act(blp: Blueprint, resource: Resource, act: Act, place: str) -> None:
    """Add what is done to a thing."""
    given = RESOURCES[act.gives or resource.name]

    def perform(call: Call, body: Arguments, row_id: int) -> Answer:
        check_offered(act)
        data = act.inputs.read(body, ReadingContext(call.profile, call.unit.today))
        if call.unit.actor.districts is not None:
            resource.find(call.unit, row_id)
        row = act.perform(call.unit, call.profile, row_id, data, call.version)
        return _answer(call, given, row, is_new=bool(act.gives))

    def press(call: Call, row_id: int) -> Answer:
        return perform(call, {}, row_id)

    status, path = 201 if act.gives else 200, f"{place}/{act.path}"
    route = _route_of(act, path, resource, given, status=status, versioned=resource.machine is not None)
    route.add(blp, perform if act.inputs.fields else press)


def _route_of(
    act: Act, path: str, resource: Resource, given: Resource, *, status: int, versioned: bool
) -> Route:
    name = "".join(part.capitalize() for part in act.name.split("_"))
    asks = bool(act.inputs.fields)
    return Route(
        name=act.name,
        path=path,
        schema=SCHEMAS[given.name],
        form=make_form(act.inputs, f"{name}In") if asks else None,
        example=act.inputs.example,
        summary=act.zh,
        action=act.action,
        own=resource.list_roles(act.action),
        status=status,
        versioned=versioned,
    )


def _render_steps(call: Call, resource: Resource, row_id: int) -> list[dict[str, Any]]:
    assert resource.machine is not None  # noqa: S101 - asked for only of those with one
    table, states = resource.machine.steps, resource.machine.states
    return [
        {
            "step": step.step,
            "step_zh": table[step.step].zh,
            "origin": table[step.step].origin,
            "entered": step.entered,
            "entered_zh": states[step.entered],
            "taken_by": step.taken_by,
            "taken_at": step.taken_at,
        }
        for step, _person in steps.list_steps(call.unit, resource.name, row_id)
    ]


def _render_files(call: Call, resource: Resource, row_id: int) -> list[dict[str, Any]]:
    return [
        {
            "id": file.id,
            "kind": file.kind,
            "kind_zh": KINDS_OF_FILE[file.kind],
            "name": file.name,
            "sha256": file.sha256,
            "size": file.size,
        }
        for file in attaching.list_attached(call.unit, resource.name, row_id)
    ]


HITS: Final = Blueprint("hit_leads", __name__, description="线索")


@HITS.route("/hits/<id(hit):hit_id>/lead", methods=["POST"])
@HITS.arguments(make_form(registering.TakeUpHit, "TakeUpHitIn"), example=dict(registering.TakeUpHit.example))
@HITS.response(201, SCHEMAS["lead"])
@operation(steps.MANAGE, summary="将监测提示登记为线索")
def take_up_hit(call: Call, body: Arguments, hit_id: int) -> Answer:
    """Take a hit of the watch up as a lead."""
    data = registering.TakeUpHit.read(body, ReadingContext(call.profile, call.unit.today))
    lead = registering.take_up_hit(call.unit, call.profile, hit_id, data)
    return _answer(call, RESOURCES["lead"], lead, is_new=True)


BLUEPRINTS: Final = (*(_make_blueprint(resource) for resource in RESOURCES.values()), HITS)
