"""A case's file to be taken away: 内部卷 with all that hangs on it, 对外卷 with what its party may read.

Both hold the list of what is in them by 件 (归档文件目录, DA/T 22) and as evidence (证据目录); what came in
after the deciding paper was issued says so, being no evidence for it (行政复议法第四十六条). The outward one
leaves out how the bureau came to decide: sheets of approval, minutes, recusals, other bodies' papers.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import bindparam

from banfa.ledger.recording.names import name_providers
from banfa.papers.catalogue import find_paper
from banfa.papers.filling import CELL_PARTS, fill_paper
from banfa.papers.pdf import render_pdf
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.archive_list import Item, count_pages, make_list
from banfa.procedures.cases.attaching import Attachment
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.course import select_belonging
from banfa.procedures.cases.documents import INFORMING, PUBLICITY, Document
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.service_rows import Service
from banfa.procedures.files.content import open_content
from banfa.procedures.files.rows import KINDS, StoredFile
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.cities.profile import Profile
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
MAX_MEMORY: Final = 1 << 20
TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a case, on what it hangs, the paper it belongs to, and its day.

    `late`: it came in after the deciding paper was issued.
    """

    thing: str
    file: StoredFile
    attachment: Attachment
    paper: Document | None
    day: date
    late: bool


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume as it is given away: an archive, its size in bytes and its hash."""

    name: str
    file: IO[bytes]
    size: int
    sha256: str


_OF: Final = select_belonging()
_FILES: Final = (
    StoredFile.select()
    .add_columns(*Attachment.columns())
    .select_from(
        StoredFile.rows.join(Attachment.rows, Attachment.c.file_id == StoredFile.c.id).join(
            _OF, (_OF.c.thing == Attachment.c.thing) & (_OF.c.thing_id == Attachment.c.thing_id)
        )
    )
    .order_by(Attachment.c.id)
)
_SERVED: Final = (
    Service.select()
    .select_from(Service.rows.join(Document.rows, Document.c.id == Service.c.document_id))
    .where(Document.c.case_id == bindparam("case_id"))
)
_APPROVED: Final = (
    Approval.select()
    .select_from(Approval.rows.join(Document.rows, Document.c.id == Approval.c.document_id))
    .where(Document.c.case_id == bindparam("case_id"))
)


def _list_pieces(unit: Unit, case: CaseFile) -> list[Piece]:
    """List the files of a case, in the order in which they came in: as many statements for any case."""
    papers = {paper.id: paper for paper in list_rows(unit, Document, case_id=case.id)}
    deciding = [paper for paper in papers.values() if paper.kind not in INFORMING]
    issued = [paper.issued_on for paper in deciding if paper.issued_on is not None]
    frozen = max(issued, default=None)
    days: dict[tuple[str, int], tuple[Document, date | None]] = {
        ("case_document", paper.id): (paper, paper.issued_on) for paper in papers.values()
    }
    for service in unit.all(Service, _SERVED, case_id=case.id):
        days["document_service", service.id] = papers[service.document_id], service.served_on
    for approval in unit.all(Approval, _APPROVED, case_id=case.id):
        days["document_approval", approval.id] = papers[approval.document_id], approval.signed_on
    width, pieces = len(StoredFile.names), []
    for row in unit.execute(_FILES, case_id=case.id):
        file, attachment = StoredFile.make(row[:width]), Attachment.make(row[width:])
        arrived = attachment.attached_at.astimezone(SHANGHAI).date()
        paper, day = days.get((attachment.thing, attachment.thing_id), (None, None))
        late = frozen is not None and arrived > frozen
        pieces.append(Piece(attachment.thing, file, attachment, paper, day or arrived, late))
    return pieces


def make_volume(unit: Unit, profile: Profile, case_id: int, kind: str, *, store: FileStore) -> Volume:
    """Make a volume of a case: its lists, then its files. Raises Missing, Unavailable (a content is lost)."""
    case = CASES.find(unit, case_id, lock=False)
    party = name_providers(unit, [case.provider_id]).get(case.provider_id, "")
    pieces = [piece for piece in _list_pieces(unit, case) if piece.file.erased_at is None]
    if kind == OUTWARD:
        pieces = [piece for piece in pieces if piece.file.kind in SHOWN.get(piece.thing, ())]
    held = tempfile.SpooledTemporaryFile(max_size=MAX_MEMORY)  # noqa: SIM115 - who gives it away closes it
    items = []
    with ZipFile(held, "w", ZIP_STORED) as archive:
        for number, piece in enumerate(pieces, start=1):
            with open_content(unit, piece.file, store=store) as content:
                data = content.read()
            name = _name(piece, number, kind)
            archive.writestr(ZipInfo(f"{number:03} {KINDS[piece.file.kind]} {name}", TIME), data)
            items.append(_describe(piece, name, party, count_pages(BytesIO(data), piece.file.media_type)))
        listed = make_list(profile, case, VOLUMES[kind], items)
        archive.writestr(ZipInfo("目录.pdf", TIME), render_pdf(listed))
        archive.writestr(ZipInfo("证据目录.pdf", TIME), _write_evidence(profile, case, items))
    size = held.tell()
    held.seek(0)
    digest = hashlib.file_digest(held, "sha256").hexdigest()
    held.seek(0)
    return Volume(f"{case.number}{VOLUMES[kind]}.zip", held, size, digest)


def _name(piece: Piece, number: int, kind: str) -> str:
    """What a file is called in a volume: in the outward one not as its sender did (who may name people)."""
    return piece.file.name if kind == INTERNAL else f"第{number}件{PurePath(piece.file.name).suffix}"


def _describe(piece: Piece, name: str, party: str, pages: int | None) -> Item:
    """What the list says of a file; the number and the title are those of the paper that it belongs to."""
    paper = piece.paper
    return Item(
        kind=piece.file.kind,
        name=name,
        day=piece.day,
        party=party,
        document_no=(paper.document_no or "") if paper is not None else "",
        title=paper.title if paper is not None else "",
        publicity=PUBLICITY[paper.publicity] if paper is not None else "",
        pages=pages,
        late=piece.late,
    )


def _write_evidence(profile: Profile, case: CaseFile, items: Sequence[Item]) -> bytes:
    """Write the list of evidence: name, kind, day, and what came in late."""
    lines = [
        f"{_flatten(item.name)}｜{KINDS[item.kind]}｜{item.day}｜"
        f"{number}｜{'签发后补入' if item.late else ''}"
        for number, item in enumerate(items, start=1)
    ]
    values = {"案号": case.number, "主管部门": profile.city.bureau, "证据": "\n".join(lines)}
    return render_pdf(fill_paper(find_paper(profile, "evidence_list"), values))


def _flatten(name: str) -> str:
    """A name without what parts the cells of a row."""
    return name.replace(CELL_PARTS, " ")
