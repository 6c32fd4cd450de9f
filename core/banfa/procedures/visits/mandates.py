"""Mandates (委托书): which body may visit or test for the bureau, on what matters, from when to when.

Whoever is not the bureau needs one. No body is a provider of the register, but for a promoter that the
measure names: what the ledger knows of it is held against it, and what no ledger knows it declares.
"""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, choice, credit_code, day, key, text, text_list
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing
from banfa.procedures.visits.bodies import is_promoter, list_same
from banfa.procedures.visits.mandate_rows import (
    BODIES,
    DECLARING,
    MANDATES,
    OTHER,
    PROMOTER,
    Mandate,
)
from banfa.procedures.visits.words import check_words
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

_WITH_YEAR: Final = re.compile(r"[〔\[（(](19|20)\d\d[〕\]）)]", re.ASCII)


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

    number: str = key("委托书编号", max_length=100, hint="含年份，如 厦工信委〔2026〕5号")
    kind: str = choice("受托单位的种类", BODIES)
    kind_words: str | None = text("是什么单位", max_length=200, hint="其他单位须填写")
    body: str = text("受托单位", max_length=200)
    uscc: str | None = credit_code("受托单位统一社会信用代码", hint="第三方机构、其他单位须填写")
    matters: str = text("委托事项", max_length=2000)
    from_on: date = day("委托自")
    until_on: date = day("委托至")
    independent: bool | None = boolean(
        "已承诺与库内服务商没有投资、控制等关系", hint="第三方机构、其他单位须承诺"
    )
    related: list[str] | None = text_list(
        "申明有利害关系的服务商",
        max_length=200,
        max_items=50,
        hint="写全称；受托单位不走访、不评测这些服务商",
    )


_NUMBERED: Final = Mandate.select().where(
    Mandate.c.number == bindparam("number"), Mandate.c.state != "returned"
)


def enter_mandate(unit: Unit, profile: Profile, data: EnterMandate) -> Mandate:
    """Enter a mandate.

    Raises Malformed (`days_reversed`, `number_without_year`, `field_missing`, `field_unknown`,
    `not_independent`, `not_an_inspection`) and Conflict (`body_is_provider`, `not_promoter`,
    `mandate_there`).
    """
    check_words(data)
    if data.until_on < data.from_on:
        message = "委托的最后一日（until_on）不能早于开始之日（from_on）。"
        raise Malformed("days_reversed", message, field="until_on")
    if _WITH_YEAR.search(data.number) is None:
        message = "委托书编号（number）须写明年份，如 厦工信委〔2026〕5号。"
        raise Malformed("number_without_year", message, field="number")
    _check_body(unit, profile, data)
    take_lock(unit, Lock.VISITS)
    if unit.one_or_none(Mandate, _NUMBERED, number=data.number) is not None:
        raise Conflict("mandate_there", f"委托书“{data.number}”已登记。", field="number")
    values = {**vars(data), "entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, MANDATES, "enter", vars(data), **values)


def _check_body(unit: Unit, profile: Profile, data: EnterMandate) -> None:
    """Check that it stands there what a body is, that it is no provider, and that it owns none."""
    if (data.kind == OTHER) != (data.kind_words is not None):
        code = "field_missing" if data.kind == OTHER else "field_unknown"
        message = "受托的是其他单位的，须写明是什么单位（kind_words）；不是的不填。"
        raise Malformed(code, message, field="kind_words")
    if data.kind in DECLARING and data.uscc is None:
        message = f"{BODIES[data.kind]}须写明统一社会信用代码（uscc），以便与服务商名册核对。"
        raise Malformed("field_missing", message, field="uscc")
    same = list_same(unit, [data.body], [data.uscc])
    if data.kind == PROMOTER:
        if not is_promoter(unit, profile, same, data.from_on):
            message = f"{data.body}当日不是入库的行业推进机构，不能按行业推进机构委托，请核对单位名称和种类。"
            raise Conflict("not_promoter", message, field="kind")
    elif same:
        message = f"{data.body}在服务商名册中，不能受托评测、核查，请另行委托。"
        raise Conflict("body_is_provider", message, field="body")
    if data.kind in DECLARING and not data.independent:
        message = f"{BODIES[data.kind]}没有承诺与库内服务商无投资、控制等关系（independent），不能委托。"
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
