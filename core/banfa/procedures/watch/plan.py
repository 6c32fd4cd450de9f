"""What a run of the watch changes: stored hits held against what is seen now.

A hit is followed under the edition it was found under; new ones arise only under the edition in force. The
same grounds under the same provision are one hit, also when the measure was amended meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from banfa.law import Nature
from banfa.procedures.watch import look
from banfa.procedures.watch.evidence import as_first_seen, fingerprint, same_grounds, still_rests
from banfa.procedures.watch.hits import CLEARED, LATCHED, MET, OPEN, WHY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banfa.law import Clause
    from banfa.procedures.watch.evidence import Evidence
    from banfa.procedures.watch.look import Seen

Pair = tuple[int, str]
"""A provider and a clause's key."""
Hit = Mapping[str, Any]
"""A standing hit, as `hits.standing` gives it."""
SAYS_ALL = ("left", "edition")
"""Reasons beside which it does not matter what the clause says of the provider now."""


@dataclass(frozen=True, eq=False)
class EditionView:
    """What is seen, and what each met clause rests on."""

    seen: Seen
    evidence: Mapping[Pair, Evidence]

    @property
    def day(self) -> date:
        """As of which day."""
        return self.seen.data.moment.as_of

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


@dataclass(frozen=True, eq=False)
class Change:
    """A hit that is new (`id` is None) or enters another state. `view` is what tells why."""

    id: int | None
    provider_id: int
    clause: str
    evidence: Evidence
    state: str
    trial: bool
    view: EditionView
    why: str | None = None


@dataclass(eq=False)
class Plan:
    """What is to be written, and what it takes a further view to tell.

    `kept`: hits that stand on. `doubtful`: events that are not seen now; `undecided`: hits that are open as
    before, for the same reasons or not; each with the view under its edition.
    """

    changes: list[Change] = field(default_factory=list)
    kept: dict[Pair, list[Hit]] = field(default_factory=dict)
    doubtful: list[tuple[Hit, EditionView]] = field(default_factory=list)
    undecided: list[tuple[Hit, EditionView]] = field(default_factory=list)

    def keep(self, hit: Hit, view: EditionView, state: str) -> None:
        """Let a hit stand on, in this state; a trial one is one no longer once its edition is in force."""
        self.kept.setdefault((hit["provider_id"], hit["clause"]), []).append(hit)
        trial = hit["trial"] and view.seen.trial
        if (state, trial) != (hit["state"], hit["trial"]):
            self.enter(hit, view, state, trial=trial)
        elif state == OPEN:
            self.undecided.append((hit, view))

    def clear(self, hit: Hit, view: EditionView, why: str) -> None:
        """Let a hit stand no longer."""
        self.enter(hit, view, CLEARED, trial=hit["trial"], why=why)

    def enter(self, hit: Hit, view: EditionView, state: str, *, trial: bool, why: str | None = None) -> None:
        """Write another state of a stored hit."""
        provider_id, clause = hit["provider_id"], hit["clause"]
        change = Change(hit["id"], provider_id, clause, hit["evidence"], state, trial, view, why)
        self.changes.append(change)


def follow(plan: Plan, stored: Iterable[Hit], main: EditionView, older: Mapping[str, EditionView]) -> None:
    """Hold every standing hit against what is seen under its own edition.

    What was only open, or on trial, under an edition that rules no longer is judged anew under the one that
    does. A hit of an edition that the plugin has no longer stays as it is.
    """
    for hit in stored:
        edition = hit["edition"]
        if edition == main.seen.law.key:
            (follow_met if hit["evidence"] else follow_open)(plan, hit, main)
        elif hit["trial"] or not hit["evidence"]:
            plan.clear(hit, main, "edition")
        elif edition in older:
            follow_met(plan, hit, older[edition])
        else:
            plan.kept.setdefault((hit["provider_id"], hit["clause"]), []).append(hit)


def follow_open(plan: Plan, hit: Hit, view: EditionView) -> None:
    """What could not be told may be told by now."""
    pair = hit["provider_id"], hit["clause"]
    match view.state(*pair):
        case look.OPEN:
            plan.keep(hit, view, OPEN)
        case look.MET:
            plan.clear(hit, view, "settled")
        case _:
            plan.clear(hit, view, "left" if view.left(*pair) else "ended")


