"""Sources (数据来源): registered systems that report, each with external ids of its own.

The bureau is a source itself: what its officers enter by hand. `banfa` is reserved: what procedures record,
under keys such as `round/…`, lies where no user writes. Several tokens may speak for one source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, bindparam
from sqlalchemy.exc import IntegrityError

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, bigint_column, instant_column, text_column
from banfa.database.tenancy import tenant_insert
from banfa.errors import Conflict, Forbidden, Malformed, Missing
from banfa.trust.permissions import PERMISSIONS
from banfa.trust.persons import add_person

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.actor import Actor
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
}
REGISTERED: Final = tuple(kind for kind in KINDS if kind not in {"bureau", "system"})
"""Kinds that can be registered; the first two every tenant has."""

_KEY: Final = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)


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


_ALL: Final = Source.select().order_by(Source.c.registered_at, Source.c.key)
_ONE: Final = Source.select().where(Source.c.key == bindparam("key"))


def add_built_in(
    connection: Connection, tenant_id: int, *, bureau: str, agent_id: int, now: datetime
) -> None:
    """Give a new tenant the sources that every tenant has; done once, by the owner's role."""
    names = {BUREAU: ("bureau", bureau), SYSTEM: ("system", "办法系统")}
    rows = [
        {"key": key, "kind": kind, "name": name, "agent_id": agent_id, "registered_at": now}
        for key, (kind, name) in names.items()
    ]
    connection.execute(tenant_insert(tenant_id, Source.table), rows)


def register_source(unit: Unit, *, key: str, name: str, kind: str, contact: str | None = None) -> Source:
    """Register a system that will report; tokens can then be issued to it.

    Raises Malformed (`source_key`, `source_name`, `source_kind`), Conflict (`source_exists`).
    """
    if not _KEY.fullmatch(key):
        detail = "来源标识须以小写字母开头，只含小写字母、数字和连字符，2至40个字符。"
        raise Malformed("source_key", detail, field="key")
    if not name.strip():
        raise Malformed("source_name", "请填写来源系统的中文名称。", field="name")
    if kind not in REGISTERED:
        named = "、".join(f"{allowed}（{KINDS[allowed]}）" for allowed in REGISTERED)
        raise Malformed("source_kind", f"系统种类只能是：{named}。", field="kind")
    agent = add_person(unit, name=name, roles=["platform", "auditor"], kind="system")
    details = {"name": name.strip(), "kind": kind, "contact": contact}
    try:
        source = unit.add(Source, key=key, **details, agent_id=agent.id, registered_at=unit.now)
    except IntegrityError as error:
        detail = f"来源标识“{key}”已被使用，请另选一个。"
        raise Conflict("source_exists", detail, field="key") from error
    unit.note("source.registered", f"source/{key}", details)
    return source


def list_sources(unit: Unit) -> list[Source]:
    """Read the tenant's sources, in the order they were registered."""
    return unit.all(Source, _ALL)


def find_source(unit: Unit, key: str) -> Source:
    """Read one source. Raises Missing (`source_missing`)."""
    source = unit.one_or_none(Source, _ONE, key=key)
    if source is None:
        raise Missing("source_missing", "没有这个数据来源，请先登记（见来源列表）。")
    return source


def source_of(role: str, registered: str | None) -> str | None:
    """Whose reports a credential's are: its system's, or the bureau's for the bureau's own people."""
    return registered or (BUREAU if PERMISSIONS[role, "ledger.write"] else None)


def find_own_source(actor: Actor) -> str:
    """Whose report it is that somebody makes: external ids are its own.

    Raises Forbidden for who reports nothing.
    """
    if actor.source is None:
        raise Forbidden("no_source", "该接口密钥不属于任何来源，不能登记。")
    return actor.source
