"""Progress of a contract (改造进展). Only substantive progress (实质性进展) ends a contract's idleness."""

from __future__ import annotations

from sqlalchemy import Column, Date, Text

from banfa.database.base import one_of as among
from banfa.ledger.entries.checks import not_before
from banfa.ledger.entries.fields import Field, one_of, past_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import entry_table

SUBSTANTIVE = "substantive"
KINDS_OF_PROGRESS = {SUBSTANTIVE: "实质性进展", "visit": "走访沟通", "other": "其他"}

progress = entry_table(
    "progress",
    Column("kind", Text, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("content", Text),
    among("kind", KINDS_OF_PROGRESS),
    refers={"contract_id": "contract", "provider_id": "provider", "enterprise_id": "enterprise"},
    cover={"sheet": (("provider_id", "contract_id", "occurred_on"), ("kind",))},
)

PROGRESS = Kind(
    name="progress",
    zh="改造进展",
    table=progress,
    day="occurred_on",
    fields=(
        Field("kind", "进展种类", one_of(*KINDS_OF_PROGRESS), required=True),
        Field("occurred_on", "发生之日", past_day, required=True),
        Field("content", "进展内容", words),
    ),
    refers=(
        Ref(
            "contract_id", "contract", "合同", carries=("provider_id", "enterprise_id"), reads=("signed_on",)
        ),
    ),
    checks=(
        not_before(
            "contract_id",
            "signed_on",
            "合同签订之日",
            "occurred_on",
            "发生之日",
            code="progress_before_signing",
        ),
    ),
)
