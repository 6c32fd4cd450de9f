"""Who asks for something: a person of one tenant, by a token, in a session or at the console."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

CREDENTIAL: Final = (
    *("token_id", "session_id", "link_id", "role", "source", "provider_id", "enterprise_id"),
)
"""Parts of an actor that its credential gave it, beside the scopes."""

DISTRICT: Final = "district"
"""The role of who works for one or several districts (县、市、区), and sees and enters what is theirs."""
STRANGER: Final = "stranger"
"""A role that the table of permissions does not have: it may do nothing there."""
SETS: Final = ("scopes", "kinds", "districts")
"""Parts that narrow it, each a set or None."""


@dataclass(frozen=True, slots=True)
class ActingPerson:
    """A person (`person`), as far as acts carry it: `uuid` in hashes, `id` in rows, `name` for people."""

    id: int
    uuid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Tenant:
    """One bureau.

    `id` is its number in this database and means nothing elsewhere; `uuid` is the bureau's wherever its rows
    are taken. `slug` stands in addresses, `city` is the plugin's name. `id_key` encrypts outward ids.
    `console` acts for whoever holds the database's credentials, `clock` asks for what is due every night.
    """

    id: int
    uuid: UUID
    slug: str
    city: str
    name: str
    created_at: datetime
    id_key: bytes = field(repr=False)
    console: ActingPerson
    clock: ActingPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One asker within one tenant, as its credential tells it; never taken from a request's body.

    `source` is the registered system whose reports these are. `provider_id` or `enterprise_id` is the subject
    whose own records the roles of these names are confined to. `scopes`, when given, narrows the role's
    actions, `kinds` the kinds of entry that the person may record. `districts` are those that the role
    `district` is confined to. By a token there is a `token_id`, in a session on the pages a `session_id`, by
    a one-time link of a party a `link_id`; at the operator's console none of them.
    """

    bureau: Tenant
    person: ActingPerson
    role: str
    source: str | None = None
    token_id: int | None = None
    session_id: int | None = None
    link_id: int | None = None
    provider_id: int | None = None
    enterprise_id: int | None = None
    scopes: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    districts: frozenset[str] | None = None

    def __post_init__(self) -> None:
        """Confine who works for districts and has none to nothing: None would mean that nothing confines."""
        if self.role == DISTRICT and self.districts is None:
            object.__setattr__(self, "districts", frozenset())

    @property
    def tenant_id(self) -> int:
        """The tenant's number in this database."""
        return self.bureau.id

    @property
    def tenant(self) -> str:
        """The tenant's slug."""
        return self.bureau.slug

    @property
    def city(self) -> str:
        """The name of the city's plugin."""
        return self.bureau.city

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def credential(self) -> str:
        """By what one was recognised: `token/5`, `session/7`, `link/9`; `public`, `console` by nothing."""
        if self.role == STRANGER:
            return "public"
        if self.link_id is not None:
            return f"link/{self.link_id}"
        if self.session_id is not None:
            return f"session/{self.session_id}"
        return "console" if self.token_id is None else f"token/{self.token_id}"

    def to_json(self) -> dict[str, Any]:
        """What the credential allows, as plain data: work to be done later goes on under it.

        The tenant and the person stand beside it, in columns of their own.
        """
        sets = {name: getattr(self, name) for name in SETS}
        return {
            **{name: getattr(self, name) for name in CREDENTIAL},
            **{name: None if value is None else sorted(value) for name, value in sets.items()},
        }

    @classmethod
    def from_json(cls, bureau: Tenant, person: ActingPerson, data: Mapping[str, Any]) -> Actor:
        """Make the actor that `to_json` wrote down."""
        credential: dict[str, Any] = {name: data.get(name) for name in CREDENTIAL}
        for name in SETS:
            credential[name] = None if data.get(name) is None else frozenset(data[name])
        return cls(bureau=bureau, person=person, **credential)
