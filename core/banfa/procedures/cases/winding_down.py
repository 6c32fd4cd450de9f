"""收尾清单: what is left to do once the pilot has ended: nothing new, but what runs has to come to its end.

Whether a running order or a claim for money goes on is a reading; nothing here ends one by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from banfa.database.tenancy import select
from banfa.procedures.cases.casefiles import UNCLOSED, CaseFile
from banfa.procedures.cases.effect_rows import OPEN, Effect
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.proceeding_rows import Proceeding
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.replacing import Replacement
from banfa.procedures.counts import count_where
from banfa.procedures.instruments.editions import edition_key_on
from banfa.procedures.instruments.instrument import list_promulgations

if TYPE_CHECKING:
    from datetime import date

    from banfa.trust.unit import Unit

RUNNING: Final = ("running", "paused", "reported", "lapsed")
UNDECIDED: Final = ("planned", "told", "heard", "dropping")
UNVERIFIED: Final = ("pending", "verified", "confirmed", "declining")


class Left(NamedTuple):
    """How much is left: leads without an end, remedies not decided, orders that run, what is still to do.

    Also what is shown and was not taken down, other bodies' proceedings, applications, and cases that are
    open or not archived.
    """

    leads: int
    undecided: int
    orders: int
    effects: int
    shown: int
    proceedings: int
    replacements: int
    cases: int
    unarchived: int


class WindDown(NamedTuple):
    """Where the pilot stands: since when no edition is in force (None: one is), and what is left."""

    ended_on: date | None
    left: Left


_LEFT: Final = select(
    count_where(Lead.c.id, Lead.c.state.in_(UNVERIFIED)),
    count_where(CaseRemedy.c.id, CaseRemedy.c.state.in_(UNDECIDED)),
    count_where(CaseRemedy.c.id, CaseRemedy.c.state.in_(RUNNING)),
    count_where(Effect.c.id, Effect.c.state.in_(OPEN)),
    count_where(Publication.c.id, Publication.c.state == "posted"),
    count_where(Proceeding.c.id, Proceeding.c.state != "ended"),
    count_where(Replacement.c.id, Replacement.c.state.in_(("applied", "recommended", "agreed"))),
    count_where(CaseFile.c.id, CaseFile.c.state.in_(UNCLOSED)),
    count_where(CaseFile.c.id, CaseFile.c.state == "closed"),
)


def find_wind_down(unit: Unit) -> WindDown:
    """Find what is left, in one statement however much there is."""
    left = Left._make(unit.execute(_LEFT).one())
    if edition_key_on(unit, unit.today) is not None:
        return WindDown(None, left)
    ends = [span.until for span in list_promulgations(unit).values() if span.until is not None]
    return WindDown(max((end for end in ends if end < unit.today), default=None), left)
