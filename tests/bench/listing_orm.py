"""The rivals' share of work: acceptances and tokens as mapped classes, as most services would write them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotations

from sqlalchemy import BigInteger, LargeBinary, SmallInteger, Text, select, text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

ROWS = 50
STANDS = text("acceptance.superseded_at = 'infinity'")


class Base(DeclarativeBase):
    """The rivals' own metadata."""


class Tenant(Base):
    __tablename__ = "tenant"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    slug: Mapped[str] = mapped_column(Text)


class Token(Base):
    __tablename__ = "token"

    tenant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class Person(Base):
    __tablename__ = "person"

    tenant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class Provider(Base):
    __tablename__ = "provider"

    tenant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    entry_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Text)
    superseded_at: Mapped[str] = mapped_column(TIMESTAMP(timezone=True), deferred=True)


class Enterprise(Base):
    __tablename__ = "enterprise"

    tenant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    entry_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Text)
    superseded_at: Mapped[str] = mapped_column(TIMESTAMP(timezone=True), deferred=True)


def present(table: str) -> str:
    """The join to the record of a party that stands, which is the one that has its name."""
    party = table.capitalize()
    return (
        f"and_(foreign(Acceptance.tenant_id) == remote({party}.tenant_id),"
        f" foreign(Acceptance.{table}_id) == remote({party}.entry_id),"
        f" {party}.superseded_at == text(\"'infinity'\"))"
    )


class Acceptance(Base):
    __tablename__ = "acceptance"

    tenant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    entry_id: Mapped[int] = mapped_column(BigInteger)
    contract_id: Mapped[int] = mapped_column(BigInteger)
    provider_id: Mapped[int] = mapped_column(BigInteger)
    enterprise_id: Mapped[int] = mapped_column(BigInteger)
    authority: Mapped[str] = mapped_column(Text)
    planned_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    level_before: Mapped[int | None] = mapped_column(SmallInteger)
    level_after: Mapped[int | None] = mapped_column(SmallInteger)
    level_edition: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True))
    recorded_by: Mapped[int] = mapped_column(BigInteger)
    revision: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)

    recorder: Mapped[Person] = relationship(
        primaryjoin="and_(foreign(Acceptance.tenant_id) == Person.tenant_id,"
        " foreign(Acceptance.recorded_by) == Person.id)",
        viewonly=True,
    )
    provider: Mapped[Provider] = relationship(primaryjoin=present("provider"), viewonly=True)
    enterprise: Mapped[Enterprise] = relationship(primaryjoin=present("enterprise"), viewonly=True)

    @property
    def version(self) -> int:
        return self.revision

    @property
    def recorder_name(self) -> str:
        return self.recorder.name

    @property
    def provider_name(self) -> str:
        return self.provider.name

    @property
    def enterprise_name(self) -> str:
        return self.enterprise.name


def tenant_of(session: Session, slug: str, header: str, now: datetime) -> int | None:
    """Whose token this is, if it is the tenant's in the address and good; None otherwise."""
    secret = header.removeprefix("Bearer ")
    statement = (
        select(Token)
        .join(Tenant, Tenant.id == Token.tenant_id)
        .where(Token.sha256 == hashlib.sha256(secret.encode()).digest(), Tenant.slug == slug)
    )
    token = session.scalars(statement).one_or_none()
    if token is None or token.revoked_at is not None or token.expires_at <= now:
        return None
    return token.tenant_id


NAMED = (Acceptance.recorder, Acceptance.provider, Acceptance.enterprise)


def page(session: Session, tenant_id: int, after: int) -> list[Acceptance]:
    """Fifty acceptances that stand, and one more to know whether there are others."""
    statement = (
        select(Acceptance)
        .options(*(joinedload(named, innerjoin=True) for named in NAMED))
        .where(
            Acceptance.tenant_id == tenant_id,
            STANDS,
            Acceptance.entry_id > after,
        )
        .order_by(Acceptance.entry_id)
        .limit(ROWS + 1)
    )
    return list(session.scalars(statement))
