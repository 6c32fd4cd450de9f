"""What every record says of where it came from, as fields: declared once for all kinds."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from banfa.ledger.entries import specifiers

if TYPE_CHECKING:
    from collections.abc import Mapping

EXTERNAL_ID: Final = replace(
    specifiers.key("外部编号", hint="来源自己的编号，重发时凭它认出同一条"), name="external_id"
)
SOURCE: Final = replace(specifiers.key("来源", max_length=40), name="source", required=True)
"""A registered system (`banfa.trust.sources`); the table's foreign key is its check."""
REASON: Final = replace(
    specifiers.text("理由", max_length=specifiers.MAX_CONTENT, hint="更正或作废须写明"),
    name="reason",
    required=True,
)
OBSERVED_AT: Final = replace(
    specifiers.instant("来源时点", hint="来源记下该行内容的时刻；早于已报内容的，只留作历史"),
    name="observed_at",
)
SUBJECTS: Final = ("provider", "enterprise")
"""Roles that read entries about themselves."""
DISTRICT_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "enterprise": "entry_id",
        **dict.fromkeys(
            (
                *("enterprise_listing", "enterprise_change", "contract"),
                *("progress", "acceptance", "diagnosis"),
            ),
            "enterprise_id",
        ),
    }
)
"""Kinds whose entries a district (县、市、区) sees, and no others, by the column of its enterprise."""
NOT_FOR_DISTRICTS: Final = ("recorded_by", "reason")
"""What of a record's coming in no district sees: the officer, and his reason."""
ORIGIN: Final = ("external_id", "observed_at", "recorded_at", "recorded_by", "reason")
"""What every record says of its coming in: it can give away who spoke, and no subject sees it.

A subject does see the source: which system reported what stands there of it, whom to turn to.
"""
