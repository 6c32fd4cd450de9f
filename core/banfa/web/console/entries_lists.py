"""The list of every kind of entry: its columns, filters and order follow from the declaration."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from flask import url_for

from banfa.ledger.entries.values import read_money
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import find_label, label_entries
from banfa.ledger.recording.listing import list_entries
from banfa.ledger.recording.lookup import list_lookup_columns, list_orders
from banfa.ledger.sheets.columns import WAN
from banfa.trust.permissions import BUREAU, LOGS_IN
from banfa.trust.rights import roles_for
from banfa.web.api.entry_schemas import make_schemas
from banfa.web.api.pages import make_sort
from banfa.web.console.entries_traces import trace_entries
from banfa.web.console.entries_words import UNDATED, Line, make_lines
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.lists import Filter, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marshmallow import Schema

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.entries.fields import Field
    from banfa.trust.rights import Act
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

OWN_PAGES: Final = {"provider": "provider", "enterprise": "enterprise", "contract": "contract"}
"""Kinds whose entries have a page made for them, and its endpoint."""
OWN_LISTS: Final = ("provider", "contract")
"""Kinds whose list is made for them."""
MAX_COLUMNS: Final = 8
MAX_NARROW: Final = 3
"""Columns that stay where there is little room."""
MAX_CHOICES: Final = 3
_NOT_LISTED: Final = {"imported", "licence_seen"}


def list_readers(kind: Kind) -> tuple[str, ...]:
    """The roles to which the pages of a kind are open, as far as they may do what a page is for."""
    return BUREAU if kind.district_column is None else LOGS_IN


def list_writers(kind: Kind, act: Act) -> tuple[str, ...]:
    """The roles to which the form is open that does an act to a kind."""
    may = roles_for(kind, act)
    return tuple(role for role in LOGS_IN if role in BUREAU or role in may)


def find_endpoint(kind: Kind) -> str:
    """The page of one entry of a kind."""
    return OWN_PAGES.get(kind.name, f"get_{kind.name}")


def make_address(call: PageCall, kind: str, entry_id: int) -> str:
    """The address of the page of one entry; empty where it is not open to who is logged in."""
    if not call.opens(find_endpoint(KINDS[kind])):
        return ""
    path: dict[str, Any] = {_find_argument(kind): call.outward(kind, entry_id)}
    return url_for(f"console.{find_endpoint(KINDS[kind])}", **path)


def _find_argument(kind: str) -> str:
    """Under which name the address of an entry's page has its id."""
    return "provider_id" if kind == "provider" else "entry_id"


def find_list_endpoint(kind: Kind) -> str:
    """The page of a kind's list."""
    return "providers" if kind.name == "provider" else f"list_{kind.plural}"


def make_query(kind: Kind) -> type[Schema]:
    """The API's parameters of the list, the latest first where no other order is asked for."""
    orders = list_orders(kind)
    label = find_label(kind)
    first = label.name if label is not None and label.sortable else f"-{kind.day or 'id'}"
    schema = make_schemas(kind).query
    return type(f"{schema.__name__}OfPage", (schema,), {"sort": make_sort(orders, default=first)})


def make_columns(kind: Kind, names: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of a kind's list: what entries are called, whom they are about, the day, short values.

    `names` are those beside what entries are called, where they are chosen.
    """
    link = link_to(find_endpoint(kind), _find_argument(kind.name), kind.name, lambda line: line.row.entry_id)
    label, orders = find_label(kind), list_orders(kind)
    first = label.name if label else kind.day
    columns = [
        Column(
            zh=kind.label(first) if first else kind.zh,
            value=partial(_say_first, kind, first),
            sort=first if first and first in orders else "",
            link=link,
            look="" if first == kind.day or (label and label.sortable) else "code",
        )
    ]
    for name in names or _order_columns(kind, first):
        wide = len(columns) >= MAX_NARROW
        columns.append(_make_column(kind, name, sort=name if name in orders else "", wide=wide))
    return tuple(columns[:MAX_COLUMNS])


def _say_first(kind: Kind, name: str | None, line: Line) -> Any:
    if name is None:
        return line.row.recorded_at
    return line.say(name) or (UNDATED if name == kind.day else f"未填{kind.label(name)}")


def _order_columns(kind: Kind, first: str | None) -> Iterator[str]:
    """Name the other columns, those that matter most first."""
    all_references = (*kind.references, *kind.carried)
    references = [reference.name for reference in all_references if reference.required or reference.carried]
    others = [reference.name for reference in all_references]
    names = [field.name for field in kind.fields if _is_short(field) and field.name not in _NOT_LISTED]
    days = [kind.day] if kind.day else []
    yield from (name for name in dict.fromkeys([*references, *days, *others, *names]) if name != first)


def _is_short(field: Field) -> bool:
    """Whether a list has room for what the field says."""
    texts = field.type is str and not (field.options or field.offer or field.filterable)
    return field.type in (str, int, date, bool) and not texts and not field.personal


def _make_column(kind: Kind, name: str, *, sort: str, wide: bool) -> Column:
    field = next((field for field in kind.fields if field.name == name), None)
    zh, money = kind.label(name), field is not None and field.read is read_money
    return Column(
        zh=f"{zh}（{WAN}）" if money else zh,
        value=lambda line: line.say(name),
        sort=sort,
        num=field is not None and field.type is int and field.schema.get("maximum") != 4,  # noqa: PLR2004
        wide=wide,
        look="code" if name == "uscc" else "",
    )


def make_filters(kind: Kind) -> tuple[Filter, ...]:
    """The row above the list: search, a few choices, days."""
    searched = [field.zh for field in kind.fields if field.searchable]
    filters = [Filter("q", "、".join(searched))] if list_lookup_columns(kind) else []
    choices = [field for field in kind.fields if field.filterable and (field.options or field.offer)]
    filters += [Filter(field.name, field.zh, partial(_offer, field)) for field in choices[:MAX_CHOICES]]
    if kind.day is not None:
        zh = kind.label(kind.day).removesuffix("之日")
        filters += [Filter("from", f"{zh}自（2026-01-01）"), Filter("to", f"{zh}至（2026-12-31）")]
    return tuple(filters)


def _offer(field: Field, profile: Profile) -> tuple[tuple[str, str], ...]:
    return tuple((field.offer(profile) if field.offer else field.options).items())


def fetch_lines(call: PageCall, kind: Kind, selection: Selection) -> Rows:
    """Fetch a page of a kind's list as lines, and say whose entries it is narrowed to."""
    listed = list_entries(
        call.unit,
        kind.row,
        {name: value for name, value in selection.values.items() if name in kind.filters},
        profile=call.profile,
        after=selection.after,
        limit=selection.limit,
        count=selection.counts,
        **selection.pick("q", "sort", "updated_since"),
    )
    lines = make_lines(call.unit, call.profile, kind, listed.rows)
    trace_entries(call, kind, [row.entry_id for row in listed.rows])
    more = {"kind": kind, "about": _name_about(call, kind, selection), "given": selection.values}
    return Rows(rows=lines, after=listed.after, total=listed.total, more=more)


def _name_about(call: PageCall, kind: Kind, selection: Selection) -> str:
    """Whom the list is narrowed to."""
    names: list[str] = []
    for reference in (*kind.references, *kind.carried):
        entry_id = selection.values.get(reference.name)
        if entry_id is not None:
            names += label_entries(call.unit, KINDS[reference.kind], [entry_id]).values()
    return "、".join(names)
