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
    from banfa.web.operation import Blueprint

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    law.blp,
    instruments.blp,
    providers.blp,
    service_cases.blp,
    memberships.blp,
    products.blp,
    enterprises.blp,
    diagnoses.blp,
    contracts.blp,
    progress.blp,
    acceptances.blp,
    surveys.blp,
    reviews.blp,
    findings.blp,
    records.blp,
    complaints.blp,
    inspections.blp,
    filings.blp,
    targets.blp,
    decisions.blp,
    completeness.blp,
    rounds.blp,
    exclusions.blp,
    results.blp,
    objections.blp,
    jobs.blp,
    watch.blp,
    persons.blp,
    sources.blp,
    tokens.blp,
    audit.blp,
)
"""In the order of the document."""
