"""A page as it was declared, and its place in the side bar."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from banfa.trust.actor import DISTRICT

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.database.tenancy import Isolation
    from banfa.web.context import MaxBytes

MAX_FORM_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Nav:
    """A page's place in the side bar; `count` names a figure of `procedures.counts.Counts`."""

    section: str
    icon: str
    order: int
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as declared. `name` is its endpoint, `action` what its reader must be allowed to do.

    `roles` are those of the action who may, narrowed where a page is for fewer. `back` names the page to
    which a button leads where it could not be done. What is sent to one that `previews` is shown, and
    nothing is written. The last four are as in `web.operation.Operation`.
    """

    name: str
    rule: str
    title: str
    action: str | None
    view: Callable[..., Any]
    methods: tuple[str, ...]
    roles: tuple[str, ...]
    nav: Nav | None = None
    back: str = ""
    previews: bool = False
    max_bytes: MaxBytes = MAX_FORM_BYTES
    weight: int = 1
    dear_if: str = ""
    isolation: Isolation | None = None

    def is_open_to(self, role: str) -> bool:
        """Whether a role may see it."""
        return role in self.roles


HOMES: Final = MappingProxyType({DISTRICT: "list_enterprises"})
"""The page on which work begins, of roles that do not begin with what is to be done today."""
PAGES: Final[dict[str, Page]] = {}
"""Every page by its endpoint, in the order of their modules."""


def find_home(role: str) -> str:
    """The page on which the work of a role begins."""
    return HOMES.get(role, "today")


def is_open(name: str, role: str) -> bool:
    """Whether a role may see the page of this name."""
    return PAGES[name].is_open_to(role)
