"""The unit of work: one transaction holds a change, its audit link, its event and the work it asks for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import text

from banfa.database.rows import BOUND, TenantRow
from banfa.database.tenancy import (
    begin_bound,
    tenant_insert,
    tenant_transaction,
    tenant_update,
    tenant_upsert,
)
from banfa.trust.audit import Note, append_links
from banfa.trust.events import append_events
from banfa.trust.ids import Ids
from banfa.trust.instants import keep_recorded, select_present
from banfa.trust.seals import RowsToSeal, number_row
from banfa.trust.watermark import begin_writing, watermark
from banfa.trust.work import ask_for_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, CursorResult, Engine, Executable, Insert, Select, Table, Update
    from sqlalchemy.dialects import postgresql

    from banfa.database.tenancy import Isolation
    from banfa.trust.actor import Actor

R = TypeVar("R", bound=TenantRow)
E = TypeVar("E", bound=BaseException)

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

_HAS_WRITTEN: Final = text("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")

_IDLE_LONGER: Final = text("""
    SELECT set_config('idle_in_transaction_session_timeout',
                      CASE WHEN interval '0' IN (statement, idle) THEN '0'
                           ELSE (extract(epoch FROM greatest(statement, idle)) * 1000)::bigint::text END,
                      true)
    FROM (SELECT current_setting('statement_timeout')::interval AS statement,
                 current_setting('idle_in_transaction_session_timeout')::interval AS idle) AS limits
""")
"""Lets the transaction idle as long as a statement may take; 0 is without limit."""


class Unit:
    """What a domain function works with: the transaction, who asks, and when; it never commits by itself."""

    __slots__ = (
        "_ids",
        "_lasting",
        "_notes",
        "_read_only",
        "_recorded_at",
        "_unaudited",
        "_unsealed",
        "actor",
        "connection",
        "now",
    )

    def __init__(
        self, connection: Connection, actor: Actor, *, now: datetime, read_only: bool = False
    ) -> None:
        self.connection = connection
        self.actor = actor
        self.now = now
        self._read_only = read_only
        self._ids: Ids | None = None
        self._notes: list[Note] = []
        self._unsealed: list[RowsToSeal] = []
        self._unaudited: str | None = None
        self._recorded_at: datetime | None = None
        self._lasting: BaseException | None = None

    @property
    def tenant_id(self) -> int:
        """The tenant of the credential."""
        return self.actor.tenant_id

    @property
    def ids(self) -> Ids:
        """The tenant's outward ids."""
        if self._ids is None:
            self._ids = Ids(self.actor.bureau.id_key)
        return self._ids

    @property
    def today(self) -> date:
        """The day it is now where the measures apply."""
        return self.now.astimezone(SHANGHAI).date()

    @property
    def recorded_at(self) -> datetime:
        """The moment that records written here carry: not before `now` nor any earlier watermark."""
        if self._recorded_at is None:
            self._recorded_at = max(self.now, begin_writing(self.connection, self.tenant_id))
        return self._recorded_at

    def watermark(self) -> datetime:
        """Give a moment up to which everything recorded is committed; see `banfa.trust.watermark`.

        Raises RuntimeError once this unit has begun to record: it would wait for itself.
        """
        if self._recorded_at is not None:
            message = "a unit takes its watermark before it records anything: it would wait for itself"
            raise RuntimeError(message)
        return watermark(
            self.connection.engine, self.tenant_id, at_least=self.now, lasting=not self._read_only
        )

    def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] = (), /, **params: Any
    ) -> CursorResult[Any]:
        """Run a statement about narrowed rows (`banfa.database.rows`) for this tenant.

        `params` are its bind parameters; `rows`, those of each of many rows.
        """
        tenant = {"tenant": self.tenant_id}
        if rows:
            return self.connection.execute(statement, [{**row, **params, **tenant} for row in rows])
        return self.connection.execute(statement, {**params, **tenant})

    def all(self, row: type[R], statement: Select[Any], **params: Any) -> list[R]:
        """Read rows: `unit.all(Round, Round.select().where(Round.c.state == "open"))`."""
        return [row.make(values) for values in self.execute(statement, **params)]

    def one_or_none(self, row: type[R], statement: Select[Any], **params: Any) -> R | None:
        """Read the one row there can be, or None."""
        values = self.execute(statement, **params).one_or_none()
        return None if values is None else row.make(values)

    def add(self, row: type[R], **values: Any) -> R:
        """Insert a row, to be bound to the link of the note that comes next; give it as it then stands."""
        columns = [row.table.c[name] for name in row.names]
        statement = tenant_insert(self.tenant_id, row.table).values(**values).returning(*columns)
        added = row.make(self.connection.execute(statement).one())
        if row.table.info[BOUND]:
            self.seal(row.table, [number_row(row.table, vars(added))])
        return added

    def add_all(self, row: type[R], rows: Sequence[Mapping[str, Any]]) -> list[R]:
        """Insert rows that say the same columns, a thousand a statement, bound like one that is added."""
        if not rows:
            return []
        columns = [row.table.c[name] for name in row.names]
        statement = tenant_insert(self.tenant_id, row.table).returning(*columns)
        added = [row.make(values) for values in self.connection.execute(statement, list(rows))]
        if row.table.info[BOUND]:
            self.seal(row.table, [number_row(row.table, vars(each)) for each in added])
        return added

    def insert(self, table: Table) -> Insert:
        """Insert rows of the tenant; see `tenant_insert`."""
        return tenant_insert(self.tenant_id, table)

    def upsert(self, table: Table) -> postgresql.Insert:
        """Insert rows of the tenant that may be there already; see `tenant_upsert`."""
        return tenant_upsert(self.tenant_id, table)

    def update(self, table: Table) -> Update:
        """Update rows of the tenant; see `tenant_update`."""
        return tenant_update(self.tenant_id, table)

    def note(
        self,
        action: str,
        subject: str,
        data: Mapping[str, Any],
        *,
        event: bool = True,
        revision: int | None = None,
        changed: Iterable[str] | None = None,
    ) -> None:
        """Say what was changed, to be audited and, unless `event` is false, announced.

        `action` is `thing.verb` in the past tense, `subject` is `thing/id`; `data` is JSON data without
        floats. Ids are the database's own, here and in fields `<thing>_id` of the data: they leave as
        outward ones. The event has the `revision` that came of it and the names of what `changed`, by
        default those of the data, but no value.
        """
        names = tuple(sorted(data if changed is None else changed))
        note = Note(action, subject, data, event=event, revision=revision, changed=names)
        note.rows.extend(self._unsealed)
        self._unsealed.clear()
        self._notes.append(note)

    def seal(self, table: Table, ids: Sequence[int]) -> None:
        """Bind rows of a bound table that were written to the link of the note that comes next."""
        if ids:
            self._unsealed.append(RowsToSeal(table, ids))

    def seal_all(self, table: Table, **values: int) -> None:
        """Bind the rows of a bound table that have these values, all written by this unit."""
        self._unsealed.append(RowsToSeal(table, within=tuple(values.items())))

    def has_written(self) -> bool:
        """Whether anything was written or locked in this unit so far."""
        return bool(self.connection.scalar(_HAS_WRITTEN))

    def unaudited(self, reason: str) -> None:
        """Allow this unit to write without a note: it stores nothing that a person could ask about."""
        self._unaudited = reason

    def keep_despite(self, error: E) -> E:
        """Let what was written and noted stay although the unit ends in this error; give it, to be raised."""
        self._lasting = error
        return error

    def work(
        self, kind: str, data: Mapping[str, Any], *, run_after: datetime | None = None, merge: bool = False
    ) -> int:
        """Ask for work to be done once this unit has committed; return its id.

        With `merge` that of equal work which has not begun. Raises Overburdened.
        """
        return ask_for_work(
            self.connection,
            self.actor,
            kind=kind,
            data=data,
            now=self.now,
            run_after=run_after,
            merge=merge,
        )

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a second transaction, read-only and repeatable.

        What many statements read in it belongs to one moment. It does not see what this unit has written.
        While it is read the unit's own transaction idles, and may as long as a statement may take.
        """
        self.connection.execute(_IDLE_LONGER)
        with tenant_transaction(
            self.connection.engine, self.tenant_id, read_only=True, isolation="REPEATABLE READ"
        ) as connection:
            yield connection

    def _close(self) -> None:
        """Append what the notes leave; comes last, since it locks the head of the tenant's chain."""
        if self._notes:
            self._notes[-1].rows.extend(self._unsealed)
            links = append_links(self.connection, self.actor, self._notes, now=self.now)
            append_events(self.connection, self.tenant_id, self._notes, links)
            if self._recorded_at is not None:  # under the lock of the head, which all writers take by turns
                keep_recorded(self.connection, self.tenant_id, self._recorded_at)
        elif self._unsealed or (self._unaudited is None and self.has_written()):
            message = (
                "a unit wrote but noted nothing: call unit.note(…), or unit.unaudited(why) if there is a why"
            )
            raise RuntimeError(message)


