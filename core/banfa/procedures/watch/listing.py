"""What the watch (情形监测) shows of a day: as its last run stored it, or worked out afresh.

It proposes; people decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from sqlalchemy import BigInteger, Integer, Text, bindparam, func, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from banfa.law.cite import cite
from banfa.ledger.recording.changes import list_changed_kinds
from banfa.ledger.recording.names import name_providers
from banfa.procedures.calendars import digest_calendar, read_calendar
from banfa.procedures.instruments.editions import edition_key_on
from banfa.procedures.instruments.instrument import last_instrument_id
from banfa.procedures.watch.hits import CLEARED, OPEN, Hit, NamedHit, find_last_run, h, name_hits
from banfa.procedures.watch.look import STATE_OF_CODE, Explanation, explain_places, look

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime

    from banfa.cities.profile import Profile
    from banfa.law import Clause
    from banfa.procedures.watch.hits import WatchRun
    from banfa.procedures.watch.look import ClauseState, Place, Seen
    from banfa.trust.unit import Unit

SortKey = tuple[int, tuple[int, ...], str, int]
"""Where a clause of a provider comes in the list: provider, provision, its key, the hit's id (afresh: 0)."""


@dataclass(frozen=True, slots=True)
class SeenClause:
    """A clause that is met or open for a provider: a proposal, for people to decide upon.

    `clause` is None where the plugin has it no longer; `key` and `situation` tell which one it was.
    """

    provider_id: int
    provider: str
    key: str
    situation: str
    clause: Clause | None
    state: ClauseState
    explanation: Explanation
    trial: bool
    edition: str
    sort_key: SortKey


@dataclass(frozen=True, slots=True)
class Watched:
    """What the watch shows, as of a day and as known at a moment; both None where it never ran.

    `changed` names what has changed since: kinds of entry, `instrument`, `calendar` and `edition`.
    """

    as_of: date | None
    known_at: datetime | None
    fresh: bool
    changed: tuple[str, ...]
    clauses: tuple[SeenClause, ...]


def watch_afresh(
    unit: Unit,
    profile: Profile,
    *,
    as_of: date,
    provider_id: int | None = None,
    state: ClauseState | None = None,
    clause: str | Collection[str] | None = None,
    after: SortKey | None = None,
    limit: int | None = None,
) -> Watched:
    """Work out which clauses are met or open as of a day, by provider and provision, explained.

    `provider_id` looks at one provider only, `state` at those met or those open, `clause` at one or several
    provisions by key; `after` is the `sort_key` of the last one seen.
    """
    clauses = {clause} if isinstance(clause, str) else clause
    seen = look(unit, profile, day=as_of, provider_id=provider_id)
    wanted = np.isin(seen.states, [code for code, name in STATE_OF_CODE.items() if state in (None, name)])
    keys: dict[Place, SortKey] = {}
    for n, row in np.argwhere(wanted).tolist():
        place = seen.judged[n].clause.cite
        if clauses is None or place.key in clauses:
            keys[n, row] = (int(seen.data.providers[row]), place.numbers, place.key, 0)
    places = [place for place, key in keys.items() if after is None or key > after]
    places.sort(key=keys.__getitem__)
    seen_clauses = tuple(_see_clauses(unit, seen, places[:limit], keys))
    return Watched(as_of, seen.data.at.known_at, fresh=True, changed=(), clauses=seen_clauses)


def _see_clauses(
    unit: Unit, seen: Seen, places: Sequence[Place], keys: dict[Place, SortKey]
) -> Iterator[SeenClause]:
    """Explain clauses of providers, in the order given."""
    names = name_providers(unit, {keys[place][0] for place in places})
    explanations = explain_places(seen, places)
    for n, row in places:
        provider_id = int(seen.data.providers[row])
        clause = seen.judged[n].clause
        yield SeenClause(
            provider_id=provider_id,
            provider=names.get(provider_id, ""),
            key=clause.cite.key,
            situation=clause.zh,
            clause=clause,
            state=STATE_OF_CODE[int(seen.states[n, row])],
            explanation=explanations[n, row],
            trial=seen.trial,
            edition=seen.law.key,
            sort_key=keys[n, row],
        )


# A clause's key is its path and, for half of a provision, a word: 12.3, 11.5前段.
_PATH: Final = func.string_to_array(func.substring(h.clause, r"^[0-9.]+"), ".").cast(ARRAY(Integer))
_ORDER: Final = (h.provider_id, _PATH, h.clause, h.id)
_STANDING: Final = Hit.select().where(h.state != CLEARED).order_by(*_ORDER).limit(bindparam("limit"))
_AFTER: Final = tuple_(*_ORDER) > tuple_(
    bindparam("provider", type_=BigInteger),
    bindparam("path", type_=ARRAY(Integer)),
    bindparam("clause", type_=Text),
    bindparam("hit", type_=BigInteger),
)


def read_watch(
    unit: Unit,
    profile: Profile,
    *,
    provider_id: int | None = None,
    state: ClauseState | None = None,
    clause: str | None = None,
    after: SortKey | None = None,
    limit: int = 50,
) -> Watched:
    """Read which clauses are met or open as the last run stored them, by provider and provision.

    What is met by an event that once happened counts as met. The statements do not depend on how many hits
    there are, nor what it takes on how many are not shown.
    """
    run = find_last_run(unit)
    if run is None:
        return Watched(None, None, fresh=False, changed=(), clauses=())
    statement = _STANDING
    binds: dict[str, object] = {"limit": limit}
    if after is not None:
        binds |= zip(("provider", "path", "clause", "hit"), after, strict=True)
        statement = statement.where(h.provider_id >= bindparam("provider"), _AFTER)
    if provider_id is not None:
        statement = statement.where(h.provider_id == provider_id)
    if clause is not None:
        statement = statement.where(h.clause == clause)
    if state is not None:
        statement = statement.where(h.state == OPEN if state == "open" else h.state != OPEN)
    law = {
        (edition.key, clause.cite.key): clause for edition in profile.editions for clause in edition.clauses
    }
    named_hits = name_hits(unit, unit.all(Hit, statement, **binds))
    clauses = tuple(_show_hit(named, law.get((named.hit.edition, named.hit.clause))) for named in named_hits)
    changed = _changes_since_run(unit, run)
    return Watched(run.as_of, run.known_at, fresh=False, changed=changed, clauses=clauses)


def _show_hit(named: NamedHit, clause: Clause | None) -> SeenClause:
    hit = named.hit
    numbers = cite(hit.clause).numbers
    return SeenClause(
        provider_id=hit.provider_id,
        provider=named.provider,
        key=hit.clause,
        situation=hit.situation,
        clause=clause,
        state="open" if hit.state == OPEN else "met",
        explanation=Explanation(hit.explanation, hit.missing),
        trial=hit.trial,
        edition=hit.edition,
        sort_key=(hit.provider_id, numbers, hit.clause, hit.id),
    )


def _changes_since_run(unit: Unit, run: WatchRun) -> tuple[str, ...]:
    """Name what a run should have known and does not: kinds of entry, instruments, holidays, the edition."""
    others = {
        "instrument": last_instrument_id(unit) != run.instrument_id,
        "calendar": digest_calendar(read_calendar(unit.connection, unit.tenant_id), run.as_of)
        != run.calendar,
        "edition": edition_key_on(unit, run.as_of) != (None if run.trial else run.edition),
    }
    entries = list_changed_kinds(unit, known_at=run.known_at, as_of=run.as_of)
    return (*entries, *(name for name, changed in others.items() if changed))
