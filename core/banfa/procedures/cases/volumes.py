"""A case's file to be taken away: 内部卷 with all that hangs on it, 对外卷 with what its party may read.

Both begin with the list of what they hold (证据目录), each piece with its kind and day; what came in
after the deciding paper was issued says so, being no evidence for it (行政复议法第四十六条). The outward one
leaves out how the bureau came to decide: sheets of approval, minutes, recusals, other bodies' papers.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import bindparam

from banfa.papers.catalogue import find_paper
from banfa.papers.filling import fill_paper
from banfa.papers.pdf import render_pdf
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.attaching import Attachment
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.documents import INFORMING, Document
from banfa.procedures.cases.effect_rows import Effect
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import Recusal
from banfa.procedures.cases.proceeding_rows import Proceeding
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import Service
from banfa.procedures.files.content import open_content
from banfa.procedures.files.rows import KINDS, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banfa.cities.profile import Profile
    from banfa.database.rows import TenantRow
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.procedures.files.store import FileStore
    from banfa.trust.unit import Unit

INTERNAL, OUTWARD = "internal", "outward"
VOLUMES: Final = {INTERNAL: "内部卷", OUTWARD: "对外卷"}
SHOWN: Final = {
    "lead": ("evidence", "report", "other"),
    "case_document": ("stamped_original",),
    "document_service": ("service_receipt",),
    "remedy": ("report", "evidence"),
    "publication": ("evidence",),
}
"""What the outward volume holds: kinds of papers by what they hang on."""
OF_CASE: Final[dict[str, type[TenantRow]]] = {
    "lead": Lead,
    "remedy": CaseRemedy,
    "case_document": Document,
    "case_effect": Effect,
    "publication": Publication,
    "proceeding": Proceeding,
    "recusal": Recusal,
}
OF_DOCUMENT: Final[dict[str, type[TenantRow]]] = {"document_approval": Approval, "document_service": Service}
MAX_MEMORY: Final = 1 << 20
TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a case, on what it hangs, and whether it came in after the deciding paper was issued."""

    thing: str
    file: StoredFile
    attachment: Attachment
    late: bool


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume as it is given away: an archive, its size in bytes and its hash."""

    name: str
    file: IO[bytes]
    size: int
    sha256: str


_FILES: Final = (
    StoredFile.select()
    .add_columns(*Attachment.columns())
    .select_from(StoredFile.rows.join(Attachment.rows, Attachment.c.file_id == StoredFile.c.id))
    .where(Attachment.c.thing == bindparam("thing"))
    .order_by(Attachment.c.id)
)


def _list_pieces(unit: Unit, case: CaseFile) -> list[Piece]:
    """List the files of a case, in the order in which they came in: one statement a kind of thing."""
    documents = list_rows(unit, Document, case_id=case.id)
    issued = [
        document.issued_on
        for document in documents
        if document.issued_on is not None and document.kind not in INFORMING
    ]
    frozen = max(issued, default=None)
    width = len(StoredFile.names)
    pieces = []
    for thing, numbers in _list_things(unit, case, documents):
        for row in unit.execute(_FILES.where(Attachment.c.thing_id.in_(numbers)), thing=thing):
            file, attachment = StoredFile.make(row[:width]), Attachment.make(row[width:])
            late = frozen is not None and attachment.attached_at.date() > frozen
            pieces.append(Piece(thing, file, attachment, late))
    return sorted(pieces, key=lambda piece: piece.attachment.id)


def _list_things(
    unit: Unit, case: CaseFile, documents: Sequence[Document]
) -> Iterator[tuple[str, list[int]]]:
    """List what files of a case can hang on, by kind."""
    yield "case", [case.id]
    for thing, row in OF_CASE.items():
        yield thing, [each.id for each in list_rows(unit, row, case_id=case.id)]  # type: ignore[attr-defined]
    papers = {document.id for document in documents}
    for thing, row in OF_DOCUMENT.items():
        rows = [each for paper in papers for each in list_rows(unit, row, document_id=paper)]
        yield thing, [each.id for each in rows]  # type: ignore[attr-defined]


def make_volume(unit: Unit, profile: Profile, case_id: int, kind: str, *, store: FileStore) -> Volume:
    """Make a volume of a case: its list, then its files. Raises Missing, Unavailable (a content is lost)."""
    case = CASES.find(unit, case_id, lock=False)
    pieces = [piece for piece in _list_pieces(unit, case) if piece.file.erased_at is None]
    if kind == OUTWARD:
        pieces = [piece for piece in pieces if piece.file.kind in SHOWN.get(piece.thing, ())]
    held = tempfile.SpooledTemporaryFile(max_size=MAX_MEMORY)  # noqa: SIM115 - who gives it away closes it
    with ZipFile(held, "w", ZIP_STORED) as archive:
        archive.writestr(ZipInfo("目录.pdf", TIME), _write_list(profile, case, pieces))
        for number, piece in enumerate(pieces, start=1):
            with open_content(unit, piece.file, store=store) as content:
                name = f"{number:03} {KINDS[piece.file.kind]} {piece.file.name}"
                archive.writestr(ZipInfo(name, TIME), content.read())
    size = held.tell()
    held.seek(0)
    digest = hashlib.file_digest(held, "sha256").hexdigest()
    held.seek(0)
    return Volume(f"{case.number}{VOLUMES[kind]}.zip", held, size, digest)


def _write_list(profile: Profile, case: CaseFile, pieces: Sequence[Piece]) -> bytes:
    """Write the list of a volume: name, kind, day, and what came in late."""
    lines = [
        f"{piece.file.name}｜{KINDS[piece.file.kind]}｜{piece.attachment.attached_at.date()}｜"
        f"{number}｜{'签发后补入' if piece.late else ''}"
        for number, piece in enumerate(pieces, start=1)
    ]
    values = {"案号": case.number, "主管部门": profile.city.bureau, "证据": "\n".join(lines)}
    return render_pdf(fill_paper(find_paper(profile, "evidence_list"), values))
