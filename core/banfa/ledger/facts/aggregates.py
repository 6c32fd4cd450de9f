"""How a fact is read off the ledger: a source of rows, which of them count, and how they are added up.

A *source* is a named select with one row per subject: a contract, an enterprise served, a decision. An
*aggregate* says which of its rows count for one fact, by which day, and what they amount to. All facts wanted
from one source become one grouped statement; the same aggregate, not added up, is the evidence behind the
number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, BigInteger, Text, and_, cast, func, true

from banfa.database.tenancy import select
from banfa.law import FAR, Window
from banfa.law.windows import windows_of
from banfa.ledger.entries.asof import (
    AS_OF,
    COMMENCED,
    LAST_YEAR_START,
    ROUND_START,
    YEAR_BEFORE_LAST_START,
    YEAR_START,
)
from banfa.ledger.facts.packing import as_number

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Select, Subquery

    from banfa.law import Fact

DOUBTFUL: Final = "doubtful"
"""The column of rows that may be doubles of others."""
NO_VALUE: Final = -1
"""In place of a value that no row gives and that nobody can infer."""


@dataclass(frozen=True)
class AggregateFunction:
    """How rows are added up. `empty`: what no row means; `falls`: further rows can only lower the value.

    `subtracts`: what some of the rows amount to can be taken off what all do, and leaves what the others do.
    """

    of: Callable[[Any], ColumnElement[Any]]
    empty: int = 0
    falls: bool = False
    subtracts: bool = False


COUNT: Final = AggregateFunction(lambda _column: func.count(), subtracts=True)
TOTAL: Final = AggregateFunction(func.sum, subtracts=True)
LARGEST: Final = AggregateFunction(func.max)
FIRST: Final = AggregateFunction(lambda column: func.min(as_number(column)), FAR, falls=True)
LAST: Final = AggregateFunction(lambda column: func.max(as_number(column)), -FAR)
THE_ONE: Final = AggregateFunction(func.max, NO_VALUE)
"""The value of the one row there can be, or none."""
THE_DAY: Final = AggregateFunction(lambda column: func.max(as_number(column)), NO_VALUE)
"""The same of a day."""

Where = Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Aggregate:
    """One way to read a fact off a source.

    `of` is the column added up, `on` the day that a window is about; without one the rows are as of the day
    already, and no other window makes sense. `where` takes the source's columns and the fact's arguments;
    `takes` are the arguments' types. `ids` is the column that names the entries a row rests on.

    `adds`: reports still out that can bring further rows. `undone_by`: reports still out that can make a row
    count no longer; rows whose `certain` day they are complete up to are beyond that. `afterwards`: rows can
    come to count after the provider has left the pool. Names of reports may contain an argument
    (`record.{0}`). `happened` is the day that is held against commencement, where it is not `on`. `doubtful`
    is the column that tells, where the source has it, rows that may turn out not to count.
    """

    source: Source
    function: AggregateFunction
    of: str | None = None
    on: str | None = None
    where: Where = lambda _row: true()
    takes: tuple[type, ...] = ()
    adds: tuple[str, ...] = ()
    undone_by: tuple[str, ...] = ()
    certain: str | None = None
    afterwards: bool = False
    ids: str = "id"
    happened: str | None = None
    doubtful: str = DOUBTFUL

    @property
    def has_doubtful(self) -> bool:
        """Whether some of its rows may turn out not to count."""
        return self.doubtful in self.source.table.c

    def fits(self, fact: Fact) -> bool:
        """Whether the fact's window and arguments can be asked of this aggregate."""
        return fact.window in windows_of(fact) and tuple(map(type, fact.args)) == self.takes

    def name_reports(self, names: tuple[str, ...], fact: Fact) -> tuple[str, ...]:
        """The reports' names, with the fact's arguments in them."""
        return tuple(name.format(*fact.args) for name in names)

    def condition(self, fact: Fact) -> ColumnElement[bool]:
        """Which rows of the source count for this fact."""
        row = self.source.table.c
        # Days first: they are the cheapest to hold against each other, and most rows are of other days.
        inside: list[Any] = [] if self.on is None else self._fall_into_window(row, row[self.on], fact.window)
        inside.append(self.where(row, *fact.args))
        if fact.elements:
            keys = [element.key for element in fact.elements]
            inside.append(row.elements.op("@>", is_comparison=True)(cast(keys, ARRAY(Text))))
        if fact.judged:
            inside.append(row[self.happened or self.on or ""] >= COMMENCED)
        return and_(*inside)

    def _fall_into_window(self, row: Any, day: ColumnElement[Any], window: Window) -> list[Any]:
        match window:
            case Window.ROUND:
                since = [day >= ROUND_START]
            case Window.YEAR:
                since = [day >= YEAR_START]
            # A year that was over before commencement is not judged at all.
            case Window.LAST_YEAR:
                since = [day >= LAST_YEAR_START, day < YEAR_START, YEAR_START > COMMENCED]
            case Window.YEAR_BEFORE_LAST:
                since = [
                    day >= YEAR_BEFORE_LAST_START,
                    day < LAST_YEAR_START,
                    LAST_YEAR_START > COMMENCED,
                ]
            case Window.MEMBERSHIP:
                since = [day >= row.since]
            case _:
                since = []
        return [*since, day <= AS_OF]

    def column(self, fact: Fact, *, until: date | None = None, sure: bool = False) -> ColumnElement[Any]:
        """What the rows that count amount to; with `until`, only those that no later report can undo.

        `sure`: without those that may turn out not to count.
        """
        row = self.source.table.c
        condition = self.condition(fact)
        if until is not None:
            condition = and_(condition, row[self.certain or ""] <= until)
        if not sure:
            return self._add_up(condition)
        doubtful = row[self.doubtful]
        if self.function.subtracts:
            # Next to no row is doubtful, and of one that is not no more is looked at; what all rows amount to
            # is asked for anyway, and is worked out once.
            return self._add_up(condition) - self._add_up(and_(doubtful, condition))
        return self._add_up(and_(~doubtful, condition))

    def _add_up(self, condition: ColumnElement[bool]) -> ColumnElement[Any]:
        value = self.function.of(self.of and self.source.table.c[self.of])
        return func.coalesce(cast(value.filter(condition), BigInteger), self.function.empty)


