"""发文、送达、公示登记簿: every paper of a case, how it was signed, served and shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, func

from banfa.database.tenancy import select
from banfa.procedures.calendars import count_working_days_left, read_calendar
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.documents import Carried, Document
from banfa.procedures.cases.meetings import Meeting
from banfa.procedures.cases.publication_objection_rows import PublicationObjection
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import MANNERS, Service
from banfa.procedures.cases.steps import CaseStep
from banfa.procedures.files.attachments import Attachment
from banfa.procedures.files.rows import StoredFile
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

    from banfa.trust.unit import Unit

LEGAL_REVIEW: Final = "合法性审核"
_IDS: Final = bindparam("ids", type_=ARRAY(BigInteger))
_PARTIES: Final = (
    select(Carried.c.document_id, func.count(CaseRemedy.c.provider_id.distinct()).label("parties"))
    .select_from(Carried.rows.join(CaseRemedy.rows, CaseRemedy.c.id == Carried.c.remedy_id))
    .where(Carried.c.document_id == any_(_IDS))
    .group_by(Carried.c.document_id)
)
_SIGNED: Final = (
    select(Approval.c.document_id, Approval.c.post, Approval.c.name, Approval.c.signed_on, Meeting.c.number)
    .select_from(Approval.rows.outerjoin(Meeting.rows, Meeting.c.id == Approval.c.meeting_id))
    .where(Approval.c.document_id == any_(_IDS), Approval.c.state == "checked")
    .order_by(Approval.c.id)
)
_SERVED: Final = (
    select(Service.c.document_id, Service.c.manner, Service.c.served_on)
    .where(Service.c.document_id == any_(_IDS), Service.c.state == "checked")
    .order_by(Service.c.id)
)
_REVIEWER: Final = (
    select(name_person(CaseStep.c.taken_by))
    .where(
        CaseStep.c.thing == "publication",
        CaseStep.c.thing_id == Publication.c.id,
        CaseStep.c.step == "review",
    )
    .correlate(Publication.rows)
    .limit(1)
    .scalar_subquery()
)
_OBJECTIONS: Final = (
    select(func.count())
    .select_from(PublicationObjection.rows)
    .where(PublicationObjection.c.publication_id == Publication.c.id)
    .correlate(Publication.rows)
    .scalar_subquery()
)
_SHOWN: Final = (
    select(
        Carried.c.document_id,
        Publication.c.form,
        Publication.c.address,
        Publication.c.posted_on,
        Publication.c.until,
        Publication.c.down_on,
        _REVIEWER.label("reviewer"),
        _OBJECTIONS.label("objections"),
    )
    .select_from(Publication.rows.join(Carried.rows, Carried.c.remedy_id == Publication.c.remedy_id))
    .where(Carried.c.document_id == any_(_IDS), Publication.c.state.in_(("posted", "down")))
    .order_by(Publication.c.id)
)
_SCANNED: Final = (
    select(Attachment.c.thing_id)
    .select_from(Attachment.rows.join(StoredFile.rows, StoredFile.c.id == Attachment.c.file_id))
    .where(
        Attachment.c.thing == "case_document",
        Attachment.c.thing_id == any_(_IDS),
        StoredFile.c.kind == "stamped_original",
        StoredFile.c.erased_at.is_(None),
    )
    .distinct()
)
_ARCHIVED: Final = select(CaseFile.c.id, CaseFile.c.archive_no).where(CaseFile.c.id == any_(_IDS))


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the register; what can be several stands one after the other."""

    document: Document
    parties: int
    legal_review: str
    meetings: str
    reviewers: str
    ways: str
    days: str
    shown: str
    objections: int | None
    down: str
    scanned: bool
    archive_no: str


def list_papers(unit: Unit, *, before: int | None, limit: int, **equal: object) -> list[PaperLine]:
    """List papers, the latest first, below the id `before`, with all that stands beside them."""
    c = Document.c
    statement = Document.select().order_by(c.id.desc()).limit(bindparam("limit"))
    if before is not None:
        statement = statement.where(c.id < before)
    for name, value in equal.items():
        statement = statement.where(c[name] == value)
    documents = unit.all(Document, statement, limit=limit)
    ids = [document.id for document in documents]
    parties = {row.document_id: row.parties for row in unit.execute(_PARTIES, ids=ids)}
    signed, served, posted = (_group(unit, part, ids) for part in (_SIGNED, _SERVED, _SHOWN))
    scanned = set(unit.execute(_SCANNED, ids=ids).scalars())
    cases = [document.case_id for document in documents]
    archived = {row.id: row.archive_no for row in unit.execute(_ARCHIVED, ids=cases)}
    calendar = read_calendar(unit.connection, unit.tenant_id)

    def name_term(row: Any) -> str:  # noqa: ANN401 - a row of a statement
        if row.until is None:
            return ""
        days = count_working_days_left(calendar, row.posted_on, row.until)
        return f"{row.posted_on}至{row.until}" + ("" if days is None else f"（{days}个工作日）")

    return [
        PaperLine(
            document,
            parties.get(document.id, 0),
            _join(*(f"{r.name} {r.signed_on}" for r in signed[document.id] if r.post == LEGAL_REVIEW)),
            _join(*(row.number for row in signed[document.id])),
            _join(*(row.reviewer for row in posted[document.id])),
            _join(
                *(MANNERS[row.manner] for row in served[document.id]),
                *(row.address for row in posted[document.id]),
            ),
            _join(
                *(row.served_on for row in served[document.id]),
                *(row.posted_on for row in posted[document.id]),
            ),
            _join(*map(name_term, posted[document.id])),
            _count_objections(posted[document.id]),
            _join(*(row.down_on for row in posted[document.id])),
            document.id in scanned,
            archived.get(document.case_id) or "",
        )
        for document in documents
    ]


def _count_objections(posted: Sequence[Any]) -> int | None:
    """Count the objections to what was shown for a time; None where nothing was."""
    counts = [row.objections for row in posted if row.until is not None]
    return sum(counts) if counts else None


def _group(unit: Unit, statement: Select[Any], ids: Sequence[int]) -> defaultdict[int, list[Any]]:
    """Run a statement and give its rows by the paper they belong to."""
    rows: defaultdict[int, list[Any]] = defaultdict(list)
    for row in unit.execute(statement, ids=ids):
        rows[row.document_id].append(row)
    return rows


def _join(*values: object) -> str:
    """Write what there is of several one after the other, each once."""
    return "；".join(dict.fromkeys(str(value) for value in values if value))
