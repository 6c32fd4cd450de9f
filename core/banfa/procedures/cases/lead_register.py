"""线索和整改台账: every lead with what was done on it, a line a measure of the lead's case."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from sqlalchemy import ARRAY, BigInteger, any_, bindparam

from banfa.database.tenancy import select
from banfa.ledger.recording.names import name_providers
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.documents import ACT, Carried, Document
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import Service
from banfa.procedures.cases.steps import CaseStep
from banfa.trust.persons import name_persons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from banfa.trust.unit import Unit

T = TypeVar("T")
TERM_STEPS: Final = ("extend_term", "pause_term", "resume_term")
RECHECKS: Final = ("pass", "fail")
_IDS: Final = bindparam("ids", type_=ARRAY(BigInteger))
_CASES: Final = CaseFile.select().where(CaseFile.c.id == any_(_IDS))
_REMEDIES: Final = CaseRemedy.select().where(CaseRemedy.c.case_id == any_(_IDS)).order_by(CaseRemedy.c.id)
_PAPERS: Final = (
    select(
        Carried.c.remedy_id,
        Document.c.id,
        Document.c.title,
        Document.c.document_no,
        Document.c.issued_on,
        Document.c.signer,
    )
    .select_from(Carried.rows.join(Document.rows, Document.c.id == Carried.c.document_id))
    .where(Carried.c.remedy_id == any_(_IDS), Document.c.kind == ACT, Document.c.state == "issued")
    .order_by(Document.c.id)
)
_SERVICES: Final = (
    select(
        Service.c.document_id,
        Service.c.provider_id,
        Service.c.enterprise_id,
        Service.c.manner,
        Service.c.served_on,
    )
    .where(Service.c.document_id == any_(_IDS), Service.c.state == "checked")
    .order_by(Service.c.id)
)
_STEPS: Final = (
    CaseStep.select()
    .where(
        CaseStep.c.thing == "remedy",
        CaseStep.c.thing_id == any_(_IDS),
        CaseStep.c.step.in_((*TERM_STEPS, *RECHECKS)),
    )
    .order_by(CaseStep.c.id)
)


class MeasureTaken(NamedTuple):
    """A measure, its issued papers, their services on its party, the steps of its term and its re-check."""

    remedy: CaseRemedy
    papers: Sequence[Any]
    services: Sequence[Any]
    term_steps: Sequence[CaseStep]
    recheck: CaseStep | None


class LeadLine(NamedTuple):
    """A line of the register: a lead, its case if one was opened, and one measure of it if one is planned."""

    lead: Lead
    provider: str
    case: CaseFile | None
    handler: str
    taken: MeasureTaken | None


def list_leads(unit: Unit, *, before: int | None, limit: int, **equal: object) -> list[Lead]:
    """List leads, the latest first, below the id `before`."""
    c = Lead.c
    statement = Lead.select().order_by(c.id.desc()).limit(bindparam("limit"))
    if before is not None:
        statement = statement.where(c.id < before)
    if (since := equal.pop("since", None)) is not None:
        statement = statement.where(c.found_on >= since)
    if (until := equal.pop("until", None)) is not None:
        statement = statement.where(c.found_on <= until)
    for name, value in equal.items():
        statement = statement.where(c[name] == value)
    return unit.all(Lead, statement, limit=limit)


def describe_leads(unit: Unit, leads: Sequence[Lead]) -> list[LeadLine]:
    """Put beside leads what was done on them, in a number of statements that does not grow with theirs."""
    ids = sorted({lead.case_id for lead in leads if lead.case_id is not None})
    cases = {case.id: case for case in unit.all(CaseFile, _CASES, ids=ids)}
    taken = _group(_describe_remedies(unit, ids), lambda measure: measure.remedy.case_id)
    providers = name_providers(unit, {lead.provider_id for lead in leads})
    handlers = name_persons(unit, {case.handler_id for case in cases.values()})

    def describe(lead: Lead) -> Iterable[LeadLine]:
        case = cases.get(lead.case_id or 0)
        handler = (case and handlers.get(case.handler_id)) or ""
        own = [measure for measure in taken[lead.case_id or 0] if _rests_on(measure.remedy, lead)]
        measures: list[MeasureTaken | None] = [*own] or [None]
        return (
            LeadLine(lead, providers.get(lead.provider_id, ""), case, handler, measure)
            for measure in measures
        )

    return [line for lead in leads for line in describe(lead)]


def _rests_on(remedy: CaseRemedy, lead: Lead) -> bool:
    """Whether a measure is taken on a lead's situation; one without provision is on each lead of its case."""
    return not remedy.cites or lead.clause in remedy.cites


def _group(rows: Iterable[T], key: Callable[[T], int]) -> defaultdict[int, list[T]]:
    groups: defaultdict[int, list[T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _describe_remedies(unit: Unit, case_ids: Sequence[int]) -> list[MeasureTaken]:
    remedies = unit.all(CaseRemedy, _REMEDIES, ids=case_ids)
    ids = [remedy.id for remedy in remedies]
    papers = _group(unit.execute(_PAPERS, ids=ids), lambda row: row.remedy_id)
    document_ids = sorted({paper.id for rows in papers.values() for paper in rows})
    services = _group(unit.execute(_SERVICES, ids=document_ids), lambda row: row.document_id)
    steps = _group(unit.all(CaseStep, _STEPS, ids=ids), lambda step: step.thing_id)
    return [
        MeasureTaken(
            remedy,
            papers[remedy.id],
            [
                service
                for paper in papers[remedy.id]
                for service in services[paper.id]
                if (service.provider_id, service.enterprise_id) == (remedy.provider_id, remedy.enterprise_id)
            ],
            [step for step in steps[remedy.id] if step.step in TERM_STEPS],
            next((step for step in reversed(steps[remedy.id]) if step.step in RECHECKS), None),
        )
        for remedy in remedies
    ]
