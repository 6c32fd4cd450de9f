"""Idempotency-Key: a POST that is sent again, because no answer came, takes effect once.

The answer is stored in the same transaction as the effect, so there is never one without the other. While a
request runs it holds an advisory lock on its key: the second of two at the same time is turned away instead
of waiting. A request that fails leaves nothing and can be sent again with the same key. A key belongs to
the token, or on the pages the session, that sent it.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Index, text, tuple_

from banfa.database.rows import (
    TenantRow,
    binary_column,
    instant_column,
    json_column,
    smallint_column,
    text_column,
)
from banfa.database.tenancy import select, tenant_delete
from banfa.errors import Conflict, Malformed
from banfa.web.responses import Rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Response

    from banfa.trust.unit import Unit

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
RETENTION: Final = timedelta(days=7)
"""How long an answer is kept; after that a repetition counts as a new request."""

_SWEEP_SIZE: Final = 20
"""Forgotten answers cleared away with each one stored: more than come, so that they never pile up."""

_KEY: Final = re.compile(r"[\x21-\x7e]{8,200}", re.ASCII)


class StoredAnswer(
    TenantRow,
    table="idempotency_key",
    key=("credential", "key"),
    rights="SELECT, INSERT, UPDATE, DELETE",
    constraints=(Index("ix_idempotency_key_stored_at", "tenant_id", "stored_at"),),
    unbound="answers kept for a week to be sent again; nothing is read from them",
):
    """What was answered under a key; `payload` is the SHA-256 of what was asked.

    The right to UPDATE is only there to lock rows.
    """

    credential: str = text_column()
    key: str = text_column()
    payload: bytes = binary_column()
    status: int = smallint_column()
    headers: dict[str, str] = json_column()
    body: bytes = binary_column()
    stored_at: datetime = instant_column()


_LOCK: Final = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")


def read_key(header: str | None) -> str | None:
    """The key a client sent, None without one. Raises Malformed when too short, too long or unprintable."""
    if header is None:
        return None
    if not _KEY.fullmatch(header):
        detail = "Idempotency-Key 应为8至200个可见的 ASCII 字符，建议用 UUID。"
        raise Malformed("idempotency_key_invalid", detail, field=HEADER)
    return header


def fingerprint(*, method: str, path: str, if_match: str | None, arguments: Any) -> bytes:
    """What a request asked for, whatever the order and spacing of its JSON."""
    request = json.dumps(
        [method, path, if_match, arguments], sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(request.encode()).digest()


def perform_once(
    unit: Unit, *, key: str, payload: bytes, perform: Callable[[], tuple[Rendered, Rendered]]
) -> Response:
    """Carry a request out, or repeat the answer it was given before.

    `perform` gives the answer as it travels and as it may be stored. Raises what `_find_earlier` raises.
    """
    earlier = _find_earlier(unit, key=key, payload=payload)
    if earlier is not None:
        return earlier.response(**{REPLAYED: "true"})
    answer, storable = perform()
    _store(unit, key=key, payload=payload, answer=storable)
    return answer.response()


def _find_earlier(unit: Unit, *, key: str, payload: bytes) -> Rendered | None:
    """The stored answer to this very request; None when it is new: then nobody else carries it out meanwhile.

    Raises Conflict (`request_in_flight`) while the same is being carried out, Malformed
    (`idempotency_key_reused`) for a key that stood for another request.
    """
    credential = unit.actor.credential
    name = f"idempotency:{unit.tenant_id}:{credential}:{key}"
    if not unit.connection.scalar(_LOCK, {"name": name}):
        raise Conflict("request_in_flight", "同一 Idempotency-Key 的请求正在办理，请稍后再试。", field=HEADER)
    c = StoredAnswer.c
    statement = StoredAnswer.select().where(c.credential == credential, c.key == key)
    row = unit.one_or_none(StoredAnswer, statement)
    if row is None or row.stored_at <= unit.now - RETENTION:
        return None
    if row.payload != payload:
        detail = "该 Idempotency-Key 已用于内容不同的请求，请换一个新的。"
        raise Malformed("idempotency_key_reused", detail, field=HEADER)
    return Rendered(row.status, row.body, row.headers)


def _store(unit: Unit, *, key: str, payload: bytes, answer: Rendered) -> None:
    """Store the answer, in the transaction of its effect; and clear away some that are past keeping."""
    if not unit.has_written():
        unit.unaudited("an answer stored for its repetition; the request itself changed nothing")
    _delete(unit, [(unit.actor.credential, key), *_find_old(unit)])
    unit.connection.execute(
        unit.insert(StoredAnswer.table).values(
            credential=unit.actor.credential,
            key=key,
            payload=payload,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            stored_at=unit.now,
        )
    )


def sweep_answers(unit: Unit) -> int:
    """Delete some answers that are past keeping; returns how many: 0 once none is left."""
    keys = _find_old(unit)
    if keys:
        unit.unaudited("answers past keeping: nothing is read from them")
        _delete(unit, keys)
    return len(keys)


def _find_old(unit: Unit) -> list[tuple[str, str]]:
    """Find some answers that are past keeping; rows that others hold are left to them."""
    rows = StoredAnswer.c
    old = (
        select(rows.credential, rows.key)
        .where(rows.stored_at <= unit.now - RETENTION)
        .order_by(rows.stored_at)
        .limit(_SWEEP_SIZE)
        .with_for_update(skip_locked=True)
    )
    return [(row.credential, row.key) for row in unit.execute(old)]


def _delete(unit: Unit, keys: Iterable[tuple[str, str]]) -> None:
    table = StoredAnswer.table
    past = tuple_(table.c.credential, table.c.key).in_(list(keys))
    unit.connection.execute(tenant_delete(unit.tenant_id, table).where(past))
