"""Runs of the watch: nightly or when asked for, stored as hits; only what changed is written.

The number of statements depends on the editions that standing hits were found under, and on the days of
events that are not seen any more; never on how many providers there are. A run for an earlier day than one
before it tells what it sees and changes nothing: history is not rewritten.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime  # noqa: TC003 - msgspec reads the annotations
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import text

from banfa.errors import Malformed
from banfa.procedures.calendars import digest_calendar
from banfa.procedures.instruments.editions import known_edition_key_on, settle_edition
from banfa.procedures.instruments.instrument import last_instrument_id
from banfa.procedures.rounds import computing
from banfa.procedures.watch import look, plan
from banfa.procedures.watch.evidence import collect_evidence
from banfa.procedures.watch.hits import (
    Hit,
    HitChange,
    SeenCount,
    WatchRun,
    find_last_run,
    list_standing,
)
from banfa.procedures.watch.plan import EditionView, HitRow, Plan
from banfa.trust.canonical import canonical
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.procedures.watch.hits import StandingHit
    from banfa.trust.unit import Unit

WATCH: Final = "watch.run"
"""The kind of work that runs the watch."""
PHASES: Final = 3

_COLUMNS: Final = (
    "id bigint, provider_id bigint, edition text, clause text, evidence_key text, evidence jsonb,"
    " situation text, state text, why text, trial boolean, explanation text, missing jsonb"
)
_GIVEN: Final = f"given AS (SELECT * FROM jsonb_to_recordset(CAST(:given AS jsonb)) AS r({_COLUMNS}))"  # noqa: S608 - our columns
_LOG: Final = (
    "INSERT INTO hit_change (tenant_id, hit_id, run_id, state, why, trial, explanation, missing)"
    " SELECT :tenant, id, :run_id, state, why, trial, explanation, missing FROM written"
    " RETURNING id, hit_id"
)
_RETURNED: Final = "RETURNING hit.id, hit.state, hit.why, hit.trial, hit.explanation, hit.missing"

_INSERT: Final = text(
    f"WITH {_GIVEN}, written AS ("  # noqa: S608 - names of our own columns
    " INSERT INTO hit (tenant_id, provider_id, edition, clause, evidence_key, evidence, situation, state,"
    " why, trial, seen_on, changed_on, explanation, missing, run_id)"
    " SELECT :tenant, provider_id, edition, clause, evidence_key, evidence, situation, state, why, trial,"
    " :day, :day, explanation, missing, :run_id FROM given"
    " ON CONFLICT (tenant_id, provider_id, edition, clause, evidence_key) DO UPDATE SET"
    " state = excluded.state, why = excluded.why, trial = excluded.trial, seen_on = excluded.seen_on,"
    " changed_on = excluded.changed_on, explanation = excluded.explanation, missing = excluded.missing,"
    f" run_id = excluded.run_id {_RETURNED}) {_LOG}"
)
"""Inserts new hits, and opens again cleared ones that hold again on the very same evidence."""

_UPDATE: Final = text(
    f"WITH {_GIVEN}, written AS ("  # noqa: S608 - names of our own columns
    " UPDATE hit SET state = given.state, why = given.why, trial = given.trial, changed_on = :day,"
    " explanation = given.explanation, missing = given.missing, run_id = :run_id"
    f" FROM given WHERE hit.tenant_id = :tenant AND hit.id = given.id {_RETURNED}) {_LOG}"
)


@dataclass(frozen=True, slots=True)
class RunRequest:
    """As of which day to run the watch, under which city's plugin."""

    as_of: date
    city: str


@dataclass(frozen=True, slots=True)
class RunRequested:
    """A run that was asked for, and the work that carries it out."""

    work_id: int
    as_of: date


def request_run(unit: Unit, profile: Profile, *, as_of: date | None = None) -> RunRequested:
    """Ask for a run as a job, as of a day up to today. Raises Malformed."""
    day = check_day(unit, as_of or unit.today)
    work_id = unit.work(WATCH, asdict(RunRequest(day, profile.city.key)), merge=True)
    unit.note("watch.run_requested", f"work/{work_id}", {"as_of": day}, event=False)
    return RunRequested(work_id, day)


def check_day(unit: Unit, day: date) -> date:
    """Check that the day has come: a day ahead can be looked at, but not stored. Raises Malformed."""
    if day > unit.today:
        message = "截至之日 as_of 不能晚于今天；以后的日期只能查看，不能存储。"
        raise Malformed("future_day", message, field="as_of")
    return day


def run_watch(unit: Unit, request: RunRequest, progress: Callable[[int, int, str], None]) -> WatchRun:
    """Carry out the work `watch.run`."""
    profile = computing.cities().profile(request.city)
    return store_run(unit, profile, as_of=request.as_of, progress=progress)


