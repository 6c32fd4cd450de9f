"""From a lead to proposing what its provision provides for: whom it is about, under what, on which facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import request, url_for

from banfa.law.cite import cite
from banfa.procedures.decisions.steps import list_proposals_under
from banfa.procedures.watch.explanation import explain_hit
from banfa.procedures.watch.hits import CLEARED, OPEN
from banfa.reasoning.wording import format_amount, format_window
from banfa.web.console.decisions_fields import ABOUT, list_kinds

if TYPE_CHECKING:
    from banfa.law import Cite, Edition
    from banfa.procedures.watch.explanation import ExplainedHit
    from banfa.procedures.watch.hits import Hit
    from banfa.web.console.frame.calls import PageCall

LEAD: Final = "lead"
"""What the address calls the lead that a proposal comes from."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead that a decision is proposed from: where it is, what is filled in."""

    address: str
    words: str
    provider_id: str
    cite: str
    facts: str


def find_lead(call: PageCall) -> Lead | None:
    """The lead that the address says that a proposal comes from. Raises Missing."""
    given = request.args.get(LEAD, "")
    number = call.unit.ids.decode("hit", given) if given else None
    if number is None:
        return None
    explained = explain_hit(call.unit, call.profile, hit_id=number)
    hit = explained.named.hit
    return Lead(
        address=url_for("console.lead", hit_id=given),
        words=f"{explained.named.provider}：{cite(hit.clause)}",
        provider_id=call.outward("provider", hit.provider_id),
        cite=hit.clause,
        facts=_describe_facts(explained),
    )


def _describe_facts(explained: ExplainedHit) -> str:
    """The facts that are known, a line each, as the ledger had them."""
    lines = [
        f"{fact.state.fact.zh}（{format_window(fact.state.fact.window)}）："
        f"{format_amount(fact.state.fact, fact.state.low, fact.state.high)}"
        for fact in explained.facts
        if fact.state.low == fact.state.high
    ]
    return "\n".join([f"截至{explained.run.as_of}的台账：", *lines]) if lines else ""


def narrow_kinds(kinds: dict[str, tuple[Cite, ...]], lead: Lead | None) -> dict[str, tuple[Cite, ...]]:
    """The kinds of decision that a lead's provision provides for; all of them where it names none."""
    if lead is None:
        return kinds
    return {
        kind: places for kind, places in kinds.items() if lead.cite in {place.key for place in places}
    } or kinds


def describe_way(call: PageCall, law: Edition | None, hit: Hit) -> dict[str, Any]:
    """What a lead's page offers of decisions: the address for proposing one, and those there are."""
    proposals = list_proposals_under(call.unit, provider_id=hit.provider_id, cite=hit.clause)
    ready = not hit.trial and hit.state not in (OPEN, CLEARED)
    offered = law if ready and call.may("decision.propose") else None
    return {"propose": _make_address(call, offered, hit) if offered else "", "proposals": proposals}


def _make_address(call: PageCall, law: Edition, hit: Hit) -> str:
    provided = [
        kind
        for kind, places in list_kinds(law).items()
        if kind not in ABOUT and hit.clause in {place.key for place in places}
    ]
    chosen = {"kind": provided[0]} if len(provided) == 1 else {}
    values: dict[str, Any] = {
        **chosen,
        "edition": hit.edition,
        "provider_id": call.outward("provider", hit.provider_id),
        "cite": hit.clause,
        LEAD: call.outward("hit", hit.id),
    }
    return url_for("console.new_proposal", **values)
