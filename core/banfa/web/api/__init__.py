"""The topics of the API, one module each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.web.api import (
    acceptances,
    audit,
    complaints,
    completeness,
    contracts,
    decisions,
    diagnoses,
    enterprises,
    exclusions,
    filings,
    findings,
    inspections,
    instruments,
    jobs,
    law,
    memberships,
    objections,
    persons,
    products,
    progress,
    providers,
    records,
    results,
    reviews,
    rounds,
    service_cases,
    sources,
    surveys,
    targets,
    tokens,
    watch,
)

if TYPE_CHECKING:
    from banfa.web.operations import Topic

TOPICS: Final[tuple[Topic, ...]] = (
    law.topic,
    instruments.topic,
    providers.topic,
    service_cases.topic,
    memberships.topic,
    products.topic,
    enterprises.topic,
    diagnoses.topic,
    contracts.topic,
    progress.topic,
    acceptances.topic,
    surveys.topic,
    reviews.topic,
    findings.topic,
    records.topic,
    complaints.topic,
    inspections.topic,
    filings.topic,
    targets.topic,
    decisions.topic,
    completeness.topic,
    rounds.topic,
    exclusions.topic,
    results.topic,
    objections.topic,
    jobs.topic,
    watch.topic,
    persons.topic,
    sources.topic,
    tokens.topic,
    audit.topic,
)
"""In the order of the document."""
