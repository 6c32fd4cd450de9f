"""The side bar: the pages that have a place in it and are open to who is logged in, with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from flask import url_for

from banfa.procedures.counts import count_work
from banfa.web.console.frame.declared import PAGES
from banfa.web.console.frame.pages import SECTIONS

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.declared import Page


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the side bar."""

    name: str
    title: str
    icon: str
    address: str
    count: int
    here: bool


def list_navigation(call: PageCall) -> list[tuple[str, list[Item]]]:
    """List the side bar's sections, each with its heading and items; one statement counts them all."""
    counts = count_work(call.unit)
    open_pages = [page for page in PAGES.values() if page.nav and page.is_open_to(call.unit.actor.role)]
    open_pages.sort(
        key=lambda page: (SECTIONS.index(page.nav.section), page.nav.order) if page.nav else (0, 0)
    )
    return [
        (section, [_make_item(page, call, counts) for page in pages])
        for section, pages in groupby(open_pages, key=lambda page: page.nav.section if page.nav else "")
    ]


def _make_item(page: Page, call: PageCall, counts: object) -> Item:
    nav = page.nav
    assert nav is not None  # noqa: S101 - only such pages are listed
    count = int(getattr(counts, nav.count)) if nav.count else 0
    here = call.page.rule.split("/")[1] == page.rule.split("/")[1]
    return Item(page.name, page.title, nav.icon, url_for(f"console.{page.name}"), count, here)
