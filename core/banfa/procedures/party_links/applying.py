"""An applicant hands in by its one-time link, by the last day of the call, with its two papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, city_choice, object_list, text
from banfa.procedures.admission.batches import BATCHES
from banfa.procedures.admission.reviewing import check_own_list, check_state
from banfa.procedures.cases.attaching import AttachFile, attach_file
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start
from banfa.procedures.files.rows import KINDS as KINDS_OF_FILE
from banfa.procedures.inputs import Inputs
from banfa.procedures.party_links.application_rows import (
    PARTY_APPLICATIONS,
    STANDING_APPLICATIONS,
    PartyApplication,
)
from banfa.procedures.party_links.calls import find_link_of, read_call
from banfa.procedures.party_links.drafts import clear_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.files.rows import StoredFile
    from banfa.procedures.party_links.link_rows import PartyLink
    from banfa.trust.unit import Unit

FORM, SCAN = "application_form", "stamped_original"
"""The two papers that are handed in: the form as a document, and the scan of it with the stamp."""
MEDIA: Final = {
    FORM: (".docx",),
    SCAN: (".pdf", ".png", ".jpg", ".jpeg", ".ofd"),
}
"""How the files of each may end, as the content was found to be."""
MAX_STATEMENTS: Final = 100
MAX_WORDS: Final = 2000


class HandIn(Inputs):
    """What an applicant says."""

    category: str = city_choice(
        "申报类别", lambda profile: {c.key: c.zh for c in profile.categories}, code="unknown_category"
    )
    industry: str | None = city_choice(
        "申报的服务行业",
        lambda profile: {i.key: i.zh for i in profile.industries},
        code="unknown_industry",
        free_where_none=True,
    )
    wants_list: bool | None = boolean("申请进入细分行业库")
    contact: str = text("联系人及电话", max_length=200)
    statements: list[dict[str, str]] | None = object_list(
        "逐项说明",
        {"what": text("条件", max_length=1000), "words": text("说明", max_length=MAX_WORDS)},
        required=("what", "words"),
        max_items=MAX_STATEMENTS,
    )


def list_handed_in(unit: Unit, link: PartyLink) -> list[PartyApplication]:
    """List what the applicant has handed in for the batch."""
    batch_id, code = link.admission_batch_id, link.applicant_code
    return list_rows(unit, PartyApplication, admission_batch_id=batch_id, applicant_code=code)


def check_call(unit: Unit, profile: Profile, link_id: int, data: HandIn) -> None:
    """Check that this can be handed in now, before anything of it is stored. Raises as `hand_in`."""
    link, batch = find_link_of(unit, link_id)
    check_state(batch, "calling")
    if not batch.open_from <= unit.today <= batch.open_until:
        message = f"“{batch.number}”的征集期为{batch.open_from}至{batch.open_until}，现在不能提交。"
        raise Malformed("outside_call", message)
    call = read_call(unit, profile, link_id, data.category)
    if data.wants_list:
        check_own_list(call.route)
    before = list_handed_in(unit, link)
    if any(row.category == data.category and row.state in STANDING_APPLICATIONS for row in before):
        message = "这一类别已经提交，不能重复提交；要更改的，请联系经办人。"
        raise Conflict("handed_in_before", message)


def hand_in(
    unit: Unit, profile: Profile, link_id: int, data: HandIn, papers: Sequence[StoredFile]
) -> PartyApplication:
    """Hand an application in with its two papers, by the last day of the call.

    Raises Malformed (`outside_call`, `not_called`, `paper_type`), Conflict (`wrong_state`,
    `handed_in_before`, `own_list_not_provided`).
    """
    link, batch = find_link_of(unit, link_id)
    BATCHES.find(unit, batch.id)  # locked: of two handed in at once the second is checked after the first
    check_call(unit, profile, link_id, data)
    for paper in papers:
        check_type(paper.kind, paper.name)
    values = {**vars(data), "wants_list": bool(data.wants_list), "statements": data.statements or []}
    row = start(
        unit,
        PARTY_APPLICATIONS,
        "hand_in",
        {"category": data.category, "admission_batch_id": batch.id},
        **values,
        party_link_id=link.id,
        admission_batch_id=batch.id,
        applicant=link.applicant,
        applicant_code=link.applicant_code,
        handed_in_on=unit.today,
        handed_in_at=unit.now,
    )
    for paper in papers:
        file = AttachFile(file_id=paper.id, source=link.applicant, made_on=None)
        attach_file(unit, "party_application", row.id, file, provider_id=None)
    clear_draft(unit, link)
    return row


def check_type(kind: str, name: str) -> None:
    """Check that a paper is the kind of file that it should be. Raises Malformed (`paper_type`)."""
    ends = MEDIA[kind]
    if not name.casefold().endswith(ends):
        message = f"{KINDS_OF_FILE[kind]}须为{'、'.join(ends)}文件，请另选。"
        raise Malformed("paper_type", message, field=kind)
