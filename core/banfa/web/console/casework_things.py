"""What pages of casework show of a thing: its columns in words, what can be done now, what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import g, url_for
from sqlalchemy import BigInteger

from banfa.database.rows import ERASABLE
from banfa.ledger.entries.fields import Field
from banfa.ledger.recording.names import name_providers
from banfa.procedures.cases.attaching import list_attached
from banfa.procedures.cases.composing import list_forms
from banfa.procedures.cases.steps import list_steps
from banfa.procedures.files.rows import KINDS as KINDS_OF_FILE
from banfa.procedures.subsidies.answering import answer_one
from banfa.procedures.subsidies.papers import LEVELS, format_yuan
from banfa.trust.ids import kind_of_field
from banfa.trust.persons import name_persons
from banfa.web.api.casework_schemas import PERSON, PERSONS
from banfa.web.casework.columns import find_input, list_columns, name_column
from banfa.web.casework.declared import list_offered
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_related import list_related
from banfa.web.console.frame.columns import Column

if TYPE_CHECKING:
    from banfa.web.casework.declared import Resource
    from banfa.web.console.frame.calls import PageCall, Result

PREFIX: Final = "case_"
"""Before names that other pages have."""
TAKEN: Final = ("lead",)
NOT_SHOWN: Final = ("id", "version", "evidence_key", "content")
"""Columns that say nothing to people."""
NARROW: Final = ("state", "due_on")
"""Columns beside the first for which there is room on a telephone."""


def name_page(resource: Resource) -> str:
    """The endpoint of a thing's page."""
    return PREFIX + resource.one if resource.one in TAKEN else resource.one


def name_list(resource: Resource) -> str:
    """The endpoint of a resource's list."""
    return PREFIX + resource.many if resource.one in TAKEN else resource.many


def locate(resource: Resource) -> str:
    """The address of its list; a thing's is below."""
    return "/case-leads" if resource.one in TAKEN else resource.path


def _show_value(resource: Resource, name: str, row: Any) -> Any:
    """A column's value in words."""
    value = getattr(row, name)
    if value is not None and _is_money(resource, name):
        return format_yuan(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "；".join(_say_item(item) for item in value)
    words = resource.words.get(name)
    return words.get(value, value) if words and value is not None else value


def _is_money(resource: Resource, name: str) -> bool:
    """Whether a column is an amount in 分."""
    field = find_input(resource, name)
    return name in resource.money or (isinstance(field, Field) and field.unit == "分")


def _say_item(item: dict[str, Any]) -> str:
    """An object of a list in words: its texts, and its amount."""
    parts = (
        f"{format_yuan(int(value))}元" if name.endswith("amount") else LEVELS.get(value, str(value))
        for name, value in item.items()
        if not name.endswith("_id")
    )
    return "，".join(parts)


def make_columns(resource: Resource) -> list[Column]:
    """The columns of a list: the first leads to the thing."""

    def make(name: str, *, first: bool) -> Column:
        def link(row: Any) -> str:
            return address_of(resource, row["row"].id)

        def value(row: Any) -> Any:
            if name == "provider_id":
                return row["provider"]
            if name in PERSONS:
                return row["persons"].get(getattr(row["row"], name), "")
            return _show_value(resource, name, row["row"])

        zh = {"provider_id": "服务商", "handler_id": "承办人"}.get(name) or name_column(resource, name)
        return Column(zh=zh, value=value, link=link if first else None, wide=not first and name not in NARROW)

    return [make(name, first=n == 0) for n, name in enumerate(resource.columns)]


def address_of(resource: Resource, number: int) -> str:
    """The address of a thing's page."""
    return url_for(f"console.{name_page(resource)}", row_id=g.ids.encode_one(resource.name, number))


def describe(call: PageCall, rows: list[Any]) -> list[dict[str, Any]]:
    """Name parties and persons beside rows: one statement each for all."""
    providers = name_providers(call.unit, {row.provider_id for row in rows if hasattr(row, "provider_id")})
    people = {getattr(row, name) for row in rows for name in PERSONS if hasattr(row, name)}
    persons = name_persons(call.unit, people)
    return [
        {
            "row": row,
            "provider": providers.get(getattr(row, "provider_id", 0), ""),
            "persons": persons,
        }
        for row in rows
    ]


def show_thing(call: PageCall, resource: Resource, row_id: int) -> Result:
    """Show a thing: what it is, what can be done to it now, what belongs to it, its papers, its steps."""
    row = resource.find(call.unit, row_id)
    leave_trace(call, resource, [row])
    related = list_related(call.unit, resource, row)
    for part in related:
        leave_trace(call, part.resource, list(part.rows))
    (described,) = describe(call, [row])
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
            (part.resource, make_columns(part.resource), describe(call, list(part.rows))) for part in related
        ],
        address_of=address_of,
        subsidy=answer_one(call.unit, call.profile, row.contract_id)
        if resource.name == "subsidy_claim"
        else None,
        forms=list_forms(call.profile) if resource.name == "case" else [],
        files=list_attached(call.unit, resource.name, row_id),
        kinds_of_file=KINDS_OF_FILE,
        steps=list_steps(call.unit, resource.name, row_id) if resource.machine else [],
    )


def _name_thing(resource: Resource, row: Any) -> str:
    """What a thing is called on its page."""
    named = next((getattr(row, name) for name in ("title", "situation", "number") if hasattr(row, name)), "")
    if resource.name == "remedy":
        named = resource.words["kind"][row.kind]
    return str(named or resource.zh)


def _warn(row: Any) -> str:
    """What stands red on a thing's page: that the party was not told and heard."""
    if getattr(row, "waived_by", None):
        return f"本措施未经告知和听取陈述申辩，由{row.waived_by}依{row.waived_document}决定。"
    return ""


def _is_person(resource: Resource, name: str) -> bool:
    """Whether a column holds the id of a person."""
    is_number = isinstance(resource.row.table.c[name].type, BigInteger)
    return is_number and (name.endswith(PERSON) or name in PERSONS)


def _list_lines(call: PageCall, resource: Resource, row: Any) -> Any:
    """What a thing's columns say, in words; what is empty is left out."""
    people = {name for name in resource.row.names if _is_person(resource, name)}
    names = name_persons(call.unit, {number for name in people if (number := getattr(row, name))})
    for name in list_columns(resource):
        value = getattr(row, name)
        if value in (None, [], "") or name in NOT_SHOWN or name in ("provider_id", "state"):
            continue
        if name == "edition":
            yield name_column(resource, name), call.name_edition(value), ""
        elif name in people:
            yield name_column(resource, name), names.get(value, ""), ""
        elif (kind := kind_of_field(name)) in RESOURCES:
            yield name_column(resource, name), RESOURCES[kind].zh, address_of(RESOURCES[kind], value)
        elif not kind:
            yield name_column(resource, name), _show_value(resource, name, row), ""


def leave_trace(call: PageCall, resource: Resource, rows: list[Any]) -> None:
    """Whose personal data a page shows leaves a trace."""
    if resource.row.table.info[ERASABLE] and rows:
        call.shows(resource.name, [row.id for row in rows])
