"""Runs of the watch: nightly or when asked for, stored as hits; only what changed is written.

The number of statements depends on the editions that standing hits were found under, and on the days of
events that are not seen any more; never on how many providers there are. A run for an earlier day than one
before it tells what it sees and changes nothing: history is not rewritten.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, text

from banfa.errors import Malformed
from banfa.procedures.instruments import issue
from banfa.procedures.instruments.issue import instrument
from banfa.procedures.locks import take_turn
from banfa.procedures.rounds import computing
from banfa.procedures.watch import hits, look, plan
from banfa.procedures.watch.evidence import evidence_of
from banfa.procedures.watch.hits import watch_run
from banfa.procedures.watch.plan import EditionView, Plan
from banfa.trust.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.procedures.watch.plan import Hit
    from banfa.trust.unit import Unit

WATCH: Final = "watch.run"
"""The kind of work that runs the watch."""
TURN: Final = 0x0BA111
"""One run of a tenant's watch after the other."""
PHASES: Final = 3

_COLUMNS: Final = (
    "id bigint, provider_id bigint, edition text, clause text, evidence_key text, evidence jsonb,"
    " ground text, state text, why text, trial boolean, explanation text, missing jsonb"
)
_GIVEN: Final = f"given AS (SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r({_COLUMNS}))"  # noqa: S608 - our columns
_LOG: Final = (
    "INSERT INTO hit_change (tenant_id, hit_id, run_id, state, why, trial, explanation, missing)"
    " SELECT :tenant_id, id, :run_id, state, why, trial, explanation, missing FROM written"
)
_RETURNED: Final = "RETURNING hit.id, hit.state, hit.why, hit.trial, hit.explanation, hit.missing"

NEW: Final = text(
    f"WITH {_GIVEN}, written AS ("  # noqa: S608 - names of our own columns
    " INSERT INTO hit (tenant_id, provider_id, edition, clause, evidence_key, evidence, ground, state, why,"
    " trial, seen_on, changed_on, explanation, missing, run_id)"
    " SELECT :tenant_id, provider_id, edition, clause, evidence_key, evidence, ground, state, why, trial,"
    " :day, :day, explanation, missing, :run_id FROM given"
    " ON CONFLICT (tenant_id, provider_id, edition, clause, evidence_key) DO UPDATE SET"
    " state = excluded.state, why = excluded.why, trial = excluded.trial, seen_on = excluded.seen_on,"
    " changed_on = excluded.changed_on, explanation = excluded.explanation, missing = excluded.missing,"
    f" run_id = excluded.run_id {_RETURNED}) {_LOG}"
)
"""New hits, and cleared ones that hold again on the very same evidence: these are opened again."""

CHANGED: Final = text(
    f"WITH {_GIVEN}, written AS ("  # noqa: S608 - names of our own columns
    " UPDATE hit SET state = given.state, why = given.why, trial = given.trial, changed_on = :day,"
    " explanation = given.explanation, missing = given.missing, run_id = :run_id"
    f" FROM given WHERE hit.tenant_id = :tenant_id AND hit.id = given.id {_RETURNED}) {_LOG}"
)


def request_run(unit: Unit, profile: Profile, *, as_of: date | None = None) -> dict[str, Any]:
    """Ask for a run as a job, as of a day up to today. Returns {"work_id", "as_of"}. Raises Malformed."""
    day = check_day(unit, as_of or unit.today)
    work_id = unit.work(WATCH, {"as_of": day.isoformat(), "city": profile.city.key})
    unit.note("watch.run_requested", f"work/{work_id}", {"as_of": day.isoformat()}, event=False)
    return {"work_id": work_id, "as_of": day.isoformat()}


def check_day(unit: Unit, day: date) -> date:
    """The day, if it has come: a day ahead can be looked at, but not stored. Raises Malformed."""
    if day > unit.today:
        raise Malformed(
            "future_day", "截至之日 as_of 不能晚于今天；以后的日期只能查看预警，不能存储。", field="as_of"
        )
    return day


def run_watch(unit: Unit, data: dict[str, Any], progress: Callable[[int, int, str], None]) -> dict[str, Any]:
    """Carry out the work `watch.run`: {"as_of", "city"}. The answer is the run."""
    profile = computing.cities().profile(data["city"])
    return store(unit, profile, as_of=date.fromisoformat(data["as_of"]), progress=progress)


def store(
    unit: Unit,
    profile: Profile,
    *,
    as_of: date,
    progress: Callable[[int, int, str], None] = lambda _done, _total, _step: None,
) -> dict[str, Any]:
    """Run the watch as of a day and store what changed; returns the run (see `hits.run_shown`)."""
    take_turn(unit, TURN)
    last = hits.last_day(unit)
    kept = last is None or last <= as_of
    stored = hits.standing(unit) if kept else []
    known_at = unit.watermark()
    progress(0, PHASES, "汇集事实、判断条款")
    with unit.snapshot() as connection:
        views = EditionViews(unit, profile, connection, known_at)
        main = views.ruling(as_of)
        progress(1, PHASES, "比对已有的预警")
        rows = compared(views, main, stored) if kept else []
    progress(2, PHASES, "存储变化")
    made = write(unit, main, rows, kept=kept)
    progress(PHASES, PHASES, "完成")
    return made