def store_run(
    unit: Unit,
    profile: Profile,
    *,
    as_of: date,
    progress: Callable[[int, int, str], None] = lambda _done, _total, _step: None,
) -> WatchRun:
    """Run the watch as of a day and store what changed."""
    take_lock(unit, Lock.WATCH)
    last = find_last_run(unit)
    is_latest = last is None or last.as_of <= as_of
    standing = list_standing(unit) if is_latest else []
    known_at = unit.watermark()
    progress(0, PHASES, "汇集事实、判断条款")
    with unit.snapshot() as connection:
        views = EditionViews(unit, profile, connection, known_at)
        main = views.in_force(as_of)
        progress(1, PHASES, "比对已有的线索")
        rows = _compare(views, main, standing) if is_latest else []
    progress(2, PHASES, "存储变化")
    run = _write(unit, main, rows, is_latest=is_latest)
    progress(PHASES, PHASES, "完成")
    return run


class EditionViews:
    """What a run sees in one snapshot, under the edition in force and those of older hits."""

    def __init__(self, unit: Unit, profile: Profile, connection: Connection, known_at: datetime) -> None:
        self._unit = unit
        self._profile = profile
        self._connection = connection
        self._known_at = known_at

    def in_force(self, day: date) -> EditionView:
        """See under the edition in force that day, else under the city's last, on trial."""
        key = known_edition_key_on(self._unit, self._profile, day=day)
        return self._view(self._settle(key or self._profile.latest.key, day), day, trial=key is None)

    def older(self, standing: Sequence[StandingHit], main: EditionView) -> dict[str, EditionView]:
        """See under each other edition that hits stand under, for their providers."""
        editions = {edition.key for edition in self._profile.editions} - {main.seen.law.key}
        providers_of: dict[str, set[int]] = {}
        for hit in standing:
            if hit.edition in editions and hit.evidence and not hit.trial:
                providers_of.setdefault(hit.edition, set()).add(hit.provider_id)
        return {
            key: self._view(self._settle(key, main.day), main.day, only=sorted(providers))
            for key, providers in sorted(providers_of.items())
        }

    def on(self, law: Edition, day: date, providers: set[int]) -> EditionView:
        """See under an edition already seen, as of another day."""
        return self._view(law, day, only=sorted(providers))

    def _settle(self, key: str, day: date) -> Edition:
        return settle_edition(self._unit, self._profile, edition=key, day=day)

    def _view(
        self, law: Edition, day: date, *, trial: bool = False, only: Sequence[int] | None = None
    ) -> EditionView:
        as_of = look.as_of_for(self._unit, self._connection, law, day=day, known_at=self._known_at)
        seen = look.see(self._connection, law, as_of, trial=trial, only=only)
        return EditionView(seen, collect_evidence(self._connection, seen))


def _compare(views: EditionViews, main: EditionView, standing: Sequence[StandingHit]) -> list[HitRow]:
    """Give the rows to be written: standing hits that change, and new ones."""
    changes = Plan()
    plan.follow_hits(changes, standing, main, views.older(standing, main))
    again: dict[tuple[str, date], list[tuple[StandingHit, EditionView]]] = {}
    for hit, view in changes.doubtful:
        again.setdefault((hit.edition, hit.seen_on), []).append((hit, view))
    for (_, day), doubtful in again.items():
        then = views.on(doubtful[0][1].seen.law, day, {hit.provider_id for hit, _ in doubtful})
        for hit, view in doubtful:
            plan.follow_event(changes, hit, view, then)
    plan.add_new_hits(changes, main)
    return plan.make_rows(changes)


def _write(unit: Unit, main: EditionView, rows: Sequence[HitRow], *, is_latest: bool) -> WatchRun:
    """Write the run and what it changed; one note for all."""
    seen = main.seen
    run = unit.add(
        WatchRun,
        as_of=main.day,
        known_at=seen.data.at.known_at,
        edition=seen.law.key,
        trial=seen.trial,
        instrument_id=last_instrument_id(unit),
        calendar=digest_calendar(seen.data.at.calendar, main.day),
        kept=is_latest,
        providers=len(seen.data.providers),
        seen=SeenCount(int((seen.states == look.MET).sum()), int((seen.states == look.OPEN).sum())),
        changes=dict(sorted(Counter(row.state for row in rows).items())),
        ran_by=unit.actor.person.id,
        ran_at=unit.now,
    )
    for statement, is_new in ((_UPDATE, False), (_INSERT, True)):
        if given := [row for row in rows if (row.id is None) is is_new]:
            # One text of JSON makes it one statement whatever the number of rows.
            values = {"run_id": run.id, "day": main.day, "given": msgspec.json.encode(given).decode()}
            written = unit.execute(statement, **values).all()
            unit.seal(Hit.table, [row.hit_id for row in written])
            unit.seal(HitChange.table, [row.id for row in written])
    data = {name: getattr(run, name) for name in ("as_of", "known_at", "edition", "trial", "kept", "changes")}
    digest = sha256(canonical(msgspec.to_builtins(rows))).hexdigest()
    unit.note("watch.ran", f"watch_run/{run.id}", {**data, "digest": digest}, event=bool(rows))
    return run
