"""A batch at a glance: a line an application, with what was checked and which papers there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, func

from banfa.database.tenancy import select
from banfa.ledger.kinds.providers import Provider
from banfa.procedures.admission.checks import SET_ASIDE, AdmissionCheck
from banfa.procedures.admission.publishing import list_applications
from banfa.procedures.cases.addresses import ServiceAddress
from banfa.procedures.files.attachments import Attachment
from banfa.procedures.files.rows import StoredFile

if TYPE_CHECKING:
    from banfa.procedures.admission.applications import AdmissionApplication
    from banfa.trust.unit import Unit

COMMITMENT, TASK_BOOK = "commitment", "task_book"


@dataclass(frozen=True, slots=True)
class Line:
    """One application. `met`, `not_met` count checked lines of its form, `left` those that are still open."""

    place: int
    application: AdmissionApplication
    name: str
    uscc: str
    met: int
    not_met: int
    left: int
    papers: frozenset[str]
    address: bool


_IDS: Final = bindparam("ids", type_=ARRAY(BigInteger))
_PROVIDERS: Final = Provider.standing.where(Provider.c.entry_id == any_(_IDS))
_COUNTS: Final = (
    select(
        AdmissionCheck.c.application_id,
        AdmissionCheck.c.state,
        AdmissionCheck.c.result,
        func.count().label("lines"),
    )
    .where(AdmissionCheck.c.application_id == any_(_IDS), AdmissionCheck.c.state != SET_ASIDE)
    .group_by(AdmissionCheck.c.application_id, AdmissionCheck.c.state, AdmissionCheck.c.result)
)
_PAPERS: Final = (
    select(Attachment.c.thing_id, StoredFile.c.kind)
    .select_from(Attachment.rows.join(StoredFile.rows, StoredFile.c.id == Attachment.c.file_id))
    .where(Attachment.c.thing == "admission_application", Attachment.c.thing_id == any_(_IDS))
    .distinct()
)
_ADDRESSES: Final = (
    select(ServiceAddress.c.provider_id).where(ServiceAddress.c.provider_id == any_(_IDS)).distinct()
)


def list_lines(unit: Unit, batch_id: int, *states: str) -> list[Line]:
    """List the applications of a batch in these states (none: in any), in the order they came in."""
    rows = [row for row in list_applications(unit, batch_id) if not states or row.state in states]
    ids, parties = [row.id for row in rows], sorted({row.provider_id for row in rows})
    providers = {row.entry_id: row for row in unit.all(Provider, _PROVIDERS, ids=parties)}
    counts: Counter[tuple[int, str]] = Counter()
    for count in unit.execute(_COUNTS, ids=ids):
        counted = count.result if count.state == "checked" else "left"
        counts[count.application_id, counted] += count.lines
    papers: dict[int, set[str]] = defaultdict(set)
    for paper in unit.execute(_PAPERS, ids=ids):
        papers[paper.thing_id].add(paper.kind)
    confirmed = {row.provider_id for row in unit.execute(_ADDRESSES, ids=parties)}
    return [
        Line(
            place=place,
            application=row,
            name=providers[row.provider_id].name if row.provider_id in providers else "",
            uscc=providers[row.provider_id].uscc if row.provider_id in providers else "",
            met=counts[row.id, "met"],
            not_met=counts[row.id, "not_met"],
            left=counts[row.id, "left"],
            papers=frozenset(papers[row.id]),
            address=row.provider_id in confirmed,
        )
        for place, row in enumerate(rows, 1)
    ]