class EditionViews:
    """What a run sees in one snapshot, under the edition in force and those of older hits."""

    def __init__(self, unit: Unit, profile: Profile, connection: Connection, known_at: datetime) -> None:
        self._unit = unit
        self._profile = profile
        self._connection = connection
        self._known_at = known_at

    def ruling(self, day: date) -> EditionView:
        """Under the edition in force that day, else the city's last, on trial."""
        key = issue.edition_on(self._unit, self._profile, day=day)
        return self._view(self._law(key or self._profile.latest.key), day, trial=key is None)

    def older(self, stored: Sequence[Hit], main: EditionView) -> dict[str, EditionView]:
        """Under each other edition that hits stand under, for their providers."""
        have = {one.key for one in self._profile.editions} - {main.seen.law.key}
        whose: dict[str, set[int]] = {}
        for hit in stored:
            if hit["edition"] in have and hit["evidence"] and not hit["trial"]:
                whose.setdefault(hit["edition"], set()).add(hit["provider_id"])
        return {
            key: self._view(self._law(key), main.day, only=sorted(providers))
            for key, providers in sorted(whose.items())
        }

    def on(self, law: Edition, day: date, providers: set[int]) -> EditionView:
        """Under an edition already seen, as of another day."""
        return self._view(law, day, only=sorted(providers))

    def _law(self, key: str) -> Edition:
        return issue.settled_edition(self._unit, self._profile, edition=key)

    def _view(
        self, law: Edition, day: date, *, trial: bool = False, only: Sequence[int] | None = None
    ) -> EditionView:
        moment = look.moment_of(
            self._connection, law, tenant_id=self._unit.tenant_id, as_of=day, known_at=self._known_at
        )
        seen = look.see(self._connection, law, moment, trial=trial, only=only)
        return EditionView(seen, evidence_of(self._connection, seen))


def compared(views: EditionViews, main: EditionView, stored: Sequence[Hit]) -> list[dict[str, Any]]:
    """The rows to be written: standing hits that change, and new ones."""
    changes = Plan()
    plan.follow(changes, stored, main, views.older(stored, main))
    again: dict[tuple[str, date], list[tuple[Hit, EditionView]]] = {}
    for hit, view in changes.doubtful:
        again.setdefault((hit["edition"], hit["seen_on"]), []).append((hit, view))
    for (_, day), doubtful in again.items():
        then = views.on(doubtful[0][1].seen.law, day, {hit["provider_id"] for hit, _ in doubtful})
        for hit, view in doubtful:
            plan.follow_event(changes, hit, view, then)
    plan.arise(changes, main)
    return plan.rows(changes)


def write(unit: Unit, main: EditionView, rows: Sequence[Mapping[str, Any]], *, kept: bool) -> dict[str, Any]:
    """Write the run and what it changed; one note for all."""
    seen = main.seen
    changes = dict(sorted(Counter(row["state"] for row in rows).items()))
    run = {
        "as_of": main.day,
        "known_at": seen.data.moment.known_at,
        "edition": seen.law.key,
        "trial": seen.trial,
        "instrument_id": last_instrument(unit),
        "kept": kept,
        "providers": len(seen.data.providers),
        "seen": {
            "met": int((seen.states == look.MET).sum()),
            "open": int((seen.states == look.OPEN).sum()),
        },
        "changes": changes,
        "ran_by": unit.actor.person.id,
        "ran_at": unit.now,
    }
    made = unit.insert(watch_run).values(**run).returning(watch_run.c.id)
    run_id = int(unit.connection.execute(made).scalar_one())
    for statement, new in ((CHANGED, False), (NEW, True)):
        given = [row for row in rows if (row["id"] is None) is new]
        if given:
            values = {"tenant_id": unit.tenant_id, "run_id": run_id, "day": main.day, "rows": written(given)}
            unit.connection.execute(statement, values)
    shown = hits.run_shown({"id": run_id, **run}) | {"ran_by": unit.actor.name}
    told = {key: shown[key] for key in ("as_of", "known_at", "edition", "trial", "kept", "changes")}
    digest = sha256(canonical(rows)).hexdigest()
    unit.note("watch.ran", f"watch_run/{run_id}", {**told, "digest": digest}, event=bool(rows))
    return shown


def written(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as one text of JSON: one statement whatever their number."""
    return json.dumps(rows, ensure_ascii=False, allow_nan=False)


def last_instrument(unit: Unit) -> int:
    """The last instrument known; 0 before the first."""
    found: int | None = unit.connection.execute(unit.select(func.max(instrument.c.id))).scalar()
    return found or 0
