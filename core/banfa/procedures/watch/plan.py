"""What a run of the watch changes: stored hits held against what is seen now.

A hit is followed under the edition it was found under; new ones arise only under the edition in force. The
same evidence under the same provision is one hit, also when the measure was amended meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from banfa.law import Nature
from banfa.procedures.watch import look
from banfa.procedures.watch.hits import CLEARED, LATCHED, MET, OPEN, REASONS, StandingHit
from banfa.procedures.watch.look import Explanation, explain_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from banfa.law import Clause
    from banfa.procedures.watch.evidence import Evidence
    from banfa.procedures.watch.look import Place, Seen

Pair = tuple[int, str]
"""A provider and a clause's key."""
SUFFICIENT_REASONS: Final = ("left", "edition")
"""Reasons beside which it does not matter what the clause says of the provider now."""


@dataclass(frozen=True, eq=False)
class EditionView:
    """What is seen, and what each met clause rests on."""

    seen: Seen
    evidence: Mapping[Pair, Evidence]

    @property
    def day(self) -> date:
        """As of which day."""
        return self.seen.data.at.as_of

    def state(self, provider_id: int, clause: str) -> int:
        """0 not met, 1 open, 2 met; 0 as well for what was not looked at."""
        place = self.seen.place(provider_id, clause)
        return look.NOT_MET if place is None else int(self.seen.states[place])

    def left(self, provider_id: int, clause: str) -> bool:
        """Whether the clause reaches the provider no longer."""
        place = self.seen.place(provider_id, clause)
        return place is None or not self.seen.reached[place]

    def clause(self, key: str) -> Clause | None:
        """A clause of the edition."""
        n = self.seen.clauses.get(key)
        return None if n is None else self.seen.judged[n].clause

    def is_event(self, key: str) -> bool:
        """Whether what happened once stays met."""
        clause = self.clause(key)
        return clause is not None and clause.nature is Nature.EVENT

    def still_counts(self, hit: StandingHit) -> bool:
        """Whether the clause is met, and all that the hit rests on still counts."""
        now = self.evidence.get((hit.provider_id, hit.clause))
        return now is not None and hit.evidence is not None and hit.evidence.still_counts(now)


@dataclass(frozen=True, eq=False)
class Change:
    """A hit that is new (`id` is None) or enters another state. `view` is what tells why."""

    id: int | None
    provider_id: int
    clause: str
    evidence: Evidence | None
    state: str
    trial: bool
    view: EditionView
    why: str | None = None


@dataclass(frozen=True, slots=True)
class HitRow:
    """A change as it is stored, with its explanation; see `hits.Hit`."""

    id: int | None
    provider_id: int
    edition: str
    clause: str
    evidence_key: str
    evidence: Evidence | None
    situation: str
    state: str
    why: str | None
    trial: bool
    explanation: str
    missing: tuple[str, ...]


@dataclass(eq=False)
class Plan:
    """What is to be written, and what it takes a further view to tell.

    `kept`: hits that stand on. `doubtful`: events that are not seen now; `undecided`: hits that are open as
    before, for the same reasons or not; each with the view under its edition.
    """

    changes: list[Change] = field(default_factory=list)
    kept: dict[Pair, list[StandingHit]] = field(default_factory=dict)
    doubtful: list[tuple[StandingHit, EditionView]] = field(default_factory=list)
    undecided: list[tuple[StandingHit, EditionView]] = field(default_factory=list)

    def keep(self, hit: StandingHit, view: EditionView, state: str) -> None:
        """Let a hit stand on, in this state; a trial one is one no longer once its edition is in force."""
        self.let_stand(hit)
        trial = hit.trial and view.seen.trial
        if (state, trial) != (hit.state, hit.trial):
            self.enter(hit, view, state, trial=trial)
        elif state == OPEN:
            self.undecided.append((hit, view))

    def let_stand(self, hit: StandingHit) -> None:
        """Let a hit stand on as it is."""
        self.kept.setdefault((hit.provider_id, hit.clause), []).append(hit)

    def clear(self, hit: StandingHit, view: EditionView, why: str) -> None:
        """Let a hit stand no longer."""
        self.enter(hit, view, CLEARED, trial=hit.trial, why=why)

    def enter(
        self, hit: StandingHit, view: EditionView, state: str, *, trial: bool, why: str | None = None
    ) -> None:
        """Write another state of a stored hit."""
        change = Change(hit.id, hit.provider_id, hit.clause, hit.evidence, state, trial, view, why)
        self.changes.append(change)


def follow_hits(
    plan: Plan, hits: Iterable[StandingHit], main: EditionView, older: Mapping[str, EditionView]
) -> None:
    """Hold every standing hit against what is seen under its own edition.

    What was only open, or on trial, under an edition that rules no longer is judged anew under the one that
    does. A hit of an edition that the plugin has no longer stays as it is.
    """
    for hit in hits:
        if hit.edition == main.seen.law.key:
            (_follow_met if hit.evidence else _follow_open)(plan, hit, main)
        elif hit.trial or not hit.evidence:
            plan.clear(hit, main, "edition")
        elif hit.edition in older:
            _follow_met(plan, hit, older[hit.edition])
        else:
            plan.let_stand(hit)


