"""Erasing what is personal for good (个人信息保护法第四十七条): from rows, and from the data of their links.

Events hold no value and stay. The app's role may do none of this: it takes the owner's, and a person who
answers for it. What is left is a link of its own, which says why, by which document and which links' data
went; the rows are sealed anew in it, so that they still hold against the chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_origin

from sqlalchemy import ARRAY, BigInteger, Boolean, Text, and_, bindparam, case, cast, or_, text
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import metadata
from banfa.database.rows import BOUND, ERASABLE, JsonOf
from banfa.database.tenancy import select, tenant_delete
from banfa.errors import Conflict, Malformed, Missing
from banfa.trust.accounts import delete_account
from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.persons import Person, end_sessions_of, find_person
from banfa.trust.sealed_rows import ERASED, find_differing
from banfa.trust.seals import AuditSeal
from banfa.trust.work import Work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Column, ColumnElement, Table

    from banfa.database.rows import Bound
    from banfa.trust.unit import Unit

ERASED_TEXT: Final = "（已依法删除）"
"""What stands where a text may not be missing."""

_ID: Final = bindparam("ids", type_=ARRAY(BigInteger))
_SEQS: Final = (
    select(AuditLink.c.seq)
    .join_from(AuditLink.rows, AuditData.rows, AuditData.c.seq == AuditLink.c.seq)
    .where(
        AuditLink.c.action != ERASED,
        or_(
            AuditLink.c.subject == bindparam("subject"),
            and_(
                bindparam("by_seal", type_=Boolean),
                AuditLink.c.seq.in_(
                    select(AuditSeal.c.seq).where(
                        AuditSeal.c.kind == bindparam("kind"), AuditSeal.c.ids.op("&&")(_ID)
                    )
                ),
            ),
        ),
    )
    .order_by(AuditLink.c.seq)
)
"""The links whose data tells of something: by its name and, where one link is about one row, by its seals."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """How much was erased: rows, their columns, and links' data."""

    records: int
    columns: tuple[str, ...]
    links: int


def _find_erasable(kind: str) -> Table | None:
    """Find the table whose rows are called `kind` and hold something that can be erased; None without."""
    table = metadata.tables.get(kind)
    if table is None:
        table = next((each for each in metadata.tables.values() if _name_things(each) == kind), None)
    return table if table is not None and table.info.get(ERASABLE) else None


def _name_things(table: Table) -> str:
    """What links call a table's rows."""
    bound: Bound | None = table.info.get(BOUND)
    return (bound.thing if bound is not None else "") or table.name


def erase_row(unit: Unit, kind: str, row_id: int, *, reason: str, document_no: str) -> Erasure:
    """Erase what is personal of a person, an objection, a ruling of a round … (`_find_erasable`).

    With a person goes the account by which he logs in, where no other bureau has him, and his sessions end.
    Entries have more rows than one (`banfa.ledger.recording.erasing`). Raises what `erase_rows` raises,
    Conflict (`work_running`) for work that has not ended.
    """
    table = _find_erasable(kind)
    if table is None:
        raise Malformed("erasure_subject", f"“{kind}”没有可依法删除的内容，请核对种类。")
    if table is Work.table:
        _check_ended(unit, row_id)
    statement = text(f"SELECT id FROM {table.name} WHERE tenant_id = :tenant AND id = :id FOR UPDATE")  # noqa: S608 - our own name
    ids = unit.execute(statement, id=row_id).scalars().all()
    if not ids:
        raise Missing("erasure_missing", "没有这一项，请核对编号。")
    values = empty_columns(table, table.info[ERASABLE])
    account_id = None
    if table is Person.table:
        account_id = find_person(unit, row_id).account_id
        values["account_id"] = None
        end_sessions_of(unit, row_id)
    subject = f"{_name_things(table)}/{row_id}"
    erasure = erase_rows(
        unit, table, ids, subject=subject, values=values, reason=reason, document_no=document_no
    )
    if account_id is not None:
        delete_account(unit, account_id)
    return erasure


def erase_rows(
    unit: Unit,
    table: Table,
    ids: Sequence[int],
    *,
    subject: str,
    values: Mapping[str, Any],
    reason: str,
    document_no: str,
    by_seal: bool = True,
) -> Erasure:
    """Put `values` into rows, delete the data of the links about them, and leave a link that says so.

    The unit has to be the owner's. Raises Malformed without reason or document, Conflict
    (`audit_ledger_broken`) where the rows are not those that the chain knows: erasing them would hide that
    somebody had changed them.
    """
    check_reason(reason, document_no)
    bound = bool(table.info[BOUND])
    if bound:
        check_as_sealed(unit, table, ids)
    if values:
        unit.connection.execute(unit.update(table).where(table.c.id.in_(ids)).values(dict(values)))
        if bound:
            unit.seal(table, ids)
    outward = unit.ids.outward_subject(subject)
    about = {"subject": outward, "kind": table.name, "ids": list(ids), "by_seal": by_seal and bound}
    seqs = unit.execute(_SEQS, **about).scalars().all()
    data = AuditData.table
    unit.connection.execute(tenant_delete(unit.tenant_id, data).where(data.c.seq.in_(seqs)))
    noted = {"reason": reason, "document_no": document_no, "seqs": list(seqs), "columns": list(values)}
    unit.note(ERASED, subject, noted, event=False)
    return Erasure(len(ids), tuple(values), len(seqs))


def check_reason(reason: str, document_no: str) -> None:
    """Raise Malformed (`erasure_reason`) where nothing says why, or by which document."""
    if not reason.strip() or not document_no.strip():
        raise Malformed("erasure_reason", "依法删除须写明理由和文号。")


def check_as_sealed(unit: Unit, table: Table, ids: Sequence[int]) -> None:
    """Raise Conflict (`audit_ledger_broken`) where rows are not those that the chain knows."""
    if find_differing(unit, table, ids):
        message = "这条记录与审计链不符，不能删除；请先执行 banfa audit verify 查明。"
        raise Conflict("audit_ledger_broken", message)


def empty_columns(table: Table, names: Sequence[str]) -> dict[str, Any]:
    """Give what stands in columns once they are erased: what was missing stays so, a text says why it is."""
    empty: dict[str, Any] = {}
    for name in names:
        column = table.c[name]
        if isinstance(column.type, Text):
            empty[name] = case((column.is_(None), None), else_=ERASED_TEXT)
        else:
            empty[name] = None if column.nullable else _make_empty(column)
    return empty


def _check_ended(unit: Unit, work_id: int) -> None:
    row = unit.one_or_none(Work, Work.select().where(Work.c.id == bindparam("work_id")), work_id=work_id)
    if row is not None and not row.ended:
        raise Conflict("work_running", "这项后台任务尚未结束，请待其结束或取消后再删除。")


def _make_empty(column: Column[Any]) -> ColumnElement[Any]:
    """Make what stands in a column of several that cannot lack: none of them."""
    if isinstance(column.type, ARRAY):
        return cast(text("'{}'"), column.type)
    is_list = isinstance(column.type, JsonOf) and get_origin(column.type.of) is list
    return cast(text("'[]'" if is_list else "'{}'"), JSONB)
