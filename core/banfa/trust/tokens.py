"""Tokens: given out to persons and registered systems, listed, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Malformed, Missing
from banfa.trust.authentication import add_credential, make_revocation_problem
from banfa.trust.credential import fingerprint, mint
from banfa.trust.locks import Lock, take_lock
from banfa.trust.permissions import (
    ACTIONS,
    BY_NAME,
    LETS_IN,
    OF_LETTERS,
    OF_OTHERS,
    ROLES,
    actions_of,
    check_scopes,
)
from banfa.trust.persons import Person, find_person, keep_administrator
from banfa.trust.source_row import REGISTERED
from banfa.trust.sources import find_source
from banfa.trust.token_row import MAX_DAYS, Token
from banfa.trust.unit import SHANGHAI, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Select


_ALL: Final = Token.select().order_by(Token.c.id)
_ONE: Final = Token.select().where(Token.c.id == bindparam("token_id"))


_CONNECTED: Final = (
    select(Token.c.source)
    .where(Token.c.source.is_not(None), Token.c.revoked_at.is_(None), Token.c.expires_at > bindparam("now"))
    .distinct()
)


def _make_family() -> Select[Any]:
    """A token, those issued by it, those issued by them."""
    family = select(Token.c.id).where(Token.c.id == bindparam("token_id")).cte("family", recursive=True)
    children = select(Token.c.id).where(Token.c.issuer_id == family.c.id)
    return select(family.union(children).c.id)


_FAMILY: Final = _make_family()


@dataclass(frozen=True, slots=True)
class Issued:
    """A token at the only moment its secret is known."""

    id: int
    secret: str
    expires_at: datetime


def issue_token(
    unit: Unit,
    *,
    name: str,
    role: str,
    expires_at: datetime,
    person_id: int | None = None,
    source: str | None = None,
    provider_id: int | None = None,
    enterprise_id: int | None = None,
    scopes: Iterable[str] | None = None,
) -> Issued:
    """Give a token out, to a person or to a source; its secret is in the answer and nowhere else.

    That the provider or enterprise exists is the caller's to check: its table belongs to a room above.
    Raises Missing for the person or source, and Malformed: unknown role or scope, a scope the role lacks, a
    role the holder lacks, letters for a system (`scope_of_persons`), a subject that does not fit the role, an
    expiry that is past or too far, more than the token has by which it is issued (`scope_beyond_issuer`,
    `token_expiry`).
    """
    if not name.strip():
        raise Malformed("token_name", "请填写接口密钥名称，写明作何用途。", field="name")
    wanted = check_scopes(role=role, scopes=scopes or ())
    _check_subject(role=role, provider_id=provider_id, enterprise_id=enterprise_id)
    _check_expiry(unit, expires_at)
    _check_issuer(unit, role=role, scopes=None if scopes is None else wanted, expires_at=expires_at)
    holder = _find_holder(unit, role=role, person_id=person_id, source=source)
    _check_named(unit, holder, wanted)
    narrowed = None if scopes is None else wanted
    if source is not None:
        narrowed = _keep_letters_from(role, narrowed)
    row = {
        "name": name.strip(),
        "person_id": holder.id,
        "issuer_id": unit.actor.token_id,
        "source": source,
        "role": role,
        "scopes": narrowed,
        "provider_id": provider_id,
        "enterprise_id": enterprise_id,
        "expires_at": expires_at,
    }
    secret = mint()
    sha256 = fingerprint(secret)
    token = unit.add(Token, **row, sha256=sha256, issued_at=unit.now)
    add_credential(unit.connection, sha256, unit.tenant_id)
    unit.note("token.issued", f"token/{token.id}", row, event=False)
    return Issued(token.id, secret, expires_at)


def _keep_letters_from(role: str, scopes: list[str] | None) -> list[str] | None:
    """Narrow the token of a system: letters are read by persons. Raises Malformed (`scope_of_persons`)."""
    if scopes is not None and (letters := sorted(OF_LETTERS.intersection(scopes))):
        message = f"来源系统不能{ACTIONS[letters[0]]}（{letters[0]}），请由本单位人员办理。"
        raise Malformed("scope_of_persons", message, field="scopes")
    granted = actions_of(role, scopes)
    return sorted(granted - OF_LETTERS) if granted & OF_LETTERS else scopes


def revoke_token(unit: Unit, *, token_id: int) -> Token:
    """Make a token worthless from now on, and what was issued by it; revoking it again changes nothing.

    Raises Missing, Conflict (`last_administrator`).
    """
    take_lock(unit, Lock.TOKENS)
    family = unit.execute(_FAMILY, token_id=token_id).scalars().all()
    table = Token.table
    unrevoked = (table.c.id.in_(family), table.c.revoked_at.is_(None))
    statement = unit.update(table).where(*unrevoked).values(revoked_at=unit.now).returning(table.c.id)
    with keep_administrator(unit):
        revoked = unit.execute(statement).scalars().all()
    for revoked_id in sorted(revoked):
        unit.seal(table, [revoked_id])
        data = {} if revoked_id == token_id else {"token_id": token_id}
        unit.note("token.revoked", f"token/{revoked_id}", data, event=False)
    if not revoked:
        unit.unaudited("there was nothing to revoke: the lock alone counts as writing")
    return find_token(unit, token_id)


def find_token(unit: Unit, token_id: int) -> Token:
    """Read one token. Raises Missing (`token_missing`)."""
    token = unit.one_or_none(Token, _ONE, token_id=token_id)
    if token is None:
        raise missing_token()
    return token


def missing_token() -> Missing:
    """Say that there is no such token."""
    return Missing("token_missing", "没有这个接口密钥，请核对编号（见接口密钥列表）。")


def list_tokens(unit: Unit) -> list[Token]:
    """Return the tenant's tokens, revoked and expired ones too, oldest first."""
    return unit.all(Token, _ALL)


