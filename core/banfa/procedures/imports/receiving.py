"""Receiving a sheet: held to its form, kept for a while, previewed at once where it is short."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.ledger.sheets.forms import find_form
from banfa.ledger.sheets.grids import read_grid
from banfa.ledger.sheets.rows import read_sheet
from banfa.procedures.imports.erasing import sweep_imports
from banfa.procedures.imports.preview import preview_import
from banfa.procedures.imports.requests import PREVIEW, ImportRequest
from banfa.procedures.imports.tables import RECEIVED, SheetFile, SheetImport
from banfa.trust.digests import digest
from banfa.trust.rights import allow_act
from banfa.trust.sources import BUREAU, SYSTEM, find_source
from banfa.trust.tokens import list_connected

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.ledger.sheets.grids import Grid
    from banfa.trust.unit import Unit

AT_ONCE: Final = 1000
"""Rows up to which a sheet is previewed while its sender waits."""
MAX_NAME: Final = 200
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


def receive_sheet(
    unit: Unit, profile: Profile, *, form: str | None, file_name: str, content: bytes, source: str = BUREAU
) -> SheetImport:
    """Receive a sheet of a form, in the name of a source; without a form, of that whose template it is.

    Raises Forbidden, Missing (`unknown_kind`, `source_missing`), and Malformed for a file that is not taken,
    a source that is not lent, a sheet that does not say of which form it is (`form_unknown`).
    """
    grid = None if form is not None else read_grid(content)
    sheet_form = find_form(profile, _recognise_form(grid) if form is None else form)
    allow_act(unit.actor, sheet_form.kind, "report", source=source)
    _check_source(unit, source)
    grid = grid or read_grid(content)
    sheet = read_sheet(sheet_form, grid)
    version = grid.template.partition(":")[2]
    received = unit.add(
        SheetImport,
        form=sheet_form.name,
        source=source,
        file_name=_normalise_name(file_name),
        sha256=digest("sha256", content).hex(),
        size=len(content),
        outdated=bool(version) and version != sheet_form.version,
        ignored=list(sheet.heads.ignored),
        state=RECEIVED,
        version=1,
        row_count=len(sheet.rows),
        counts={},
        uploaded_by=unit.actor.person.id,
        uploaded_at=unit.now,
    )
    unit.connection.execute(unit.insert(SheetFile.table).values(import_id=received.id, content=content))
    sweep_imports(unit)
    unit.note(
        "import.received",
        f"sheet_import/{received.id}",
        {"form": sheet_form.name, "source": source, "sha256": received.sha256, "rows": received.row_count},
    )
    if received.row_count <= AT_ONCE:
        return preview_import(unit, profile, received, sheet)
    work_id = unit.work(PREVIEW, asdict(ImportRequest(received.id, profile.city.key)), merge=True)
    table = SheetImport.table
    unit.connection.execute(unit.update(table).where(table.c.id == received.id).values(work_id=work_id))
    return unit.all(SheetImport, SheetImport.select().where(SheetImport.c.id == received.id))[0]


def _recognise_form(grid: Grid | None) -> str:
    """The form that a sheet is of by its template. Raises Malformed."""
    name = "" if grid is None else grid.template.partition(":")[0]
    if not name:
        raise Malformed("form_unknown", "不是从本系统下载的模板，看不出是哪一种表，请选择。", field="form")
    return name


def _check_source(unit: Unit, source: str) -> None:
    """Lend no system's name. Raises Missing, Malformed."""
    if source == SYSTEM:
        raise Malformed("source_reserved", "本系统自己记录的内容不能由表格导入，请另选来源。", field="source")
    registered = find_source(unit, source)
    if source != BUREAU and source in list_connected(unit):
        detail = f"“{registered.name}”已有自己的接口密钥，由其自行报送，不能借用其名义；请以本局名义导入。"
        raise Malformed("source_of_a_platform", detail, field="source")


def _normalise_name(name: str) -> str:
    """A file's name without folders and what cannot be shown or saved."""
    base = PurePosixPath(unicodedata.normalize("NFKC", name).replace("\\", "/")).name
    return _UNSAFE.sub("", base).strip(" .")[-MAX_NAME:] or "未命名"
