"""Lists: said once as columns and one function that fetches a page; shown as a table, exported as a workbook.

    @list_page("/providers", "ledger.read", "服务商", columns=COLUMNS, query=ProvidersQuery, counted_in="家")
    def providers(call: PageCall, selection: Selection) -> Rows: …

The address holds everything: search, filters, order, the cursor, that it is to be printed. `query` is the
schema that the API's operation of the same list reads its parameters by.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlencode

from flask import request
from marshmallow import EXCLUDE, ValidationError

from banfa.errors import Malformed
from banfa.trust.permissions import BUREAU
from banfa.web.console.frame.calls import File
from banfa.web.console.frame.exporting import MEDIA_TYPE, write_workbook
from banfa.web.console.frame.pages import page
from banfa.web.context import get_context
from banfa.web.cursors import read_cursor, sign_cursor
from banfa.web.problems import collect_errors, flatten
from banfa.web.requests import PAGE_SIZE, read_numbers, write_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from marshmallow import Schema

    from banfa.cities.profile import Profile
    from banfa.web.console.frame.calls import PageCall, Result
    from banfa.web.console.frame.columns import Column
    from banfa.web.console.frame.declared import Nav

T = TypeVar("T")
F = TypeVar("F", bound="Callable[..., Rows]")

TRAIL: Final = "trail"
_FIRST: Final[dict[str, str | None]] = {"after": None, TRAIL: None}
"""What the address of a first page does not say: after which key, and after which pages."""
_SEP, _CUT = "~", "-"
MAX_TRAIL: Final = 20
"""How many pages one can turn back."""
EXPORT_SIZE: Final = 200
PRINT, ALL = "print", "all"
"""What the address of a list to be printed says: every row that matches is on the page."""
MAX_PRINT: Final = 1000
"""Rows of a list that is printed, fetched at once: so many statements as for one page."""
PRINT_WEIGHT: Final = 5
MAX_EXPORT: Final = 20_000
"""Rows of one workbook; whoever needs more narrows the list."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field of the row above a table: free text, or one of few choices, which may be the city's."""

    name: str
    zh: str
    choices: Sequence[tuple[str, str]] | Callable[[Profile], Sequence[tuple[str, str]]] = ()
    value: str = ""

    def fill(self, profile: Profile) -> Filter:
        """The field with the choices of a city, and what the address says."""
        choices = self.choices(profile) if callable(self.choices) else self.choices
        return Filter(self.name, self.zh, choices, request.args.get(self.name, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked of a list: the query's values, how many rows, after which key (None: from the start)."""

    values: Mapping[str, Any]
    limit: int
    after: Any
    counts: bool

    def pick(self, *names: str) -> dict[str, Any]:
        """The values of these names, as far as they were given."""
        return {name: self.values[name] for name in names if name in self.values}

    @property
    def most(self) -> int:
        """How many rows to fetch: one more than the page holds, which tells whether another page follows."""
        return self.limit + 1

    @property
    def before(self) -> int | None:
        """The number before which a list goes on that has the latest first."""
        return None if self.after is None else int(self.after)

    def cut(self, listed: Sequence[T], key: Callable[[T], Any]) -> tuple[list[T], Any]:
        """The page of what was fetched, and the key after which the next begins (None: there is none)."""
        rows = list(listed[: self.limit])
        return rows, key(rows[-1]) if len(listed) > self.limit else None

    def cut_whole(self, listed: Sequence[T]) -> tuple[list[T], int | None]:
        """The page of a list that is all at hand, and how many lie before the next (None: there is none)."""
        first = self.after or 0
        last = first + self.limit
        return list(listed[first:last]), last if len(listed) > last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A page of rows, the key after which the next begins (None: this is the last), how many all have.

    `about`: of whom and of when they are, where that is not every page's of this title. `as_of` is the day
    up to which the data go, `made_on` the day they were made (None: today), `maker` and `checker` who has
    made and checked them, where these are not who looks at them; `notes` what has to be read with them.
    `columns` are those of this page, where it has not all that the list declares.
    """

    rows: Sequence[Any]
    after: Any = None
    total: int | None = None
    about: str = ""
    as_of: date | None = None
    made_on: date | None = None
    maker: str = ""
    checker: str = ""
    notes: Sequence[str] = ()
    columns: Sequence[Column] = ()
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as its template sees it. `printing`: it is shown to be printed; `cut`: not all of it fits."""

    columns: Sequence[Column]
    fetched: Rows
    counted_in: str
    filters: Sequence[Filter]
    sort: str
    when_empty: str
    next_address: str | None
    previous_address: str | None
    printing: bool = False
    cut: bool = False

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of the page."""
        return self.fetched.rows

    @property
    def total(self) -> int | None:
        """How many rows all pages have, where that is known."""
        return self.fetched.total

    @property
    def narrowed(self) -> bool:
        """Whether only some of the rows were asked for."""
        return any(f.value for f in self.filters) or bool(self.others)

    @property
    def others(self) -> dict[str, str]:
        """What the address says besides the row above, and is to be kept: whose entries these are."""
        own = {"sort", PRINT, *_FIRST, *(f.name for f in self.filters)}
        return {name: value for name, value in _list_parameters().items() if name not in own}

    @property
    def first_address(self) -> str | None:
        """The first page, from one later than the second."""
        first = _make_address(**_FIRST)
        return first if request.args.get("after") and first != self.previous_address else None

    @property
    def print_address(self) -> str:
        """Every row that matches, to be printed; empty where they are all on the page."""
        on_page = self.next_address is None and self.previous_address is None
        return "" if on_page or self.printing else _make_address(**_FIRST, print=ALL)

    @property
    def back_address(self) -> str:
        """The list, from where it is printed."""
        return _make_address(print=None)

    @property
    def conditions(self) -> str:
        """What was asked for, in words."""
        named = [(f, () if callable(f.choices) else f.choices) for f in self.filters if f.value]
        return "，".join(f"{f.zh}：{dict(choices).get(f.value, f.value)}" for f, choices in named)

    @property
    def export_address(self) -> str:
        """The workbook of what is listed."""
        return f"{request.path}.xlsx?{urlencode(_list_parameters(**_FIRST, print=None))}"

    def order_of(self, column: Column) -> str:
        """Whether the list is in the order of this column: `ascending`, `descending`, or neither."""
        if not column.sort or self.sort.removeprefix("-") != column.sort:
            return ""
        return "descending" if self.sort.startswith("-") else "ascending"

    def sort_address(self, column: Column) -> str:
        """The same list in the order of this column, or the other way round."""
        turned = "-" if self.order_of(column) == "ascending" else ""
        return _make_address(**_FIRST, sort=f"{turned}{column.sort}")


def list_page(
    rule: str,
    action: str | None,
    title: str,
    *,
    columns: Sequence[Column],
    query: type[Schema],
    filters: Sequence[Filter] = (),
    counted_in: str = "条",
    when_empty: str = "还没有内容。",
    template: str = "frame/list.html",
    nav: Nav | None = None,
    roles: Iterable[str] = BUREAU,
) -> Callable[[F], F]:
    """Declare a list: its page, and at the same address with `.xlsx` its workbook."""
    readers = tuple(roles)

    def decorate(fetch: F) -> F:
        def show(call: PageCall, **path: Any) -> Result:
            printing = request.args.get(PRINT) == ALL
            selection = _read_query(call, query, limit=MAX_PRINT if printing else PAGE_SIZE)
            fetched = fetch(call, selection, **path)
            listing = Listing(
                columns=fetched.columns or columns,
                fetched=fetched,
                counted_in=counted_in,
                filters=[f.fill(call.profile) for f in filters],
                sort=str(selection.values.get("sort", "")),
                when_empty=when_empty,
                next_address=None if printing else _find_next(call, fetched.after),
                previous_address=_find_previous(),
                printing=printing,
                cut=printing and fetched.after is not None,
            )
            return call.render(template, listing=listing, **fetched.more)

        def export(call: PageCall, **path: Any) -> Result:
            rows: list[Any] = []
            selection = _read_query(call, query, limit=EXPORT_SIZE)
            while True:
                fetched = fetch(call, selection, **path)
                rows += fetched.rows
                if fetched.after is None:
                    break
                if len(rows) >= MAX_EXPORT:
                    detail = f"超过{MAX_EXPORT}{counted_in}，请先筛选再导出。"
                    raise Malformed("export_too_large", detail)
                selection = replace(selection, after=fetched.after, counts=False)
            actor, today = call.unit.actor, call.unit.today
            maker, checker = fetched.maker or actor.name, fetched.checker or "　　　　"
            as_of = fetched.as_of or today
            made_by = f"{actor.bureau.name}　制表人：{maker}　审核人：{checker}　数据截至：{as_of}"
            heading = f"{title}（{fetched.about}）" if fetched.about else title
            data = write_workbook(
                heading, fetched.columns or columns, rows, made_by=made_by, notes=fetched.notes
            )
            return File(data, f"{title}{call.unit.today}.xlsx", MEDIA_TYPE)

        show.__name__ = fetch.__name__
        export.__name__ = f"{fetch.__name__}_workbook"
        page(rule, action, title, nav=nav, roles=readers, weight=PRINT_WEIGHT, dear_if=PRINT)(show)
        page(f"{rule}.xlsx", action, f"{title}（导出）", roles=readers, weight=20)(export)
        return fetch

    return decorate


def read_address(query: type[Schema]) -> dict[str, Any]:
    """Read the address by the API's schema; what is empty counts as not given. Raises Malformed."""
    given = {name: value for name, value in request.args.items() if value.strip()}
    own = {name: value for name, value in given.items() if name not in ("after", "limit")}
    try:
        values: dict[str, Any] = query().load(own, unknown=EXCLUDE)
    except ValidationError as error:
        raise collect_errors(list(flatten(error.messages))) from error
    return values


def _read_query(call: PageCall, query: type[Schema], *, limit: int) -> Selection:
    values = read_address(query)
    cursor = request.args.get("after")
    after = None
    if cursor and not request.path.endswith(".xlsx"):
        key = read_cursor(get_context().secret, cursor, bound_to=_name_list(call))
        after = read_numbers(key, call.unit.ids)
    return Selection(values=values, limit=limit, after=after, counts=cursor is None)


def _find_next(call: PageCall, after: Any) -> str | None:
    if after is None:
        return None
    key = write_numbers(after, call.unit.ids)
    cursor = sign_cursor(get_context().secret, key, bound_to=_name_list(call))
    return _make_address(after=cursor, trail=_SEP.join(_follow_on()) or None)


def _read_trail() -> list[str]:
    return request.args.get(TRAIL, "").split(_SEP) if request.args.get(TRAIL) else []


def _follow_on() -> list[str]:
    """The pages that were turned before the next one, the first left out; of many the last."""
    here = request.args.get("after")
    trail = [*_read_trail(), *([here] if here else [])]
    return trail if len(trail) <= MAX_TRAIL else [_CUT, *trail[-MAX_TRAIL + 1 :]]


def _find_previous() -> str | None:
    """The page from which this one was turned to; None on the first, and where too many lie behind."""
    if not request.args.get("after"):
        return None
    *before, last = _read_trail() or [""]
    return None if last == _CUT else _make_address(after=last or None, trail=_SEP.join(before) or None)


def _name_list(call: PageCall) -> str:
    """Which list a cursor is of: the bureau's, at this address, under these filters and in this order."""
    actor, given = call.unit.actor, sorted(_list_parameters(**_FIRST).items())
    return repr(("page", actor.tenant_id, sorted(actor.districts or ()), request.path, given))


def _list_parameters(**changes: str | None) -> dict[str, str]:
    given = {name: value for name, value in request.args.items() if value.strip()}
    return {name: value for name, value in {**given, **changes}.items() if value}


def _make_address(**changes: str | None) -> str:
    parameters = urlencode(_list_parameters(**changes))
    return f"{request.path}?{parameters}" if parameters else request.path
