"""Receiving a sheet: held to its form, kept for a while, previewed at once where it is short."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.ledger.sheets.forms import find_form, list_forms
from banfa.ledger.sheets.grids import read_grid
from banfa.ledger.sheets.recognising import recognise_form
from banfa.ledger.sheets.rows import read_sheet
from banfa.procedures.imports.erasing import sweep_imports
from banfa.procedures.imports.past_decisions import check_may_bring
from banfa.procedures.imports.preview import preview_import
from banfa.procedures.imports.requests import PREVIEW, ImportRequest
from banfa.procedures.imports.tables import RECEIVED, SheetFile, SheetImport
from banfa.trust.digests import digest
from banfa.trust.source_row import BUREAU, SYSTEM
from banfa.trust.sources import find_source
from banfa.trust.tokens import list_connected

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.ledger.sheets.grids import Grid
    from banfa.ledger.sheets.rows import Sheet
    from banfa.trust.unit import Unit

AT_ONCE: Final = 1000
"""Rows up to which a sheet is previewed while its sender waits."""
MAX_NAME: Final = 200
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedSheet:
    """A sheet that was sent, read and recognised; `file` is which of the files of an upload it came in."""

    form: SheetForm
    file_name: str
    content: bytes
    grid: Grid
    file: int = 0


def receive_sheet(
    unit: Unit, profile: Profile, *, form: str | None, file_name: str, content: bytes, source: str = BUREAU
) -> SheetImport:
    """Receive a sheet of a form, in the name of a source; without a form, of that which it is recognised as.

    Raises Forbidden, Missing (`unknown_kind`, `source_missing`), and Malformed for a file that is not taken,
    a source that is not lent, a sheet that does not say of which form it is (`form_unknown`).
    """
    wanted = None if form is None else find_form(profile, form)
    if wanted is not None:  # before anything is read
        check_may_bring(unit, wanted, source=source)
    check_source(unit, source)
    grid = read_grid(content)
    sheet_form = wanted or recognise_form(list(list_forms(profile)), grid, file_name=file_name)
    if sheet_form is None:
        raise make_unknown(file_name)
    sheet = ReceivedSheet(form=sheet_form, file_name=file_name, content=content, grid=grid)
    return receive_recognised(unit, profile, sheet, source=source)


def receive_recognised(unit: Unit, profile: Profile, received: ReceivedSheet, *, source: str) -> SheetImport:
    """Receive a sheet that was recognised, in a name that is lent. Raises Forbidden, Malformed."""
    stored, sheet = store_sheet(unit, received, source=source)
    sweep_imports(unit)
    if stored.row_count <= AT_ONCE:
        return preview_import(unit, profile, stored, sheet)
    work_id = unit.work(PREVIEW, asdict(ImportRequest(stored.id, profile.city.key)), merge=True)
    table = SheetImport.table
    unit.connection.execute(unit.update(table).where(table.c.id == stored.id).values(work_id=work_id))
    return unit.all(SheetImport, SheetImport.select().where(SheetImport.c.id == stored.id))[0]


def store_sheet(
    unit: Unit,
    received: ReceivedSheet,
    *,
    source: str,
    batch_id: int | None = None,
    file_of: int | None = None,
) -> tuple[SheetImport, Sheet]:
    """Hold a sheet to its form and store it; `file_of` is the import that keeps its file already.

    Raises Forbidden, Malformed.
    """
    form, grid = received.form, received.grid
    check_may_bring(unit, form, source=source)
    sheet = read_sheet(form, grid)
    version = grid.template.partition(":")[2]
    stored = unit.add(
        SheetImport,
        batch_id=batch_id,
        form=form.name,
        source=source,
        file_name=_normalise_name(received.file_name),
        page=grid.at,
        file_of=file_of,
        sha256=digest("sha256", received.content).hex(),
        size=len(received.content),
        outdated=bool(version) and version != form.version,
        ignored=list(sheet.heads.ignored),
        state=RECEIVED,
        version=1,
        row_count=len(sheet.rows),
        counts={},
        uploaded_by=unit.actor.person.id,
        uploaded_at=unit.now,
    )
    if file_of is None:
        file = unit.insert(SheetFile.table).values(import_id=stored.id, content=received.content)
        unit.connection.execute(file)
    unit.note(
        "import.received",
        f"sheet_import/{stored.id}",
        {"form": form.name, "source": source, "sha256": stored.sha256, "rows": stored.row_count},
    )
    return stored, sheet


def make_unknown(file_name: str) -> Malformed:
    """Say of a sheet that nobody can tell of which form it is."""
    name = _normalise_name(file_name)
    detail = f"“{name}”不是从本系统下载的模板，按表头也认不出是哪一种表；请选择表，或改用模板。"
    return Malformed("form_unknown", detail, field="form")


def check_source(unit: Unit, source: str) -> None:
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
