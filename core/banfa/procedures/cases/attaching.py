"""Hanging files on what happens in a case: the scan of a signed sheet, of a stamped original, of a receipt.

A file hangs on a thing of a case (`lead`, `case`, `case_document`, `document_service`, …); a step that needs
a paper looks for it here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import past_day, text
from banfa.procedures.files.attachments import CLOSED_TO, Attachment, is_open, list_closed
from banfa.procedures.files.rows import KINDS, FileSubject, StoredFile, check_files
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from banfa.trust.unit import Unit


class AttachFile(Inputs, example={"file_id": "FILE"}):
    """Which file; of evidence whose it is, and when it was made."""

    file_id: int = link("stored_file", "材料", hint="先在案卷材料中上传")
    source: str | None = text("来源", max_length=200, hint="证据材料填写：由谁提供、从何处调取")
    made_on: date | None = past_day("制作日期", hint="证据材料填写")


_FILES: Final = (
    StoredFile.select()
    .select_from(StoredFile.rows.join(Attachment.rows, Attachment.c.file_id == StoredFile.c.id))
    .where(
        Attachment.c.thing == bindparam("thing"),
        Attachment.c.thing_id == bindparam("thing_id"),
        is_open(StoredFile.c.id),
    )
    .order_by(Attachment.c.id)
)
_IDS: Final = select(Attachment.c.file_id).where(
    Attachment.c.thing == bindparam("thing"), Attachment.c.thing_id == bindparam("thing_id")
)


def list_attached(unit: Unit, thing: str, thing_id: int) -> list[StoredFile]:
    """List the files that hang on a thing, but those that are closed to who asks."""
    return unit.all(StoredFile, _FILES, thing=thing, thing_id=thing_id, closed=list_closed(unit.actor))


def close_attached(unit: Unit, thing: str, thing_id: int, *, under: str, under_id: int) -> None:
    """Hang the files of a thing under one of those that few may see (`CLOSED_TO`): closed to all others."""
    assert under in CLOSED_TO  # noqa: S101 - a slip of the caller's
    me = unit.actor.person.id
    there = set(unit.execute(_IDS, thing=under, thing_id=under_id).scalars())
    for file_id in sorted(set(unit.execute(_IDS, thing=thing, thing_id=thing_id).scalars()) - there):
        values = {"thing": under, "thing_id": under_id, "file_id": file_id}
        unit.add(Attachment, **values, attached_by=me, attached_at=unit.now)


def attach_file(
    unit: Unit, thing: str, thing_id: int, data: AttachFile, *, provider_id: int | None
) -> Attachment:
    """Hang a file on a thing. Raises Missing, Conflict (`file_of_other_subject`, `file_attached`)."""
    (file,) = check_files(unit, [data.file_id], subject=FileSubject(provider_id))
    if any(other.id == file.id for other in list_attached(unit, thing, thing_id)):
        raise Conflict("file_attached", f"“{file.name}”已在其中，不必再附。", field="file_id")
    return hang(unit, thing, thing_id, file, source=data.source, made_on=data.made_on)


def hang(unit: Unit, thing: str, thing_id: int, file: StoredFile, **evidence: object) -> Attachment:
    """Hang a file on a thing, whoever may see it there: of evidence from whom it is, and when it was made.

    The note names the file and not its digest, which stands with the file and is erased with it: of a short
    text that somebody guesses it tells that it is this one.
    """
    values = {"thing": thing, "thing_id": thing_id, "file_id": file.id, **evidence}
    me = unit.actor.person.id
    row = unit.add(Attachment, **values, attached_by=me, attached_at=unit.now)
    unit.note(f"{thing}.attached", f"{thing}/{thing_id}", {"kind": file.kind, "file_id": file.id})
    return row


EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Before any paper was hung on anything."""
_KINDS_OF: Final = (
    select(StoredFile.c.kind)
    .select_from(StoredFile.rows.join(Attachment.rows, Attachment.c.file_id == StoredFile.c.id))
    .where(
        Attachment.c.thing == bindparam("thing"),
        Attachment.c.thing_id == bindparam("thing_id"),
        StoredFile.c.erased_at.is_(None),
        Attachment.c.attached_at >= bindparam("since", type_=Attachment.c.attached_at.type),
    )
    .distinct()
)


def require_papers(unit: Unit, thing: str, thing_id: int, *kinds: str, since: datetime | None = None) -> None:
    """Check that papers of these kinds hang on a thing, hung there `since` a moment if one is given.

    Raises Conflict (`paper_missing`).
    """
    bound = {"thing": thing, "thing_id": thing_id, "since": since or EVER}
    there = {row.kind for row in unit.execute(_KINDS_OF, **bound)}
    lacking = [KINDS[kind] for kind in kinds if kind not in there]
    if lacking:
        message = f"还缺{'、'.join(lacking)}：请先上传扫描件并附上，再办理这一步。"
        raise Conflict("paper_missing", message, lacking=[kind for kind in kinds if kind not in there])
