"""`banfa city show`: a provision as a page for a lawyer, or all provisions with what answers them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.checks.answers import find_answers
from banfa.cities.pages.page import make_page
from banfa.cities.pages.sources import read_sources
from banfa.cli._table import columns, pad, width
from banfa.law.outline import DISPOSITION_ZH
from banfa.ledger.facts.places import locate_fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.pages.page import Section
    from banfa.cities.profile import Profile
    from banfa.law import Edition

HEADING_WIDTH: Final = 14
"""The widest column of headings."""


def list_provisions(profile: Profile, edition: Edition) -> Iterator[str]:
    """A line for each provision: path, how it is dealt with, summary, what answers it."""
    rows = [
        (
            provision.cite.path,
            "、".join(DISPOSITION_ZH[d] for d in provision.dispositions),
            provision.zh,
            " ".join(find_answers(edition, provision, profile)),
        )
        for provision in edition.outline
    ]
    yield from columns(rows)


def show_provision(profile: Profile, edition: Edition, path: str, *, module: str) -> list[Section]:
    """The page of one provision. Raises Malformed for one that does not exist, naming those nearby."""
    sources = read_sources(module)
    return list(make_page(profile, edition, path, sources=sources, locate=locate_fact))


def page_as_data(sections: list[Section]) -> list[dict[str, Any]]:
    """The page as JSON data."""
    return [asdict(section) for section in sections]


def page_as_text(sections: list[Section]) -> Iterator[str]:
    """The page in lines: a title with its place in the plugin, then its rows under each other."""
    for number, section in enumerate(sections):
        if number:
            yield ""
        yield f"{section.title}  {section.source}".rstrip()
        places = max((width(heading) for heading, _ in section.rows), default=0)
        yield from _hang(section) if places > HEADING_WIDTH else _align(section, places)


def _align(section: Section, places: int) -> Iterator[str]:
    """Headings in a column of their own."""
    for heading, words in section.rows:
        yield f"  {pad(heading, places)}  {words}".rstrip()


def _hang(section: Section) -> Iterator[str]:
    """Headings too long for a column: what follows is indented beneath them."""
    for heading, words in section.rows:
        yield f"  {heading}  {words}".rstrip() if heading else f"    {words}"
