"""A case's file to be taken away: 内部卷 with all that hangs on it, 对外卷 with what its party may read.

Both hold the list of what is in them by 件 (归档文件目录, DA/T 22) and a list of evidence (证据目录) for each
deciding paper. The outward one leaves out how the bureau came to decide (sheets of approval, minutes,
recusals), other bodies' papers, whatever came with a complaint, and papers about others beside the party:
of these it has the extract (对外摘录) alone, which hangs on the party's own service.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import BigInteger, bindparam

from banfa.database.tenancy import select
from banfa.ledger.recording.names import name_providers
from banfa.papers.pdf import render_pdf
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.archive_list import Item, count_pages, make_list
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.course import select_belonging
from banfa.procedures.cases.documents import KINDS as KINDS_OF_PAPER
from banfa.procedures.cases.documents import PUBLICITY, Carried, Document
from banfa.procedures.cases.evidence import is_evidence, list_frozen, name_late, write_lists
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import Service
from banfa.procedures.files.attachments import Attachment
from banfa.procedures.files.content import open_content
from banfa.procedures.files.rows import KINDS, StoredFile
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.procedures.cases.evidence import Frozen
    from banfa.procedures.files.store import FileStore
    from banfa.trust.unit import Unit

INTERNAL, OUTWARD = "internal", "outward"
VOLUMES: Final = {INTERNAL: "内部卷", OUTWARD: "对外卷"}
SHOWN: Final = {
    "lead": ("evidence", "report"),
    "case_document": ("stamped_original",),
    "document_service": ("service_receipt", "extract"),
    "remedy": ("report", "evidence"),
    "publication": ("evidence",),
}
"""What the outward volume holds: kinds of papers by what they hang on; what is of no kind goes nowhere."""
HIDDEN_SOURCES: Final = ("complaint", "transfer")
"""Leads of which no paper goes out: it may tell who complained, or is another body's."""
MAX_MEMORY: Final = 1 << 20
TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a case, on what it hangs, the paper it belongs to, and its day.

    `alone`: its paper, where it has one, is about the case's own party and nobody else. `open`: the party may
    have it.
    """

    thing: str
    file: StoredFile
    attachment: Attachment
    paper: Document | None
    day: date
    alone: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume as it is given away: an archive, its size in bytes and its hash."""

    name: str
    file: IO[bytes]
    size: int
    sha256: str


_CASE_ID: Final = bindparam("case_id", type_=BigInteger)
_OF: Final = select_belonging(joint=True)
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
_own: Final = (
    select(Carried.c.document_id)
    .select_from(Carried.rows.join(CaseRemedy.rows, CaseRemedy.c.id == Carried.c.remedy_id))
    .where(CaseRemedy.c.case_id == _CASE_ID)
)
_of_case: Final = (Document.c.case_id == _CASE_ID) | Document.c.id.in_(_own)
_PAPERS: Final = Document.select().where(_of_case).order_by(Document.c.id)
_CARRIED: Final = (
    CaseRemedy.select()
    .add_columns(Carried.c.document_id)
    .select_from(
        CaseRemedy.rows.join(Carried.rows, Carried.c.remedy_id == CaseRemedy.c.id).join(
            Document.rows, Document.c.id == Carried.c.document_id
        )
    )
    .where(_of_case)
)
_SERVED: Final = (
    Service.select()
    .select_from(Service.rows.join(Document.rows, Document.c.id == Service.c.document_id))
    .where(_of_case)
)
_APPROVED: Final = (
    Approval.select()
    .select_from(Approval.rows.join(Document.rows, Document.c.id == Approval.c.document_id))
    .where(_of_case)
)


