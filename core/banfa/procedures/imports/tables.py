"""What is kept of a sheet: the file for a while, what it is about, and what became of each row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ForeignKeyConstraint, Index

from banfa.database.base import one_of
from banfa.database.rows import (
    TenantRow,
    bigint_column,
    binary_column,
    boolean_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)

RETENTION: Final = timedelta(days=30)
"""How long file and rows are kept; the audit trail keeps the file's hash for good."""

RECEIVED, PREVIEWED, CONFIRMED, RECORDED = "received", "previewed", "confirmed", "recorded"
REPLACED: Final = "replaced"
STATES: Final = {
    RECEIVED: "已收到，正在核对",
    PREVIEWED: "已核对，待确认",
    CONFIRMED: "已确认，正在登记",
    RECORDED: "已登记",
    REPLACED: "已换成改好的表",
}
CAME_TO_NOTHING: Final = {
    (RECEIVED, "failed"): "核对没有办成",
    (RECEIVED, "cancelled"): "核对已取消",
    (CONFIRMED, "failed"): "登记没有办成",
    (CONFIRMED, "cancelled"): "登记已取消",
}
"""What a state is called, by how the job ended that was to lead out of it."""
NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
DISPUTED, DOUBLE, REJECTED = "disputed", "double", "rejected"
CLASSES: Final = {
    NEW: "新增",
    CHANGED: "变更",
    UNCHANGED: "相同",
    DISPUTED: "冲突",
    DOUBLE: "疑似重复",
    REJECTED: "拒收",
}
CHOOSABLE: Final = (NEW, CHANGED, DISPUTED, DOUBLE)
"""Classes of rows of which somebody says whether they come in."""
ADOPT, KEEP = "adopt", "keep"
CHOICES: Final = {ADOPT: "采新", KEEP: "保原"}
DEFAULTS: Final = {NEW: ADOPT, CHANGED: ADOPT, DISPUTED: KEEP, DOUBLE: KEEP}


@dataclass(frozen=True, slots=True)
class Change:
    """A field of which a row says otherwise than stands: what stood, who reported it when, what is new.

    `ruled_by` has ruled on it since that day, where somebody has. Values are JSON data.
    """

    field: str
    old: Any
    old_source: str | None
    old_day: str | None
    new: Any
    ruled_by: str | None = None
    ruled_since: str | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row, or one cell of it (`field` is its column, empty where it is none), is not taken."""

    field: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was confirmed: a choice a class, rows left out besides, and that rejected rows may stay out."""

    choices: dict[str, str]
    leave_out: tuple[int, ...] = ()
    without_rejected: bool = False

    def takes(self, row: ImportRow) -> bool:
        """Whether a row is to come in."""
        chosen = self.choices.get(row.row_class, DEFAULTS.get(row.row_class, KEEP))
        return chosen == ADOPT and row.line not in self.leave_out


class ImportBatch(
    TenantRow,
    table="import_batch",
    refers={"uploaded_by": "person"},
    constraints=(
        ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_import_batch_source"
        ),
    ),
    unbound="links `import.…` tell of each of its sheets, and `import_batch.…` of each step",
):
    """Sheets that came together: previewed in the order that their references need, recorded as one.

    `version` counts what happened to it, `work_id` is the last job; `ignored` are sheets not recognised.
    """

    id: int
    source: str = text_column()
    version: int = integer_column()
    ignored: list[str] = json_column(list[str])
    work_id: int | None = bigint_column()
    uploaded_by: int
    uploaded_at: datetime = instant_column()


class SheetImport(
    TenantRow,
    table="sheet_import",
    refers={"uploaded_by": "person", "batch_id": "import_batch"},
    constraints=(
        one_of("state", STATES),
        ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_sheet_import_source"
        ),
        Index("ix_sheet_import_uploaded_at", "tenant_id", "uploaded_at"),
        Index("ix_sheet_import_batch", "tenant_id", "batch_id"),
    ),
    unbound="links `import.…` tell of each step, with the file's SHA-256 and what was chosen",
):
    """A sheet. `version` counts what happened to it; `counts` its rows by class; `work_id` the last job.

    `ignored` are heads that were not recognised; `outdated`: it was filled in by a template of before. Of a
    workbook with several sheets `page` says which it is, and `file_of` which import keeps the file.
    """

    id: int
    batch_id: int | None = bigint_column()
    form: str = text_column()
    source: str = text_column()
    file_name: str = text_column()
    page: int | None = integer_column()
    file_of: int | None = bigint_column()
    sha256: str = text_column()
    size: int = integer_column()
    outdated: bool = boolean_column()
    ignored: list[str] = json_column(list[str])
    state: str = text_column()
    version: int = integer_column()
    row_count: int = integer_column()
    counts: dict[str, int] = json_column(dict[str, int])
    decision: Decision | None = json_column(Decision)
    work_id: int | None = bigint_column()
    uploaded_by: int
    uploaded_at: datetime = instant_column()
    previewed_at: datetime | None = instant_column()
    confirmed_by: int | None = bigint_column()
    recorded_at: datetime | None = instant_column()
    erased_at: datetime | None = instant_column()


class SheetFile(
    TenantRow,
    table="sheet_file",
    key=("import_id",),
    refers={"import_id": "sheet_import"},
    rights="SELECT, INSERT, DELETE",
    unbound="kept for 30 days; the links `import.received` and `import.recorded` hold its SHA-256",
):
    """The file as it came."""

    import_id: int
    content: bytes = binary_column()


class ImportRow(
    TenantRow,
    table="sheet_import_row",
    key=("import_id", "line"),
    refers={"import_id": "sheet_import"},
    rights="SELECT, INSERT, UPDATE (outcome, entry_id, revision), DELETE",
    constraints=(
        one_of("row_class", CLASSES),
        Index("ix_sheet_import_row_class", "tenant_id", "import_id", "row_class", "line"),
    ),
    unbound="a preview, kept for 30 days; recording finds it anew from the file, and what came in is bound",
):
    """A row. `line` is its number in the sheet, `label` what it is about, `outcome` what became of it.

    `entry_id` and `revision` are the entry that it is about, as it stood; None for a new one.
    """

    import_id: int
    line: int = integer_column()
    row_class: str = text_column()
    label: str = text_column()
    external_id: str | None = text_column()
    entry_id: int | None = bigint_column()
    revision: int | None = integer_column()
    changes: tuple[Change, ...] = json_column(tuple[Change, ...])
    problems: tuple[RowProblem, ...] = json_column(tuple[RowProblem, ...])
    outcome: str | None = text_column()
