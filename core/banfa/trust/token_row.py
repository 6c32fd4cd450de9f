"""Tokens as they are stored; `banfa.trust.tokens` issues and recognises them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, LargeBinary, Text, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, array_column, bigint_column, instant_column, text_column
from banfa.trust.permissions import ROLES

if TYPE_CHECKING:
    from datetime import datetime

MAX_DAYS: Final = 3660
"""How many days a token may hold at most."""


class Token(
    TenantRow,
    table="token",
    refers={"person_id": "person", "issuer_id": "token"},
    constraints=(
        Column("sha256", LargeBinary, nullable=False),  # of no use to anybody who reads a row
        UniqueConstraint("tenant_id", "sha256"),
        ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_token_source"
        ),
        one_of("role", ROLES),
        CheckConstraint(f"expires_at <= issued_at + interval '{MAX_DAYS} days'", name="expiry_bounded"),
        CheckConstraint("(role = 'provider') = (provider_id IS NOT NULL)", name="provider_given"),
        CheckConstraint("(role = 'enterprise') = (enterprise_id IS NOT NULL)", name="enterprise_given"),
        CheckConstraint("role <> 'platform' OR source IS NOT NULL", name="source_given"),
    ),
    bound=Bound(state=True),
    erasable=("name",),
):
    """A token. `person_id` is whose it is; one issued to a source has that source's agent here.

    `scopes`, when given, is the list of actions that narrows the role's. `issuer_id` is the token by which it
    was issued, None at the console: it has no more than that one and ends no later.
    """

    id: int
    person_id: int
    issuer_id: int | None = bigint_column()
    source: str | None = text_column()
    name: str = text_column()
    role: str = text_column()
    scopes: list[str] | None = array_column(Text)
    provider_id: int | None = bigint_column()
    enterprise_id: int | None = bigint_column()
    issued_at: datetime = instant_column()
    expires_at: datetime = instant_column()
    revoked_at: datetime | None = instant_column()
