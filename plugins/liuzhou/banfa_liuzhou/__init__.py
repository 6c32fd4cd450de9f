"""The measure of Liuzhou (柳州): how integrators and product providers of the pilot are managed.

Read beside the measure, a draft of 2025: `outline` lists its 50 provisions, `rules` holds 2 and 10(2),
`clauses` 12 to 15. It evaluates (11) without points or grades, so there is no rubric and no grading:
`vocabulary` has a record kind for the appraisals.
`demo_terms.yaml` is an example of what a bureau might set; it is no law, and nothing here reads it.
"""

from __future__ import annotations

from pathlib import Path

from banfa.law import AdmissionRoute, Category, City, Edition, Notice, RecordKind, TaskBookDuty, hook

from .admission import ROUTES
from .edition import DRAFT
from .notices import NOTICES
from .task_books import TASK_BOOKS
from .vocabulary import BUREAU, CATEGORIES, RECORD_KINDS


@hook
def city() -> City:
    """柳州市: its bureau of industry and information technology runs the measure (articles 2, 7 and 11)."""
    return BUREAU


@hook
def editions() -> tuple[Edition, ...]:
    """One edition so far: the draft put out for comment."""
    return (DRAFT,)


@hook
def categories() -> tuple[Category, ...]:
    """Integrators and product providers (article 2)."""
    return CATEGORIES


@hook
def record_kinds() -> tuple[RecordKind, ...]:
    """What articles 4, 6, 8, 9, 10 and 11 want kept beyond Banfa's own records."""
    return RECORD_KINDS


@hook
def worked_cases() -> tuple[Path, ...]:
    """The cases beside this module, each with an expectation written by hand."""
    return tuple(sorted((Path(__file__).parent / "cases").glob("*.yaml")))


@hook
def notices() -> tuple[Notice, ...]:
    """The documents of articles 12 to 15."""
    return NOTICES


@hook
def admission_routes() -> tuple[AdmissionRoute, ...]:
    """Article 2: the bureau selects, by steps of its own."""
    return ROUTES


@hook
def task_books() -> tuple[TaskBookDuty, ...]:
    """Article 8(2): integrators sign one."""
    return TASK_BOOKS
