"""Declaring pages: three decorators, and the list that the side bar and the tests are made from.

    @page("/providers/<id(provider):provider_id>", "ledger.read", "服务商")
    def provider(call: PageCall, provider_id: int) -> Result: …

    @page("/persons/new", "person.manage", "登记人员", writes=True)
    def new_person(call: PageCall) -> Result: …          # a form: shown by GET, taken by POST

    @act("/rounds/<id(round):round_id>/cut-off", "round.manage", "数据截止", back="round")
    def cut_off(call: PageCall, round_id: int) -> Result: …          # a button: POST alone

The function is given the call, admitted and in its transaction, and returns what `call.render` or `call.done`
gives. It never commits, and calls the same procedures as the API's operations. Lists: `frame.lists`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from banfa.trust.permissions import ACTIONS, BUREAU, PERMISSIONS
from banfa.web.console.frame.declared import MAX_FORM_BYTES, PAGES, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from banfa.database.tenancy import Isolation
    from banfa.web.console.frame.calls import Result
    from banfa.web.console.frame.declared import Nav
    from banfa.web.context import MaxBytes

V = TypeVar("V", bound="Callable[..., Result]")

SECTIONS: Final = ("", "名册", "奖补资金", "依据", "数据", "管理")
"""The headings of the side bar; daily work stands without one."""


def page(
    rule: str,
    action: str | None,
    title: str,
    *,
    writes: bool = False,
    previews: bool = False,
    nav: Nav | None = None,
    roles: Iterable[str] = BUREAU,
    max_bytes: MaxBytes = MAX_FORM_BYTES,
    weight: int = 1,
    dear_if: str = "",
    isolation: Isolation | None = None,
) -> Callable[[V], V]:
    """Declare a page; one that `writes` is a form too. Without an action it is for whoever is logged in.

    One that `previews` is a form that writes nothing: what is sent by it is shown.
    """
    methods = ("GET", "POST") if writes or previews else ("GET",)
    more: dict[str, Any] = {
        "nav": nav,
        "previews": previews,
        "max_bytes": max_bytes,
        "weight": weight,
        "dear_if": dear_if,
        "isolation": isolation,
    }
    return _declare(rule, action, title, methods, roles, **more)


def act(
    rule: str, action: str | None, title: str, *, back: str, roles: Iterable[str] = BUREAU, weight: int = 1
) -> Callable[[V], V]:
    """Declare what a button does. Where it cannot be done, the page `back` says why."""
    return _declare(rule, action, title, ("POST",), roles, back=back, weight=weight)


def _declare(
    rule: str,
    action: str | None,
    title: str,
    methods: tuple[str, ...],
    roles: Iterable[str],
    **more: Any,
) -> Callable[[V], V]:
    if action is not None and action not in ACTIONS:
        message = f"there is no action {action!r}; add it to the table of permissions"
        raise ValueError(message)
    allowed = tuple(role for role in roles if action is None or PERMISSIONS[role, action] is not None)

    def decorate(view: V) -> V:
        name = view.__name__
        if name in PAGES:
            message = f"there are two pages called {name!r}"
            raise ValueError(message)
        PAGES[name] = Page(
            name=name,
            rule=rule,
            title=title,
            action=action,
            view=view,
            methods=methods,
            roles=allowed,
            **more,
        )
        return view

    return decorate
