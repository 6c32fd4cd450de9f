"""Putting a case into the archive, once nothing of it is left to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import key
from banfa.procedures.cases.casefiles import CASES, CaseFile
from banfa.procedures.cases.documents import Document
from banfa.procedures.cases.effect_rows import OPEN, Effect
from banfa.procedures.cases.handling import begin_of_case
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.proceeding_rows import Proceeding
from banfa.procedures.cases.publication_objection_rows import PublicationObjection
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.publication_standing import SHOWN, WAITS
from banfa.procedures.cases.service_rows import DROPPED
from banfa.procedures.cases.steps import take
from banfa.procedures.cases.unserved import IS_SERVED, count_unserved
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

UNCHECKED: Final = (*DROPPED, "entered")
"""States of services by which nobody counts as served for good."""
_SHOWN: Final = (
    Publication.select().select_from(SHOWN).where(Publication.c.case_id == bindparam("case_id"), WAITS)
)
_UNSERVED: Final = (
    Document.select()
    .where(Document.c.case_id == bindparam("case_id"), IS_SERVED, count_unserved(UNCHECKED) > 0)
    .order_by(Document.c.id)
)


class ArchiveCase(Inputs, example={"archive_no": "J031-WS·2026-30年-运行处-0012"}):
    """Its number in the archive."""

    archive_no: str = key("档号", max_length=100)


def archive_case(
    unit: Unit, _profile: Profile, case_id: int, data: ArchiveCase, version: int | None = None
) -> CaseFile:
    """Record that a closed case was archived. Raises as `check_archivable`."""
    case = begin_of_case(unit, "archive", case_id, version)
    check_archivable(unit, case_id)
    return take(unit, CASES, case, "archive", vars(data), archive_no=data.archive_no)


def check_archivable(unit: Unit, case_id: int) -> None:
    """Check that nothing follows any more from a case.

    Raises Conflict while something of it is still to be done: `effects_open`, `proceedings_open`,
    `objections_open`, `publications_open`, `papers_unserved`.
    """
    effects = [each for each in list_rows(unit, Effect, case_id=case_id) if each.state in OPEN]
    if effects:
        message = f"还有{len(effects)}项后续事项没有办理或者说明不办理，请办完再归档。"
        raise Conflict("effects_open", message, left=len(effects))
    proceedings = [row for row in list_rows(unit, Proceeding, case_id=case_id) if row.state != "ended"]
    if proceedings:
        message = f"{proceedings[0].body}{proceedings[0].number}还没有终结，终结后再归档。"
        raise Conflict("proceedings_open", message, left=len(proceedings))
    objections = list_rows(unit, PublicationObjection, case_id=case_id, state="received")
    if objections:
        message = f"{objections[0].received_on}收到的异议还没有答复，答复或者登记异议人撤回后再归档。"
        raise Conflict("objections_open", message, left=len(objections))
    left = unit.all(Publication, _SHOWN, case_id=case_id)
    if left:
        message = (
            f"还有{len(left)}项公示、通报没有办完：拟发布的先发布或者登记不予发布，"
            "公示期满或者依据已不存在的先撤下。"
        )
        raise Conflict("publications_open", message, left=len(left))
    papers = unit.all(Document, _UNSERVED, case_id=case_id)
    if papers:
        message = f"文书{papers[0].register_no}还没有送达全部受送达人并经复核，请先办完送达。"
        raise Conflict("papers_unserved", message, left=len(papers))
