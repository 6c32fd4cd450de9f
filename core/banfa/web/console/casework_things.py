"""What pages of casework show of a thing: its columns in words, what can be done now, what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger

from banfa.ledger.entries.fields import Field
from banfa.ledger.entries.values import read_rate
from banfa.ledger.recording.names import name_providers
from banfa.procedures.cases.attaching import list_attached
from banfa.procedures.cases.composing import list_forms
from banfa.procedures.cases.course import list_course
from banfa.procedures.cases.reminding import compose_reminder
from banfa.procedures.cases.steps import list_steps
from banfa.procedures.files.rows import KINDS as KINDS_OF_FILE
from banfa.procedures.subsidies.answering import answer_one
from banfa.procedures.subsidies.papers import LEVELS, format_yuan
from banfa.procedures.visits.counting import warn_of_visits
from banfa.procedures.visits.site_visits import SiteVisit
from banfa.trust.ids import kind_of_field
from banfa.trust.persons import name_persons
from banfa.web.api.casework_schemas import PERSON, PERSONS
from banfa.web.casework.columns import find_input, list_columns, name_column
from banfa.web.casework.declared import list_offers
from banfa.web.casework.offered import is_offered_here
from banfa.web.console.casework_addresses import address_of, leave_trace, name_list
from banfa.web.console.casework_course import describe_course, write_lines
from banfa.web.console.casework_looks import look_of
from banfa.web.console.casework_names import name_row, name_things
from banfa.web.console.casework_pool import describe_pool
from banfa.web.console.casework_related import list_related
from banfa.web.console.casework_remedy import list_term
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.formats import format_cite, format_rate, format_wan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.steps import CaseStep
    from banfa.trust.persons import WithPerson
    from banfa.web.casework.declared import Act, Resource
    from banfa.web.console.casework_names import Names
    from banfa.web.console.casework_related import Related
    from banfa.web.console.frame.calls import PageCall, Result

    Linked = dict[str, tuple[str, list[int]]]
    """By column: the kind of what it names, and the numbers."""

NOT_SHOWN: Final = (
    "id",
    "version",
    "evidence_key",
    "content",
    "provider_id",
    "state",
    "dropped_from",
    "lines",
    "totals",
)
"""Columns that say nothing to people, or stand in the head of the page."""
OF_CITY: Final = ("category", "categories", "industry", "assigned_industry", "topic")
"""Columns of words that the city's plugin has."""
MANY: Final = "_ids"
"""How the name of a column ends that holds several things."""
NARROW: Final = ("state", "due_on")
"""Columns beside the first for which there is room on a telephone."""


def _show_value(resource: Resource, name: str, row: Any) -> Any:
    """A column's value in words."""
    value = getattr(row, name)
    if value is not None and _is_money(resource, name):
        return f"{format_wan(value)}万元"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "；".join(_say_item(item) for item in value)
    if value is not None and _is_rate(resource, name):
        return format_rate(value)
    words = resource.words.get(name)
    if words and value is not None:
        keys = value if isinstance(value, list) else [value]
        return "、".join(words.get(key, key) for key in keys)
    if name in ("cite", "clause") and value:
        return format_cite(value)
    if isinstance(value, dict):
        parts = {name_column(resource, key): part for key, part in value.items()}
        value = [f"{zh}：{'' if part is None else part}" for zh, part in parts.items()] or "整条作废"
    return write_lines(value) if isinstance(value, list) else value


def _name_of_city(profile: Profile, value: str | list[str] | None) -> str:
    """A word of the city's, or several, in Chinese."""
    words = {industry.key: industry.zh for industry in profile.industries}
    words |= {category.key: category.zh for category in profile.categories} | dict(profile.review_topics)
    keys = value if isinstance(value, list) else [value or ""]
    return "、".join(words.get(key, key) for key in keys)


def _is_money(resource: Resource, name: str) -> bool:
    """Whether a column is an amount in 分."""
    field = find_input(resource, name)
    return name == "amount" or name in resource.money or (isinstance(field, Field) and field.unit == "分")


def _is_rate(resource: Resource, name: str) -> bool:
    """Whether a column is a rate in millionths."""
    field = find_input(resource, name)
    return isinstance(field, Field) and field.read is read_rate


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
            if name in OF_CITY:
                return _name_of_city(row["profile"], getattr(row["row"], name))
            if name in PERSONS:
                return row["persons"].get(getattr(row["row"], name), "")
            if name in row["linked"]:
                return "、".join(row["linked"][name])
            return _show_value(resource, name, row["row"])

        zh = {"provider_id": "服务商", "handler_id": "承办人"}.get(name) or name_column(resource, name)
        return Column(zh=zh, value=value, link=link if first else None, wide=not first and name not in NARROW)

    return [make(name, first=n == 0) for n, name in enumerate(resource.columns)]


def describe(call: PageCall, resource: Resource, rows: list[Any]) -> list[dict[str, Any]]:
    """Name parties, persons and what a list's columns name beside rows: one statement each for all."""
    providers = name_providers(call.unit, {row.provider_id for row in rows if hasattr(row, "provider_id")})
    people = {getattr(row, name) for row in rows for name in PERSONS if hasattr(row, name)}
    persons = name_persons(call.unit, people)
    linked = _name_linked(call, resource, rows)
    return [
        {
            "row": row,
            "provider": providers.get(getattr(row, "provider_id", 0), ""),
            "persons": persons,
            "linked": words,
            "profile": call.profile,
        }
        for row, words in zip(rows, linked, strict=True)
    ]


