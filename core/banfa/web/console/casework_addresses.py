"""Where things of casework are seen, and the trace that whoever is shown them leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import g, url_for

from banfa.database.rows import ERASABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.web.casework.declared import Resource
    from banfa.web.console.frame.calls import PageCall

PREFIX: Final = "case_"
"""Before names that other pages have."""
TAKEN: Final = ("lead",)


def name_page(resource: Resource) -> str:
    """The endpoint of a thing's page."""
    return PREFIX + resource.one if resource.one in TAKEN else resource.one


def name_list(resource: Resource) -> str:
    """The endpoint of a resource's list."""
    return PREFIX + resource.many if resource.one in TAKEN else resource.many


def locate(resource: Resource) -> str:
    """The address of its list; a thing's is below."""
    return "/case-leads" if resource.one in TAKEN else resource.path


def address_of(resource: Resource, number: int) -> str:
    """The address of a thing's page."""
    return url_for(f"console.{name_page(resource)}", row_id=g.ids.encode_one(resource.name, number))


def leave_trace(call: PageCall, resource: Resource, rows: Sequence[Any], *, in_list: bool = False) -> None:
    """Whose personal data a page shows leaves a trace; a list leaves none of what stands `apart` from it."""
    personal = set(resource.row.table.info[ERASABLE]).difference(resource.apart if in_list else ())
    if personal and rows:
        call.shows(resource.name, [row.id for row in rows])
