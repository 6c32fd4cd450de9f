"""Who asks for something: the holder of a token, or the operator at the console."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """One asker within one tenant, as its credential tells it; never taken from a request's body.

    `tenant` is the slug and `city` the plugin's name. `provider_id` or `enterprise_id` is the subject whose
    own records the roles of these names are confined to. `scopes`, when given, narrows the role's actions.
    `token_id` is None for the operator at the console.
    """

    tenant_id: int
    tenant: str
    city: str
    token_id: int | None
    name: str
    role: str
    provider_id: int | None = None
    enterprise_id: int | None = None
    scopes: frozenset[str] | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data, so that work to be done later remembers who asked for it."""
        return {**asdict(self), "scopes": None if self.scopes is None else sorted(self.scopes)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Actor:
        """The actor that `to_json` wrote down."""
        scopes = data["scopes"]
        return cls(**{**data, "scopes": None if scopes is None else frozenset(scopes)})
