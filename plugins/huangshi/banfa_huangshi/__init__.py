"""The measure of Huangshi (黄石): how the digital service providers of the national pilot are managed.

Read beside the measure, a draft of November 2025: `outline` lists its 61 provisions, `rules` holds articles
2, 6, 8, 9 and 17, `rubric` and `grading` 10 and 11, `clauses` 14 to 16 and 18; `edition` adds 12, 19 and 21.
`demo_terms.yaml` is an example of what a bureau might set; it is no law, and nothing here reads it.
"""

from __future__ import annotations

from pathlib import Path

from banfa.law import AdmissionRoute, Category, City, Edition, Industry, Notice, RecordKind, hook

from .admission import ROUTES
from .edition import DRAFT
from .notices import NOTICES
from .vocabulary import BUREAU, CATEGORIES, INDUSTRIES, RECORD_KINDS


@hook
def city() -> City:
    """黄石市: its bureau of economy and information technology runs the measure (article 4)."""
    return BUREAU


@hook
def editions() -> tuple[Edition, ...]:
    """One edition so far: the draft put out for comment."""
    return (DRAFT,)


@hook
def categories() -> tuple[Category, ...]:
    """One kind of provider: the text makes no difference among them."""
    return CATEGORIES


@hook
def industries() -> tuple[Industry, ...]:
    """The five pilot industries of 6(4)."""
    return INDUSTRIES


@hook
def record_kinds() -> tuple[RecordKind, ...]:
    """What articles 5, 8, 9, 11 and 19 want kept beyond Banfa's own records."""
    return RECORD_KINDS


@hook
def worked_cases() -> tuple[Path, ...]:
    """The cases beside this module, each with an expectation written by hand."""
    return tuple(sorted((Path(__file__).parent / "cases").glob("*.yaml")))


@hook
def notices() -> tuple[Notice, ...]:
    """The documents of articles 14, 15, 16 and 18."""
    return NOTICES


@hook
def admission_routes() -> tuple[AdmissionRoute, ...]:
    """Article 7: review by experts or filing, as the stage asks."""
    return ROUTES