@contextmanager
def unit_of_work(
    engine: Engine,
    actor: Actor,
    *,
    now: datetime | None = None,
    read_only: bool = False,
    isolation: Isolation | None = None,
    before_commit: Callable[[], None] | None = None,
) -> Iterator[Unit]:
    """Open a transaction for the actor's tenant; on leaving append audit links and events and commit it.

    On an error nothing stays, but for one that was named to `Unit.keep_despite`. It is now what the
    database's clock says, for the tenant (`banfa.trust.instants`); a `now` that is passed in has to carry its
    zone.
    A unit that is only read from can say `read_only`. `before_commit` comes last of all and may raise: then
    nothing stays either.
    """
    if now is not None and now.tzinfo is None:
        message = "a unit's `now` has to carry its zone"
        raise ValueError(message)
    expressions = (select_present(actor.tenant_id),) if now is None else ()
    with engine.connect() as connection, connection.begin():
        row = begin_bound(connection, actor.tenant_id, *expressions, read_only=read_only, isolation=isolation)
        unit = Unit(connection, actor, now=row.present if now is None else now, read_only=read_only)
        lasting: BaseException | None = None
        try:
            yield unit
        except BaseException as error:
            if error is not unit._lasting:  # noqa: SLF001 - the unit's own end
                raise
            lasting = error
        unit._close()  # noqa: SLF001 - the unit's own end
        if before_commit is not None:
            before_commit()
    if lasting is not None:
        raise lasting
