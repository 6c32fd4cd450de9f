"""Every page that is looked at: who looks, and at which address."""

from __future__ import annotations

ADDRESSES = {
    "today": ("officer", "/"),
    "providers": ("officer", "/providers"),
    "search": ("officer", "/search?q=ji"),
    "me": ("officer", "/me"),
    "own_password": ("officer", "/me/password"),
    "ledger": ("officer", "/ledger"),
    "completeness": ("officer", "/data-completeness"),
    "contracts": ("officer", "/contracts"),
    "enterprises": ("officer", "/enterprises"),
    "surveys": ("officer", "/surveys"),
    "decisions": ("officer", "/decisions"),
    "records": ("officer", "/records"),
    "new_contract": ("officer", "/contracts/new"),
    "new_provider": ("officer", "/providers/new"),
    "new_record": ("officer", "/records/new?kind=honour"),
    "overruled": ("officer", "/overruled"),
    "doubles": ("officer", "/doubles"),
    "persons": ("admin", "/persons"),
    "new_person": ("admin", "/persons/new"),
    "rounds": ("officer", "/rounds"),
    "new_round": ("officer", "/rounds/new"),
    "what_if": ("officer", "/what-if"),
}
