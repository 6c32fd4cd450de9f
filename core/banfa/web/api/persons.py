"""Persons (人员): who may be given tokens, entered and changed by the bureau's administrator."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema

from banfa.ledger.kinds.registry import KINDS as KINDS_OF_ENTRY
from banfa.trust.permissions import ROLES
from banfa.trust.persons import KINDS, Person, add_person, change_person, list_persons
from banfa.web.api.pages import list_of
from banfa.web.fields import Day, Id, Items, Moment, OneOf, Said, Text, YesNo
from banfa.web.forms import Form
from banfa.web.operations import Topic
from banfa.web.requests import Call
from banfa.web.responses import Answer

topic = Topic("persons", "人员")


class PersonIn(Form):
    """A person to enter."""

    name = Text("姓名", required=True, most=100)
    post = Text("职务", most=100)
    roles = Items(OneOf(options=ROLES), "可以担任的角色", required=True, most=len(ROLES))
    mandate_kinds = Items(
        OneOf(options=KINDS_OF_ENTRY), "授权登记的记录种类；省略时不限", most=len(KINDS_OF_ENTRY)
    )
    mandate_until = Day("授权的最后一日；省略时不限")


class PersonChange(Form):
    """What is to change; what is left out stays, null takes a post or a limit away."""

    name = Text("姓名", most=100)
    post = Text("职务", most=100)
    roles = Items(OneOf(options=ROLES), "可以担任的角色", most=len(ROLES))
    mandate_kinds = Items(OneOf(options=KINDS_OF_ENTRY), "授权登记的记录种类", most=len(KINDS_OF_ENTRY))
    mandate_until = Day("授权的最后一日")
    active = YesNo("是否在用；停用后其令牌一律无效")


class PersonOut(Schema):
    """A person."""

    id = Id("编号", required=True)
    uuid = Said("统一编号（UUID）", required=True)
    kind = OneOf("自然人还是系统", options=KINDS, required=True)
    name = Said("姓名", required=True)
    post = Said("职务")
    roles = Items(OneOf(options=ROLES), "可以担任的角色", required=True)
    mandate_kinds = Items(Said(), "授权登记的记录种类；空为不限")
    mandate_until = Day("授权的最后一日；空为不限")
    active = YesNo("是否在用", required=True)
    created_at = Moment("登记时间", required=True)


_FIELDS: Final = tuple(PersonOut().fields)
_CAN_BE_TAKEN_AWAY: Final = ("post", "mandate_kinds", "mandate_until")


@topic.get("/persons", action="person.manage", summary="人员列表", answer=list_of(PersonOut))
def list_all_persons(call: Call) -> Answer:
    """Every person, those no longer active too."""
    return Answer({"items": [_render_person(person) for person in list_persons(call.unit)]})


@topic.post(
    "/persons", action="person.manage", summary="登记人员", body=PersonIn, answer=PersonOut, status=201
)
def enter_person(call: Call) -> Answer:
    """Enter a person."""
    return Answer(_render_person(add_person(call.unit, **call.body)), status=201)


@topic.post(
    "/persons/<number:person_id>/correction",
    action="person.manage",
    summary="更改人员",
    body=PersonChange,
    answer=PersonOut,
)
def correct_person(call: Call, person_id: int) -> Answer:
    """Change what is on record of a person; his tokens follow from the next request on."""
    changes = {k: v for k, v in call.body.items() if v is not None or k in _CAN_BE_TAKEN_AWAY}
    return Answer(_render_person(change_person(call.unit, person_id=person_id, **changes)))


def _render_person(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in _FIELDS} | {"uuid": str(person.uuid)}
