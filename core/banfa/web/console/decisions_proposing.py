"""提出决定: a form for each kind that the edition in force knows, with the provisions that provide for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.errors import Malformed
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, Decision
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import label_entries
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.decisions.proposing import propose_decision
from banfa.procedures.instruments.editions import edition_key_on
from banfa.procedures.official_texts import find_text, quote_provision
from banfa.web.console.decisions_fields import ABOUT, list_kinds, list_places, make_sheet
from banfa.web.console.decisions_leads import LEAD, find_lead, narrow_kinds
from banfa.web.console.entries_forms import make_form
from banfa.web.console.entries_lists import make_address
from banfa.web.console.frame.pages import page
from banfa.web.console.law import choose_edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.law import Cite, Edition
    from banfa.web.console.decisions_leads import Lead
    from banfa.web.console.frame.calls import PageCall, Result

KIND: Final = Decision.declaration
KEPT: Final = ("edition", "provider_id", "cite", LEAD)
"""What the address may say before a kind is chosen: whom it will be about, by which provision."""


@page("/decision-proposals/new", "decision.propose", "提出决定", writes=True)
def new_proposal(call: PageCall) -> Result:
    """Propose a decision; of which kind is chosen first."""
    law, about, lead = choose_edition(call), _find_about(call), find_lead(call)
    kinds, kind = list_kinds(law), request.args.get("kind", "")
    if kind not in kinds or (kind in ABOUT) != (about is not None):
        return _offer_kinds(call, law, narrow_kinds(kinds, lead), lead)
    places = list_places(law, kind, about)
    sheet = make_sheet(call.profile, kind, places, about=about is not None)
    form = call.form(make_form(sheet), **_prefill(call, about, places, lead))
    if call.takes(form):
        data = {**form.read(call.unit, call.profile), **sheet.fixed}
        data["edition"] = edition_key_on(call.unit, form.decided_on.data) or law.key
        if about is not None:
            data |= {"about_id": about.entry_id, "provider_id": about.provider_id}
        proposed = propose_decision(call.unit, call.profile, data)
        outward = call.outward("decision_proposal", proposed.id)
        return call.done("proposal", f"已提出{proposed.document_no}，等另一人确认", proposal_id=outward)
    text = find_text(call.unit, law.key)
    return call.render(
        "proposal_form.html",
        form=form,
        zh=sheet.zh,
        lead=lead,
        places=[(place, quote_provision(text, place), _summarise(law, place)) for place in places],
        **_describe_about(call, about),
    )


def _find_about(call: PageCall) -> Decision | None:
    """The decision that the address says that it is about. Raises Missing."""
    given = request.args.get("about", "")
    number = call.unit.ids.decode(KIND.name, given) if given else None
    return None if number is None else get_entry(call.unit, Decision, number)


def _offer_kinds(
    call: PageCall, law: Edition, kinds: dict[str, tuple[Cite, ...]], lead: Lead | None
) -> Result:
    """Have a kind chosen. Raises Malformed for what was typed before one was."""
    if call.submitted:
        raise Malformed("decision_kind_missing", "请先选择提出哪一种决定。")
    return call.render(
        "proposal_kinds.html",
        kinds=kinds,
        lead=lead,
        names=KINDS_OF_DECISION,
        about_another=ABOUT,
        law=law,
        in_force=edition_key_on(call.unit, call.unit.today) == law.key,
        given={name: request.args[name] for name in KEPT if request.args.get(name)},
    )


def _prefill(
    call: PageCall, about: Decision | None, places: Iterable[Cite], lead: Lead | None
) -> dict[str, Any]:
    """What is known before anything is typed."""
    keys = [place.key for place in places]
    wanted = about.cite if about is not None else lead.cite if lead else request.args.get("cite")
    given = lead.provider_id if lead else request.args.get("provider_id", "")
    number = call.unit.ids.decode("provider", given) if given else None
    return {
        "authority": call.profile.city.bureau,
        "cite": wanted if wanted in keys else "",
        "content": lead.facts if lead else "",
        "provider": label_entries(call.unit, KINDS["provider"], [number]).get(number or 0, ""),
    }


def _summarise(law: Edition, place: Cite) -> str:
    """Our summary of a provision, of the one that it stands in where it has none of its own."""
    summaries = {provision.cite.numbers: provision.zh for provision in law.outline}
    numbers = place.numbers
    while numbers and numbers not in summaries:
        numbers = numbers[:-1]
    return summaries.get(numbers, "")


def _describe_about(call: PageCall, about: Decision | None) -> dict[str, Any]:
    """What the form says of the decision that it is about."""
    if about is None:
        return {"about": None}
    return {
        "about": about,
        "about_zh": KINDS_OF_DECISION[about.kind],
        "about_address": make_address(call, KIND.name, about.entry_id),
        "provider": label_entries(call.unit, KINDS["provider"], [about.provider_id])[about.provider_id],
    }
