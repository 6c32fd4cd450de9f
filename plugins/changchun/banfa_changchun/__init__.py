"""The measure of Changchun (长春): how the pool of transformation providers of the pilot is managed.

Read beside the measure, provisional: `outline` lists its 36 provisions, `rules` holds article 2, `clauses`
7 to 9, `edition` 5(4), 10 and 12. It evaluates (10) without points or grades, so there is no rubric and no
grading: `vocabulary` has a record kind for the results.
`demo_terms.yaml` is an example of what a bureau might set; it is no law, and nothing here reads it.
"""

from __future__ import annotations

from pathlib import Path

from banfa.law import AdmissionRoute, Category, City, Edition, Notice, RecordKind, hook

from .admission import ROUTES
from .edition import PROVISIONAL
from .notices import NOTICES
from .vocabulary import BUREAU, CATEGORIES, RECORD_KINDS


@hook
def city() -> City:
    """长春市: its bureau of industry and information technology keeps the pool (article 2)."""
    return BUREAU


@hook
def editions() -> tuple[Edition, ...]:
    """One edition so far, provisional (暂行)."""
    return (PROVISIONAL,)


@hook
def categories() -> tuple[Category, ...]:
    """One kind of provider: enterprises and institutions alike (article 2)."""
    return CATEGORIES


@hook
def record_kinds() -> tuple[RecordKind, ...]:
    """What articles 5, 6 and 10 want kept beyond Banfa's own records."""
    return RECORD_KINDS


@hook
def worked_cases() -> tuple[Path, ...]:
    """The cases beside this module, each with an expectation written by hand."""
    return tuple(sorted((Path(__file__).parent / "cases").glob("*.yaml")))


@hook
def notices() -> tuple[Notice, ...]:
    """The documents of articles 7 to 9."""
    return NOTICES


@hook
def admission_routes() -> tuple[AdmissionRoute, ...]:
    """Article 2: enterprises and institutions, by steps of the bureau's own."""
    return ROUTES
