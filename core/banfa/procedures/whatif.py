"""What if (测算): the facts of a period that is cut off, evaluated under terms that are a draft.

Before terms are issued only the distribution is told, so that nobody makes them to measure. Each run is
noted with who ran it and the terms tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict
from banfa.procedures.instruments.bodies import settle_draft
from banfa.procedures.instruments.editions import find_edition, settle_by
from banfa.procedures.instruments.instrument import merge_settings
from banfa.procedures.periods import first_day_after
from banfa.procedures.rounds.computing import freeze, gather_facts
from banfa.procedures.rounds.documents import list_of_round
from banfa.procedures.rounds.exclusions import list_standing
from banfa.procedures.rounds.objections import list_corrected
from banfa.procedures.rounds.transitions import Round, find_round
from banfa.procedures.whatif_distribution import Distribution, describe_distribution

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class WhatIf:
    """How a period comes out by the terms that hold for it, and how by the draft."""

    round_id: int
    applies_from: date
    holding: Distribution
    draft: Distribution


_CUT_OFF_SINCE: Final = (
    Round.select()
    .where(
        Round.c.edition == bindparam("edition"),
        Round.c.period_start >= bindparam("since"),
        Round.c.cut_off_at.is_not(None),
        Round.c.state != "withdrawn",
    )
    .order_by(Round.c.id)
)


def run_what_if(
    unit: Unit,
    profile: Profile,
    *,
    round_id: int,
    settings: Mapping[str, object],
    applies_from: date | None = None,
) -> WhatIf:
    """Evaluate a period's facts under draft terms, on top of those that hold for it.

    `applies_from`: the first day of the periods they are meant for; by default of the next one. Raises
    Malformed for settings that the edition does not take; Conflict for a period that is not cut off, and
    once a period in which the terms would apply is.
    """
    round_ = find_round(unit, round_id, lock=False)
    if round_.cut_off_at is None:
        raise Conflict("not_cut_off", "数据截止以后才能用这一期测算。", state=round_.state)
    edition = find_edition(profile, round_.edition)
    since = applies_from or first_day_after(edition, unit.today)
    _check_before_cut_off(unit, edition, since)
    instruments = list_of_round(unit, round_)
    law = settle_draft(edition, settings, before=merge_settings(instruments))
    unit.note(
        "what_if.run",
        f"round/{round_id}",
        {"settings": dict(settings), "applies_from": since},
        event=False,
    )
    return WhatIf(
        round_id=round_id,
        applies_from=since,
        holding=_evaluate(unit, round_, settle_by(profile, edition.key, instruments)),
        draft=_evaluate(unit, round_, law),
    )


def _check_before_cut_off(unit: Unit, edition: Edition, since: date) -> None:
    """Raise Conflict where results that the terms would touch can be foreseen already."""
    if later := unit.all(Round, _CUT_OFF_SINCE, edition=edition.key, since=since):
        names = "、".join(f"“{round_.name}”" for round_ in later)
        message = f"{names}已截止数据，{since}起适用的口径不能再测算：截止以后口径不能照着结果定。"
        raise Conflict("period_cut_off", message, field="applies_from")


def _evaluate(unit: Unit, round_: Round, law: Edition) -> Distribution:
    facts = gather_facts(unit, law, round_, list_corrected(unit, round_, recomputed=None))
    frozen = freeze(law, facts, list_standing(unit, round_.id))
    return describe_distribution(frozen.evaluate(), law)
