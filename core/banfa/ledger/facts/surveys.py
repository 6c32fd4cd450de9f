"""Where the facts about satisfaction and expert reviews are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, func
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import ROUND_START
from banfa.ledger.facts.aggregates import COUNT, TOTAL, Source
from banfa.ledger.facts.contracts import served_enterprises
from banfa.ledger.facts.pool import find_pool
from banfa.ledger.facts.selects import leave_out_doubles, select_each, select_in_pool
from banfa.ledger.kinds.reviews import Review
from banfa.ledger.kinds.surveys import DISSATISFIED, OVERALL, Survey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from banfa.ledger.entries.asof import AsOf
    from banfa.ledger.facts.aggregates import Aggregate

PAIR: Final = ("provider_id", "enterprise_id")
s, r = Survey.c, Review.c

answers = Source(
    "survey",
    "answers",
    leave_out_doubles(select_in_pool(Survey.rows, "answered_on", s.topic, s.answer, s.score), Survey),
    reports=("survey",),
    pooled=True,
)
last_first = (s.answered_on.desc(), s.entry_id.desc())
verdicts = Source(
    "survey",
    "asked",
    select_each(
        Survey.rows,
        PAIR,
        "answered_on",
        func.max(s.answered_on).filter(s.answer == DISSATISFIED).label("dissatisfied_on"),
        func.array_agg(aggregate_order_by(s.answer, *last_first))[1].label("last_answer"),
        func.array_agg(aggregate_order_by(s.entry_id, *last_first))[1].label("last_id"),
    ).where(s.topic == OVERALL),
    reports=("survey",),
    pooled=True,
)
"""Enterprises that gave a verdict, and the last one: of several on one day the one recorded last."""

v = verdicts.table.c
served = served_enterprises.table.c
served_verdicts = Source(
    "survey",
    "served_verdicts",
    select(
        served.provider_id,
        served.enterprise_id,
        served.last_on,
        served.since,
        v.dissatisfied_on,
        v.last_on.label("answered_on"),
        v.last_answer,
        v.last_id,
        v.id,
    ).join_from(
        served_enterprises.table,
        verdicts.table,
        and_(v.provider_id == served.provider_id, v.enterprise_id == served.enterprise_id),
    ),
    reports=("survey", "contract"),
    pooled=True,
)
"""Enterprises served that gave a verdict: some of those that `served_enterprises` counts, day for day."""
one_voice = Source(
    "survey",
    "one_voice",
    select_in_pool(Survey.rows, "answered_on", s.topic, s.score)
    .where(s.score.is_not(None))
    .ext(distinct_on(s.provider_id, s.enterprise_id, s.topic))
    .order_by(s.provider_id, s.enterprise_id, s.topic, s.answered_on.desc(), s.entry_id.desc()),
    reports=("survey",),
    pooled=True,
)
"""What each enterprise gave last on each topic."""

reviews = Source(
    "review",
    "reviews",
    leave_out_doubles(select_in_pool(Review.rows, "reviewed_on", r.topic, r.score), Review),
    reports=("review",),
    pooled=True,
)


def _has_score(row: Any, topic: str) -> Any:
    """Points given on a topic."""
    return (row.topic == topic) & row.score.is_not(None)


def _is_of_stay(row: Any, day: Any) -> Any:
    """A verdict of this stay."""
    return day >= row.since


VOICES: Final[Mapping[str, Aggregate]] = {
    "dissatisfied_answers": answers.aggregate(
        COUNT, on="answered_on", where=lambda row: (row.topic == OVERALL) & (row.answer == DISSATISFIED)
    ),
    "rating_sum": answers.aggregate(TOTAL, "score", on="answered_on", where=_has_score, takes=(str,)),
    "rating_count": answers.aggregate(COUNT, on="answered_on", where=_has_score, takes=(str,)),
    "dissatisfied_enterprises": verdicts.aggregate(
        COUNT,
        on="last_on",
        where=lambda row: row.last_answer == DISSATISFIED,
        undone_by=("survey",),
        ids="last_id",
    ),
    "ever_dissatisfied_enterprises": verdicts.aggregate(COUNT, on="dissatisfied_on"),
    "surveyed_enterprises": verdicts.aggregate(COUNT, on="last_on"),
    "dissatisfied_served": served_verdicts.aggregate(
        COUNT,
        on="last_on",
        where=lambda row: _is_of_stay(row, row.answered_on) & (row.last_answer == DISSATISFIED),
        undone_by=("survey",),
        ids="last_id",
        happened="answered_on",
    ),
    "ever_dissatisfied_served": served_verdicts.aggregate(
        COUNT,
        on="last_on",
        where=lambda row: _is_of_stay(row, row.dissatisfied_on),
        happened="dissatisfied_on",
    ),
    "voice_sum": one_voice.aggregate(
        TOTAL, "score", on="answered_on", where=_has_score, takes=(str,), undone_by=("survey",)
    ),
    "voice_count": one_voice.aggregate(COUNT, on="answered_on", where=_has_score, takes=(str,)),
    "review_sum": reviews.aggregate(TOTAL, "score", on="reviewed_on", where=_has_score, takes=(str,)),
    "review_count": reviews.aggregate(COUNT, on="reviewed_on", where=_has_score, takes=(str,)),
}

SATISFACTION: Final = frozenset(name for name, voice in VOICES.items() if voice.source.kind == "survey")
"""Facts that add up what enterprises said."""

_of_period = (
    select_in_pool(Survey.rows, "answered_on", s.topic, s.enterprise_id)
    .where(s.provider_id == bindparam("provider_id"), s.answered_on >= ROUND_START)
    .subquery()
)
_COUNT_VOICES: Final = select(
    _of_period.c.topic, func.count(_of_period.c.enterprise_id.distinct()).label("voices")
).group_by(_of_period.c.topic)


def count_voices(connection: Connection, provider_id: int, at: AsOf) -> dict[str, int]:
    """Count the enterprises that spoke of a provider in the round's period, by topic."""
    pool = find_pool(connection, at, [provider_id])
    rows = connection.execute(_COUNT_VOICES, {**at.binds(), **pool.binds(), "provider_id": provider_id})
    return {row.topic: row.voices for row in rows}
