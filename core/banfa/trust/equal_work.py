"""Work that is looked for beside one's own: equal work that waits, and work that came to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY

from banfa.database.tenancy import select
from banfa.trust.work import NOTHING_CAME, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banfa.trust.unit import Unit

_CAME_TO_NOTHING: Final = select(Work.c.id, Work.c.state).where(
    Work.c.id == any_(bindparam("ids", type_=ARRAY(BigInteger))), Work.c.state.in_(NOTHING_CAME)
)
_WAITING: Final = (
    select(Work.c.id, Work.c.person_id, Work.c.credential, Work.c.others)
    .where(
        Work.c.kind == bindparam("kind"),
        Work.c.merge_key == bindparam("merge_key"),
        Work.c.attempts == 0,
        Work.c.state.in_(("waiting", "queued")),
    )
    .with_for_update()
)


def join_waiting_work(
    unit: Unit, *, kind: str, merge_key: str, askers: Iterable[Mapping[str, Any]]
) -> int | None:
    """Make askers of equal work that has not begun, locked, and give its id; None where there is none.

    An asker is a `person_id` with the `credential` that let him. Who has asked already is not written down
    again.
    """
    waiting = unit.execute(_WAITING, kind=kind, merge_key=merge_key).one_or_none()
    if waiting is None:
        return None
    known = [{"person_id": waiting.person_id, "credential": waiting.credential}, *waiting.others]
    new = [asker for asker in askers if asker not in known]
    if new:
        statement = unit.update(Work.table).where(Work.table.c.id == waiting.id)
        unit.connection.execute(statement.values(others=[*waiting.others, *new]))
    return int(waiting.id)


def find_what_came_to_nothing(unit: Unit, work_ids: Iterable[int | None]) -> dict[int, str]:
    """Find which pieces of work have failed for good or were cancelled: by id, which of the two."""
    ids = sorted({work_id for work_id in work_ids if work_id is not None})
    return {row.id: row.state for row in unit.execute(_CAME_TO_NOTHING, ids=ids)} if ids else {}
