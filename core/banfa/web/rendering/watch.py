"""The watch: clauses that are met or open, hits as stored, and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from banfa.law.cite import cite
from banfa.procedures.watch import hits
from banfa.procedures.watch.look import STATES
from banfa.web.rendering.values import render_cite, render_fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.law import Clause
    from banfa.procedures.watch.evidence import Evidence
    from banfa.procedures.watch.explanation import ExplainedFact, ExplainedHit
    from banfa.procedures.watch.hits import ChangeInRun, NamedHit, WatchRun
    from banfa.procedures.watch.listing import SeenClause
    from banfa.procedures.watch.looks import HitLook
    from banfa.trust.persons import WithPerson


def render_seen(seen: SeenClause) -> dict[str, Any]:
    """Give a clause that is met or open for a provider."""
    return {
        "provider_id": seen.provider_id,
        "provider_name": seen.provider,
        **render_cite(cite(seen.key)),
        "clause": seen.key,
        "situation": seen.situation,
        **_render_consequences(seen.clause),
        "state": seen.state,
        "state_zh": STATES[seen.state],
        "explanation": seen.explanation.text,
        "missing": seen.explanation.missing,
        "trial": seen.trial,
        "edition": seen.edition,
    }


def render_hit(named: NamedHit) -> dict[str, Any]:
    """Give a hit as stored."""
    hit = named.hit
    return {
        "id": hit.id,
        "provider_id": hit.provider_id,
        "provider_name": named.provider,
        "edition": hit.edition,
        "trial": hit.trial,
        **render_cite(cite(hit.clause)),
        "clause": hit.clause,
        "situation": hit.situation,
        **_render_state(hit.state, hit.why),
        "explanation": hit.explanation,
        "missing": hit.missing,
        "evidence": _render_evidence(hit.evidence) if hit.evidence else {},
        "seen_on": hit.seen_on,
        "changed_on": hit.changed_on,
        "run_id": hit.run_id,
    }


def render_look(look: HitLook) -> dict[str, Any]:
    """Give a look at a hit, without who looked."""
    return {name: getattr(look, name) for name in ("id", "run_id", "looked_at", "note")}


def render_explained(explained: ExplainedHit, looks: Sequence[WithPerson[HitLook]] = ()) -> dict[str, Any]:
    """Give a hit with all its reasons, and who has looked at it."""
    return {
        **render_hit(explained.named),
        "as_of": explained.run.as_of,
        "known_at": explained.run.known_at,
        "history": [_render_change(change) for change in explained.history],
        **_render_consequences(explained.clause),
        "facts": [_render_fact(fact) for fact in explained.facts],
        "looks": [{**render_look(look.row), "looked_by": look.person} for look in looks],
    }


def render_run(run: WatchRun) -> dict[str, Any]:
    """Give a run of the watch."""
    return {
        "id": run.id,
        "as_of": run.as_of,
        "known_at": run.known_at,
        "edition": run.edition,
        "trial": run.trial,
        "kept": run.kept,
        "providers": run.providers,
        "seen": msgspec.to_builtins(run.seen),
        "changes": run.changes,
        "ran_by": run.ran_by,
        "ran_at": run.ran_at,
    }


def _render_state(state: str, why: str | None) -> dict[str, Any]:
    return {
        "state": state,
        "state_zh": hits.STATES[state],
        "why": why,
        "why_zh": hits.REASONS[why] if why else "",
    }


def _render_consequences(clause: Clause | None) -> dict[str, Any]:
    """Give what a clause leads to; nothing of one that the plugin has no longer."""
    if clause is None:
        return {"force": "", "remedies": []}
    return {"force": clause.force.value, "remedies": [remedy.zh for remedy in clause.then]}


def _render_evidence(evidence: Evidence) -> dict[str, Any]:
    if not evidence.is_of_period:
        rows = {fact: [*ids] for fact, ids in evidence.rows.items()}
        parts = {"rows": rows, "from": evidence.since}
        return {name: part for name, part in parts.items() if part}
    period = {"year": evidence.year, "round": evidence.round_start}
    return {
        "in": {name: value for name, value in period.items() if value is not None},
        "seen": evidence.seen_on,
    }


def _render_fact(fact: ExplainedFact) -> dict[str, Any]:
    reports = [
        {"reports": report.reports, "zh": report.zh, "until_on": report.until_on}
        for report in fact.missing_reports
    ]
    return {**render_fact(fact.state), "reports": reports}


def _render_change(in_run: ChangeInRun) -> dict[str, Any]:
    change, run = in_run.change, in_run.run
    return {
        "run_id": run.id,
        **_render_state(change.state, change.why),
        "trial": change.trial,
        "explanation": change.explanation,
        "missing": change.missing,
        "as_of": run.as_of,
        "known_at": run.known_at,
    }
