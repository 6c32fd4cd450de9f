"""The measure of Changsha (长沙, 长工信发〔2024〕8号): promoters, integrators and ecosystem providers.

Read beside the text: `outline` lists its 44 provisions and what our copy lacks; `vocabulary` holds article 2
and what is recorded; `rules` articles 3 to 8 and 12; `clauses` article 13; `edition` puts them together.
Nobody is given points or grades. The copy breaks off after 13(2): what came after it is marked as missing.
"""

from pathlib import Path

from banfa.law import AdmissionRoute, Category, City, Edition, Industry, Notice, RecordKind, hook

from .admission import ROUTES
from .edition import ISSUED
from .notices import NOTICES
from .vocabulary import CATEGORIES, CITY, INDUSTRIES, RECORD_KINDS

HERE = Path(__file__).parent


@hook
def city() -> City:
    """长沙市, whose bureau of industry and information issued the measure."""
    return CITY


@hook
def editions() -> tuple[Edition, ...]:
    """The measure as issued in 2024."""
    return (ISSUED,)


@hook
def categories() -> tuple[Category, ...]:
    """The three kinds of service body of article 2."""
    return CATEGORIES


@hook
def industries() -> tuple[Industry, ...]:
    """The four industries of article 2."""
    return INDUSTRIES


@hook
def record_kinds() -> tuple[RecordKind, ...]:
    """What articles 4 and 6 to 12 want kept beyond Banfa's own records."""
    return RECORD_KINDS


@hook
def worked_cases() -> tuple[Path, ...]:
    """The cases beside this module, each with an expectation written by hand."""
    return tuple(sorted((HERE / "cases").glob("*.yaml")))


@hook
def notices() -> tuple[Notice, ...]:
    """The documents of article 13."""
    return NOTICES


@hook
def admission_routes() -> tuple[AdmissionRoute, ...]:
    """Articles 3 to 5: three kinds of body, three ways into the pool."""
    return ROUTES