class _Reader:
    """What is known of a case's things, by which its files are placed: as many statements for any case."""

    def __init__(self, unit: Unit, case: CaseFile) -> None:
        self.case = case
        self.papers = {paper.id: paper for paper in unit.all(Document, _PAPERS, case_id=case.id)}
        self.carried: dict[int, list[CaseRemedy]] = {}
        width = len(CaseRemedy.names)
        for row in unit.execute(_CARRIED, case_id=case.id):
            self.carried.setdefault(row[width], []).append(CaseRemedy.make(row[:width]))
        self.services = {row.id: row for row in unit.all(Service, _SERVED, case_id=case.id)}
        self.approvals = {row.id: row for row in unit.all(Approval, _APPROVED, case_id=case.id)}
        self.leads = {row.id: row for row in list_rows(unit, Lead, case_id=case.id)}
        self.remedies = {row.id: row for row in list_rows(unit, CaseRemedy, case_id=case.id)}
        width = len(StoredFile.names)
        self.files = [
            (StoredFile.make(row[:width]), Attachment.make(row[width:]))
            for row in unit.execute(_FILES, case_id=case.id)
        ]
        self.hidden = {
            file.sha256
            for file, attachment in self.files
            if attachment.thing == "lead" and self._find_lead_source(attachment) in HIDDEN_SOURCES
        }

    def list_pieces(self) -> list[Piece]:
        """List the files of the case in the order in which they came in; no receipt of another party's."""
        return [
            self._make(file, attachment)
            for file, attachment in self.files
            if not self._is_of_others(attachment)
        ]

    def _find_lead_source(self, attachment: Attachment) -> str:
        lead = self.leads.get(attachment.thing_id)
        return lead.source if lead is not None else HIDDEN_SOURCES[0]

    def _is_of_others(self, attachment: Attachment) -> bool:
        service = self.services.get(attachment.thing_id) if attachment.thing == "document_service" else None
        return service is not None and service.provider_id != self.case.provider_id

    def _make(self, file: StoredFile, attachment: Attachment) -> Piece:
        arrived = attachment.attached_at.astimezone(SHANGHAI).date()
        paper, day = self._find_paper(attachment)
        alone = paper is None or all(self._is_own(remedy) for remedy in self.carried.get(paper.id, ()))
        return Piece(
            attachment.thing,
            file,
            attachment,
            paper,
            day or attachment.made_on or arrived,
            alone,
            file.kind in SHOWN.get(attachment.thing, ())
            and file.sha256 not in self.hidden
            and self._is_open(attachment, alone=alone),
        )

    def _find_paper(self, attachment: Attachment) -> tuple[Document | None, date | None]:
        thing, thing_id = attachment.thing, attachment.thing_id
        if thing == "case_document":
            return self.papers[thing_id], self.papers[thing_id].issued_on
        if thing == "document_service":
            return self.papers[self.services[thing_id].document_id], self.services[thing_id].served_on
        if thing == "document_approval":
            return self.papers[self.approvals[thing_id].document_id], self.approvals[thing_id].signed_on
        return None, None

    def _is_own(self, remedy: CaseRemedy) -> bool:
        """Whether a remedy goes to the case's own party: to no other, no enterprise, no body."""
        mine = remedy.provider_id == self.case.provider_id
        return mine and remedy.enterprise_id is None and remedy.body is None

    def _is_open(self, attachment: Attachment, *, alone: bool) -> bool:
        """Whether the party may have what hangs on a thing."""
        thing_id = attachment.thing_id
        match attachment.thing:
            case "case_document":
                return alone and self.papers[thing_id].state == "issued"
            case "document_service":
                service = self.services[thing_id]
                return service.state == "checked" and service.enterprise_id is None and service.body is None
            case "remedy":
                return thing_id in self.remedies and self._is_own(self.remedies[thing_id])
            case _:
                return True


def make_volume(unit: Unit, profile: Profile, case_id: int, kind: str, *, store: FileStore) -> Volume:
    """Make a volume of a case: its lists, then its files. Raises Missing, Unavailable (a content is lost)."""
    case = CASES.find(unit, case_id, lock=False)
    party = name_providers(unit, [case.provider_id]).get(case.provider_id, "")
    reader = _Reader(unit, case)
    frozen = list_frozen(unit, reader.papers.values())
    pieces = [piece for piece in reader.list_pieces() if piece.file.erased_at is None]
    if kind == OUTWARD:
        pieces = [piece for piece in pieces if piece.open]
    held = tempfile.SpooledTemporaryFile(max_size=MAX_MEMORY)  # noqa: SIM115 - who gives it away closes it
    items = []
    with ZipFile(held, "w", ZIP_STORED) as archive:
        for number, piece in enumerate(pieces, start=1):
            with open_content(unit, piece.file, store=store) as content:
                data = content.read()
            name = _name(piece, number, kind)
            archive.writestr(ZipInfo(f"{number:03} {KINDS[piece.file.kind]} {name}", TIME), data)
            pages = count_pages(BytesIO(data), piece.file.media_type)
            items.append(_describe(piece, frozen, name=name, party=party, pages=pages, kind=kind))
        listed = make_list(profile, case, VOLUMES[kind], items)
        archive.writestr(ZipInfo("目录.pdf", TIME), render_pdf(listed))
        for name, data in write_lists(profile, case, frozen, items).items():
            archive.writestr(ZipInfo(name, TIME), data)
    size = held.tell()
    held.seek(0)
    digest = hashlib.file_digest(held, "sha256").hexdigest()
    held.seek(0)
    return Volume(f"{case.number}{VOLUMES[kind]}.zip", held, size, digest)


def _name(piece: Piece, number: int, kind: str) -> str:
    """What a file is called in a volume: in the outward one not as its sender did (who may name people)."""
    return piece.file.name if kind == INTERNAL else f"第{number}件{PurePath(piece.file.name).suffix}"


def _describe(
    piece: Piece, frozen: Sequence[Frozen], *, name: str, party: str, pages: int | None, kind: str
) -> Item:
    """What the lists say of a file; the number and the title are those of the paper that it belongs to.

    In the outward volume a paper about others has no title, which may name them, and evidence no source.
    """
    paper, attachment = piece.paper, piece.attachment
    evidence = is_evidence(piece.thing, piece.file.kind, paper)
    title = ""
    if paper is not None:
        title = paper.title if piece.alone or kind == INTERNAL else KINDS_OF_PAPER[paper.kind]
    return Item(
        kind=piece.file.kind,
        name=name,
        day=piece.day,
        party=party,
        attachment=attachment,
        document_no=(paper.document_no or "") if paper is not None else "",
        title=title,
        publicity=PUBLICITY[paper.publicity] if paper is not None else "",
        pages=pages,
        late=name_late(frozen, attachment) if evidence else "",
        source=(attachment.source or "") if kind == INTERNAL else "",
        evidence=evidence,
    )
