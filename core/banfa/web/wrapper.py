"""The one wrapper that every request goes through: who asks, whether they may, one transaction, one answer.

Nothing below it opens a transaction or commits one, and nothing above it touches the database. The order of
the checks is that of what a stranger may learn: nothing before the token is known, nothing of another tenant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.errors import Forbidden, Malformed, Missing, Unauthorised
from banfa.trust.permissions import ROLES, allow
from banfa.trust.tokens import authenticate, reading_unit
from banfa.trust.unit import unit_of_work
from banfa.web import idempotency
from banfa.web.bodies import Unreadable, WrongType, read_json
from banfa.web.context import backing
from banfa.web.flaws import Found, refusal
from banfa.web.forms import asked, filled
from banfa.web.requests import Call
from banfa.web.responses import kept, rendered
from banfa.web.versions import version_read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

    from banfa.trust.actor import Actor
    from banfa.trust.permissions import Scope
    from banfa.web.operations import Operation
    from banfa.web.responses import Rendered

_ROW: Final = re.compile(r"rows\[(\d+)\]\.?", re.ASCII)


def carry_out(operation: Operation, path: dict[str, Any]) -> Response:
    """Answer one request to an operation; `path` holds the values in its address."""
    back = backing()
    now = back.clock()
    secret = _secret()
    if operation.reads:
        with reading_unit(back.engine, secret, now=now) as unit:
            admitted = _admit(operation, unit.actor, path)
            return _performed(operation, Call(unit=unit, body={}, row_flaws={}, **admitted), path)[
                0
            ].response()
    actor = authenticate(back.engine, secret, now=now)
    admitted = _admit(operation, actor, path)
    body, row_flaws = _body(operation)
    admitted |= {"body": filled(operation.body, body), "row_flaws": row_flaws}
    key = idempotency.key_of(request.headers.get(idempotency.HEADER))
    with unit_of_work(back.engine, actor, now=now) as unit:
        call = Call(unit=unit, **admitted)
        if key is None:
            return _performed(operation, call, path)[0].response()
        return _once(operation, call, path, key=key, body=body)


def _admit(operation: Operation, actor: Actor, path: dict[str, Any]) -> dict[str, Any]:
    """Check what the actor may do, and read what the request says beside its body: parts of its call."""
    _check_tenant(actor, path.pop("tenant"))
    return {
        "scope": _scope(actor, operation),
        "profile": backing().cities.profile(actor.city),
        "query": asked(operation.query, request.args),
        "version": version_read(request.headers.get("If-Match")) if operation.versioned else 0,
        "list_key": _list_key(actor),
    }


def _once(operation: Operation, call: Call, path: Mapping[str, Any], *, key: str, body: Any) -> Response:
    """Carry a request out, or repeat the answer it was given before."""
    payload = idempotency.fingerprint(
        method=request.method, path=request.full_path, if_match=request.headers.get("If-Match"), body=body
    )
    stored = idempotency.earlier(call.unit, key=key, payload=payload)
    if stored is not None:
        return stored.response(**{idempotency.REPLAYED: "true"})
    answer, to_keep = _performed(operation, call, path)
    idempotency.store(call.unit, key=key, payload=payload, answer=to_keep)
    return answer.response()


def _performed(operation: Operation, call: Call, path: Mapping[str, Any]) -> tuple[Rendered, Rendered]:
    """What the view answers, as it travels and as it is kept."""
    answer = operation.view(call, **path)
    tenant = call.unit.actor.tenant
    made = rendered(answer, address=lambda place: f"/api/v1/{tenant}{place}")
    return made, kept(answer, made)


def _secret() -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthorised("token_missing", "请在请求头中携带令牌：Authorization: Bearer banfa_…。")
    return secret.strip()


def _check_tenant(actor: Actor, slug: str) -> None:
    """Refuse another tenant's address exactly like that of a tenant that does not exist."""
    if slug != actor.tenant:
        raise Missing("tenant_missing", "没有这个租户，请核对地址中的租户标识。")


def _scope(actor: Actor, operation: Operation) -> Scope:
    scope = allow(actor, operation.action)
    if scope == "own" and actor.role not in operation.own:
        detail = f"{ROLES[actor.role]}角色只能查看与自己有关的内容，不能使用“{operation.summary}”。"
        raise Forbidden("own_records_only", detail)
    return scope


def _body(operation: Operation) -> tuple[dict[str, Any], dict[int, list[Found]]]:
    """The JSON of the request, and the flaws of single rows where these are taken one by one.

    An empty object where nothing was sent and nothing is asked for.
    """
    request.max_content_length = operation.largest
    raw = request.get_data(cache=False)
    if not raw:
        if operation.body.fields:
            raise Unreadable("body_missing", "请求没有内容，请以 JSON 提交。")
        return {}, {}
    if request.mimetype != "application/json":
        raise WrongType("not_json", "只接受 JSON，请设置 Content-Type: application/json。")
    data, flaws = read_json(raw)
    if not isinstance(data, dict):
        raise Malformed("field_malformed", "请求内容应为一个 JSON 对象。")
    by_row: dict[int, list[Found]] = {}
    for found in flaws:
        row = _ROW.match(found.field) if operation.by_row else None
        if row is None:
            raise refusal(flaws)
        by_row.setdefault(int(row[1]), []).append(Found(found.field[row.end() :], found.flaw))
    return data, by_row


def _list_key(actor: Actor) -> str:
    """Which list a request reads: the tenant's, at this address, under these filters, for these eyes."""
    filters = sorted((k, v) for k, v in request.args.items() if k not in {"after", "limit"})
    return repr((actor.tenant_id, actor.provider_id, actor.enterprise_id, request.path, filters))
