"""What a 公示 before a decision holds up: no decision before it is over and objections to it are answered.

Liuzhou 14 as the bureau may read it (拟清退的先公示，期满再作决定). None of the five texts says for how many
days: the last day is the one that was shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.law import PublicationScope, PublicationTime
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.cases.documents import ACT, list_carried
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.proposals import list_own_clauses
from banfa.procedures.cases.publication_objection_rows import ADOPTED, PublicationObjection
from banfa.procedures.cases.publication_rows import BEFORE, TO_SHOW, Publication
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.instruments.editions import settle_edition

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.documents import Document
    from banfa.trust.unit import Unit

SHOWN: Final = ("posted", "down")
GREY_LIST: Final = "grey_list"


def _check_shown_first(unit: Unit, profile: Profile, remedy: CaseRemedy, *, day: date) -> None:
    """Check that a decision made on a day comes after its 公示, where there is one or is to be one.

    Raises Conflict (`publication_first`, `publication_runs`, `objections_open`).
    """
    publications = _list_shown(unit, profile, remedy)
    if not publications and not _is_asked(unit, profile, remedy):
        return
    if any(row.state in TO_SHOW for row in publications):
        message = "拟作的决定须先公示：公示尚未发布；不再公示的，请先登记不予发布。"
        raise Conflict("publication_first", message)
    objections = [
        objection
        for row in publications
        for objection in list_rows(unit, PublicationObjection, publication_id=row.id)
    ]
    if any(objection.state == "received" for objection in objections):
        message = "对公示的异议尚未答复，逐件答复后才能作出决定。"
        raise Conflict("objections_open", message)
    last = max(publications, key=lambda row: (row.posted_on, row.id), default=None)
    if last is None or last.until is None:
        message = "按本局选定的口径，拟作的决定须先公示，期满再作决定：请先拟公示并登记发布。"
        raise Conflict("publication_first", message)
    if day <= last.until:
        message = f"公示到{last.until}为止，期满后才能作出决定（签发之日须在此之后）。"
        raise Conflict("publication_runs", message, until=last.until)
    early = last.down_on is not None and last.down_on <= last.until
    if early or any(o.publication_id == last.id and o.outcome in ADOPTED for o in objections):
        message = "上一次公示提前撤下，或者异议已被采纳：须重新公示，期满再作决定；不再处理的，登记不采取。"
        raise Conflict("publication_first", message)


def _list_shown(unit: Unit, profile: Profile, remedy: CaseRemedy) -> list[Publication]:
    """The 公示 of a remedy; one of a removal is of the grey list too, where they are shown together."""
    remedies = [remedy]
    if remedy.kind == GREY_LIST and _is_asked(unit, profile, remedy):
        removals = list_rows(unit, CaseRemedy, case_id=remedy.case_id, kind="removal")
        remedies += [
            removal
            for removal in removals
            if removal.state != "dropped" and not set(remedy.provisions).isdisjoint(removal.provisions)
        ]
    rows = [row for each in remedies for row in list_rows(unit, Publication, remedy_id=each.id, form=BEFORE)]
    return [row for row in rows if row.state in (*TO_SHOW, *SHOWN)]


def _is_asked(unit: Unit, profile: Profile, remedy: CaseRemedy) -> bool:
    """Whether the bureau reads its text so that this remedy is shown before it is decided."""
    law = settle_edition(unit, profile, edition=remedy.edition, day=unit.today)
    if PublicationTime.BEFORE not in law.readings:
        return False
    if remedy.kind == GREY_LIST and PublicationScope.WITH_GREY_LIST not in law.readings:
        return False
    provided = [list_remedies(clause) for clause in list_own_clauses(law, remedy)]
    return any("publication" in each and remedy.kind in each for each in provided)


def check_all_shown_first(unit: Unit, profile: Profile, document: Document, *, day: date) -> None:
    """Check of each remedy that a paper decides that its 公示 is over. Raises as the above."""
    for remedy in list_carried(unit, document.id) if document.kind == ACT else ():
        _check_shown_first(unit, profile, remedy, day=day)
