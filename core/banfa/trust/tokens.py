"""Tokens: how programs and people are known. Only the SHA-256 of one is stored.

Nothing about a token is cached anywhere: a revocation holds from the next request on.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    insert,
    text,
)

from banfa.database.base import control_table, moment, one_of, tenant_table
from banfa.database.security import door
from banfa.database.tenancy import begin
from banfa.errors import Malformed, Missing, Unauthorised
from banfa.trust.actor import Actor
from banfa.trust.credential import fingerprint, mint, well_formed
from banfa.trust.permissions import ROLES, check_scopes
from banfa.trust.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Engine

token = tenant_table(
    "token",
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("scopes", ARRAY(Text)),
    Column("provider_id", BigInteger),
    Column("enterprise_id", BigInteger),
    Column("sha256", LargeBinary, nullable=False),
    moment("issued_at"),
    moment("expires_at"),
    moment("revoked_at", nullable=True),
    UniqueConstraint("tenant_id", "sha256"),
    one_of("role", ROLES),
    CheckConstraint("(role = 'provider') = (provider_id IS NOT NULL)", name="provider_given"),
    CheckConstraint("(role = 'enterprise') = (enterprise_id IS NOT NULL)", name="enterprise_given"),
)
"""`scopes`, when given, is the list of actions that narrows the role's."""

