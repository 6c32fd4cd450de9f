"""Hashes of the audit chain: of a link, of the data beside it, of its event, each over canonical JSON.

No number of this database is in a hash: a tenant's rows verify wherever they are taken.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from banfa.trust.canonical import canonical
from banfa.trust.digests import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from banfa.trust.audit_rows import AuditData, AuditLink


def hash_event(
    algorithm: str,
    *,
    action: str,
    version: int,
    subject: str,
    revision: int | None,
    changed: Sequence[str],
) -> bytes:
    """Hash an event; its number and moment are those of its link."""
    body = {
        "type": action,
        "version": version,
        "subject": subject,
        "revision": revision,
        "changed": list(changed),
    }
    return digest(algorithm, canonical(body))


def hash_data(algorithm: str, beside: AuditData) -> bytes:
    """Hash what lies beside the chain. The salt keeps short data from being guessed after it was erased."""
    return digest(algorithm, canonical({"data": beside.data, "salt": beside.salt.hex()}))


def hash_link(algorithm: str, tenant: UUID, link: AuditLink) -> bytes:
    """Hash a link: its canonical JSON, moments in UTC to the microsecond, bytes in hexadecimal."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hash_link_body(algorithm, tenant, {**vars(link), "at": at, "person": str(link.person)})


def hash_link_body(algorithm: str, tenant: UUID, link: Mapping[str, Any]) -> bytes:
    """Hash a link whose moment and person are text already; see `hash_link`."""
    body = {
        "tenant": str(tenant),
        "data": link["data_hash"].hex(),
        "previous": link["previous"].hex(),
        **{name: link[name] for name in ("seq", "at", "action", "subject", "person", "token", "role")},
    }
    # What a link does not have is left out: neither an event nor rows of the ledger.
    for name in ("event_hash", "rows_hash"):
        if link[name] is not None:
            body[name.removesuffix("_hash")] = link[name].hex()
    return digest(algorithm, canonical(body))
