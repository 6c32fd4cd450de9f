"""试点企业: one enterprise's page (一企一档), as far as the ledger has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import list_entries
from banfa.procedures.subsidies.papers import READ as SUBSIDIES
from banfa.procedures.subsidies.register import read_register
from banfa.trust.permissions import LOGS_IN
from banfa.web.console.contracts import find_failures, say_standing
from banfa.web.console.entries import show_entry
from banfa.web.console.entries_related import list_related
from banfa.web.console.entries_words import make_lines
from banfa.web.console.frame.pages import page
from banfa.web.console.history import find_unconfirmed

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

MAX_CONTRACTS: Final = 50


@page("/enterprises/<id(enterprise):entry_id>", "ledger.read", "试点企业", roles=LOGS_IN)
def enterprise(call: PageCall, entry_id: int) -> Result:
    """One enterprise: what is known of it, its contracts with their standing, and all else about it."""
    listed = list_entries(
        call.unit,
        Contract,
        {"enterprise_id": entry_id},
        profile=call.profile,
        sort="-signed_on",
        limit=MAX_CONTRACTS,
    )
    failures = find_failures(call, [row.entry_id for row in listed.rows])
    lines = make_lines(call.unit, call.profile, Contract.declaration, listed.rows)
    contracts = [(line, say_standing(failures.get(line.row.entry_id))) for line in lines]
    return show_entry(
        call,
        Enterprise.declaration,
        entry_id,
        template="enterprise.html",
        contracts=contracts,
        failures=failures,
        subsidies=read_register(call.unit, {"enterprise_id": entry_id}) if call.may(SUBSIDIES) else None,
        related=list_related(call, Enterprise.declaration, entry_id, without=("contract",)),
        history=find_unconfirmed(call, "enterprise", entry_id),
    )
