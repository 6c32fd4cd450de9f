"""Sources as they are stored; `banfa.trust.sources` registers and lists them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, bindparam
from sqlalchemy.exc import IntegrityError

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, bigint_column, instant_column, text_column
from banfa.errors import Conflict
from banfa.trust.actor import DISTRICT
from banfa.trust.rights import DISTRICT_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from banfa.trust.unit import Unit

BUREAU: Final = "bureau"
"""What the bureau itself reports."""
SYSTEM: Final = "banfa"
"""What procedures record; no user writes here."""

KINDS: Final = {
    "bureau": "主管部门",
    "system": "本系统",
    "platform": "公共服务平台",
    "department": "其他部门的系统",
    "institution": "第三方机构的系统",
    "other": "其他系统",
    DISTRICT: "县（市、区）工信部门",
}
REGISTERED: Final = tuple(kind for kind in KINDS if kind not in {"bureau", "system", DISTRICT})
"""Kinds that can be registered; the first two every tenant has, a district's comes with its first person."""


class Source(
    TenantRow,
    table="source",
    key=("key",),
    constraints=(
        one_of("kind", KINDS),
        CheckConstraint("key ~ '^[a-z][a-z0-9-]{1,39}$'", name="key_form"),
        CheckConstraint("name <> ''", name="name_given"),
    ),
    refers={"agent_id": "person"},
    bound=Bound(first="true"),
):
    """A system that reports. `key` is its name in rows and addresses, `agent_id` the person it acts as."""

    key: str = text_column()
    name: str = text_column()
    kind: str = text_column()
    contact: str | None = text_column()
    agent_id: int = bigint_column()
    registered_at: datetime = instant_column()


ONE_SOURCE: Final = Source.select().where(Source.c.key == bindparam("key"))


def open_district_source(unit: Unit, districts: Iterable[str]) -> str:
    """Have the source of who works for just these districts, so that its external ids are no other's.

    Raises Conflict (`changed_meanwhile`).
    """
    names = sorted(districts)
    key = name_district_source(names)
    if unit.one_or_none(Source, ONE_SOURCE, key=key) is not None:
        return key
    details = {"name": f"{'、'.join(names)}工信部门", "kind": DISTRICT, "contact": None}
    agent_id = unit.actor.bureau.console.id
    try:
        unit.add(Source, key=key, **details, agent_id=agent_id, registered_at=unit.now)
    except IntegrityError as error:
        raise Conflict("changed_meanwhile", "刚刚有人登记了同样的县（市、区），请重新提交。") from error
    unit.note("source.registered", f"source/{key}", details)
    return key


def name_district_source(districts: Iterable[str]) -> str:
    """The key of the source of who works for these districts: the same for the same ones, in any order."""
    return DISTRICT_SOURCE + sha256("\n".join(sorted(districts)).encode()).hexdigest()[:24]
