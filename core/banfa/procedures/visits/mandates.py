"""Mandates (委托书): which body may visit or test for the bureau, on what matters, from when to when.

A third party is not a provider of the pool, nor owns one: what the ledger knows of it is held against it,
and what no ledger knows it declares.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam, or_

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, choice, credit_code, day, key, text
from banfa.ledger.kinds.providers import Provider
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs, Nothing
from banfa.procedures.visits.actions import CHECK, MANAGE
from banfa.procedures.visits.words import check_words, squeeze

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

THIRD_PARTY: Final = "third_party"
BODIES: Final = {
    "district": "县（市、区）工信部门",
    "service_centre": "企业服务中心",
    THIRD_PARTY: "第三方机构",
    "other": "其他单位",
}


class Mandate(
    TenantRow,
    table="mandate",
    refers={"entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("kind", BODIES),
        Index("ix_mandate_number", "tenant_id", "number"),
    ),
    bound=Bound(state=True),
):
    """A mandate; `independent`: a third party has declared that it has no part in a provider of the pool."""

    id: int
    number: str = text_column()
    kind: str = text_column()
    body: str = text_column()
    uscc: str | None = text_column()
    matters: str = text_column()
    from_on: date = date_column()
    until_on: date = date_column()
    independent: bool | None = boolean_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


MANDATES: Final = make_entered(
    Mandate, zh="委托书", name="mandate", origin=BY_OFFICE, manage=MANAGE, check=CHECK
)


class EnterMandate(
    Inputs,
    example={
        "number": "厦工信委〔2026〕5号",
        "kind": "third_party",
        "body": "某某数字化评测有限公司",
        "uscc": "91350200MA34567896",
        "matters": "改造后数字化水平评测",
        "from_on": "2026-01-05",
        "until_on": "2026-12-31",
        "independent": True,
    },
):
    """What the mandate says."""

    number: str = key("委托书编号", max_length=100)
    kind: str = choice("受托单位的种类", BODIES)
    body: str = text("受托单位", max_length=200)
    uscc: str | None = credit_code("受托单位统一社会信用代码", hint="第三方机构须填写")
    matters: str = text("委托事项", max_length=2000)
    from_on: date = day("委托自")
    until_on: date = day("委托至")
    independent: bool | None = boolean("已承诺与库内服务商没有投资、控制等关系", hint="第三方机构须承诺")


p = Provider.c
_SAME: Final = Provider.standing.where(or_(p.uscc == bindparam("uscc"), p.name == bindparam("name")))


def enter_mandate(unit: Unit, _profile: Profile, data: EnterMandate) -> Mandate:
    """Enter a mandate.

    Raises Malformed (`days_reversed`, `field_missing`, `not_independent`, `not_an_inspection`) and Conflict
    (`body_is_provider`, `mandate_there`).
    """
    check_words(data)
    if data.until_on < data.from_on:
        message = "委托的最后一日（until_on）不能早于开始之日（from_on）。"
        raise Malformed("days_reversed", message, field="until_on")
    if data.kind == THIRD_PARTY:
        _check_independent(unit, data)
    if any(other.state != "returned" for other in list_rows(unit, Mandate, number=data.number)):
        raise Conflict("mandate_there", f"委托书“{data.number}”已登记。", field="number")
    values = {**vars(data), "entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, MANDATES, "enter", vars(data), **values)


def _check_independent(unit: Unit, data: EnterMandate) -> None:
    """Check that a third party is no provider, and has declared that it owns none."""
    if data.uscc is None:
        message = "第三方机构须写明统一社会信用代码（uscc），以便与服务商名册核对。"
        raise Malformed("field_missing", message, field="uscc")
    if unit.all(Provider, _SAME, uscc=data.uscc, name=data.body):
        message = f"{data.body}在服务商名册中，不能受托评测、核查，请另行委托。"
        raise Conflict("body_is_provider", message, field="body")
    if not data.independent:
        message = "第三方机构没有承诺与库内服务商无投资、控制等关系（independent），不能委托。"
        raise Malformed("not_independent", message, field="independent")


def check_mandate(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Mandate:
    """Check, as another person, a mandate against its scan."""
    row = MANDATES.begin(unit, "check", row_id, version=version)
    require_papers(unit, "mandate", row_id, "mandate")
    return take(unit, MANDATES, row, "check", {})


def return_mandate(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Mandate:
    """Send a mandate back to be entered anew."""
    row = MANDATES.begin(unit, "return", row_id, version=version)
    return take(unit, MANDATES, row, "return", {})


def find_mandate(unit: Unit, mandate_id: int, on: date, *, provider_id: int) -> Mandate:
    """Find the mandate under which somebody acted on a day, about a provider.

    Raises Missing, Conflict (`mandate_unchecked`, `outside_mandate`, `body_is_provider`): a body that was no
    provider then may have become one.
    """
    mandate = MANDATES.find(unit, mandate_id, lock=False)
    if mandate.state != "checked":
        message = f"委托书“{mandate.number}”没有复核，请先复核。"
        raise Conflict("mandate_unchecked", message, field="mandate_id")
    if not mandate.from_on <= on <= mandate.until_on:
        message = f"委托书“{mandate.number}”的期限是{mandate.from_on}至{mandate.until_on}，不含{on}。"
        raise Conflict("outside_mandate", message, field="mandate_id")
    same = unit.all(Provider, _SAME, uscc=mandate.uscc, name=mandate.body)
    if mandate.kind == THIRD_PARTY and same:
        message = f"{mandate.body}已在服务商名册中，不能再受托评测、核查。"
        raise Conflict("body_is_provider", message, field="mandate_id")
    if any(provider.entry_id == provider_id for provider in same):
        message = f"{mandate.body}不能走访、评测本单位的服务。"
        raise Conflict("visits_itself", message, field="provider_id")
    return mandate


def is_of(mandate: Mandate, bodies: list[str]) -> bool:
    """Whether the body of a mandate is among those named."""
    return squeeze(mandate.body) in {squeeze(body) for body in bodies}