def follow_met(plan: Plan, hit: Hit, view: EditionView) -> None:
    """What was met goes on so, falls with its evidence, or ends; of an event its day may be asked again."""
    pair = hit["provider_id"], hit["clause"]
    state, event = view.state(*pair), view.is_event(hit["clause"])
    if state == look.MET and still_rests(hit["evidence"], view.evidence[pair]):
        plan.keep(hit, view, LATCHED if event else MET)
    elif event:
        plan.doubtful.append((hit, view))
    elif state == look.MET:
        plan.clear(hit, view, "evidence")
    elif state == look.OPEN:
        plan.keep(hit, view, OPEN)
    else:
        plan.clear(hit, view, "left" if view.left(*pair) else "ended")


def follow_event(plan: Plan, hit: Hit, view: EditionView, then: EditionView) -> None:
    """An event stands unless what is known by now refutes it; `then` is its day as known now."""
    pair = hit["provider_id"], hit["clause"]
    state = then.state(*pair)
    if state == look.OPEN or (state == look.MET and still_rests(hit["evidence"], then.evidence[pair])):
        plan.keep(hit, view, LATCHED)
    else:
        plan.clear(hit, then, "refuted")


def arise(plan: Plan, main: EditionView) -> None:
    """Add what is met or open and is no hit yet."""
    seen, trial = main.seen, main.seen.trial
    for n, row in np.argwhere(seen.states >= look.OPEN).tolist():
        provider_id, clause = int(seen.data.providers[row]), seen.judged[n].clause.cite.key
        pair = provider_id, clause
        kept = plan.kept.get(pair, ())
        if seen.states[n, row] == look.OPEN:
            if not kept:
                plan.changes.append(Change(None, provider_id, clause, {}, OPEN, trial, main))
        elif not any(same_grounds(hit["evidence"], main.evidence[pair]) for hit in kept):
            evidence = as_first_seen(main.evidence[pair], main.day)
            state = LATCHED if main.is_event(clause) else MET
            plan.changes.append(Change(None, provider_id, clause, evidence, state, trial, main))


def rows(plan: Plan) -> list[dict[str, Any]]:
    """What is written, each with its explanation."""
    said = Sayings()
    for hit, view in plan.undecided:
        said.ask(view, hit["provider_id"], hit["clause"])
    for change in plan.changes:
        said.ask(change.view, change.provider_id, change.clause)
    said.answer()
    for hit, view in plan.undecided:
        if said(view, hit["provider_id"], hit["clause"])[1] != hit["missing"]:
            plan.enter(hit, view, OPEN, trial=hit["trial"])
    return [written(change, *said(change.view, change.provider_id, change.clause)) for change in plan.changes]


def written(change: Change, explanation: str, missing: list[str]) -> dict[str, Any]:
    """A change as the row that is stored."""
    clause = change.view.clause(change.clause)
    reason = f"{WHY[change.why]}。" if change.why else ""
    told = reason if change.why in SAYS_ALL else reason + explanation
    return {
        "id": change.id,
        "provider_id": change.provider_id,
        "edition": change.view.seen.law.key,
        "clause": change.clause,
        "evidence_key": fingerprint(change.evidence),
        "evidence": change.evidence,
        "ground": clause.zh if clause else "",
        "state": change.state,
        "why": change.why,
        "trial": change.trial,
        "explanation": told,
        "missing": missing if change.state == OPEN else [],
    }


class Sayings:
    """Explanations of many clauses of many providers, worked out together."""

    def __init__(self) -> None:
        self._asked: dict[EditionView, list[tuple[int, int]]] = {}
        self._said: dict[EditionView, dict[tuple[int, int], tuple[str, list[str]]]] = {}

    def ask(self, view: EditionView, provider_id: int, clause: str) -> None:
        """Ask for one; what was not looked at has nothing to be said of."""
        place = view.seen.place(provider_id, clause)
        if place is not None:
            self._asked.setdefault(view, []).append(place)

    def answer(self) -> None:
        """Work out all that were asked for."""
        self._said = {view: look.explanations(view.seen, places) for view, places in self._asked.items()}

    def __call__(self, view: EditionView, provider_id: int, clause: str) -> tuple[str, list[str]]:
        """The explanation of one, and what is missing."""
        place = view.seen.place(provider_id, clause)
        return ("", []) if place is None else self._said[view][place]
