"""A call: what a view is given, and the page of a list it can answer with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import request

from banfa.web import cursors
from banfa.web.context import backing
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.permissions import Scope
    from banfa.trust.unit import Unit
    from banfa.web.flaws import Found

NOBODY = 0
"""An id that no row has. It takes a foreign subject's place, so that the same SQL finds the same nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, parsed and permitted, in its open transaction.

    `scope` is how far the actor may go. `body` and `query` are the forms' values, `version` the one that the
    caller has read (where the operation asks for If-Match). `list_key` tells this list's cursors from others.
    `row_flaws` are those of single rows, where an operation takes rows one by one.
    """

    unit: Unit
    profile: Profile
    scope: Scope
    body: dict[str, Any]
    query: dict[str, Any]
    version: int
    list_key: str
    row_flaws: dict[int, list[Found]]

    def provider(self, provider_id: int) -> int:
        """The provider's id, if the actor may see it; otherwise one that nobody has."""
        mine = self.scope == "all" or provider_id == self.unit.actor.provider_id
        return provider_id if mine else NOBODY

    def filters(self, *names: str) -> dict[str, Any]:
        """The query's values of these names, as far as they were given."""
        return {name: self.query[name] for name in names if name in self.query}

    def page(
        self, fetch: Callable[[Any, int], Sequence[dict[str, Any]]], *, key: Callable[[dict[str, Any]], Any]
    ) -> Answer:
        """One page: `fetch(after, limit)` gives the rows after a key (None: the first), `key` a row's key."""
        limit = self.query["limit"]
        rows = fetch(self.after(), limit + 1)
        items = rows[:limit]
        return self.paged(items, key(items[-1]) if len(rows) > limit else None)

    def paged(self, items: Sequence[dict[str, Any]], after: Any) -> Answer:
        """One page whose rows are known; the next one begins after this key, None when this is the last."""
        if after is None:
            return Answer({"items": items, "next": None})
        cursor = cursors.sign(backing().secret, after, bound_to=self.list_key)
        address = f"{request.path}?{urlencode({**request.args.to_dict(), 'after': cursor})}"
        return Answer({"items": items, "next": cursor}, headers={"Link": f'<{address}>; rel="next"'})

    def after(self) -> Any:
        """The key after which the page asked for begins; None: from the start."""
        cursor = self.query.get("after")
        return None if cursor is None else cursors.opened(backing().secret, cursor, bound_to=self.list_key)


def by_id(row: dict[str, Any]) -> int:
    """The usual key of a list."""
    return int(row["id"])
