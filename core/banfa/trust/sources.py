"""Sources (数据来源): registered systems that report, each with external ids of its own.

The bureau is a source itself: what its officers enter by hand. `banfa` is reserved: what procedures record,
under keys such as `round/…`, lies where no user writes. Several tokens may speak for one source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import IntegrityError

from banfa.database.tenancy import tenant_insert
from banfa.errors import Conflict, Forbidden, Malformed, Missing
from banfa.trust.actor import DISTRICT
from banfa.trust.permissions import OF_SOURCE, PERMISSIONS
from banfa.trust.persons import add_person
from banfa.trust.rights import DISTRICT_SOURCE
from banfa.trust.source_row import (
    BUREAU,
    KINDS,
    ONE_SOURCE,
    REGISTERED,
    SYSTEM,
    Source,
    name_district_source,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.actor import Actor
    from banfa.trust.unit import Unit

_KEY: Final = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)

_ALL: Final = Source.select().order_by(Source.c.registered_at, Source.c.key)


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
    if not _KEY.fullmatch(key) or key.startswith(DISTRICT_SOURCE):
        detail = "来源标识须以小写字母开头，只含小写字母、数字和连字符，2至40个字符，不以 district- 开头。"
        raise Malformed("source_key", detail, field="key")
    if not name.strip():
        raise Malformed("source_name", "请填写来源系统的中文名称。", field="name")
    if kind not in REGISTERED:
        named = "、".join(f"{allowed}（{KINDS[allowed]}）" for allowed in REGISTERED)
        raise Malformed("source_kind", f"系统种类只能是：{named}。", field="kind")
    agent = add_person(unit, name=name, roles=OF_SOURCE, kind="system")
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
    source = unit.one_or_none(Source, ONE_SOURCE, key=key)
    if source is None:
        raise Missing("source_missing", "没有这个数据来源，请先登记（见来源列表）。")
    return source


def source_of(role: str, registered: str | None, districts: Iterable[str] | None = None) -> str | None:
    """Whose reports a credential's are: its system's, its districts', or the bureau's for its own people."""
    if role == DISTRICT:
        return name_district_source(districts or ())
    return registered or (BUREAU if PERMISSIONS[role, "ledger.write"] else None)


def find_own_source(actor: Actor) -> str:
    """Whose report it is that somebody makes: external ids are its own.

    Raises Forbidden for who reports nothing.
    """
    if actor.source is None:
        raise Forbidden("no_source", "该接口密钥不属于任何来源，不能登记。")
    return actor.source