def _name_linked(call: PageCall, resource: Resource, rows: list[Any]) -> list[dict[str, list[str]]]:
    """Name what the columns of a list name, but parties and persons: by row and column."""
    own = [name for name in resource.columns if name not in (*PERSONS, *NOT_SHOWN)]
    linked = [_list_linked(resource, row, own) for row in rows]
    names = name_things(call, _gather(linked))
    return [
        {
            column: [names[kind, number].words for number in numbers if (kind, number) in names]
            for column, (kind, numbers) in of.items()
        }
        for of in linked
    ]


def _may(call: PageCall, act: Act) -> bool:
    """Whether this person may take an act in this deployment."""
    return call.may(act.action) and is_offered_here(act)


def show_thing(call: PageCall, resource: Resource, row_id: int) -> Result:
    """Show a thing: what it is, what can be done to it now, what belongs to it, its papers, its steps."""
    row = resource.find(call.unit, row_id)
    leave_trace(call, resource, [row])
    related = list_related(call.unit, resource, row)
    for part in related:
        leave_trace(call, part.resource, list(part.rows))
    (described,) = describe(call, resource, [row])
    offers = [o for o in list_offers(call.unit, call.profile, resource, row) if _may(call, o.act)]
    return call.render(
        "casework/thing.html",
        resource=resource,
        list_page=name_list(resource),
        heading=name_row(resource.name, row),
        red=_warn(call, row),
        row=row,
        described=described,
        lines=list(_list_lines(call, resource, row)),
        state=resource.words["state"][row.state] if "state" in resource.words else "",
        look=look_of(resource, getattr(row, "state", "")),
        offered=[offer.act for offer in offers if offer.obstacle is None],
        hindered=_group_by_obstacle([(o.obstacle, o.act) for o in offers if o.obstacle]),
        related=[_describe_related(call, part) for part in related],
        subsidy=answer_one(call.unit, call.profile, row.contract_id)
        if resource.name == "subsidy_claim"
        else None,
        forms=list_forms(call.profile) if resource.name == "case" else [],
        files=list_attached(call.unit, resource.name, row_id),
        kinds_of_file=KINDS_OF_FILE,
        pool=describe_pool(call, row),
        term=list_term(call, row) if resource.name == "remedy" else [],
        reminder=compose_reminder(call.unit, call.profile, row) if resource.name == "remedy" else "",
        course=describe_course(call, _list_course(call, resource, row_id)),
    )


def _describe_related(call: PageCall, part: Related) -> tuple[Resource, list[Column], list[dict[str, Any]]]:
    """What belongs to a thing, as it is shown: of which kind, the columns, the rows."""
    resource = part.resource
    return resource, make_columns(resource), describe(call, resource, list(part.rows))


def _list_course(call: PageCall, resource: Resource, row_id: int) -> list[WithPerson[CaseStep]]:
    """The steps that a thing's page shows: a case's whole course, anything else its own."""
    if resource.name == "case":
        return list_course(call.unit, row_id)
    return list_steps(call.unit, resource.name, row_id) if resource.machine else []


def _group_by_obstacle(hindered: list[tuple[str, Act]]) -> dict[str, list[Act]]:
    """What is in the way, each with the acts that it keeps from being taken."""
    grouped: dict[str, list[Act]] = {}
    for obstacle, act in hindered:
        grouped.setdefault(obstacle, []).append(act)
    return grouped


def _warn(call: PageCall, row: Any) -> str:
    """What stands red on a thing's page: a party that was not heard, an enterprise visited too often."""
    if getattr(row, "waived_by", None):
        return f"本措施未经告知和听取陈述申辩，由{row.waived_by}依{row.waived_document}决定。"
    return warn_of_visits(call.unit, row) if isinstance(row, SiteVisit) else ""


def _is_person(resource: Resource, name: str) -> bool:
    """Whether a column holds the id of a person."""
    is_number = isinstance(resource.row.table.c[name].type, BigInteger)
    return is_number and (name.endswith(PERSON) or name in PERSONS)


def _list_lines(call: PageCall, resource: Resource, row: Any) -> Iterator[tuple[str, Any, str]]:
    """What a thing's columns say, in words, each with where it leads; what is empty is left out."""
    linked = _list_linked(resource, row, resource.row.names)
    names = name_things(call, _gather([linked]))
    for name in list_columns(resource):
        value = getattr(row, name)
        if value in (None, [], "") or name in NOT_SHOWN:
            continue
        zh = name_column(resource, name)
        if name == "edition":
            yield zh, call.name_edition(value), ""
        elif name in OF_CITY:
            yield zh, _name_of_city(call.profile, value), ""
        elif name in linked:
            kind, numbers = linked[name]
            for number in numbers:
                yield from _link(zh, kind, number, names)
        else:
            yield zh, _show_value(resource, name, row), ""


def _list_linked(resource: Resource, row: Any, names: Iterable[str]) -> Linked:
    """The columns of these that name other things or persons: of which kind, and their numbers."""
    linked = {}
    for name in names:
        value = getattr(row, name)
        kind = "person" if _is_person(resource, name) else kind_of_field(name)
        if name.endswith(MANY):
            linked[name] = (name.removesuffix(MANY), list(value or ()))
        elif kind and name not in NOT_SHOWN:
            linked[name] = (kind, [] if value is None else [value])
    return linked


def _gather(linked: Iterable[Linked]) -> dict[str, list[int]]:
    """The numbers of what is named, by kind."""
    wanted: dict[str, list[int]] = {}
    for of in linked:
        for kind, numbers in of.values():
            wanted.setdefault(kind, []).extend(numbers)
    return wanted


def _link(zh: str, kind: str, number: int, names: Names) -> Iterator[tuple[str, str, str]]:
    """A line that names another thing; nothing of one that is not there any more."""
    named = names.get((kind, number))
    if named is not None:
        yield zh.removesuffix("编号"), named.words, named.address
