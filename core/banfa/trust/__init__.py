"""Tenants, tokens and permissions, and what every change leaves behind in its own transaction.

The rooms above open a `unit_of_work` for an `Actor`, ask `allow` how far he may go, change their tables
through the unit, `note` what they changed, and leave by the unit's end: audit links, outgoing events and
work rows are committed with the change or not at all.
"""

from banfa.trust.actor import Actor
from banfa.trust.permissions import allow
from banfa.trust.unit import Unit, unit_of_work

__all__ = ["Actor", "Unit", "allow", "unit_of_work"]
