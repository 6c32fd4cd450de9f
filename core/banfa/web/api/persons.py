"""Persons (人员): who may be given tokens, entered and changed by the bureau's administrator."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from marshmallow import Schema

from banfa.ledger.entries.pinyin import make_sort_key
from banfa.ledger.kinds.registry import KINDS as KINDS_OF_ENTRY
from banfa.trust.districts import MAX_DISTRICTS, MAX_NAME
from banfa.trust.permissions import ROLES
from banfa.trust.persons import KINDS, Person, add_person, change_person, list_persons
from banfa.web.api.pages import CountedQuery, ShortList, make_search, make_sort, page_of
from banfa.web.fields import Boolean, Date, DateTime, Enum, Id, List, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form
from banfa.web.responses import Answer

blp = Blueprint("persons", __name__, description="人员")


class PersonIn(Form):
    """A person to enter."""

    name = Str("姓名", required=True, max_length=100)
    post = Str("职务", max_length=100)
    roles = List(Enum(choices=ROLES), "可以担任的角色", required=True, max_items=len(ROLES))
    mandate_kinds = List(
        Enum(choices=KINDS_OF_ENTRY), "授权登记的记录种类；省略时不限", max_items=len(KINDS_OF_ENTRY)
    )
    mandate_until = Date("授权的最后一日；省略时不限")
    districts = List(
        Str(max_length=MAX_NAME),
        "所属县（市、区），写法与企业名册一致；仅 district 角色，须填",
        max_items=MAX_DISTRICTS,
    )


class PersonChange(Form):
    """What is to change; what is left out stays, null takes a post or a limit away."""

    name = Str("姓名", max_length=100)
    post = Str("职务", max_length=100)
    roles = List(Enum(choices=ROLES), "可以担任的角色", max_items=len(ROLES))
    mandate_kinds = List(Enum(choices=KINDS_OF_ENTRY), "授权登记的记录种类", max_items=len(KINDS_OF_ENTRY))
    mandate_until = Date("授权的最后一日")
    districts = List(Str(max_length=MAX_NAME), "所属县（市、区），仅district角色", max_items=MAX_DISTRICTS)
    active = Boolean("是否在用；停用后其接口密钥一律无效")


class PersonOut(Schema):
    """A person."""

    id = Id("编号", of="person", required=True)
    uuid = Str("统一编号（UUID）", required=True)
    kind = Enum("自然人还是系统", choices=KINDS, required=True)
    name = Str("姓名", required=True, personal=True)
    post = Str("职务", personal=True)
    roles = List(Enum(choices=ROLES), "可以担任的角色", required=True)
    mandate_kinds = List(Str(), "授权登记的记录种类；空为不限")
    mandate_until = Date("授权的最后一日；空为不限")
    districts = List(Str(), "所属县（市、区）；空为不是县（市、区）的人员")
    active = Boolean("是否在用", required=True)
    created_at = DateTime("登记时间", required=True)


class PersonsQuery(CountedQuery):
    """Which persons, and in which order."""

    q = make_search("姓名、职务")
    sort = make_sort(("id", "name", "created_at"))
    role = Enum("只看可以担任这一角色的", choices=ROLES)
    active = Boolean("true 只看在用的，false 只看停用的")


_FIELDS: Final = tuple(PersonOut().fields)
_LIST: Final[ShortList[Person]] = ShortList(
    id_=attrgetter("id"),
    orders={
        "id": attrgetter("id"),
        "name": lambda person: make_sort_key(person.name),
        "created_at": attrgetter("created_at"),
    },
    names=lambda person: (person.name, person.post),
)
_CAN_BE_TAKEN_AWAY: Final = ("post", "mandate_kinds", "mandate_until")


@blp.route("/persons", endpoint="list_persons")
@blp.arguments(PersonsQuery, location="query")
@blp.response(200, page_of(PersonOut))
@operation("person.manage", summary="人员列表")
def list_all_persons(call: Call, query: Arguments) -> Answer:
    """Every person, those no longer active too."""
    role, active = query.get("role"), query.get("active")
    persons = (
        person
        for person in list_persons(call.unit)
        if role in {None, *person.roles} and active in {None, person.active}
    )
    return _LIST.answer(call, query, persons, _render_person)


@blp.route("/persons", methods=["POST"])
@blp.arguments(
    PersonIn,
    example={
        "name": "王敏",
        "post": "科员",
        "roles": ["officer"],
        "mandate_kinds": ["contract", "progress", "acceptance"],
        "mandate_until": "2026-12-31",
    },
)
@blp.response(201, PersonOut)
@operation("person.manage", summary="登记人员")
def enter_person(call: Call, body: Arguments) -> Answer:
    """Enter a person."""
    return Answer(_render_person(add_person(call.unit, **body)))


@blp.route("/persons/<id(person):person_id>/correction", methods=["POST"])
@blp.arguments(PersonChange, example={"post": "副科长", "mandate_kinds": None})
@blp.response(200, PersonOut)
@operation("person.manage", summary="更改人员")
def correct_person(call: Call, body: Arguments, person_id: int) -> Answer:
    """Change what is on record of a person; his tokens follow from the next request on."""
    changes = {k: v for k, v in body.items() if v is not None or k in _CAN_BE_TAKEN_AWAY}
    return Answer(_render_person(change_person(call.unit, person_id=person_id, **changes)))


def _render_person(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in _FIELDS} | {"uuid": str(person.uuid)}
