"""A page of a stored file that is entered as it was written, once: old sheets, finance's lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import CheckConstraint, Index, bindparam
from sqlalchemy import text as sql

from banfa.database.rows import TenantRow
from banfa.errors import Conflict, Malformed
from banfa.procedures.cases.attaching import AttachFile, attach_file
from banfa.procedures.cases.steps import start

if TYPE_CHECKING:
    from datetime import date

    from banfa.ledger.sheets.written import WrittenPage
    from banfa.procedures.files.rows import StoredFile
    from banfa.procedures.inputs import Inputs
    from banfa.procedures.machine import Machine
    from banfa.trust.unit import Unit

R = TypeVar("R", bound=TenantRow)
MAX_ROW: Final = 1_048_576
"""The last row that a spreadsheet can have."""
_HEAD: Final = "_head"


def constrain_page(table: str) -> tuple[CheckConstraint, Index]:
    """What the database holds of a table of pages: days in order, each page in use once."""
    once = Index(
        f"ux_{table}_page",
        "tenant_id",
        "sha256",
        "page",
        unique=True,
        postgresql_where=sql("state <> 'dropped'"),
    )
    return CheckConstraint("from_on <= until_on", name="days_in_order"), once


def check_period(from_on: date, until_on: date, zh: str) -> None:
    """Check that days are in order; `zh` names the later. Raises Malformed (`days_reversed`)."""
    if until_on < from_on:
        message = f"{zh}（until_on）不能早于所涉期间起。"
        raise Malformed("days_reversed", message, field="until_on")


def list_heads(data: Inputs) -> dict[str, str]:
    """List the heads of columns that were named, by what the columns hold."""
    return {
        name.removesuffix(_HEAD): head for name, head in vars(data).items() if name.endswith(_HEAD) and head
    }


def enter_page(
    unit: Unit,
    machine: Machine[R],
    data: Inputs,
    written: WrittenPage,
    /,
    *,
    file: StoredFile,
    sender: str,
    rows: int,
    **more: object,
) -> R:
    """Enter a page with the file in which it stands; its rows are the caller's.

    Raises Conflict (`entered_before`): the page is in use already.
    """
    row = machine.row
    same = row.select().where(
        row.c.sha256 == bindparam("sha256"), row.c.page == bindparam("page"), row.c.state != "dropped"
    )
    other: Any = unit.one_or_none(row, same, sha256=file.sha256, page=written.page)
    if other is not None:
        message = f"这张表已录入为“{other.title}”，不再重复录入；录入有误的，先将该表整表不采用。"
        raise Conflict("entered_before", message, field="file_id")
    given = vars(data)
    values = {
        **{name: value for name, value in given.items() if name in row.names},
        "sha256": file.sha256,
        "page": written.page,
        "head_row": written.table.head_row,
        "heads": written.table.heads,
        "above": written.table.above,
        "columns_of": written.columns_of,
        "row_count": rows,
        "entered_by": unit.actor.person.id,
        "entered_at": unit.now,
        **more,
    }
    sheet: Any = start(unit, machine, "enter", {**given, "rows": rows}, **values)
    hung = AttachFile(file_id=file.id, source=sender, made_on=None)
    attach_file(unit, row.table.name, sheet.id, hung, provider_id=file.provider_id)
    entered: R = sheet
    return entered