def list_connected(unit: Unit) -> frozenset[str]:
    """List the sources that report by themselves: those with a token that holds."""
    return frozenset(unit.execute(_CONNECTED, now=unit.now).scalars())


def _find_holder(unit: Unit, *, role: str, person_id: int | None, source: str | None) -> Person:
    """Find the person whose token it will be, and hold the role against what he may do."""
    if (person_id is None) == (source is None):
        detail = "请指明接口密钥发给谁：人员（person_id）或来源系统（source），只填一项。"
        raise Malformed("token_holder", detail, field="person_id")
    if source is not None:
        registered = find_source(unit, source)
        if registered.kind not in REGISTERED:
            detail = f"“{registered.name}”不是登记的来源系统，不能发放接口密钥。"
            raise Malformed("token_holder", detail, field="source")
        person_id = registered.agent_id
    elif role == "platform":
        detail = "公共服务平台角色的接口密钥须发给登记的来源系统（source）。"
        raise Malformed("token_holder", detail, field="source")
    person = find_person(unit, int(person_id or 0))
    if not person.active or role not in person.roles:
        detail = f"“{person.name}”已停用或没有{ROLES[role]}角色，请先在人员信息中授予。"
        raise Malformed("role_beyond_person", detail, field="role")
    return person


def _check_named(unit: Unit, holder: Person, scopes: Iterable[str]) -> None:
    """What has to be named is given to a natural person, who is another than gives it. Raises Malformed."""
    named = "、".join(f"{ACTIONS[action]}（{action}）" for action in sorted(BY_NAME.intersection(scopes)))
    if named and (holder.kind != "natural" or holder.id == unit.actor.person.id):
        detail = f"{named}只能授予签发人以外的人员本人，不能授予系统或者签发人自己。"
        raise Malformed("token_holder", detail, field="person_id")


def _check_expiry(unit: Unit, expires_at: datetime) -> None:
    if expires_at <= unit.now:
        raise Malformed("token_expiry", "接口密钥的到期时间须晚于现在。", field="expires_at")
    if expires_at > unit.now + timedelta(days=MAX_DAYS):
        raise Malformed("token_expiry", f"接口密钥的有效期不能超过{MAX_DAYS}天。", field="expires_at")


def _check_issuer(unit: Unit, *, role: str, scopes: Iterable[str] | None, expires_at: datetime) -> None:
    """Hold what is to be granted against what the issuing token has; at the console nothing limits it.

    Under the lock that revocations take: a token being revoked leaves no child behind.
    """
    actor = unit.actor
    if actor.credential == "console":
        return
    own = actions_of(actor.role, actor.scopes)
    beyond = sorted(actions_of(role, scopes) - own - (OF_OTHERS if LETS_IN in own else frozenset()))
    if beyond:
        named = "、".join(f"{ACTIONS[action]}（{action}）" for action in beyond)
        detail = f"所用接口密钥本身没有{named}权限，不能授予；请以 scopes 收窄，或换用权限更全的接口密钥。"
        raise Malformed("scope_beyond_issuer", detail, field="scopes")
    if actor.token_id is None:
        return
    take_lock(unit, Lock.TOKENS)
    issuer = unit.one_or_none(Token, _ONE, token_id=actor.token_id)
    if issuer is None or issuer.revoked_at is not None:
        raise make_revocation_problem()
    if expires_at > issuer.expires_at:
        last = issuer.expires_at.astimezone(SHANGHAI).isoformat(timespec="seconds")
        detail = f"签发的接口密钥不能比所用的接口密钥更晚到期，最晚为 {last}。"
        raise Malformed("token_expiry", detail, field="expires_at")


def _check_subject(*, role: str, provider_id: int | None, enterprise_id: int | None) -> None:
    if (role == "provider") != (provider_id is not None):
        raise Malformed(
            "token_subject", "服务商角色的接口密钥须指明一家服务商，其他角色不得指明。", field="provider_id"
        )
    if (role == "enterprise") != (enterprise_id is not None):
        raise Malformed(
            "token_subject", "企业角色的接口密钥须指明一家企业，其他角色不得指明。", field="enterprise_id"
        )
