"""The audit chain as it is stored; `banfa.trust.audit` says what it is and appends to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint

from banfa.database.base import one_of
from banfa.database.rows import (
    TenantRow,
    bigint_column,
    binary_column,
    instant_column,
    json_column,
    text_column,
    uuid_column,
)
from banfa.trust.digests import ALGORITHMS

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class AuditHead(
    TenantRow,
    table="audit_head",
    key=(),
    rights="SELECT, UPDATE",
    constraints=(one_of("algorithm", ALGORITHMS), CheckConstraint("seq >= 0", name="seq")),
    unbound="the chain itself: verified link by link",
):
    """The last link of each chain. Its row is the lock that puts a tenant's changes in one order."""

    algorithm: str = text_column()
    seq: int = bigint_column()
    hash: bytes = binary_column()


class AuditLink(
    TenantRow,
    table="audit_link",
    key=("seq",),
    rights="SELECT, INSERT",
    constraints=(
        CheckConstraint("seq > 0", name="seq"),
        ForeignKeyConstraint(
            ["tenant_id", "person"], ["person.tenant_id", "person.uuid"], name="fk_audit_link_person"
        ),
    ),
    unbound="the chain itself: verified link by link",
):
    """One change. `person` is a UUID; `token` and the id in `subject` are outward ones."""

    seq: int = bigint_column()
    at: datetime = instant_column()
    action: str = text_column()
    subject: str = text_column()
    person: UUID = uuid_column()
    token: str | None = text_column()
    role: str = text_column()
    data_hash: bytes = binary_column()
    event_hash: bytes | None = binary_column()
    rows_hash: bytes | None = binary_column()
    previous: bytes = binary_column()
    hash: bytes = binary_column()


class AuditData(
    TenantRow,
    table="audit_data",
    key=("seq",),
    rights="SELECT, INSERT",
    constraints=(
        ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_audit_data_seq"
        ),
    ),
    unbound="the chain itself: verified link by link",
):
    """What may have to be erased one day: the data, with the salt of its hash."""

    seq: int = bigint_column()
    data: Any = json_column()
    salt: bytes = binary_column()
