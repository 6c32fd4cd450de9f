"""The measure of Xiamen (厦门): how the pilot's service providers are evaluated, warned and disqualified.

Read beside the text: `outline` lists its 53 provisions; `vocabulary` holds article 4 and what is recorded;
`rubric` article 6; `grading` 7(2); `rules` articles 1, 7(1), 8, 9 and 10; `clauses` articles 11 and 12;
`edition` puts them together. The annex with the scoring standards is missing: `demo_terms.yaml` is a made-up
example of one, for demonstration and for the worked cases only.
"""

from pathlib import Path

from banfa.law import AdmissionRoute, Category, City, Edition, Industry, Notice, RecordKind, hook

from .admission import ROUTES
from .edition import DRAFT
from .notices import NOTICES
from .vocabulary import CATEGORIES, CITY, INDUSTRIES, RECORD_KINDS

HERE = Path(__file__).parent


@hook
def city() -> City:
    """厦门市, whose bureau of industry and information evaluates the providers (articles 2 and 3)."""
    return CITY


@hook
def editions() -> tuple[Edition, ...]:
    """The draft put out for comment: the only text there is."""
    return (DRAFT,)


@hook
def categories() -> tuple[Category, ...]:
    """The three kinds article 4 names, and the rest, for its list is open."""
    return CATEGORIES


@hook
def industries() -> tuple[Industry, ...]:
    """One entry for the industries of the pilot's work plan: the measure itself names none."""
    return INDUSTRIES


@hook
def record_kinds() -> tuple[RecordKind, ...]:
    """What articles 6, 9 and 10 want kept beyond Banfa's own records."""
    return RECORD_KINDS


@hook
def worked_cases() -> tuple[Path, ...]:
    """The cases beside this module, each with an expectation written by hand."""
    return tuple(sorted((HERE / "cases").glob("*.yaml")))


@hook
def notices() -> tuple[Notice, ...]:
    """The documents of articles 8, 11 and 12."""
    return NOTICES


@hook
def admission_routes() -> tuple[AdmissionRoute, ...]:
    """Article 4: by a notice that we do not hold."""
    return ROUTES
