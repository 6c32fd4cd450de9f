"""Findings (认定): facts that an officer has verified, about a provider or about one contract.

One that does not hold is recorded as well: it says that the matter was looked into. Requirements that are
checked (核验) are findings too: the latest one says whether the requirement is met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Boolean, Column, Date, Text

from banfa.errors import Malformed
from banfa.ledger.entries.checks import not_before
from banfa.ledger.entries.fields import Field, known, past_day, words, yes_no
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import entry_table

if TYPE_CHECKING:
    from typing import Any

    from banfa.ledger.entries.fields import ReadingContext

finding = entry_table(
    "finding",
    Column("contract_id", BigInteger),
    Column("kind", Text, nullable=False),
    Column("holds", Boolean, nullable=False),
    Column("found_on", Date, nullable=False),
    Column("evidence", Text),
    refers={"provider_id": "provider", "contract_id": "contract"},
    cover={
        "sheet": (("provider_id", "kind", "found_on", "entry_id"), ("holds",)),
        "contract": (("contract_id", "kind"), ("holds", "found_on")),
    },
)


def kind(value: Any, ground: ReadingContext) -> str:
    """A kind of finding or check that some rule of this city asks for."""
    profile = ground.profile
    offered = {**profile.finding_kinds, **profile.contract_finding_kinds, **profile.verification_kinds}
    return known(value, "unknown_finding_kind", offered, ground)


def about(values: dict[str, Any], ground: ReadingContext) -> dict[str, Any]:
    """Refuse a finding that only makes sense about a contract and names none."""
    profile, named = ground.profile, values["kind"]
    alone = named not in profile.finding_kinds and named not in profile.verification_kinds
    if alone and values.get("contract_id") is None:
        raise Malformed(
            "field_missing",
            f"认定种类“{named}”是关于合同的，须指明合同（contract_id）。",
            field="contract_id",
        )
    return values


FINDING = Kind(
    name="finding",
    zh="认定",
    table=finding,
    day="found_on",
    fields=(
        Field("kind", "认定种类", kind, required=True),
        Field("holds", "是否成立", yes_no, default=True),
        Field("found_on", "认定之日", past_day, required=True),
        Field("evidence", "依据", words),
    ),
    refers=(
        Ref(
            "contract_id", "contract", "合同", required=False, carries=("provider_id",), reads=("signed_on",)
        ),
        Ref("provider_id", "provider", "服务商"),
    ),
    refine=about,
    checks=(
        not_before(
            "contract_id", "signed_on", "合同签订之日", "found_on", "认定之日", code="finding_before_signing"
        ),
    ),
)