credential = control_table(
    "credential",
    Column("sha256", LargeBinary, nullable=False),
    Column("tenant_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("sha256"),
    ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_credential_tenant_id"),
    rights="INSERT",
)
"""Which tenant a token's row is to be looked for in, since every index of `token` leads with the tenant."""

DOOR: Final = door(
    "banfa_door_token",
    """
    CREATE FUNCTION banfa_door_token(fingerprint bytea)
    RETURNS TABLE (tenant_id bigint, tenant text, city text, token_id bigint, name text, role text,
                   provider_id bigint, enterprise_id bigint, scopes text[],
                   expires_at timestamptz, revoked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT k.tenant_id, t.slug, t.city, k.id, k.name, k.role,
               k.provider_id, k.enterprise_id, k.scopes, k.expires_at, k.revoked_at
        FROM credential c
        JOIN token k ON k.tenant_id = c.tenant_id AND k.sha256 = c.sha256
        JOIN tenant t ON t.id = k.tenant_id
        WHERE c.sha256 = fingerprint
    $$
    """,
)

_BY_FINGERPRINT: Final = text("SELECT * FROM banfa_door_token(:fingerprint)")
_ENTER: Final = (
    "SELECT known.*, set_config('banfa.tenant', known.tenant_id::text, true) "
    "FROM banfa_door_token('\\x{}') AS known"
)
"""Looks a token up, by its fingerprint in hexadecimal, and binds the transaction to the holder's tenant."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A token at the only moment its secret is known."""

    id: int
    secret: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """What can be said of a token afterwards."""

    id: int
    name: str
    role: str
    scopes: tuple[str, ...] | None
    provider_id: int | None
    enterprise_id: int | None
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


def issue_token(
    unit: Unit,
    *,
    name: str,
    role: str,
    expires_at: datetime,
    provider_id: int | None = None,
    enterprise_id: int | None = None,
    scopes: Iterable[str] | None = None,
) -> Issued:
    """Give out a token; its secret is in the answer and nowhere else.

    That the provider or enterprise exists is the caller's to check: its table belongs to a room above.
    Raises Malformed: unknown role or scope, a scope the role lacks, a subject that does not fit the role, an
    expiry that is past.
    """
    if not name.strip():
        raise Malformed("token_name", "请填写令牌名称，写明由谁使用。", field="name")
    wanted = check_scopes(role=role, scopes=scopes or ())
    _check_subject(role=role, provider_id=provider_id, enterprise_id=enterprise_id)
    if expires_at <= unit.now:
        raise Malformed("token_expiry", "令牌的到期时间须晚于现在。", field="expires_at")
    secret = mint()
    row = {
        "name": name.strip(),
        "role": role,
        "scopes": None if scopes is None else wanted,
        "provider_id": provider_id,
        "enterprise_id": enterprise_id,
        "expires_at": expires_at,
    }
    sha256 = fingerprint(secret)
    statement = unit.insert(token).values(**row, sha256=sha256, issued_at=unit.now)
    token_id = unit.connection.execute(statement.returning(token.c.id)).scalar_one()
    unit.connection.execute(insert(credential), {"sha256": sha256, "tenant_id": unit.tenant_id})
    unit.note("token.issued", f"token/{token_id}", row, event=False)
    return Issued(token_id, secret, expires_at)


def revoke_token(unit: Unit, *, token_id: int) -> Token:
    """Make a token worthless from now on; revoking it again changes nothing. Raises Missing."""
    revoked = unit.connection.execute(
        unit.update(token)
        .where(token.c.id == token_id, token.c.revoked_at.is_(None))
        .values(revoked_at=unit.now)
    )
    if revoked.rowcount:
        unit.note("token.revoked", f"token/{token_id}", {}, event=False)
    found = [known for known in list_tokens(unit) if known.id == token_id]
    if not found:
        raise Missing("token_missing", f"没有编号为{token_id}的令牌。", token_id=token_id)
    return found[0]


def list_tokens(unit: Unit) -> list[Token]:
    """Return the tenant's tokens, revoked and expired ones too, oldest first."""
    rows = unit.connection.execute(unit.select(*_TOLD).order_by(token.c.id))
    return [
        Token(**{**row._asdict(), "scopes": None if row.scopes is None else tuple(row.scopes)})
        for row in rows
    ]


_TOLD: Final = [token.c[name] for name in Token.__dataclass_fields__]


def authenticate(engine: Engine, secret: str, *, now: datetime) -> Actor:
    """Tell who holds this token.

    Raises Unauthorised: `token_malformed` (no query is made), `token_unknown`, `token_revoked`,
    `token_expired`.
    """
    sha256 = _take_fingerprint(secret)
    # One statement needs no BEGIN and no ROLLBACK around it, and this one precedes every request.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        row = connection.execute(_BY_FINGERPRINT, {"fingerprint": sha256}).one_or_none()
    return _read_actor(row, now)


@contextmanager
def reading_unit(engine: Engine, secret: str, *, now: datetime) -> Iterator[Unit]:
    """Tell who holds this token and open a unit that he can only read from, bound to his tenant.

    One round trip instead of two. Raises as `authenticate` does.
    """
    sha256 = _take_fingerprint(secret)
    with engine.connect() as connection, connection.begin():
        rows = begin(connection, _ENTER.format(sha256.hex()), read_only=True)
        unit = Unit(connection, _read_actor(rows[0] if rows else None, now), now=now)
        unit.unaudited("it only reads")
        yield unit


def _take_fingerprint(secret: str) -> bytes:
    if not well_formed(secret):
        raise Unauthorised("token_malformed", "令牌格式不正确，请检查是否复制完整。")
    return fingerprint(secret)


def _read_actor(row: Any, now: datetime) -> Actor:
    """The actor of the row that the door gave, if it gave one and the token is still good."""
    if row is None:
        raise Unauthorised("token_unknown", "令牌无效，请向主管部门申请新的令牌。")
    if row.revoked_at is not None:
        raise Unauthorised("token_revoked", "令牌已被吊销，请向主管部门申请新的令牌。")
    if row.expires_at <= now:
        raise Unauthorised("token_expired", "令牌已过期，请向主管部门申请新的令牌。")
    return Actor(
        tenant_id=row.tenant_id,
        tenant=row.tenant,
        city=row.city,
        token_id=row.token_id,
        name=row.name,
        role=row.role,
        provider_id=row.provider_id,
        enterprise_id=row.enterprise_id,
        scopes=None if row.scopes is None else frozenset(row.scopes),
    )


def _check_subject(*, role: str, provider_id: int | None, enterprise_id: int | None) -> None:
    if (role == "provider") != (provider_id is not None):
        raise Malformed(
            "token_subject", "服务商角色的令牌须指明一家服务商，其他角色不得指明。", field="provider_id"
        )
    if (role == "enterprise") != (enterprise_id is not None):
        raise Malformed(
            "token_subject", "企业角色的令牌须指明一家企业，其他角色不得指明。", field="enterprise_id"
        )