def _follow_open(plan: Plan, hit: StandingHit, view: EditionView) -> None:
    """What could not be told may be told by now."""
    match view.state(hit.provider_id, hit.clause):
        case look.OPEN:
            plan.keep(hit, view, OPEN)
        case look.MET:
            plan.clear(hit, view, "settled")
        case _:
            plan.clear(hit, view, "left" if view.left(hit.provider_id, hit.clause) else "ended")


def _follow_met(plan: Plan, hit: StandingHit, view: EditionView) -> None:
    """What was met goes on so, falls with its evidence, or ends; of an event its day may be asked again."""
    state, is_event = view.state(hit.provider_id, hit.clause), view.is_event(hit.clause)
    if view.still_counts(hit):
        plan.keep(hit, view, LATCHED if is_event else MET)
    elif is_event:
        plan.doubtful.append((hit, view))
    elif state == look.MET:
        plan.clear(hit, view, "evidence")
    elif state == look.OPEN:
        plan.keep(hit, view, OPEN)
    else:
        plan.clear(hit, view, "left" if view.left(hit.provider_id, hit.clause) else "ended")


def follow_event(plan: Plan, hit: StandingHit, view: EditionView, then: EditionView) -> None:
    """An event stands unless what is known by now refutes it; `then` is its day as known now."""
    if then.state(hit.provider_id, hit.clause) == look.OPEN or then.still_counts(hit):
        plan.keep(hit, view, LATCHED)
    else:
        plan.clear(hit, then, "refuted")


def add_new_hits(plan: Plan, main: EditionView) -> None:
    """Add what is met or open and is no hit yet."""
    seen, trial = main.seen, main.seen.trial
    for n, row in np.argwhere(seen.states >= look.OPEN).tolist():
        provider_id, clause = int(seen.data.providers[row]), seen.judged[n].clause.cite.key
        standing = plan.kept.get((provider_id, clause), ())
        if seen.states[n, row] == look.OPEN:
            if not standing:
                plan.changes.append(Change(None, provider_id, clause, None, OPEN, trial, main))
            continue
        now = main.evidence[provider_id, clause]
        if not any(hit.evidence is not None and hit.evidence.covers(now) for hit in standing):
            evidence = now.seen_first_on(main.day)
            state = LATCHED if main.is_event(clause) else MET
            plan.changes.append(Change(None, provider_id, clause, evidence, state, trial, main))


def make_rows(plan: Plan) -> list[HitRow]:
    """Make the rows that are written, each with its explanation."""
    explanations = _Explanations()
    for hit, view in plan.undecided:
        explanations.ask(view, hit.provider_id, hit.clause)
    for change in plan.changes:
        explanations.ask(change.view, change.provider_id, change.clause)
    explanations.work_out()
    for hit, view in plan.undecided:
        if explanations.get(view, hit.provider_id, hit.clause).missing != hit.missing:
            plan.enter(hit, view, OPEN, trial=hit.trial)
    return [
        _make_row(change, explanations.get(change.view, change.provider_id, change.clause))
        for change in plan.changes
    ]


def _make_row(change: Change, explanation: Explanation) -> HitRow:
    clause = change.view.clause(change.clause)
    reason = f"{REASONS[change.why]}。" if change.why else ""
    text = reason if change.why in SUFFICIENT_REASONS else reason + explanation.text
    return HitRow(
        id=change.id,
        provider_id=change.provider_id,
        edition=change.view.seen.law.key,
        clause=change.clause,
        evidence_key=change.evidence.fingerprint() if change.evidence else "",
        evidence=change.evidence,
        situation=clause.zh if clause else "",
        state=change.state,
        why=change.why,
        trial=change.trial,
        explanation=text,
        missing=explanation.missing if change.state == OPEN else (),
    )


class _Explanations:
    """Explanations of many clauses of many providers, worked out together."""

    def __init__(self) -> None:
        self._asked: dict[EditionView, list[Place]] = {}
        self._explained: dict[EditionView, dict[Place, Explanation]] = {}

    def ask(self, view: EditionView, provider_id: int, clause: str) -> None:
        """Ask for one; what was not looked at has nothing to be said of."""
        place = view.seen.place(provider_id, clause)
        if place is not None:
            self._asked.setdefault(view, []).append(place)

    def work_out(self) -> None:
        """Work out all that were asked for."""
        self._explained = {view: explain_places(view.seen, places) for view, places in self._asked.items()}

    def get(self, view: EditionView, provider_id: int, clause: str) -> Explanation:
        """Get one that was asked for."""
        place = view.seen.place(provider_id, clause)
        return Explanation() if place is None else self._explained[view][place]
