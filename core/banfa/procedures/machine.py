"""The engine of procedures: rows that go from state to state by steps, all of them in one table.

    MACHINE = Machine(Round, zh="评价周期", missing="round_not_found", changed="round_changed",
                      states=STATES, steps=STEPS)
    round_ = MACHINE.begin(unit, "publish", round_id, version=3)
    MACHINE.enter(unit, round_, "publish", public_from=unit.today)

A row has a `state` and a `version`, which tells who has read the old one. What a step needs beside its state
(the law's conditions, days, papers) is its procedure's business, between `begin` and `enter`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from sqlalchemy import bindparam, cast
from sqlalchemy import column as column_of
from sqlalchemy import values as values_of

from banfa.errors import Conflict, Forbidden, Missing, PreconditionFailed
from banfa.procedures.naming import same_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.database.rows import TenantRow
    from banfa.trust.actor import ActingPerson
    from banfa.trust.unit import Unit

R = TypeVar("R", bound="TenantRow")


@dataclass(frozen=True, slots=True)
class Step:
    """One transition: from any of the states it leaves into the one it enters.

    `action` is what its taker must be allowed to do (`banfa.trust.permissions`). `undone_by` names what
    undoes it, a step or a further decision (None: nothing does); a step that takes another back `clears`
    these columns. `not_by`: the persons in these columns, by id or name, may not take it; `only_by`: nobody
    but the person in this column may. `origin` says what asks for it (办法条款, 一般法要求, 内部工作规程),
    where that matters. One that `records` writes into the ledger.
    """

    name: str
    zh: str
    leaves: tuple[str, ...]
    enters: str
    action: str
    undone_by: str | None = None
    clears: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    only_by: str = ""
    origin: str = ""
    records: bool = False


def tabulate(*steps: Step) -> dict[str, Step]:
    """List steps by name."""
    return {step.name: step for step in steps}


class Machine(Generic[R]):
    """The steps of a table's rows. `persons` says what the person in a column has done (提出)."""

    def __init__(
        self,
        row: type[R],
        *,
        zh: str,
        missing: str,
        changed: str,
        states: Mapping[str, str],
        steps: Mapping[str, Step],
        persons: Mapping[str, str] | None = None,
    ) -> None:
        self.row: Final = row
        self.zh: Final = zh
        self.states: Final = states
        self.steps: Final = steps
        self._missing, self._changed = missing, changed
        self.persons: Final[Mapping[str, str]] = persons or {}
        self._by_id = row.select().where(row.c.id == bindparam("row_id"))
        self._locked = self._by_id.with_for_update()

    def find(self, unit: Unit, row_id: int, *, version: int | None = None, lock: bool = True) -> R:
        """Find a row, locked against other changes. Raises Missing, PreconditionFailed (another version)."""
        row = unit.one_or_none(self.row, self._locked if lock else self._by_id, row_id=row_id)
        if row is None:
            raise self.make_missing()
        current: Any = row
        if version is not None and current.version != version:
            message = f"该{self.zh}已有变化，请重新读取后再办理。"
            raise PreconditionFailed(self._changed, message, version=current.version)
        return row

    def make_missing(self) -> Missing:
        """Say that there is no such row: also of one that is not to be known of."""
        return Missing(self._missing, f"没有这{_count(self.zh)}{self.zh}，请核对编号。")

    def check(self, row: R, name: str) -> Step:
        """Check that the row's state allows the step. Raises Conflict (`wrong_state`)."""
        step, current = self.steps[name], row.state  # type: ignore[attr-defined]
        if current not in step.leaves:
            needed = "或".join(self.states[state] for state in step.leaves)
            message = f"该{self.zh}现为“{self.states[current]}”，只有“{needed}”时才能{step.zh}。"
            raise Conflict("wrong_state", message, state=current)
        return step

    def check_taker(self, unit: Unit, row: R, step: Step) -> None:
        """Check that this person may take the step. Raises Forbidden (`same_person`, `not_proposer`)."""
        person = unit.actor.person.id
        for column in step.not_by:
            if _is_in(unit.actor.person, getattr(row, column)):
                message = f"{self.persons[column]}的人不能自行{step.zh}，请由另一人办理。"
                raise Forbidden("same_person", message)
        if step.only_by and getattr(row, step.only_by) != person:
            message = f"只有{self.persons[step.only_by]}的人可以{step.zh}；他人请退回。"
            raise Forbidden("not_proposer", message)

    def begin(self, unit: Unit, name: str, row_id: int, *, version: int | None = None) -> R:
        """Find the row, locked, if this person may take the step now. Raises as the three above."""
        row = self.find(unit, row_id, version=version)
        self.check_taker(unit, row, self.check(row, name))
        return row

    def enter(self, unit: Unit, row: R, name: str, /, **values: object) -> R:
        """Enter the step's state, with these columns anew. Raises Conflict (`wrong_state`)."""
        return self.store(unit, self._put(row, self.check(row, name), values))

    def _put(self, row: R, step: Step, values: Mapping[str, Any]) -> R:
        """The row as it is after a step, with these columns anew."""
        cleared: dict[str, Any] = dict.fromkeys(step.clears)
        return replace(row, **{**cleared, **values, "state": step.enters})

    def store(self, unit: Unit, row: R) -> R:
        """Store a row as it now is, as a new version. Raises Conflict (`changed_meanwhile`)."""
        current: Any = row
        after: R = replace(current, version=current.version + 1)
        table = self.row.table
        values = {name: getattr(after, name) for name in self.row.names if name != "id"}
        statement = unit.update(table).where(table.c.id == current.id, table.c.version == current.version)
        if unit.execute(statement.values(**values)).rowcount != 1:
            raise Conflict("changed_meanwhile", f"办理期间该{self.zh}有变动，请重试。")
        unit.seal(table, [current.id])
        return after

    def enter_all(self, unit: Unit, rows: Sequence[tuple[R, Mapping[str, Any]]], name: str, /) -> list[R]:
        """Enter the step's state with many rows, each with columns of its own, the same for all, anew.

        As many statements for one row as for a thousand. Raises Conflict as `enter` and `store` do.
        """
        if not rows:
            return []
        table, step = self.row.table, self.steps[name]
        after: list[Any] = [self._put(row, self.check(row, name), values) for row, values in rows]
        changed = list(dict.fromkeys((*step.clears, *rows[0][1])))
        given = values_of(
            column_of("id", table.c.id.type),
            column_of("version", table.c.version.type),
            *(column_of(each, table.c[each].type) for each in changed),
            name="given",
        ).data([(row.id, row.version, *(getattr(row, each) for each in changed)) for row in after])
        statement = unit.update(table).where(table.c.id == given.c.id, table.c.version == given.c.version)
        # A column of which every value is NULL would come as text.
        new: dict[str, Any] = {each: cast(given.c[each], table.c[each].type) for each in changed}
        new |= {"state": step.enters, "version": table.c.version + 1}
        if unit.execute(statement.values(new)).rowcount != len(rows):
            raise Conflict("changed_meanwhile", f"办理期间有{self.zh}有变动，请重试。")
        unit.seal(table, [row.id for row in after])
        return [replace(row, version=row.version + 1) for row in after]


def _is_in(person: ActingPerson, written: int | list[str] | None) -> bool:
    """Whether a column has this person: its id, or, where persons are named, the name."""
    if isinstance(written, list):
        return any(same_name(person.name, name) for name in written)
    return written == person.id


def _count(zh: str) -> str:
    """The measure word of what is missing."""
    return {"线索": "条", "案件": "件", "拟作决定": "件", "文书": "份"}.get(zh, "个")