@dataclass(frozen=True, eq=False)
class Source:
    """A named select with one row per subject: `provider_id`, `id` (of an entry, or a list), days, values.

    `reports`: those that bring its rows; the bureau's own acts need none. `pooled`: its rows are of days in
    the pool, so that no report can add any after a provider has left. `by_year`: it has rows of each calendar
    year, which later years do not take away, so that it can be asked of a year that is over.
    """

    kind: str
    name: str
    rows: Select[Any]
    reports: tuple[str, ...] = ()
    pooled: bool = False
    by_year: bool = False
    table: Subquery = field(init=False)

    def __post_init__(self) -> None:
        """Make the subquery once: all aggregates speak of the same one."""
        object.__setattr__(self, "table", self.rows.subquery(self.name))

    @property
    def has_doubles(self) -> bool:
        """Whether some of its rows may be `doubtful`: likely doubles of others."""
        return DOUBTFUL in self.table.c

    def aggregate(
        self,
        function: AggregateFunction,
        of: str | None = None,
        *,
        on: str | None = None,
        where: Where = lambda _row: true(),
        takes: tuple[type, ...] = (),
        also: tuple[str, ...] = (),
        undone_by: tuple[str, ...] = (),
        certain: str | None = None,
        afterwards: bool = False,
        ids: str = "id",
        happened: str | None = None,
        doubtful: str = DOUBTFUL,
    ) -> Aggregate:
        """Make an aggregate over this source; `also`: further reports that can make rows count."""
        return Aggregate(
            source=self,
            function=function,
            of=of,
            on=on,
            where=where,
            takes=takes,
            adds=self.reports + also,
            undone_by=undone_by,
            certain=certain,
            afterwards=afterwards,
            ids=ids,
            happened=happened,
            doubtful=doubtful,
        )

    def statement(self, columns: list[ColumnElement[Any]]) -> Select[Any]:
        """One grouped statement: provider id, then the columns."""
        row = self.table.c
        named = [column.label(f"f{n}") for n, column in enumerate(columns)]
        return select(row.provider_id, *named).group_by(row.provider_id)
