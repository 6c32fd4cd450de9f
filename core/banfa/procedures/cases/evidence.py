"""The list of evidence (证据目录) of each deciding paper, as it stood when that paper was issued.

What came in later, or was made later, is no evidence for it (行政复议法第四十六条): the paper's list says so,
whatever a later decision of the same case rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.papers.catalogue import find_paper
from banfa.papers.filling import fill_paper
from banfa.papers.pdf import render_pdf
from banfa.papers.wording import write_day
from banfa.procedures.cases.documents import ACT, ADVANCE, Document
from banfa.procedures.cases.steps import CaseStep
from banfa.procedures.files.rows import KINDS
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.archive_list import Item
    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.procedures.files.attachments import Attachment
    from banfa.trust.unit import Unit

FACTS: Final = ("lead", "remedy", "case")
"""On what evidence of the facts hangs; evidence of the procedure is the 告知书 and its service."""
OF_PROCEDURE: Final = ("stamped_original", "service_receipt", "extract")
NO_EVIDENCE: Final = ("approval_sheet", "minutes", "official_text")
"""Kinds of papers that show how the bureau came to decide."""
LATE: Final = "签发后补入"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A deciding paper with the moment in which it was issued here: from then on its list stands."""

    paper: Document
    issued_on: date
    issued_at: datetime

    def is_late(self, attachment: Attachment) -> bool:
        """Whether a file came in, or was made, after the paper was issued.

        Where nobody has written when it was made, it was made when it came in.
        """
        made_on = attachment.made_on or attachment.attached_at.astimezone(SHANGHAI).date()
        return attachment.attached_at > self.issued_at or made_on > self.issued_on


_ISSUED: Final = CaseStep.select().where(
    CaseStep.c.thing == "case_document",
    CaseStep.c.step == "issue",
    CaseStep.c.thing_id.in_(bindparam("papers", expanding=True)),
)


def list_frozen(unit: Unit, papers: Iterable[Document]) -> list[Frozen]:
    """List the deciding papers that were issued, in that order; one statement."""
    deciding = {paper.id: paper for paper in papers if paper.kind == ACT}
    steps = unit.all(CaseStep, _ISSUED, papers=sorted(deciding)) if deciding else []
    taken = {step.thing_id: step.taken_at for step in steps}
    frozen = [
        Frozen(paper, paper.issued_on, taken[paper.id])
        for paper in deciding.values()
        if paper.issued_on is not None and paper.id in taken
    ]
    return sorted(frozen, key=lambda each: (each.issued_at, each.paper.id))


def is_evidence(thing: str, kind: str, paper: Document | None) -> bool:
    """Whether a file that hangs on a thing is evidence: of the facts, or that the party was told."""
    if kind in NO_EVIDENCE:
        return False
    return thing in FACTS if paper is None else paper.kind == ADVANCE and kind in OF_PROCEDURE


def name_late(frozen: Sequence[Frozen], attachment: Attachment) -> str:
    """Of which deciding papers a file is no evidence; the papers are named where there are several."""
    late = [each for each in frozen if each.is_late(attachment)]
    if not late or len(late) == len(frozen):
        return LATE if late else ""
    return "、".join(each.paper.document_no or "" for each in late) + LATE


def write_lists(
    profile: Profile, case: CaseFile, frozen: Sequence[Frozen], items: Sequence[Item]
) -> dict[str, bytes]:
    """Write a list for each deciding paper, or one where none is issued yet; by the names of the files."""
    if len(frozen) <= 1:
        only = frozen[0] if frozen else None
        return {"证据目录.pdf": _write_list(profile, case, only, items)}
    return {
        f"证据目录（{each.paper.document_no}）.pdf": _write_list(profile, case, each, items)
        for each in frozen
    }


def _write_list(profile: Profile, case: CaseFile, frozen: Frozen | None, items: Sequence[Item]) -> bytes:
    rows = [
        (
            f"{KINDS[item.kind]}：{item.name}",
            item.source,
            f"{item.attachment.made_on or ''}",
            f"第{number}件" + (f"，共{item.pages}页" if item.pages else ""),
            LATE if frozen is not None and frozen.is_late(item.attachment) else "",
        )
        for number, item in enumerate(items, start=1)
        if item.evidence
    ]
    values = {"案号": case.number, "主管部门": profile.city.bureau}
    if frozen is not None:
        values["文书名称"] = f"{frozen.paper.document_no}，{write_day(frozen.issued_on)}签发"
    return render_pdf(fill_paper(find_paper(profile, "evidence_list"), values, rows=rows))
