"""Sessions as they are stored; `banfa.trust.sessions` opens, recognises and ends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, instant_column, text_column
from banfa.trust.permissions import LOGS_IN

if TYPE_CHECKING:
    from datetime import datetime

MAX_IDLE: Final = timedelta(hours=1)
"""How long a session may lie idle."""
MAX_SESSION: Final = timedelta(hours=12)
"""How long after the login a session ends at the latest, whatever is done in it."""
SEEN_EVERY: Final = timedelta(minutes=1)
"""How exactly it is known when a session was used last: it is not written at every request."""


class Session(
    TenantRow,
    table="session",
    refers={"person_id": "person"},
    constraints=(
        Column("sha256", LargeBinary, nullable=False),  # of no use to anybody who reads a row
        UniqueConstraint("tenant_id", "sha256"),
        one_of("role", LOGS_IN),
        CheckConstraint("ends_at <= started_at + interval '12 hours'", name="end_bounded"),
        Index("ix_session_person", "tenant_id", "person_id"),
    ),
    bound=Bound(
        state=True,
        loose={"seen_at": "any use moves it; whatever it says, `ends_at` and `ended_at` end the session"},
    ),
):
    """A session: one person in one role at one bureau, from a login or a switch on.

    `started_at` is the login, which no switch of bureau or role moves; `opened_at` the switch. It lasts until
    `ends_at`, for as long as `seen_at` is less than an hour ago, unless `ended_at` is filled. `issuer` is the
    provider that said who logged in; None where a password did.
    """

    id: int
    person_id: int
    role: str = text_column()
    issuer: str | None = text_column()
    started_at: datetime = instant_column()
    opened_at: datetime = instant_column()
    seen_at: datetime = instant_column()
    ends_at: datetime = instant_column()
    ended_at: datetime | None = instant_column()

    def lasts(self, now: datetime) -> bool:
        """Whether it has not ended by itself or otherwise."""
        return self.ended_at is None and now < min(self.ends_at, self.seen_at + MAX_IDLE)
