"""A name as old sheets write it (写法): open → matched to a party of the ledger, or not in the ledger."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import CheckConstraint, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, bigint_column, instant_column, integer_column, text_column
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.history.actions import CHECK, MANAGE
from banfa.procedures.history.fields import PARTIES
from banfa.procedures.machine import Machine, Step, tabulate

STATES_OF_NAME: Final = {"open": "待匹配", "matched": "已匹配", "absent": "台账中没有"}
SETTLED: Final = ("matched", "absent")
_SAID: Final = ("provider_id", "enterprise_id", "reason", "settled_by", "settled_at")
# fmt: off
STEPS_OF_NAME: Final = tabulate(
    Step("note", "记下名称写法", (), "open", MANAGE, origin=BY_OFFICE),
    Step("match", "匹配", ("open",), "matched", MANAGE, "undo", origin=BY_OFFICE),
    Step("accept", "匹配代码不一致的行", ("matched",), "matched", MANAGE, "undo", origin=BY_OFFICE),
    Step("note_absent", "登记台账中没有", ("open",), "absent", MANAGE, "undo", origin=BY_OFFICE),
    Step("undo", "撤销匹配", SETTLED, "open", CHECK, clears=_SAID, not_by=("settled_by",), origin=BY_OFFICE),
)
# fmt: on


class HistoryName(
    TenantRow,
    table="history_name",
    refers={
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "settled_by": "person",
    },
    constraints=(
        one_of("state", STATES_OF_NAME),
        one_of("party", PARTIES),
        CheckConstraint("num_nonnulls(provider_id, enterprise_id) <= 1", name="one_party"),
        CheckConstraint(
            "state <> 'matched' OR num_nonnulls(provider_id, enterprise_id) = 1", name="matched_to_one"
        ),
        UniqueConstraint("tenant_id", "party", "spelling"),
    ),
    bound=Bound(state=True),
    erasable=("reason",),
):
    """A spelling of a party's name, one row for all sheets; `spelling` is without blanks, in NFKC."""

    id: int
    party: str = text_column()
    spelling: str = text_column()
    provider_id: int | None = bigint_column()
    enterprise_id: int | None = bigint_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    settled_by: int | None = bigint_column()
    settled_at: datetime | None = instant_column()


NAMES: Final = Machine(
    HistoryName,
    zh="名称写法",
    missing="history_name_missing",
    changed="history_name_changed",
    states=STATES_OF_NAME,
    steps=STEPS_OF_NAME,
    persons={"settled_by": "匹配"},
)
