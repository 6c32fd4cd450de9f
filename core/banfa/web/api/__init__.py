"""The topics of the API: a module each, and a blueprint for each kind of entry from its declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.kinds.registry import KINDS
from banfa.web.api import (
    audit,
    calendar,
    case_papers,
    casework,
    contracts,
    decisions,
    district_applications,
    district_claims,
    doubles,
    exclusions,
    exports,
    files,
    finance,
    history,
    import_batches,
    imports,
    instruments,
    jobs,
    law,
    list_exports,
    monthly_table,
    objections,
    overruled,
    party_links,
    persons,
    pool_history,
    projects,
    reads,
    results,
    rounds,
    scale_sheets,
    sources,
    subsidies,
    task_book_targets,
    texts,
    tokens,
    visit_counts,
    watch,
    whatif,
)
from banfa.web.api.entries import Extra, make_blueprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.web.operation import Blueprint

EXTRAS: Final[Mapping[str, Extra]] = {"contract": contracts.STANDING}
"""What some kinds of entry are answered with beside what was recorded."""

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    law.blp,
    instruments.blp,
    scale_sheets.blp,
    calendar.blp,
    *(make_blueprint(kind, EXTRAS.get(kind.name)) for kind in KINDS.values()),
    *(exports.make_blueprint(kind) for kind in KINDS.values()),
    imports.blp,
    import_batches.blp,
    list_exports.blp,
    files.blp,
    decisions.blp,
    overruled.blp,
    doubles.blp,
    rounds.blp,
    exclusions.blp,
    results.blp,
    objections.blp,
    whatif.blp,
    jobs.blp,
    watch.blp,
    *casework.BLUEPRINTS,
    case_papers.blp,
    pool_history.blp,
    subsidies.blp,
    district_applications.blp,
    district_claims.blp,
    visit_counts.blp,
    projects.blp,
    monthly_table.blp,
    task_book_targets.blp,
    history.blp,
    finance.blp,
    party_links.blp,
    persons.blp,
    sources.blp,
    texts.blp,
    tokens.blp,
    audit.blp,
    reads.blp,
)
"""In the order of the document."""
