"""All kinds of entry, by name: what can be recorded, corrected, voided and listed."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from banfa.errors import Missing
from banfa.ledger.acceptances import ACCEPTANCE
from banfa.ledger.complaints import COMPLAINT
from banfa.ledger.contracts import CONTRACT
from banfa.ledger.decisions import DECISION
from banfa.ledger.enterprises import DIAGNOSIS, ENTERPRISE
from banfa.ledger.filings import FILING
from banfa.ledger.findings import FINDING
from banfa.ledger.inspections import INSPECTION
from banfa.ledger.kind import Kind
from banfa.ledger.memberships import MEMBERSHIP
from banfa.ledger.products import PRODUCT
from banfa.ledger.progress import PROGRESS
from banfa.ledger.providers import CONCESSION, PROVIDER, PROVIDER_CHANGE, SERVICE_CASE
from banfa.ledger.records import RECORD
from banfa.ledger.reviews import REVIEW
from banfa.ledger.sources import SOURCE_COMPLETE
from banfa.ledger.surveys import SURVEY
from banfa.ledger.targets import TARGET

KINDS: Final = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            PROVIDER,
            PROVIDER_CHANGE,
            SERVICE_CASE,
            CONCESSION,
            MEMBERSHIP,
            PRODUCT,
            ENTERPRISE,
            DIAGNOSIS,
            CONTRACT,
            PROGRESS,
            ACCEPTANCE,
            SURVEY,
            REVIEW,
            FINDING,
            RECORD,
            DECISION,
            COMPLAINT,
            INSPECTION,
            FILING,
            TARGET,
            SOURCE_COMPLETE,
        )
    }
)


def find_kind(name: str) -> Kind:
    """Find a kind by name. Raises Missing (`unknown_kind`) listing those there are."""
    kind = KINDS.get(name)
    if kind is None:
        offered = "、".join(KINDS)
        raise Missing("unknown_kind", f"台账没有“{name[:40]}”这一类；可用：{offered}。")
    return kind
